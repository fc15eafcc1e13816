import type { Reading } from './message.ts';
import { readMessage, unique } from './message.ts';
import { given, legacyId, legacyOfSync, syncMessageId, syncThreadId } from './ids.ts';
import { lineOf } from './reading.ts';
import type { Route } from './route.ts';
import type { Conversation, Message } from './types.ts';
import { commonAncestor, isVisible } from './visible.ts';

/** Where a conversation stands in the page. */
interface Place {
  heading: HTMLElement | undefined;
  root: HTMLElement;
  messages: HTMLElement[];
}

export function readConversation(reading: Reading, route: Route): Conversation | undefined {
  const place = findConversation(reading);
  if (!place) return undefined;
  const { heading, root, messages: elements } = place;
  const messages = elements.map((element) => readMessage(element, root, reading));
  const perm = given(heading?.getAttribute('data-thread-perm-id')) ?? given(heading?.getAttribute('data-thread-id'));
  const single =
    /msg-[af]:/.test(perm ?? '') || reading.finder.document.querySelector('[data-thread-id*="|msg-"], [data-thread-id^="#msg-"]') !== null;
  const permId = syncThreadId(perm) ?? (single ? undefined : route.thread?.permId);
  const threadId = threadIdOf(heading, permId, single, reading, route);
  return {
    threadId,
    permId,
    subject: subjectOf(heading),
    messages,
    people: peopleOf(messages),
    complete: messages.length > 0 && messages.every(({ state }) => state === 'open') && !foldsMore(root),
    single,
  };
}

/** Messages between the first and the last can be counted only, without a node that names them. */
const foldsMore = (root: HTMLElement) =>
  root.querySelector('.adv, .kQ, .kx') !== null ||
  [...root.querySelectorAll('[role=listitem]')].some(
    (item) => !item.querySelector(`${carriers}, [email]`) && !item.matches(carriers) && !item.closest(carriers),
  );

const subjectOf = (heading: HTMLElement | undefined) => lineOf(heading);

/** The attribute first; then what it can be told from, which agrees with it where both are there. */
function threadIdOf(
  heading: HTMLElement | undefined,
  permId: string | undefined,
  single: boolean,
  reading: Reading,
  route: Route,
): string | undefined {
  const { finder, network } = reading;
  const openRow = () => {
    const row = finder.first('open row', finder.document, { visible: true });
    return row && legacyId(row.querySelector('[data-legacy-thread-id]')?.getAttribute('data-legacy-thread-id'));
  };
  const ways: [string, () => string | undefined][] = [
    ['heading', () => legacyId(heading?.getAttribute('data-legacy-thread-id'))],
    ['perm id', () => legacyOfSync(permId)],
    ['network', () => network.threadOf(permId)],
    // With conversation view off a token can name a message.
    ['address bar', () => (single ? undefined : route.thread?.legacyId)],
    ['open row', openRow],
  ];
  for (const [way, read] of ways) {
    const id = read();
    if (id) {
      finder.note('thread id', way, 1);
      const routed = single ? undefined : route.thread?.legacyId;
      finder.note('address bar agrees', routed === undefined ? 'says nothing' : routed === id ? 'yes' : 'no', 1);
      return id;
    }
  }
  finder.note('thread id', null, 0);
  return undefined;
}

/** Senders first: they are whom a salesperson looks for. */
function peopleOf(messages: Message[]) {
  const senders = messages.flatMap(({ from }) => from ?? []);
  const others = messages.flatMap(({ to, cc, bcc }) => [...to, ...cc, ...bcc]);
  return unique([...senders, ...others]);
}

const carriers = '[data-message-id], [data-legacy-message-id]';
/** Lists name messages too, in rows. */
const inRow = (element: Element) =>
  element.closest('[gh=tl]') !== null || (element.closest('tr')?.querySelector('[data-legacy-last-message-id]') ?? null) !== null;

export function findConversation({ finder }: Reading): Place | undefined {
  for (const main of scopes(finder.document, finder.all('main', finder.document, { visible: true }))) {
    const heading = finder.first('heading', main, {
      visible: true,
      keep: (element) => !inRow(element) && !/^(?:undefined|null)?$/.test(subjectOf(element)),
    });
    const seen = finder.all('message', main, {
      visible: true,
      keep: (element) => !inRow(element) && !inBody(element) && !holdsHeading(element, heading),
    });
    const named = heading?.hasAttribute('data-legacy-thread-id') || heading?.hasAttribute('data-thread-perm-id');
    if (seen.length === 0 && !named) continue;
    if (seen.length > 0 && !seen.some((element) => element.matches(carriers) || element.querySelector('[email]'))) continue;
    const root = commonAncestor(heading ? [heading, ...seen] : seen);
    if (!root) continue;
    finder.note('thread root', heading ? 'around heading and messages' : 'around messages', 1);
    const all =
      seen.length === 0
        ? []
        : outermost([...root.querySelectorAll<HTMLElement>(seen[0]?.matches(carriers) ? carriers : '[role=listitem], div.adn')]);
    // Sought once: a conversation can have a hundred messages.
    const hidden = [...root.querySelectorAll('h2[data-legacy-thread-id], h2[data-thread-perm-id]')].filter(
      (other) => other !== heading && !isVisible(other),
    );
    const messages = all.filter(
      (element) => !inRow(element) && !inBody(element) && !inHiddenCopy(element, root, heading, hidden) && !isDraft(element),
    );
    return { heading, root: root === heading ? (heading.parentElement ?? heading) : root, messages: messages.length > 0 ? messages : [] };
  }
  return undefined;
}

const scopes = (document: Document, mains: HTMLElement[]) => (mains.length > 0 ? mains : document.body ? [document.body] : []);

const holdsHeading = (element: HTMLElement, heading: HTMLElement | undefined) => heading !== undefined && element.contains(heading);

/** What a message says of itself in its body is nothing of Gmail's. */
const inBody = (element: Element) =>
  element.parentElement?.closest(carriers) !== null &&
  element.parentElement?.closest('div.a3s, div.ii.gt, blockquote, .gmail_quote') !== null;

const outermost = (elements: HTMLElement[]) =>
  elements.filter((element) => !elements.some((other) => other !== element && other.contains(element)));

/** Of another thread that was open before, in the same view: what holds it and a hidden heading does not hold the heading that is seen. */
function inHiddenCopy(element: HTMLElement, root: HTMLElement, heading: HTMLElement | undefined, hidden: readonly Element[]): boolean {
  for (let at = element.parentElement; at && at !== root; at = at.parentElement) {
    const around = at;
    if (heading && around.contains(heading)) return false;
    if (hidden.some((other) => around.contains(other))) return true;
  }
  return false;
}

/** An answer that is being written stands among the messages under the id of its draft. */
function isDraft(element: HTMLElement): boolean {
  const own = syncMessageId(element.getAttribute('data-message-id'));
  const draft = [...element.querySelectorAll<HTMLInputElement>('input[name=draft]')].map(({ value }) => syncMessageId(value));
  return own !== undefined && draft.includes(own);
}
