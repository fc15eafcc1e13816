import { candidates } from '../../extension/gmail/candidates.ts';
import type { Compose, Gmail, GmailOptions, Message, Person, Room, Row, View } from '../../extension/gmail/index.ts';
import { reportText } from '../../extension/options/report-text.ts';
import { openGmail, openRoom, placePixel } from '../../extension/gmail/index.ts';

/** Runs in the page: the adapter, and what it reads as plain data that can leave the page. */

const people = (list: readonly Person[]) => list.map(({ email, name, own }) => ({ email, name, own }));

const message = (one: Message) => ({
  id: one.id,
  syncId: one.syncId,
  rfcId: one.rfcId,
  from: one.from?.email,
  fromName: one.from?.name,
  to: people(one.to),
  cc: people(one.cc),
  bcc: people(one.bcc),
  sentAt: one.sentAt,
  dateText: one.dateText,
  state: one.state,
  body: one.body(),
});

const view = (one: View) =>
  one.kind === 'conversation'
    ? {
        kind: one.kind,
        list: one.list,
        ...one.conversation,
        people: people(one.conversation.people),
        messages: one.conversation.messages.map(message),
      }
    : one;

const row = ({ key, threadId, lastMessageId, draftId, people: who, subject, sent, unread }: Row) => ({
  key,
  threadId,
  lastMessageId,
  draftId,
  people: people(who),
  subject,
  sent,
  unread,
});

const compose = (one: Compose) => ({
  key: one.key,
  kind: one.kind,
  inline: one.inline,
  draftId: one.draftId,
  threadId: one.threadId,
  messageId: one.messageId,
  to: people(one.to),
  cc: people(one.cc),
  bcc: people(one.bcc),
  subject: one.subject,
  plainText: one.plainText,
  body: one.body()?.textContent ?? undefined,
  send: one.sendButton()?.textContent ?? undefined,
});

export interface Adapter {
  open(options?: GmailOptions): Gmail;
  gmail: Gmail;
  room(): Room;
  readView(): ReturnType<typeof view>;
  readRows(): ReturnType<typeof row>[];
  readComposes(): ReturnType<typeof compose>[];
  readPage(): Record<'account' | 'language' | 'direction' | 'dark' | 'frameDark' | 'density', unknown>;
  text(): string;
  /** Reads as if one candidate had never been known. */
  without(thing: string, name: string): void;
  /** What the listeners have heard, in order. */
  heard: unknown[];
  pixel(address: string, server: string): void;
}

let opened: Gmail | undefined;
/** Listens to the composes that there are by now. */
let follow = (): void => undefined;

const adapter: Adapter = {
  heard: [],
  open(options = {}) {
    opened?.close();
    const gmail = openGmail(document, window, { server: () => 'https://crm.meridian.example', ...options });
    opened = gmail;
    gmail.onSent((sent) => adapter.heard.push({ sent }));
    gmail.onUndone((draftId) => adapter.heard.push({ undone: draftId }));
    gmail.onSend(({ compose: one, by, scheduled }) =>
      adapter.heard.push({ send: one.key, by, scheduled, draftId: one.draftId, to: one.to.map(({ email }) => email) }),
    );
    const known = new Set<string>();
    follow = () => {
      for (const one of gmail.composes()) {
        if (known.has(one.key)) continue;
        known.add(one.key);
        one.onRefused(() => adapter.heard.push({ refused: one.key }));
        one.onClosed(() => adapter.heard.push({ closed: one.key }));
      }
    };
    gmail.onChange(follow);
    follow();
    return gmail;
  },
  get gmail() {
    return opened ?? this.open();
  },
  room: () => openRoom(document, window),
  readView: () => view(adapter.gmail.view()),
  readRows: () => adapter.gmail.rows().map(row),
  readComposes() {
    const composes = adapter.gmail.composes().map(compose);
    follow();
    return composes;
  },
  readPage() {
    const { account, language, direction, dark, frameDark, density } = adapter.gmail;
    return { account, language, direction, dark, frameDark, density };
  },
  text: () => reportText([{ tab: 1, report: { version: '1.0.0', ...adapter.gmail.diagnose() } }], 'A browser'),
  without(thing, name) {
    const less = { ...candidates, [thing]: candidates[thing as keyof typeof candidates].filter((candidate) => candidate.name !== name) };
    this.open({ candidates: less as typeof candidates });
  },
  pixel(address, server) {
    for (const one of adapter.gmail.composes())
      one.onSend(() => {
        const body = one.body();
        if (body && !one.plainText) placePixel(body, { address, server });
      });
  },
};

Object.assign(globalThis, { adapter });
