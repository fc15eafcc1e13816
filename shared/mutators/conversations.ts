import { addLink, requirePerson } from './emails.ts';
import { create, idArgs, mutator, newArgs, seen } from './define.ts';
import { requireSeen } from './references.ts';
import { wrong } from './rejection.ts';
import { touchActivity } from './derive.ts';
import type { ConversationLink, EmailCopy } from '../records/index.ts';
import type { Tx } from './tx.ts';

/** A conversation belongs to a lead, contact or deal: what the actor has logged of it is linked, and so is what they log later. */
export const linkConversation = mutator(newArgs('conversation_link', 'owner_id'), (tx, args) => {
  const person = requirePerson(tx);
  if ((args.owner_id ?? person.id) !== person.id) throw wrong('owner_id', 'must be the person whose conversation it is');
  requireSeen(tx, 'resource_id', args.resource_type, args.resource_id);
  const link = { ...args, owner_id: person.id, account: args.account.toLowerCase() };
  const stands = tx
    .list('conversation_link', 'thread_id', link.thread_id)
    .some((one) => isSame(one, link) && one.resource_type === link.resource_type && one.resource_id === link.resource_id);
  if (!stands) create(tx, 'conversation_link', link);
  for (const copy of copiesIn(tx, link)) {
    const email = tx.find('email', copy.email_id);
    if (!email) continue;
    addLink(tx, person, email, { resource_type: link.resource_type, resource_id: link.resource_id });
    if (copy.visibility !== 'private') touchActivity(tx, link.resource_type, link.resource_id, email.sent_at);
  }
});

/** It does not belong there any more, and neither does what its owner has logged of it. */
export const unlinkConversation = mutator(idArgs, (tx, { id }) => {
  const link = seen(tx, 'conversation_link', id);
  tx.remove('conversation_link', id);
  for (const { email_id } of copiesIn(tx, link))
    for (const one of tx.list('email_link', 'email_id', email_id))
      if (one.creator_id === link.owner_id && one.resource_type === link.resource_type && one.resource_id === link.resource_id)
        tx.remove('email_link', one.id);
});

type Conversation = Pick<ConversationLink, 'owner_id' | 'account' | 'thread_id'>;

const isSame = (a: Pick<ConversationLink, 'owner_id' | 'account'>, b: Conversation): boolean =>
  a.owner_id === b.owner_id && a.account === b.account;

const copiesIn = (tx: Tx, conversation: Conversation): EmailCopy[] =>
  tx.list('email_copy', 'thread_id', conversation.thread_id).filter((copy) => isSame(copy, conversation));
