/** For tests: what a page tells of messages, conversations and compose windows. */
import type { PageCompose, PageMessage, PagePerson, PageView } from '../../messages.ts';

export const person = (email: string, name = '', own = false): PagePerson => ({ email, name, own });

let count = 0;

export function message(from: PagePerson, to: PagePerson[], given: Partial<PageMessage> = {}): PageMessage {
  const number = ++count;
  return {
    id: (0x18c0ffee0000 + number).toString(16),
    syncId: `msg-f:${number}`,
    rfcId: null,
    from,
    to,
    cc: [],
    sentAt: '2026-11-20T16:02:00.000Z',
    dateText: '20 Nov',
    state: 'open',
    ...given,
  };
}

type Conversation = Extract<PageView, { kind: 'conversation' }>;

export function conversation(messages: PageMessage[], given: Partial<Conversation> = {}): Conversation {
  const all = messages.flatMap(({ from, to, cc }) => [...(from ? [from] : []), ...to, ...cc]);
  return {
    kind: 'conversation',
    threadId: '18c0ffee00000001',
    permId: 'thread-f:1',
    subject: 'Revised quote Q-2026-118',
    messages,
    people: [...new Map(all.map((one) => [one.email, one])).values()],
    complete: true,
    ...given,
  };
}

export const compose = (to: PagePerson[], given: Partial<PageCompose> = {}): PageCompose => ({
  key: 'c1',
  kind: 'new',
  draftId: 'msg-a:r1',
  threadId: null,
  subject: '',
  to,
  cc: [],
  bcc: [],
  plainText: false,
  focused: true,
  link: null,
  ...given,
});
