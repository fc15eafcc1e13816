import type { ConversationLink, EmailLink, Row, attachedTypes } from '../records/index.ts';
import type { Tx } from './tx.ts';

type Attached = (typeof attachedTypes)[number];

/** Whether a message or a conversation hangs on a record already, by the same person, when it is about to follow another one there. */
export function isLinkedAlready(tx: Tx, type: Attached, row: Row<Attached>, to: string): boolean {
  if (type === 'email_link') {
    const link = row as EmailLink;
    return tx.list(type, 'resource_id', to).some((other) => other.email_id === link.email_id && other.creator_id === link.creator_id);
  }
  if (type === 'conversation_link') {
    const { owner_id, account, thread_id } = row as ConversationLink;
    return tx
      .list(type, 'resource_id', to)
      .some((other) => other.owner_id === owner_id && other.account === account && other.thread_id === thread_id);
  }
  return false;
}
