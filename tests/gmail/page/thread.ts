import { elementId } from './dom.ts';
import type { Mail, Party, Thread } from './mailbox.ts';
import type { Stage } from './shell.ts';

export interface Answering {
  thread: Thread;
  mail: Mail;
  kind: 'reply' | 'all' | 'forward';
  /** Where an inline answer goes. */
  place: HTMLElement;
}

export type State = 'open' | 'collapsed' | 'hidden';

/** The states in which Gmail opens a thread: the first and the last few are there, those between are counted. */
export function statesOf(messages: readonly Mail[]): State[] {
  return messages.map((_, at) =>
    at === messages.length - 1 ? 'open' : messages.length > 4 && at > 0 && at < messages.length - 3 ? 'hidden' : 'collapsed',
  );
}

/** One thread, as it stands in the view: the subject above, then its messages. */
export function buildThread(stage: Stage, thread: Thread, only: Mail | undefined, answer: (answering: Answering) => void): HTMLElement {
  const { variant, maker } = stage;
  const make = maker.make.bind(maker);
  const messages = only ? [only] : thread.messages;
  const states = statesOf(messages);
  const heading = make('h2', { class: 'hP', tabindex: -1 }, ...maker.emoji(thread.subject));
  const list = make(
    'div',
    { role: 'list', class: 'aHU hx' },
    ...messages.map((mail, at) => buildMessage(stage, thread, mail, states[at] ?? 'open', answer)),
  );
  const ids = () => {
    if (variant.heading !== 'perm' && variant.heading !== 'none') heading.setAttribute('data-legacy-thread-id', thread.id);
    if (variant.heading === 'none') return;
    heading.setAttribute(
      'data-thread-perm-id',
      variant.undefinedIds ? 'undefined' : only ? `${thread.permId}|${only.syncId}` : thread.permId,
    );
  };
  if (variant.undefinedIds) heading.setAttribute('data-thread-perm-id', 'undefined');
  if (variant.late > 0) setTimeout(ids, variant.late);
  else ids();
  const banner = make('div', { class: 'adI wl4W9b' }, make('span', { role: 'button', tabindex: 0 }, 'Translate'));
  return make(
    'div',
    { class: 'a98 iY', style: 'padding:16px' },
    make('div', { class: 'nH' }, make('div', { class: 'ha' }, heading)),
    banner,
    make('div', { class: 'nH' }, list),
  );
}

export function buildMessage(stage: Stage, thread: Thread, mail: Mail, state: State, answer: (answering: Answering) => void): HTMLElement {
  const { variant, maker } = stage;
  const make = maker.make.bind(maker);
  const message = make('div', { class: 'adn ads', 'data-message-id': `#${mail.syncId}` });
  if (mail.id !== '') {
    if (variant.late > 0) setTimeout(() => message.setAttribute('data-legacy-message-id', mail.id), variant.late);
    else message.setAttribute('data-legacy-message-id', mail.id);
  }
  const item = make('div', { role: 'listitem', class: { open: 'h7', collapsed: 'kv', hidden: 'kQ' }[state], tabindex: -1 }, message);
  if (state === 'hidden') item.style.display = 'none';
  else fill(stage, thread, mail, state, message, item, answer);
  return item;
}

function fill(
  stage: Stage,
  thread: Thread,
  mail: Mail,
  state: 'open' | 'collapsed',
  message: HTMLElement,
  item: HTMLElement,
  answer: (answering: Answering) => void,
): void {
  const { variant, words, maker, mailbox } = stage;
  const make = maker.make.bind(maker);
  const chip = (party: Party, names: string) =>
    make(
      'span',
      { class: names, email: party.email, name: party.name, dir: 'ltr', 'data-hovercard-id': party.email },
      party.email === mailbox.address ? words.me : party.name.split(' ')[0] || party.email,
    );
  const date = new Date(mail.at).toLocaleString(words.locale, { dateStyle: 'medium', timeStyle: 'short' });
  const sender = make(
    'h3',
    { class: 'iw' },
    make(
      'span',
      { class: 'qu' },
      make(
        'span',
        { class: 'gD', email: mail.from.email, name: mail.from.name, 'data-hovercard-id': mail.from.email },
        make('span', {}, mail.from.name),
      ),
    ),
  );
  const shown = [...mail.to, ...mail.cc];
  const recipients = make(
    'div',
    { class: 'iv' },
    make('span', { class: 'hb' }, `${words.to} `, ...shown.flatMap((party, at) => [at > 0 ? ', ' : '', chip(party, 'g2')])),
  );
  const when = make(
    'td',
    { class: 'gH bAk' },
    make('div', { class: 'gK' }, make('span', { class: 'g3', title: date, role: 'gridcell', tabindex: -1 }, date)),
  );
  const toggle = () => {
    message.replaceChildren();
    const next = state === 'open' ? 'collapsed' : 'open';
    item.className = maker.classes(next === 'open' ? 'h7' : 'kv');
    fill(stage, thread, mail, next, message, item, answer);
  };
  const who = make(
    'td',
    { class: 'gF gK', click: toggle },
    make('table', { class: 'cf ix' }, make('tbody', {}, make('tr', {}, make('td', {}, sender)))),
  );
  if (state === 'collapsed') {
    const snippet = make('div', { class: 'iA g6' }, maker.written(mail.html).textContent?.trim().replace(/\s+/g, ' ').slice(0, 60) ?? '');
    message.append(make('table', { class: 'cf gJ' }, make('tbody', {}, make('tr', {}, who, make('td', {}, snippet), when))));
    return;
  }
  const actions = make(
    'td',
    { class: 'acX' },
    make('div', {
      role: 'button',
      tabindex: 0,
      class: 'T-I',
      'aria-label': words.reply,
      click: () => answer({ thread, mail, kind: 'reply', place: message }),
    }),
  );
  const rows = make(
    'tbody',
    {},
    make('tr', {}, who, when, actions),
    make('tr', {}, make('td', { colspan: 3 }, recipients, ...(variant.details ? [details(stage, mail, chip)] : []))),
  );
  const body = make(
    'div',
    { class: 'ii gt', id: elementId() },
    make('div', { class: 'a3s aiL', id: elementId() }, maker.written(mail.html)),
  );
  const link = (names: string, text: string, kind: Answering['kind']) =>
    make('span', { class: names, role: 'link', tabindex: 0, click: () => answer({ thread, mail, kind, place: message }) }, text);
  const below = make(
    'div',
    { class: 'amn' },
    link('ams bkH', words.reply, 'reply'),
    link('ams bkI', words.replyAll, 'all'),
    link('ams bkG', words.forward, 'forward'),
  );
  message.append(make('div', { class: 'gs' }, make('table', { class: 'cf gJ' }, rows), make('div', {}, body), below));
}

/** What the small triangle opens: a line for each header. */
function details({ words, maker }: Stage, mail: Mail, chip: (party: Party, names: string) => HTMLElement): HTMLElement {
  const make = maker.make.bind(maker);
  const line = (word: string, parties: readonly Party[]) =>
    parties.length === 0
      ? []
      : [
          make(
            'tr',
            {},
            make('td', { class: 'gG' }, make('span', { class: 'gI' }, word)),
            make('td', { class: 'gL' }, ...parties.map((party) => chip(party, 'gI'))),
          ),
        ];
  const lines = [
    ...line(words.from, [mail.from]),
    ...line(words.replyTo, [{ name: 'Answers', email: 'answers@northwind.example' }]),
    ...line(`${words.to}:`, mail.to),
    ...line(words.cc, mail.cc),
    ...line(words.bcc, mail.bcc),
  ];
  return make(
    'div',
    { class: 'ajA' },
    make(
      'table',
      { class: 'ajC' },
      make(
        'tbody',
        {},
        ...lines,
        make('tr', {}, make('td', {}, words.date), make('td', {}, new Date(mail.at).toLocaleString(words.locale))),
      ),
    ),
  );
}
