import type { Wish } from '../messages.ts';

/** What is left of a port of the browser's, so that tests can stand at its other end. */
export interface PortLike {
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: { addListener(listener: (message: unknown) => void): void };
  onDisconnect: { addListener(listener: () => void): void };
}

interface Waiting {
  message: Wish;
  settle: (answer: { done: true } | { done: false; message: string }) => void;
}

type Heard = { type: 'done'; id: string } | { type: 'refused'; id: string; message: string } | { type: string };

/** Milliseconds after which a background that is not there is tried again: at first, and at the most. */
const patience = { first: 50, most: 5000 };

/**
 * The port to the background, made anew whenever the browser has ended it. Wishes that were not answered are made again; who
 * listens hears of each new port, since what was said before may be lost.
 */
export class BackgroundLink<Told, Hears extends Heard> {
  readonly #connect: () => PortLike;
  readonly #listeners = new Set<(message: Hears) => void>();
  readonly #renewed = new Set<() => void>();
  readonly #lost = new Set<() => void>();
  readonly #waiting = new Map<string, Waiting>();
  #port: PortLike | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = patience.first;
  #closed = false;

  constructor(connect: () => PortLike) {
    this.#connect = connect;
    this.#open();
  }

  /** Says something; lost where there is no port just now. */
  tell(message: Told | Wish): void {
    try {
      this.#port?.postMessage(message);
    } catch {
      // It ended in this very moment: `#ended` comes next.
    }
  }

  /** Makes a wish, again with each new port, until it is answered. @throws Error with the background's own words where it is refused */
  wish(message: Wish): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle: Waiting['settle'] = (answer) => (answer.done ? resolve() : reject(new Error(answer.message)));
      this.#waiting.set(message.id, { message, settle });
      this.tell(message);
    });
  }

  listen(listener: (message: Hears) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls back with each port after the first. */
  onRenewed(listener: () => void): () => void {
    this.#renewed.add(listener);
    return () => this.#renewed.delete(listener);
  }

  /** Calls back when there is no extension any more that this could be a part of: it was updated, switched off or taken away. */
  onLost(listener: () => void): () => void {
    this.#lost.add(listener);
    return () => this.#lost.delete(listener);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#port?.disconnect();
  }

  #open(): void {
    let port: PortLike;
    try {
      port = this.#connect();
    } catch {
      // The extension was updated or taken away: this frame is of the past, unless it comes back.
      for (const listener of this.#lost) listener();
      return this.#later();
    }
    this.#port = port;
    port.onMessage.addListener((message) => {
      this.#wait = patience.first;
      this.#hear(message as Hears);
    });
    port.onDisconnect.addListener(() => {
      if (this.#port !== port) return;
      this.#port = undefined;
      this.#later();
    });
  }

  #later(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#open();
      if (!this.#port) return;
      for (const { message } of this.#waiting.values()) this.tell(message);
      for (const listener of this.#renewed) listener();
    }, this.#wait);
    this.#wait = Math.min(this.#wait * 2, patience.most);
  }

  #hear(message: Hears): void {
    if ((message.type === 'done' || message.type === 'refused') && 'id' in message) {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      waiting?.settle('message' in message ? { done: false, message: message.message } : { done: true });
    }
    for (const listener of this.#listeners) listener(message);
  }
}
