import { address } from './addresses.ts';
import { readBody } from './body.ts';
import { headerWords, messageStates } from './candidates.ts';
import { instantOf } from './dates.ts';
import type { Finder } from './finder.ts';
import { given, legacyId, legacyOfSync, syncMessageId } from './ids.ts';
import type { Network } from './network.ts';
import { lineOf, ours } from './reading.ts';
import { inCompose } from './shapes.ts';
import type { Body, Message, Person } from './types.ts';
import { isVisible } from './visible.ts';

export interface Reading {
  finder: Finder;
  network: Network;
  language: string;
  /** The account's address. */
  own: string | undefined;
  server: string | undefined;
}

export function readMessage(element: HTMLElement, root: HTMLElement, reading: Reading): Message {
  const { finder, network, language } = reading;
  const syncId = syncMessageId(given(attribute(element, 'data-message-id')));
  const shown = legacyId(attribute(element, 'data-legacy-message-id'));
  const known = network.of(syncId);
  const sender = senderOf(element, finder);
  const body = sender && bodyElement(element, finder);
  const state = stateOf(element, root, sender, body, reading);
  const people = state === 'open' ? recipientsOf(element, sender, body, reading) : { to: [], cc: [], bcc: [] };
  const date = sender && finder.first('date', element, { keep: (one) => !body?.contains(one) && !inCompose(one, element) });
  const dateText = (date?.title || lineOf(date)).trim();
  return {
    id: known?.messageId ?? (network.wasDraft(syncId, shown) ? undefined : shown) ?? legacyOfSync(syncId),
    syncId,
    rfcId: known?.rfcId,
    from: personOf(sender, reading.own),
    ...people,
    dateText,
    sentAt: known?.sentAt ?? (dateText ? instantOf(dateText, language)?.toISOString() : undefined),
    state,
    body: () => finder.guard('body', undefined as Body | undefined, () => bodyNow(element, root, reading)),
    mark: (mark) => finder.guard('message mark', false, () => placeMark(element, date, mark)),
  };
}

/** Before the date, which is there as long as the message is. Gmail's own marks of the same line are left as they are. */
function placeMark(element: HTMLElement, date: HTMLElement | undefined, mark: HTMLElement | undefined): boolean {
  for (const before of element.querySelectorAll(`[${ours}=message-mark]`)) if (before !== mark) before.remove();
  if (!mark) return true;
  if (!date?.isConnected || !date.parentElement) return false;
  mark.setAttribute(ours, 'message-mark');
  if (mark.nextElementSibling !== date) date.parentElement.insertBefore(mark, date);
  return true;
}

/** Read when it is asked for, from what stands there then. */
function bodyNow(element: HTMLElement, root: HTMLElement, reading: Reading): Body | undefined {
  if (!element.isConnected) return undefined;
  const sender = senderOf(element, reading.finder);
  const body = sender && bodyElement(element, reading.finder);
  return body && stateOf(element, root, sender, body, reading) === 'open' ? readBody(body, reading.server) : undefined;
}

/** Of the element itself, else of the first within that has one, before any message within. */
function attribute(element: HTMLElement, name: string): string | null {
  const own = element.getAttribute(name);
  return given(own) === undefined ? (element.querySelector(`[${name}]`)?.getAttribute(name) ?? own) : own;
}

const senderOf = (element: HTMLElement, finder: Finder) =>
  finder.first('sender', element, { keep: (one) => emailOf(one) !== undefined && !inCompose(one, element) && !one.closest(`[${ours}]`) });

/** That which is seen, of several: Gmail keeps a hidden place for another state of it. */
function bodyElement(element: HTMLElement, finder: Finder): HTMLElement | undefined {
  const bodies = finder.all('message body', element, { keep: (one) => !inCompose(one, element) });
  return bodies.find(isVisible) ?? bodies[0];
}

/** By the class of the item, if it still has one of those; else a body that is shown with a header of its own says "open". */
function stateOf(
  element: HTMLElement,
  root: HTMLElement,
  sender: HTMLElement | undefined,
  body: HTMLElement | undefined,
  { finder }: Reading,
): Message['state'] {
  for (let at: HTMLElement | null = element; at && at !== root; at = at.parentElement)
    for (const { state, css } of messageStates) if (at.matches(css)) return state;
  if (!isVisible(element) || !sender) return 'hidden';
  if (!body || !isVisible(body)) return 'collapsed';
  const { served } = finder.seeks.get('message body') ?? { served: null };
  if (served !== 'by its shape') return 'open';
  // The first words of a folded message stand where a body would: a body has paragraphs, or its header recipients.
  const composed = body.matches('[dir]') || body.querySelector('[dir], p, br, blockquote, pre, div') !== null;
  return composed || finder.all('recipients', element, { keep: (one) => one !== sender && !body.contains(one) }).length > 0
    ? 'open'
    : 'collapsed';
}

interface Recipients {
  to: Person[];
  cc: Person[];
  bcc: Person[];
}

function recipientsOf(
  element: HTMLElement,
  sender: HTMLElement | undefined,
  body: HTMLElement | undefined,
  { finder, own }: Reading,
): Recipients {
  const inHeader = (one: HTMLElement) => one !== sender && !body?.contains(one) && !inCompose(one, element);
  const details = finder.first('details', element, {
    keep: (one) => inHeader(one) && one.querySelector('[email]') !== null && !one.contains(body ?? null) && !one.contains(sender ?? null),
  });
  // What the card says as well is not what the header says.
  const short = unique(
    finder
      .all('recipients', element, { keep: (one) => inHeader(one) && !details?.contains(one) })
      .flatMap((one) => personOf(one, own) ?? []),
  );
  const full = details && detailed(details, emailOf(sender), short, own);
  if (!full) return { to: short, cc: [], bcc: [] };
  const told = new Set([...full.to, ...full.cc, ...full.bcc].map(({ email }) => email));
  return { ...full, to: [...full.to, ...short.filter(({ email }) => !told.has(email))] };
}

/**
 * The card of details has a line for each header, always in the same order: sender, perhaps where to answer, "to", cc, bcc. The line that
 * shares an address with the short header is "to"; of two lines after it the second is bcc. A single one is told by its name, in the page's
 * language; where that is not known, as bcc wherever it can be: who is hidden from the others must not be shown to anybody as a copy.
 */
function detailed(card: HTMLElement, sender: string | undefined, short: Person[], own: string | undefined): Recipients | undefined {
  const lines = linesOf(card)
    .map((line) => ({
      people: unique([...line.querySelectorAll<HTMLElement>('[email]')].flatMap((one) => personOf(one, own) ?? [])),
      word: lineOf(line.querySelector('td, th, dt, span') ?? line)
        .toLowerCase()
        .replace(/\s*[:：]\s*$/, ''),
    }))
    .filter(({ people }) => people.length > 0);
  const after = lines.slice(lines.findIndex(({ people }) => people.some(({ email }) => email === sender)) + 1);
  const said = ({ word }: (typeof lines)[number], field: 'cc' | 'bcc') => (headerWords[field] as readonly string[]).includes(word);
  const named = new Set(short.map(({ email }) => email));
  const rest = after.filter((line) => !said(line, 'cc') && !said(line, 'bcc'));
  const to = rest.find(({ people }) => people.some(({ email }) => named.has(email))) ?? rest.at(-1);
  const copies = to ? after.slice(after.indexOf(to) + 1) : after;
  const [first, second] = copies;
  if (!to && !first) return undefined;
  const hidden =
    second ?? (first && !said(first, 'cc') && (said(first, 'bcc') || mayBeHidden(first.people, sender, own)) ? first : undefined);
  return { to: to?.people ?? [], cc: first && first !== hidden ? first.people : [], bcc: hidden?.people ?? [] };
}

/** Whom they have hidden, senders see themselves; everyone else sees their own name alone. */
const mayBeHidden = (people: readonly Person[], sender: string | undefined, reader: string | undefined): boolean =>
  sender === reader || (people.length === 1 && people.every((person) => person.own));

/** The rows of a table; without one, what stands side by side and holds addresses. */
function linesOf(card: HTMLElement): HTMLElement[] {
  const rows = [...card.querySelectorAll<HTMLElement>('tr')].filter((row) => row.querySelector('[email]') && !row.querySelector('tr'));
  if (rows.length > 0) return rows;
  let at = card;
  while (at.childElementCount === 1) at = at.firstElementChild as HTMLElement;
  return [...at.children].filter((child): child is HTMLElement => child.querySelector('[email]') !== null);
}

const emailOf = (element: Element | undefined) => address(element?.getAttribute('email') ?? element?.getAttribute('data-hovercard-id'));

export function personOf(element: Element | undefined, own: string | undefined): Person | undefined {
  const email = emailOf(element);
  if (!email || !element) return undefined;
  const named = (given(element.getAttribute('name')) ?? given(element.getAttribute('data-name')) ?? lineOf(element)).replace(
    /^[,;:\s]+|[,;:\s]+$/g,
    '',
  );
  return { email, name: address(named) ? '' : named, own: email === own };
}

/** By address, the first with a name. */
export function unique(people: readonly Person[]): Person[] {
  const found = new Map<string, Person>();
  for (const person of people) {
    const before = found.get(person.email);
    if (!before || (before.name === '' && person.name !== '')) found.set(person.email, person);
  }
  return [...found.values()];
}
