import { newId } from '../../../shared/ids.ts';
import { neverLogged } from '../../../shared/mail-log.ts';
import type { NeverLogged } from '../../../shared/mail-log.ts';
import { meansAddress } from '../../../shared/mail-patterns.ts';
import { hasBody, longestBody } from '../../../shared/records/index.ts';
import type { ConversationLink, Email, EmailCopy, EmailLink, Participant } from '../../../shared/records/index.ts';
import type { Outcome, Store } from '../../../components/store/index.ts';
import type { LinkedRecord, PageMessage, PagePerson } from '../../messages.ts';
import type { AddressBook } from '../people/address-book.ts';

/** A message of the open conversation in a mailbox. */
export interface Place {
  /** The mailbox's own address, in lower case. */
  account: string;
  threadId: string | null;
  subject: string;
}

/** What is logged of a message: by its id in this mailbox, else by its Message-ID. */
export function loggedAs(store: Store, account: string, message: PageMessage): { email: Email; copy: EmailCopy } | undefined {
  const own = (copy: EmailCopy) => copy.owner_id === store.personId && copy.account === account;
  const copies =
    message.id === null
      ? []
      : store
          .list('email_copy', 'gmail_message_id', message.id)
          .concat(message.syncId ? store.list('email_copy', 'draft_id', message.syncId) : []);
  const named = message.rfcId === null ? [] : store.list('email', 'message_id', message.rfcId);
  const copy = copies.find(own) ?? named.flatMap(({ id }) => store.list('email_copy', 'email_id', id)).find(own);
  const email = copy && store.get('email', copy.email_id);
  return copy && email && { email, copy };
}

/** Whether a message stands where others find it, or its text is kept: tracking alone keeps neither. */
export const isLogged = (store: Store, email: Email): boolean =>
  hasBody(email) || store.list('email_link', 'email_id', email.id).length > 0;

const everyone = ({ from, to, cc }: Pick<PageMessage, 'from' | 'to' | 'cc'>): PagePerson[] => [...(from ? [from] : []), ...to, ...cc];

/** Why a message is not logged unless somebody says so; undefined where nothing keeps it from being logged. */
export function whyNever(store: Store, account: string, addresses: readonly string[]): NeverLogged | undefined {
  const [settings] = store.every('workspace_settings');
  return neverLogged({
    addresses,
    own: [account, store.person?.email ?? ''],
    never: rules(store, 'never'),
    workspace: settings?.never_log ?? [],
    colleagues: store.every('user').map(({ email }) => email),
  });
}

/** The patterns of one's own rules. */
export const rules = (store: Store, action: 'log' | 'never'): string[] =>
  store.list('mail_rule', 'owner_id', store.personId).flatMap((rule) => (rule.action === action ? [rule.pattern] : []));

export const whyNeverMessage = (store: Store, account: string, message: PageMessage): NeverLogged | undefined =>
  whyNever(
    store,
    account,
    everyone(message).map(({ email }) => email),
  );

/** Whether one of the people of a message is always logged. */
export function alwaysLogged(store: Store, message: Pick<PageMessage, 'from' | 'to' | 'cc'>): boolean {
  const patterns = rules(store, 'log');
  return everyone(message).some(({ email, own }) => !own && patterns.some((pattern) => meansAddress(pattern, email)));
}

/** What a conversation is linked to. */
export function linksOf(store: Store, { account, threadId }: Pick<Place, 'account' | 'threadId'>): ConversationLink[] {
  if (threadId === null) return [];
  return store
    .list('conversation_link', 'thread_id', threadId)
    .filter((link) => link.account === account && link.owner_id === store.personId);
}

/** The leads and contacts behind the people of a message: where it is logged to unless somebody says otherwise. */
export function peopleRecords(book: AddressBook, message: Pick<PageMessage, 'from' | 'to' | 'cc'>): Pick<LinkedRecord, 'type' | 'id'>[] {
  const found = everyone(message).flatMap(({ email, own }) => (own ? [] : (book.find(email) ?? [])));
  return [...new Map(found.map(({ type, row }) => [row.id, { type, id: row.id }])).values()];
}

/** Whether enough of a message is seen for it to be logged: Gmail tells neither recipients nor text of a folded one. */
export const canLog = (message: PageMessage): boolean => message.id !== null && message.from !== null && message.state === 'open';

const participant = ({ email, name }: PagePerson): Participant => ({ email: email.toLowerCase(), name: name.slice(0, 255) || null });
export const participants = (people: readonly PagePerson[]): Participant[] => people.slice(0, 200).map(participant);

/** A text cut to so many UTF-16 units, and never within a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const last = text.charCodeAt(most - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? most - 1 : most);
}

export const snippetOf = (text: string): string => cut(text.replace(/\s+/g, ' ').trim(), 500);

interface Given {
  place: Place;
  message: PageMessage;
  body: { html: string; text: string } | null;
  records: readonly Pick<LinkedRecord, 'type' | 'id'>[];
  /** Somebody has chosen this very message. */
  byHand: boolean;
}

/** Logs a message, or adds what was not known of it when it was logged. */
export function logMessage(store: Store, { place, message, body, records, byHand }: Given): Outcome {
  const { from } = message;
  if (from === null) throw new Error('A message without a sender cannot be logged.');
  const text = body ? cut(body.text, longestBody) : null;
  // Half of a page's code would show as something else: without the whole there is the text.
  const html = body && body.html.length <= longestBody ? body.html : null;
  return store.mutate.logEmail({
    id: newId(),
    message_id: message.rfcId,
    from: participant(from),
    to: participants(message.to),
    cc: participants(message.cc),
    subject: cut(place.subject, 998),
    snippet: text === null ? '' : snippetOf(text),
    sent_at: message.sentAt ?? new Date().toISOString(),
    direction: from.own ? 'outgoing' : 'incoming',
    body_html: html,
    body_text: text,
    links: records.map(({ type, id }) => ({ id: newId(), resource_type: type, resource_id: id })),
    copy: { id: newId(), account: place.account, thread_id: place.threadId, gmail_message_id: message.id },
    by_hand: byHand,
  });
}

/** Where a logged message stands. */
export function standsOn(store: Store, email: Email): { link: EmailLink; type: LinkedRecord['type']; name: string }[] {
  return store.list('email_link', 'email_id', email.id).flatMap((link) => {
    const type = link.resource_type;
    const row = store.get(type, link.resource_id);
    return row ? [{ link, type, name: row.name }] : [];
  });
}
