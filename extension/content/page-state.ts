import type { Compose, Gmail, Person } from '../gmail/index.ts';
import type { Appearance, LinkedRecord, PageCompose, PagePerson, PageRow, PageView } from '../messages.ts';

/** What the adapter sees, as it is told to the sidebar. */

const person = ({ email, name, own }: Person): PagePerson => ({ email, name, own });
export const people = (all: readonly Person[]): PagePerson[] => all.map(person);

export function viewOf(gmail: Gmail): PageView {
  const view = gmail.view();
  if (view.kind === 'none') return { kind: 'none' };
  if (view.kind === 'list') return { kind: 'list', sent: view.sent, label: view.list };
  const { threadId, permId, subject, messages, people: all, complete } = view.conversation;
  return {
    kind: 'conversation',
    threadId: threadId ?? null,
    permId: permId ?? null,
    subject,
    messages: messages.map((message) => ({
      id: message.id ?? null,
      syncId: message.syncId ?? null,
      rfcId: message.rfcId ?? null,
      from: message.from ? person(message.from) : null,
      to: people(message.to),
      cc: people(message.cc),
      sentAt: message.sentAt ?? null,
      dateText: message.dateText,
      state: message.state,
    })),
    people: people(all),
    complete,
  };
}

export const rowsOf = (gmail: Gmail): PageRow[] =>
  gmail.rows().map(({ key, threadId, lastMessageId, subject, people: all, sent }) => ({
    key,
    threadId: threadId ?? null,
    lastMessageId: lastMessageId ?? null,
    subject,
    people: people(all),
    sent,
  }));

export const composeOf = (compose: Compose, focused: boolean, link: LinkedRecord | null): PageCompose => ({
  key: compose.key,
  kind: compose.kind,
  draftId: compose.draftId ?? null,
  threadId: compose.threadId ?? null,
  subject: compose.subject,
  to: people(compose.to),
  cc: people(compose.cc),
  bcc: people(compose.bcc),
  plainText: compose.plainText,
  focused,
  link,
});

export const appearanceOf = (gmail: Gmail): Appearance => ({
  dark: gmail.dark,
  language: gmail.language,
  direction: gmail.direction,
  density: gmail.density,
});
