import { address } from './addresses.ts';
import { given, legacyId, rfcId, syncMessageId, syncThreadId } from './ids.ts';
import type { Fact } from './observe.ts';
import { askEvent, factEvent } from './observe.ts';
import type { Ids, Sent } from './types.ts';

/** What is known of a message, and how its sending stands. */
interface Known extends Ids {
  sending: 'no' | 'posted' | 'sent';
  scheduled: boolean;
  tokens: string[];
  /** The legacy id that it had as a draft, which the page can show for a while after it has been sent. */
  draftMessageId: string | undefined;
}

/** How many messages are remembered. */
const limit = 5000;

/**
 * The extension's end of what is seen of Gmail's requests. Gmail's page could say all of it by itself: everything is checked for its
 * form, and the worst that a lie can do is to name another message of the same mailbox.
 */
export class Network {
  readonly counts = { seen: 0, doubts: 0, sends: 0 };
  globals: string | undefined;
  bar: string | undefined;
  language: string | undefined;
  readonly #messages = new Map<string, Known>();
  #last = 0;
  readonly #threads = new Map<string, string>();
  readonly #document: Document;
  readonly #told: { sent(sent: Sent): void; undone(draftId: string): void; changed(): void };

  constructor(document: Document, told: { sent(sent: Sent): void; undone(draftId: string): void; changed(): void }) {
    this.#document = document;
    this.#told = told;
    document.addEventListener(factEvent, this.#heard);
    this.#ask('all');
  }

  /** Asks for the page's variables again: they come late. */
  ask(): void {
    this.#ask('page');
  }

  of(syncId: string | undefined): Ids | undefined {
    const known = syncId === undefined ? undefined : this.#messages.get(syncId);
    return known && { messageId: known.messageId, threadId: known.threadId, rfcId: known.rfcId, sentAt: known.sentAt };
  }

  /** Whether a message had that legacy id only as a draft. */
  wasDraft(syncId: string | undefined, messageId: string | undefined): boolean {
    return syncId !== undefined && messageId !== undefined && this.#messages.get(syncId)?.draftMessageId === messageId;
  }

  /** The legacy id of a thread of which only the id made in the browser is known. */
  threadOf(permId: string | undefined): string | undefined {
    return permId === undefined ? undefined : this.#threads.get(permId);
  }

  close(): void {
    this.#document.removeEventListener(factEvent, this.#heard);
  }

  #ask(what: 'all' | 'page'): void {
    const view = this.#document.defaultView;
    this.#document.dispatchEvent(new (view?.CustomEvent ?? CustomEvent)(askEvent, { detail: what }));
  }

  readonly #heard = (event: Event): void => {
    try {
      const { detail } = event as CustomEvent<unknown>;
      if (typeof detail !== 'string' || detail.length > 20_000) return;
      this.#take(JSON.parse(detail) as Partial<Record<string, unknown>>);
    } catch {
      this.counts.doubts++;
    }
  };

  #take(fact: Partial<Record<string, unknown>>): void {
    const { number } = fact;
    if (typeof number !== 'number' || number <= this.#last) return;
    this.#last = number;
    switch (fact['type'] as Fact['type']) {
      case 'seen':
        this.counts.seen++;
        return;
      case 'doubt':
        this.counts.doubts++;
        return;
      case 'page':
        this.globals = address(text(fact['globals'])) ?? this.globals;
        this.bar = address(text(fact['bar'])) ?? this.bar;
        this.language = /^[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/.exec(text(fact['language']) ?? '')?.[0] ?? this.language;
        this.#told.changed();
        return;
      case 'posted':
        this.#posted(record(fact['posted']));
        return;
      case 'told':
        this.#learned(record(fact['told']));
        return;
      case 'answered':
        this.#answered(fact);
        return;
      default:
        this.counts.doubts++;
    }
  }

  #posted(posted: Partial<Record<string, unknown>>): void {
    const draftId = exactly(syncMessageId, posted['draftId']);
    if (!draftId) return;
    const known = this.#message(draftId);
    const what = posted['what'];
    const at = instant(posted['at']);
    if (at && what !== 'draft') known.sentAt = at;
    if (what === 'draft' && known.sending !== 'no') {
      // Saved as a draft after it was sent: the person has taken it back.
      const wasSent = known.sending === 'sent';
      known.sending = 'no';
      known.messageId = undefined;
      if (wasSent) this.#told.undone(draftId);
    } else if ((what === 'sent' || what === 'scheduled') && known.sending === 'no') {
      known.sending = 'posted';
      known.scheduled = what === 'scheduled';
      this.counts.sends++;
    }
  }

  #learned(told: Partial<Record<string, unknown>>): void {
    const syncId = exactly(syncMessageId, told['syncId']);
    if (!syncId) return;
    const known = this.#message(syncId);
    const messageId = exactly(legacyId, told['messageId']);
    known.threadId = exactly(legacyId, told['threadId']) ?? known.threadId;
    if (messageId && told['draft'] === true) known.draftMessageId = messageId;
    else if (messageId) known.messageId = messageId;
    const permId = exactly(syncThreadId, told['permId']);
    if (permId && known.threadId) this.#threads.set(permId, known.threadId);
    known.rfcId = exactly(rfcId, told['rfcId']) ?? known.rfcId;
    known.sentAt = instant(told['at']) ?? known.sentAt;
    this.#told.changed();
  }

  #answered(fact: Partial<Record<string, unknown>>): void {
    const draftId = exactly(syncMessageId, fact['draftId']);
    if (!draftId) return;
    const known = this.#message(draftId);
    if (known.sending !== 'posted' || fact['what'] === 'draft') return;
    if (fact['taken'] !== true) {
      // Gmail keeps it and posts it again.
      known.sending = 'no';
      return;
    }
    known.sending = 'sent';
    known.tokens = Array.isArray(fact['tokens'])
      ? fact['tokens'].filter((token): token is string => /^[0-9a-f]{32}$/.test(String(token))).slice(0, 20)
      : [];
    this.#told.sent({
      draftId,
      messageId: known.messageId,
      threadId: known.threadId,
      rfcId: known.rfcId,
      sentAt: known.sentAt,
      scheduled: known.scheduled,
      tokens: known.tokens,
    });
    this.#told.changed();
  }

  #message(syncId: string): Known {
    const before = this.#messages.get(syncId);
    if (before) return before;
    const known: Known = {
      messageId: undefined,
      threadId: undefined,
      rfcId: undefined,
      sentAt: undefined,
      sending: 'no',
      scheduled: false,
      tokens: [],
      draftMessageId: undefined,
    };
    this.#messages.set(syncId, known);
    if (this.#messages.size > limit) this.#messages.delete(this.#messages.keys().next().value ?? '');
    return known;
  }
}

const text = (value: unknown) => (typeof value === 'string' ? given(value) : undefined);

const record = (value: unknown) => (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<string, unknown>>;

/** The whole text must have the form, not a part of it. */
function exactly(read: (text: string) => string | undefined, value: unknown): string | undefined {
  const whole = text(value);
  const found = whole === undefined ? undefined : read(whole);
  return found === whole ? found : undefined;
}

function instant(value: unknown): string | undefined {
  return typeof value === 'number' && value > 946_684_800_000 && value < 4_102_444_800_000 ? new Date(value).toISOString() : undefined;
}
