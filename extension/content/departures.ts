import { newId } from '../../shared/new-id.ts';
import type { Compose, Sent } from '../gmail/index.ts';
import type { SendNews, TrackedSend } from '../messages.ts';

/** Milliseconds within which Gmail gives a name to what it sends. */
const soon = 60_000;
/** Departures that are remembered: a send can be taken back, a scheduled one for as long as the page is open. */
const most = 100;

/** Of a compose window: the name of its draft, which can come late. */
type Draft = Pick<Compose, 'draftId'>;

interface Departure {
  /** Of the news to the sidebar; what follows says by it which message it is about. */
  id: string;
  compose: Draft;
  /** Null where nothing is kept of the message, which must only be taken for no other. */
  send: TrackedSend | null;
  told: boolean;
  /** Once Gmail's own request has said that it left: by the name that it has there. */
  left: string | undefined;
  at: number;
}

/**
 * The messages that leave this page. What is kept of one is told when somebody sends it; of a scheduled one when Gmail has taken it, since
 * until then only a menu was opened. Gmail may give a name to a message that is sent before it was a draft in the very moment
 * in which its window closes: what Gmail says of it then is told from what it says of others.
 */
export class Departures {
  #all: Departure[] = [];
  readonly #say: (news: SendNews) => void;
  readonly #seen: (draftId: string) => boolean;

  /** @param seen whether Gmail's requests tell of a draft, so that they will tell that it has left */
  constructor(say: (news: SendNews) => void, seen: (draftId: string) => boolean) {
    this.#say = say;
    this.#seen = seen;
  }

  begin(compose: Draft, send: TrackedSend | null, scheduled: boolean): void {
    const same = (one: Departure) => one.compose === compose && one.left === undefined && one.send?.token === send?.token;
    let departure = this.#all.find(same);
    // Of what a window holds the last word counts: what was not told was given up.
    this.#all = this.#all.filter((one) => one === departure || one.compose !== compose || one.left !== undefined || one.told);
    if (departure && !departure.told) departure.send = send;
    if (!departure) {
      departure = { id: newId(), compose, send, told: false, left: undefined, at: Date.now() };
      this.#all = [...this.#all, departure].slice(-most);
    }
    if (!scheduled) this.#tell(departure);
  }

  /** Gmail has refused to send what a window holds. */
  refused(compose: Draft): void {
    for (const one of this.#all.filter((departure) => departure.compose === compose && departure.left === undefined))
      this.#takeBack(one, null);
  }

  /** A window is gone: what was scheduled in it has left, or never will. Where Gmail's requests are seen, they say which. */
  closed(compose: Draft): void {
    for (const one of this.#all)
      if (one.compose === compose && one.left === undefined && !this.#seen(compose.draftId ?? '')) this.#tell(one);
  }

  /** Gmail's own request says that a message has left. */
  sent({ draftId, messageId, threadId, rfcId, tokens }: Sent, account: string): void {
    const departure = this.#named(draftId, tokens);
    if (departure) {
      departure.left = draftId;
      this.#tell(departure);
      if (departure.send === null) return;
    }
    this.#say({
      type: 'sent',
      id: newId(),
      sent: {
        account,
        track: departure?.id ?? null,
        token: tokens.at(-1) ?? null,
        draftId,
        threadId: threadId ?? null,
        messageId: messageId ?? null,
        rfcId: rfcId ?? null,
      },
    });
  }

  /** A message that has left is a draft again. */
  undone(draftId: string): void {
    const departure = this.#all.find(({ left }) => left === draftId);
    if (departure) this.#takeBack(departure, draftId);
    else this.#say({ type: 'unsent', id: newId(), track: null, token: null, draftId });
  }

  #tell(departure: Departure): void {
    if (departure.told || departure.send === null) return;
    departure.told = true;
    this.#say({ type: 'track', id: departure.id, send: departure.send });
  }

  #takeBack(departure: Departure, draftId: string | null): void {
    this.#all = this.#all.filter((one) => one !== departure);
    const { id, told, send, compose } = departure;
    if (!told || send === null) return;
    this.#say({ type: 'unsent', id: newId(), track: id, token: send.token, draftId: draftId ?? send.draftId ?? compose.draftId ?? null });
  }

  #named(draftId: string, tokens: readonly string[]): Departure | undefined {
    const waiting = this.#all.filter(({ left }) => left === undefined);
    const known = waiting.find(
      ({ send, compose }) =>
        (send?.token && tokens.includes(send.token)) || send?.draftId === draftId || (send?.draftId ?? compose.draftId) === draftId,
    );
    if (known) return known;
    // Nothing names it yet. Of two, either could be the one.
    const nameless = waiting.filter(
      ({ send, compose, at }) => !send?.token && !send?.draftId && compose.draftId === undefined && Date.now() - at < soon,
    );
    return nameless.length === 1 ? nameless[0] : undefined;
  }
}
