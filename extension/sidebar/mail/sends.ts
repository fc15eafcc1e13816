import { newId } from '../../../shared/ids.ts';
import { longestBody } from '../../../shared/records/index.ts';
import type { Email, EmailCopy } from '../../../shared/records/index.ts';
import type { Outcome, Store } from '../../../components/store/index.ts';
import type { LinkedRecord, SentMessage, TrackedSend } from '../../messages.ts';
import { cut, participants } from './logging.ts';

/** Keeps a message that is on its way out: tracked where it carries our picture, on the record that its sender has chosen. */
export function keepSend(store: Store, send: TrackedSend): Outcome {
  const account = send.account.toLowerCase();
  // Told twice, after the background was stopped in between: the first time stands.
  if (send.token !== null && store.list('email', 'tracking_token', send.token).length > 0) return { ok: true };
  const [from] = participants([send.from]);
  if (!from) throw new Error('A message that is sent has a sender.');
  const body =
    send.link === null
      ? {}
      : {
          body_html: send.body.html.length <= longestBody ? send.body.html : null,
          body_text: cut(send.body.text, longestBody),
        };
  const message = {
    id: newId(),
    from,
    to: participants(send.to),
    cc: participants(send.cc),
    bcc: participants(send.bcc),
    subject: cut(send.subject, 998),
    snippet: cut(send.snippet, 500),
    in_reply_to: send.inReplyTo,
    links: send.link === null ? [] : [{ id: newId(), resource_type: send.link.type, resource_id: send.link.id }],
    copy: { id: newId(), account, thread_id: send.threadId, draft_id: send.draftId },
  };
  if (send.token === null) {
    if (send.link === null) return { ok: true };
    return store.mutate.logEmail({ ...message, ...body, sent_at: send.sentAt, direction: 'outgoing', by_hand: true });
  }
  const outcome = store.mutate.trackEmail({ ...message, token: send.token, sent_at: send.sentAt, by_hand: true });
  if (!outcome.ok || send.link === null) return outcome;
  // Tracking alone keeps no text; what stands on a record has its own.
  return store.mutate.logEmail({
    ...message,
    ...body,
    id: newId(),
    links: [],
    sent_at: send.sentAt,
    direction: 'outgoing',
    by_hand: true,
  });
}

/** What a message that was sent is kept as. */
function keptAs(store: Store, token: string | null, draftId: string | null): { email: Email; copy: EmailCopy } | undefined {
  const own = ({ owner_id }: EmailCopy) => owner_id === store.personId;
  const copies = [
    ...(token === null ? [] : store.list('email', 'tracking_token', token).flatMap(({ id }) => store.list('email_copy', 'email_id', id))),
    ...(draftId === null ? [] : store.list('email_copy', 'draft_id', draftId)),
  ].filter(own);
  for (const copy of copies) {
    const email = store.get('email', copy.email_id);
    if (email) return { email, copy };
  }
  return undefined;
}

/**
 * Adds what Gmail has made of a message: its ids, by which its row and its recipients' answers are known. A conversation that
 * began with a message on a record belongs there from then on.
 */
export function completeSend(store: Store, sent: SentMessage): Outcome {
  const kept = keptAs(store, sent.token, sent.draftId);
  if (!kept) return { ok: true };
  const { email, copy } = kept;
  const outcome = store.mutate.logEmail({
    id: newId(),
    message_id: sent.rfcId ?? email.message_id,
    from: email.from,
    to: email.to,
    cc: email.cc,
    subject: email.subject,
    sent_at: email.sent_at,
    direction: 'outgoing',
    links: [],
    // By its own id: what is sent before Gmail has saved it as a draft was kept without any of Gmail's.
    copy: {
      id: copy.id,
      account: copy.account,
      thread_id: sent.threadId ?? copy.thread_id,
      gmail_message_id: sent.messageId ?? copy.gmail_message_id,
      draft_id: copy.draft_id ?? sent.draftId,
    },
    by_hand: true,
  });
  const { threadId } = sent;
  if (!outcome.ok || threadId === null) return outcome;
  for (const { resource_type, resource_id } of store.list('email_link', 'email_id', email.id)) {
    const linked = linkThread(store, { account: copy.account, threadId }, { type: resource_type, id: resource_id });
    if (!linked.ok) return linked;
  }
  return outcome;
}

/** Forgets a message that was refused or taken back: it was never sent. */
export function forgetSend(store: Store, token: string | null, draftId: string | null): Outcome {
  const kept = keptAs(store, token, draftId);
  // A draft that was sent and kept before under the same id is another message, when the token says so.
  if (!kept || (token !== null && kept.email.tracking_token !== token)) return { ok: true };
  return store.mutate.unlogEmail({ id: kept.email.id });
}

/** A conversation belongs to a record from now on. */
export function linkThread(
  store: Store,
  { account, threadId }: { account: string; threadId: string },
  record: Pick<LinkedRecord, 'type' | 'id'>,
): Outcome {
  return store.mutate.linkConversation({
    id: newId(),
    account,
    thread_id: threadId,
    resource_type: record.type,
    resource_id: record.id,
  });
}
