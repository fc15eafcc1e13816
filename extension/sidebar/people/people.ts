import type { PageCompose, PagePerson, PageView } from '../../messages.ts';
import type { AddressBook, Known } from './address-book.ts';

/** Everybody whom the page is about, told apart. */
export interface People {
  known: readonly { seen: PagePerson; known: Known }[];
  unknown: readonly PagePerson[];
  /** People of the workspace itself: no customers. */
  colleagues: readonly PagePerson[];
}

/**
 * The people whom the page is about, each once and without the account itself: of the open conversation, and of the compose
 * window that is written in, which comes first. Without a conversation the compose window that was opened last stands for it.
 */
export function peopleIn(view: PageView, composes: readonly PageCompose[]): readonly PagePerson[] {
  const written = composes.find(({ focused }) => focused) ?? (view.kind === 'conversation' ? undefined : composes.at(-1));
  const inConversation = view.kind === 'conversation' ? view.people : [];
  const ofCompose = written ? [...written.to, ...written.cc, ...written.bcc] : [];
  // A new message has nothing to do with the conversation behind it; an answer has.
  const answers = written !== undefined && view.kind === 'conversation' && written.threadId !== null && written.threadId === view.threadId;
  const all = ofCompose.length === 0 || answers ? [...ofCompose, ...inConversation] : ofCompose;
  const found = new Map<string, PagePerson>();
  for (const person of all) {
    const email = person.email.trim().toLowerCase();
    if (email === '' || person.own) continue;
    const before = found.get(email);
    // The same address with a name tells more.
    if (!before || (before.name === '' && person.name !== '')) found.set(email, { ...person, email });
  }
  return [...found.values()];
}

/** Known people first, each record once though it is met under two addresses. */
export function toldApart(people: readonly PagePerson[], book: AddressBook): People {
  const known: { seen: PagePerson; known: Known }[] = [];
  const unknown: PagePerson[] = [];
  const colleagues: PagePerson[] = [];
  for (const seen of people) {
    const found = book.find(seen.email);
    if (found) {
      if (!known.some(({ known: { row } }) => row.id === found.row.id)) known.push({ seen, known: found });
    } else if (book.colleague(seen.email)) colleagues.push(seen);
    else unknown.push(seen);
  }
  return { known, unknown, colleagues };
}
