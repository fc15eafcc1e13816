import type { Outcome } from './compose.ts';
import { ComposeWindow, sentMail } from './compose.ts';
import { Maker } from './dom.ts';
import type { Shown } from './list.ts';
import { buildList, buildRow, shownIn } from './list.ts';
import type { Mail, Mailbox, Thread } from './mailbox.ts';
import { buildShell } from './shell.ts';
import { fetchThread, post } from './sync.ts';
import type { Answering } from './thread.ts';
import { buildMessage, buildThread } from './thread.ts';
import { readVariant, words } from './variant.ts';

/** A page that behaves as Gmail's is known to: one page, routes in the hash, views that are kept, composes, requests to `/sync/`. */
const variant = readVariant(location);
const account = location.pathname.match(/\/mail\/(u\/\d+(?:\/d\/[^/]+)?)/)?.[1] ?? 'u/0';

const load = async () => (await (await fetch(`/stand-in/mailbox/${account}`)).json()) as Mailbox;

const alphabet = 'BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz';
/** Gmail's name for a thread in the address bar. */
function token(permId: string): string {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let number = [...btoa(permId.replace('thread-', '')).replaceAll('=', '')].reduce(
    (sum, letter) => sum * 64n + BigInt(digits.indexOf(letter)),
    0n,
  );
  let text = '';
  for (; number > 0n; number /= 40n) text = alphabet[Number(number % 40n)] + text;
  return text;
}

async function start(): Promise<void> {
  Object.assign(window, { GLOBALS: [null, null, null, null, null, null, null, null, null, null, ''] });
  const mailbox = await load();
  (window as unknown as { GLOBALS: unknown[] }).GLOBALS[10] = mailbox.address;
  const stage = buildShell(variant, words[variant.language], new Maker(variant), mailbox, () => void compose());
  const composes: ComposeWindow[] = [];
  const views: HTMLElement[] = [];

  const compose = (answering?: Answering) => {
    const made = new ComposeWindow(stage, answering, (outcome) => void sent(outcome));
    composes.push(made);
    return made;
  };

  /** The request leaves at once; the server waits, and a click on Undo gives the draft back. */
  const sent = async ({ draft, what, thread, inline }: Outcome) => {
    const mail = sentMail(draft, '');
    const list = views.find((view) => view.style.display !== 'none')?.querySelector('[role=list]');
    const item = inline && list && thread ? buildMessage(stage, thread, mail, 'open', compose) : undefined;
    if (item) list?.append(item);
    const undo = stage.maker.make(
      'div',
      { role: 'alert', class: 'vh' },
      stage.maker.make('span', { role: 'link', id: 'link_undo', click: () => void takeBack() }, stage.words.undo),
    );
    const takeBack = async () => {
      undo.remove();
      item?.remove();
      composes.push(new ComposeWindow(stage, undefined, (outcome) => void sent(outcome), draft));
      await post(draft, 'draft', location.pathname, variant);
    };
    document.body.append(undo);
    setTimeout(() => undo.remove(), variant.undo);
    const made = await post(draft, what, location.pathname, variant);
    if (made && item) item.firstElementChild?.setAttribute('data-legacy-message-id', made.messageId);
    stage.mailbox = await load();
    if (location.hash.startsWith('#sent')) route();
  };

  const show = (view: HTMLElement) => {
    for (const other of views) {
      other.style.display = 'none';
      other.firstElementChild?.removeAttribute('role');
    }
    const main = stage.maker.make('div', { class: 'nH', role: 'main' }, view);
    const holder = stage.maker.make('div', { class: 'nH ao8' }, main);
    if (!variant.copies) for (const other of views.splice(0)) other.remove();
    views.push(holder);
    stage.views.append(holder);
  };

  const list = (name: string, shown: Shown[], open: (shown: Shown) => void) => buildList(stage, name, shown, open);

  const thread = (opened: Thread, only: Mail | undefined) => {
    fetchThread(opened, location.pathname, variant);
    return buildThread(stage, opened, only, compose);
  };

  const route = () => {
    const [path = ''] = location.hash.slice(1).split('?');
    const parts = path.split('/').map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    const [name = 'inbox', ...rest] = parts;
    const query = ['search', 'label', 'category'].includes(name) ? rest.shift() : undefined;
    const asked = rest.filter((part) => !/^p\d+$/.test(part)).at(-1) ?? new URLSearchParams(location.search).get('th') ?? undefined;
    const shown = shownIn(stage, name || 'inbox', query);
    const one =
      asked === undefined
        ? undefined
        : stage.mailbox.threads
            .flatMap((each) => [
              { thread: each, mail: undefined as Mail | undefined },
              ...each.messages.map((mail) => ({ thread: each, mail: mail as Mail | undefined })),
            ])
            .find(({ thread: each, mail }) =>
              mail ? !variant.conversations && mail.id === asked : asked === each.id || asked === token(each.permId),
            );
    const open = ({ thread: each, mail }: Shown) =>
      (location.hash = `${name || 'inbox'}${query === undefined ? '' : `/${encodeURIComponent(query)}`}/${mail?.id ?? token(each.permId)}`);
    if (['settings', 'chat'].includes(name)) show(stage.maker.make('div', {}, 'Settings'));
    else if (variant.pane === 'none' || variant.alone)
      show(
        one
          ? thread(one.thread, variant.conversations ? undefined : (one.mail ?? one.thread.messages.at(-1)))
          : list(name || 'inbox', shown, open),
      );
    else
      show(
        stage.maker.make(
          'div',
          { class: 'aia', style: 'display:flex' },
          list(name || 'inbox', shown, open),
          stage.maker.make('div', { class: 'ao9', style: 'flex:1' }, ...(one ? [thread(one.thread, one.mail)] : [])),
        ),
      );
    document.title = `${one ? one.thread.subject : stage.words.inbox} - ${mailbox.address} - Gmail`;
  };

  // The address changes before the view does.
  addEventListener('hashchange', () => setTimeout(() => void load().then((now) => ((stage.mailbox = now), route())), 20));
  route();
  if (/[?&]compose=new/.test(location.hash)) compose();

  /** What a test does as a person who is quicker than the page, or as Gmail itself. */
  Object.assign(window, {
    standIn: {
      compose: () => compose(),
      composes,
      /** Fills the rows that are there with other threads, as Gmail does on refresh. */
      recycle() {
        const rows = [...document.querySelectorAll<HTMLElement>('tr:has([data-legacy-thread-id])')];
        const cells = rows.map((row) => [...row.children]);
        rows.forEach((row, at) => row.replaceChildren(...(cells[(at + 1) % rows.length] ?? []).map((cell) => cell.cloneNode(true))));
      },
      /** Makes the cells of each row anew, as Gmail does after reading. */
      redraw(name: string) {
        for (const row of document.querySelectorAll<HTMLElement>('tr:has([data-legacy-thread-id])')) {
          const id = row.querySelector('[data-legacy-thread-id]')?.getAttribute('data-legacy-thread-id');
          const found = stage.mailbox.threads.find((each) => each.id === id);
          if (found)
            row.replaceChildren(...(buildRow(stage, name, { thread: found, mail: undefined }, () => undefined)[0]?.children ?? []));
        }
      },
    },
  });
  document.documentElement.dataset['ready'] = 'yes';
}

void start();
