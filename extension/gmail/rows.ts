import { rowStates } from './candidates.ts';
import type { Finder } from './finder.ts';
import { given, legacyId, legacyOfSync, syncMessageId, syncThreadId } from './ids.ts';
import { placeMark } from './marks.ts';
import { personOf, unique } from './message.ts';
import { lineOf } from './reading.ts';
import type { Route } from './route.ts';
import type { Person, Row } from './types.ts';
import { isVisible } from './visible.ts';

export interface RowReading {
  finder: Finder;
  route: Route;
  own: string | undefined;
}

/** What of a row names it. */
export interface RowIds {
  threadId: string | undefined;
  lastMessageId: string | undefined;
  draftId: string | undefined;
  /** Gmail shows messages one by one: several rows can be of one thread. */
  single: boolean;
}

/** One thread of a list: one `tr`, or two or three in the vertical reading pane. */
export type Lines = readonly HTMLElement[];

export function readRows(reading: RowReading): Row[] {
  const { finder } = reading;
  const found = findRows(finder).map((lines) => ({ lines, ids: idsOf(lines, finder) }));
  // Several inboxes can each show a thread; one list shows it twice only where messages stand for themselves.
  const threads = new Map<Element | null, string[]>();
  for (const { lines, ids } of found) {
    const list = listOf(lines);
    if (ids.threadId) threads.set(list, [...(threads.get(list) ?? []), ids.threadId]);
  }
  return found.flatMap(({ lines, ids }) => {
    const shared = (threads.get(listOf(lines)) ?? []).filter((id) => id === ids.threadId).length > 1;
    const key = keyOf(shared ? { ...ids, single: true } : ids);
    return key === undefined ? [] : [readRow(lines, ids, key, reading)];
  });
}

function readRow(lines: Lines, ids: RowIds, key: string, { finder, route, own }: RowReading): Row {
  const { threadId, lastMessageId, draftId } = ids;
  const is = (css: string) =>
    lines.some((line) => finder.guard('row state', false, () => line.matches(css) || line.querySelector(css) !== null));
  return {
    key,
    threadId,
    lastMessageId,
    draftId,
    people: peopleOf(lines, finder, own),
    subject: lineOf(lines.flatMap((line) => finder.first('row subject', line, { keep: (one) => lineOf(one) !== '' }) ?? [])[0]),
    snippet: lineOf(lines.flatMap((line) => finder.first('row snippet', line) ?? [])[0]).replace(/^[-–—\s]+/, ''),
    unread: is(rowStates.unread) && !is(rowStates.read),
    selected: is(rowStates.selected),
    sent: route.list === 'sent',
    mark: (element) =>
      finder.guard('mark', false, () => {
        // The row may show another thread by now.
        const now = idsOf(lines, finder);
        return (
          lines[0]?.isConnected === true && now.threadId === threadId && now.draftId === draftId && placeMark(lines, key, element, finder)
        );
      }),
  };
}

function peopleOf(lines: Lines, finder: Finder, own: string | undefined): Person[] {
  const all = unique(lines.flatMap((line) => finder.all('row people', line)).flatMap((one) => personOf(one, own) ?? []));
  const others = all.filter((person) => !person.own);
  return others.length > 0 ? others : all;
}

/** The visible lists' rows that name a thread or a draft; advertisements and what other extensions add name none. */
export function findRows(finder: Finder): Lines[] {
  const { document } = finder;
  const lists = finder.any('list', document, { visible: true, keep: (list) => finder.any('row ids', list, { keep: inRow }).length > 0 });
  const outer = lists.filter((list) => !lists.some((other) => other !== list && other.contains(list)));
  return outer.flatMap((list) =>
    grouped(
      [...list.querySelectorAll<HTMLElement>('tr')].filter((line) => isLine(line)),
      finder,
    ),
  );
}

const listOf = (lines: Lines) => lines[0]?.closest('table') ?? null;

const inRow = (element: Element) => !/^H[1-6]$/.test(element.tagName) && element.closest('tr') !== null;

/** The innermost rows, as seen; a conversation in a table is none. */
const isLine = (line: HTMLElement) =>
  line.querySelector('tr, h2[data-legacy-thread-id], h2[data-thread-perm-id], [data-legacy-message-id], [g_editable]') === null &&
  isVisible(line);

/** In the vertical reading pane only the first `tr` of a thread has an id of its own, and a later one the thread's. */
function grouped(lines: HTMLElement[], finder: Finder): Lines[] {
  const numbered = lines.some((line) => line.id !== '');
  const groups: HTMLElement[][] = [];
  for (const line of lines) {
    const before = groups.at(-1);
    const first = before?.[0];
    const continues =
      first !== undefined &&
      first.parentElement === line.parentElement &&
      !begins(line, before ?? [], finder) &&
      (line.matches(rowStates.continued) ||
        (numbered
          ? line.id === '' && first.id !== ''
          : !names(first, finder) && before?.length === 1 && !hasPeople(line) && hasPeople(first)));
    if (before && continues) before.push(line);
    else groups.push([line]);
  }
  return groups.filter((group) => group.some((line) => names(line, finder)));
}

/** Has on its own what a row has once: an advertisement, say, that stands among rows with ids and has none. */
const begins = (line: HTMLElement, before: readonly HTMLElement[], finder: Finder) =>
  line.matches(rowStates.whole) ||
  (hasPeople(line) && before.some(hasPeople)) ||
  (names(line, finder) && before.some((one) => names(one, finder)));

const names = (line: HTMLElement, finder: Finder) => finder.first('row ids', line) !== undefined;
const hasPeople = (line: HTMLElement) => line.querySelector('[email]') !== null;

export function idsOf(lines: Lines, finder: Finder): RowIds {
  const read = (name: string) =>
    lines
      .flatMap((line) => [line, ...line.querySelectorAll(`[${name}]`)])
      .map((element) => given(element.getAttribute(name)))
      .find((value) => value !== undefined);
  const sync = read('data-thread-id');
  const single = /\bmsg-[af]:/.test(sync ?? '');
  const ofMessage = single ? syncMessageId(sync) : undefined;
  const draftId = syncMessageId(read('data-standalone-draft-id'));
  const threadId = legacyId(read('data-legacy-thread-id')) ?? legacyOfSync(syncThreadId(sync));
  if (threadId) finder.note('row thread id', read('data-legacy-thread-id') ? 'legacy' : 'converted', 1);
  return {
    threadId,
    lastMessageId:
      legacyOfSync(ofMessage) ?? legacyId(read('data-legacy-last-non-draft-message-id')) ?? legacyId(read('data-legacy-last-message-id')),
    draftId,
    single,
  };
}

export function keyOf({ threadId, lastMessageId, draftId, single }: RowIds): string | undefined {
  if (threadId) return single && lastMessageId ? `${threadId}/${lastMessageId}` : threadId;
  return draftId;
}
