import { newId } from '../../../shared/ids.ts';
import { longestBody } from '../../../shared/records/index.ts';
import type { Email, EmailCopy } from '../../../shared/records/index.ts';
import type { Outcome, Store } from '../../../components/store/index.ts';
import type { LinkedRecord, SentMessage, TrackedSend } from '../../messages.ts';
import { cut, participants } from './logging.ts';

/**
 * Keeps a message that is on its way out: tracked where it carries our picture, on the record that its sender has chosen.
 *
 * @param id under which its sending was told of: the sender's copy has it, by which what Gmail says later is known to be of this message
 */
export function keepSend(store: Store, id: string, send: TrackedSend): Outcome {
  const account = send.account.toLowerCase();
  // Told twice, after the background was stopped in between: the first time stands.
  if (store.get('email_copy', id)) return { ok: true };
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
    copy: { id, account, thread_id: send.threadId, draft_id: send.draftId },
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

/** By what a message that was sent is known. */
interface Names {
  track: string | null;
  token: string | null;
  draftId: string | null;
}

/** What a message that was sent is kept as. */
function keptAs(store: Store, { track, token, draftId }: Names): { email: Email; copy: EmailCopy } | undefined {
  const own = ({ owner_id }: EmailCopy) => owner_id === store.personId;
  const named = track === null ? undefined : store.get('email_copy', track);
  const copies = [
    ...(named ? [named] : []),
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
  const kept = keptAs(store, sent);
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
export function forgetSend(store: Store, names: Names): Outcome {
  const kept = keptAs(store, names);
  const { token } = names;
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
