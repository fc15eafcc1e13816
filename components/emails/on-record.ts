import type { Email, EmailLink } from '../../shared/records/index.ts';
import { hasBody } from '../../shared/records/email.ts';
import type { Store } from '../store/index.ts';

/**
 * The messages on a record, the newest first. Two records of one message, as there are where those who have logged it do not know of
 * each other, are shown as one: the one that says most.
 */
export function emailsOn(store: Store, recordId: string): Email[] {
  const ids = new Set(store.list('email_link', 'resource_id', recordId).map(({ email_id }) => email_id));
  const emails = new Map<string, Email>();
  for (const id of ids) {
    const email = store.get('email', id);
    if (!email) continue;
    const key = messageOf(email);
    const known = emails.get(key);
    if (!known || says(store, email) > says(store, known)) emails.set(key, email);
  }
  return [...emails.values()].sort((a, b) => (a.sent_at < b.sent_at ? 1 : -1));
}

/** A Message-ID is known to all who have got the message: one with that of another is another's, and hides nothing. */
const messageOf = ({ id, message_id, from }: Email): string => (message_id === null ? id : `${message_id} ${from.email}`);

/** As what a message is shown on a record: another record of the same message may say more. */
export function shownAs(store: Store, recordId: string, id: string): string {
  const email = store.get('email', id);
  return emailsOn(store, recordId).find((other) => email && messageOf(other) === messageOf(email))?.id ?? id;
}

const says = (store: Store, email: Email): number =>
  Number(email.tracking_token !== null) * 4 + Number(hasBody(email)) * 2 + Number(isLogged(store, email.id));

/** Whether the person has logged a message themselves. */
export const isLogged = (store: Store, email: string): boolean =>
  store.list('email_copy', 'email_id', email).some(({ owner_id }) => owner_id === store.personId);

/** Where a message stands on a record, as far as the person may take it off there. */
export function linksOf(store: Store, email: string, recordId: string): EmailLink[] {
  return store.list('email_link', 'email_id', email).filter((link) => link.resource_id === recordId);
}
