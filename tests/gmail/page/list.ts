import { elementId } from './dom.ts';
import type { Mail, Thread } from './mailbox.ts';
import { hex } from './mailbox.ts';
import type { Stage } from './shell.ts';

export interface Shown {
  thread: Thread;
  /** With conversation view off there is a row for each message. */
  mail: Mail | undefined;
}

/** What a list shows, in the order of Gmail: the newest first. */
export function shownIn(stage: Stage, list: string, query: string | undefined): Shown[] {
  const { mailbox, variant } = stage;
  const threads = mailbox.threads.filter(({ lists, subject }) =>
    query === undefined ? lists.includes(list) : subject.toLowerCase().includes(query.toLowerCase()) || list === 'label',
  );
  if (variant.conversations) return threads.map((thread) => ({ thread, mail: undefined }));
  const own = (mail: Mail) => mail.from.email === mailbox.address;
  return threads.flatMap((thread) =>
    thread.messages
      .filter((mail) => query !== undefined || list === 'all' || own(mail) === (list === 'sent'))
      .map((mail) => ({ thread, mail })),
  );
}

export function buildList(stage: Stage, list: string, shown: readonly Shown[], open: (shown: Shown) => void): HTMLElement {
  const make = stage.maker.make.bind(stage.maker);
  const rows = make('tbody', {}, ...shown.flatMap((one) => buildRow(stage, list, one, open)));
  if (list === 'inbox') rows.prepend(advertisement(stage));
  if (list === 'drafts') rows.append(draftRow(stage));
  const table = make(
    'table',
    { class: 'F cf zt', role: 'grid', cellpadding: 0, style: 'width:100%' },
    make('colgroup', {}, ...[20, 20, 160, 400, 30, 90].map((width) => make('col', { style: `width:${width}px` }))),
    rows,
  );
  return make('div', { class: 'BltHke nH oy8Mbf', gh: 'tl' }, make('div', { class: 'Cp' }, make('div', {}, table)));
}

/** Fills a row with a thread. Gmail does so to a row that is there, too. */
export function buildRow(stage: Stage, list: string, shown: Shown, open: (shown: Shown) => void): HTMLElement[] {
  const { variant } = stage;
  const make = stage.maker.make.bind(stage.maker);
  const { thread } = shown;
  const state = `zA ${thread.unread ? 'zE' : 'yO'}`;
  const cells = cellsOf(stage, list, shown);
  if (variant.pane !== 'right')
    return [
      make(
        'tr',
        { class: state, id: elementId(), role: 'row', tabindex: -1, click: () => open(shown) },
        ...cells.first,
        ...cells.second,
        cells.attachment,
        cells.date,
      ),
    ];
  return [
    make('tr', { class: `${state} apv`, id: elementId(), role: 'row', click: () => open(shown) }, ...cells.first, cells.date),
    make('tr', { class: `${state} apw`, click: () => open(shown) }, make('td'), make('td'), ...cells.second, cells.attachment),
  ];
}

function cellsOf({ maker, words, mailbox, variant }: Stage, list: string, { thread, mail }: Shown) {
  const make = maker.make.bind(maker);
  const last = mail ?? thread.messages.at(-1);
  const people =
    list === 'sent'
      ? mail
        ? mail.to
        : thread.messages.filter(({ from }) => from.email === mailbox.address).flatMap(({ to }) => to)
      : (mail ? [mail] : thread.messages).map(({ from }) => from);
  const unique = [...new Map(people.map((party) => [party.email.toLowerCase(), party])).values()];
  const name = (party: (typeof unique)[number]) =>
    make(
      'span',
      { class: thread.unread ? 'zF' : 'yP', email: party.email, name: party.name },
      party.email === mailbox.address ? words.me : (party.name.split(' ')[0] ?? ''),
    );
  const perm = variant.conversations || !mail ? `#${thread.permId}` : `#${thread.permId}|${mail.syncId}`;
  const ids = {
    'data-thread-id': perm,
    'data-legacy-thread-id': thread.id,
    'data-legacy-last-message-id': last?.id,
    'data-legacy-last-non-draft-message-id': variant.undefinedIds ? 'undefined' : last?.id,
  };
  const subject = make('span', { class: thread.unread ? 'bqe' : 'bog' }, make('span', ids, ...maker.emoji(thread.subject)));
  const snippet = make(
    'span',
    { class: 'y2' },
    make('span', { class: 'Zt' }, ' - '),
    maker
      .written(last?.html ?? '')
      .textContent?.replace(/\s+/g, ' ')
      .trim()
      .slice(0, 80) ?? '',
  );
  const date = new Date(last?.at ?? 0);
  return {
    first: [
      make('td', { class: 'oZ-x3 xY' }, make('div', { role: 'checkbox', 'aria-checked': 'false' })),
      make('td', { class: 'apU xY' }),
      make(
        'td',
        { class: 'yX xY' },
        make(
          'div',
          { class: 'yW' },
          list === 'sent' ? words.toLine : '',
          ...unique.flatMap((party, at) => [at > 0 ? ', ' : '', name(party)]),
        ),
      ),
    ],
    second: [
      make(
        'td',
        { class: 'xY a4W', role: 'gridcell' },
        make('div', { class: 'xS', role: 'link' }, make('div', { class: 'xT' }, make('div', { class: 'y6' }, subject), snippet)),
      ),
    ],
    attachment: make('td', { class: 'yf xY' }),
    date: make(
      'td',
      { class: 'xW xY' },
      make(
        'span',
        { title: date.toLocaleString(words.locale, { dateStyle: 'full', timeStyle: 'short' }) },
        make('span', {}, date.toLocaleDateString(words.locale, { month: 'short', day: 'numeric' })),
      ),
    ),
  };
}

function advertisement({ maker }: Stage): HTMLElement {
  const make = maker.make.bind(maker);
  return make(
    'tr',
    { class: 'zA am0 bvA', id: elementId(), role: 'row' },
    make('td', { class: 'xY' }),
    make('td', { class: 'xY' }),
    make('td', { class: 'yX xY' }, make('span', { class: 'zF' }, 'Best Boats')),
    make('td', { class: 'xY a4W' }, 'Buy now'),
    make('td', { class: 'yf xY' }),
    make('td', { class: 'xW xY' }, make('span', { title: 'Ad' }, '')),
  );
}

export const standaloneDraft = 'msg-a:r-123456789012345';

function draftRow({ maker }: Stage): HTMLElement {
  const make = maker.make.bind(maker);
  return make(
    'tr',
    { class: 'zA yO', id: elementId(), role: 'row' },
    make('td', { class: 'xY' }),
    make('td', { class: 'xY' }),
    make('td', { class: 'yX xY' }, make('div', { class: 'yW' }, make('span', { style: 'color:#dd4b39' }, 'Draft'))),
    make(
      'td',
      { class: 'xY a4W' },
      make(
        'div',
        { class: 'xT' },
        make(
          'div',
          { class: 'y6' },
          make('span', { class: 'bog' }, make('span', { 'data-standalone-draft-id': `#${standaloneDraft}` }, 'Unfinished')),
        ),
      ),
    ),
    make('td', { class: 'yf xY' }),
    make('td', { class: 'xW xY' }, make('span', { title: hex('1') }, '')),
  );
}
