import { openGmail, openRoom } from '../../extension/gmail/index.ts';
import { server } from './bridge-addresses.ts';
import type { Compose, Gmail, Person, Row, Sent, View } from '../../extension/gmail/index.ts';

/**
 * Runs beside the adapter, in the extension's world of a page, and tells the test what the adapter says: values alone, since neither
 * functions nor nodes can leave that world.
 */
const gmail: Gmail = openGmail(document, window, { server: () => server });
let held: Row[] = [];
let room: ReturnType<typeof openRoom> | undefined;

interface ComposeTold {
  key: string;
  id: string;
  kind: string;
  inline: boolean;
  draftId: string | undefined;
  threadId: string | undefined;
  messageId: string | undefined;
  from: string | undefined;
  to: Person[];
  cc: Person[];
  bcc: Person[];
  subject: string;
  plainText: boolean;
  /** The ids that the page has given to its nodes. */
  bodyId: string | undefined;
  sendId: string | undefined;
}

const told = {
  changes: 0,
  sent: [] as Sent[],
  undone: [] as string[],
  sends: [] as { key: string; by: string; scheduled: boolean; draftId: string | undefined }[],
  refused: [] as string[],
  closed: [] as string[],
  room: 0,
};

const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value ?? null)) as Value;
const tellCompose = (compose: Compose): ComposeTold => ({
  key: compose.key,
  id: compose.element.id,
  kind: compose.kind,
  inline: compose.inline,
  draftId: compose.draftId,
  threadId: compose.threadId,
  messageId: compose.messageId,
  from: compose.from,
  to: compose.to,
  cc: compose.cc,
  bcc: compose.bcc,
  subject: compose.subject,
  plainText: compose.plainText,
  bodyId: compose.body()?.id,
  sendId: compose.sendButton()?.id,
});

const composeOf = (key: string): Compose => {
  const found = gmail.composes().find((compose) => compose.key === key);
  if (!found) throw new Error(`No compose has the key ${key}`);
  return found;
};
const rowOf = (key: string): Row => {
  const found = gmail.rows().find((row) => row.key === key);
  if (!found) throw new Error(`No row has the key ${key}`);
  return found;
};
const markOf = (text: string) => {
  const mark = document.createElement('span');
  mark.className = 'judged-mark';
  mark.textContent = text;
  return mark;
};

export const judge = {
  page: () =>
    plain({
      account: gmail.account,
      language: gmail.language,
      direction: gmail.direction,
      dark: gmail.dark,
      frameDark: gmail.frameDark,
      density: gmail.density,
    }),
  view: (): View => plain(gmail.view()),
  bodies: () => {
    const view = gmail.view();
    return view.kind === 'conversation' ? view.conversation.messages.map((message) => plain(message.body())) : [];
  },
  rows: () => gmail.rows().map(({ mark: _mark, ...row }) => plain({ ...row })),
  composes: () => gmail.composes().map((compose) => plain(tellCompose(compose))),
  mark: (key: string, text: string | undefined) => rowOf(key).mark(text === undefined ? undefined : markOf(text)),
  markAll: () => gmail.rows().map((row) => row.mark(markOf(row.key))),
  /** Keeps the rows as they are told now, to be marked later. */
  hold: () => {
    held = gmail.rows();
  },
  markHeld: () => held.map((row) => row.mark(markOf(row.key))),
  /** As the content script does: marks again at each change what is there. */
  keepMarked: () => {
    const work = () => gmail.rows().forEach((row) => row.mark(markOf(row.key)));
    work();
    gmail.onChange(work);
  },
  attach: (key: string, place: 'toolbar' | 'strip') => {
    const control = document.createElement('div');
    control.className = `judged-${place}`;
    control.textContent = place;
    return composeOf(key).attach(control, place);
  },
  insert: (key: string, text: string) => {
    const line = document.createElement('div');
    line.className = 'judged-template';
    line.textContent = text;
    return composeOf(key).insertAtCaret([line]);
  },
  changed: (key: string) => composeOf(key).changed(),
  setSubject: (key: string, subject: string) => composeOf(key).setSubject(subject),
  /** Puts a sign into the body when told of a send, as the pixel is put there. */
  listen: (key: string) => {
    const compose = composeOf(key);
    compose.onSend(({ compose: sending, by, scheduled }) => {
      told.sends.push({ key: sending.key, by, scheduled, draftId: sending.draftId });
      const body = sending.body();
      if (!body || body.querySelector('.judged-pixel')) return;
      const sign = document.createElement('div');
      sign.className = 'judged-pixel';
      body.append(sign);
    });
    compose.onRefused(() => told.refused.push(compose.key));
    compose.onClosed(() => told.closed.push(compose.key));
  },
  told: () => plain(told),
  known: (syncId: string) => plain(gmail.known(syncId)),
  diagnose: () => plain(gmail.diagnose()),
  openRoom: () => {
    room ??= openRoom(document, window);
    room.onChange(() => (told.room += 1));
  },
  area: () => plain(room?.area()),
  take: (width: number) => room?.take(width),
  covers: (width: number) => room?.covers(width),
  closeRoom: () => room?.close(),
  close: () => gmail.close(),
};

export type Judge = typeof judge;

gmail.onChange(() => (told.changes += 1));
gmail.onSent((sent) => told.sent.push(sent));
gmail.onUndone((draftId) => told.undone.push(draftId));
Object.assign(globalThis, { judge });
