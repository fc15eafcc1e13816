import type { Id } from '../ids.ts';
import type { Email, EmailCopy, EmailLink, Visibility } from '../records/index.ts';
import { hasBody } from '../records/index.ts';
import { privateTo } from '../sight.ts';
import type { Tx, Write } from './tx.ts';

/**
 * Who may read messages. Each one who has logged a message says it for themselves: their say puts them in its scope, alone or with
 * their managers, or whoever sees what they have linked it to as well.
 */
export function deriveMail(tx: Tx, { type, id, before, after }: Write): void {
  switch (type) {
    case 'mail_rule':
    case 'conversation_link': {
      const row = tx.find(type, id);
      if (row) tx.put(type, { ...row, scope: [privateTo(row.owner_id)] });
      return;
    }
    case 'email_copy': {
      const row = tx.find(type, id);
      if (row) tx.put(type, { ...row, scope: [privateTo(row.owner_id)] });
      const email = (row ?? (before as EmailCopy | undefined))?.email_id;
      if (email !== undefined) scopeEmail(tx, email);
      return;
    }
    case 'email_link': {
      const email = ((after ?? before) as EmailLink | undefined)?.email_id;
      if (email !== undefined) scopeEmail(tx, email);
      return;
    }
    case 'email':
      scopeEmail(tx, id);
  }
}

/** The scope of a message and of its links, from the copies of it. */
function scopeEmail(tx: Tx, id: Id): void {
  const email = tx.find('email', id);
  if (!email) return;
  const copies = sayingsOf(email, tx.list('email_copy', 'email_id', id));
  const scope = new Set(copies.map((copy) => entryOf(copy)));
  for (const link of tx.list('email_link', 'email_id', id)) {
    const linked = scopeOfLink(tx, link, copies, email.visibility);
    tx.put('email_link', { ...link, scope: linked });
    for (const entry of linked) scope.add(entry);
  }
  tx.put('email', { ...email, has_body: hasBody(email), scope: [...scope].sort() });
}

type Saying = Pick<EmailCopy, 'owner_id' | 'visibility'>;

/** An archive has the messages that others show, and not their copies: there the message itself has what was said of it. */
function sayingsOf({ creator_id, visibility }: Email, copies: readonly Saying[]): readonly Saying[] {
  return copies.length === 0 && visibility !== 'private' && creator_id !== null ? [{ owner_id: creator_id, visibility }] : copies;
}

const entryOf = ({ visibility, owner_id }: Saying): string => (visibility === 'private' ? privateTo(owner_id) : owner_id);

/** A link is for whom its maker says; one by somebody who has not logged the message holds as long as everyone may read it. */
function scopeOfLink(tx: Tx, link: EmailLink, copies: readonly Saying[], widest: Visibility): string[] {
  const own = copies.filter(({ owner_id }) => owner_id === link.creator_id);
  const wide = own.length === 0 ? widest === 'everyone' : own.some(({ visibility }) => visibility === 'everyone');
  const resource = wide ? (tx.find(link.resource_type, link.resource_id)?.scope ?? link.scope) : [];
  return [...new Set([...own.map((copy) => entryOf(copy)), ...resource])].sort();
}
