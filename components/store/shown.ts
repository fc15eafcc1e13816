import type { Change } from './query.ts';
import type { Refused, Replica, Waiting } from './replica.ts';
import type { Status } from './status.ts';
import { starting } from './status.ts';
import { Watchers } from './watchers.ts';

/** What is shown of the records, and how they stand with the server and the disk: who looks is told of what changes. */
export class Shown {
  readonly watchers: Watchers;
  readonly #replica: Replica;
  readonly #first: () => void;
  readonly #listeners = new Set<() => void>();
  #status: Status = starting;

  /** @param first tells what has come and has not been told yet: before anything else is told */
  constructor(replica: Replica, first: () => void) {
    this.#replica = replica;
    this.#first = first;
    this.watchers = new Watchers(replica.rows);
  }

  get status(): Status {
    return this.#status;
  }

  onStatus(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    this.#first();
    this.watchers.changed(changes);
  }

  /** Records whose standing with the server is another one now. */
  pendingChanged(entries: readonly (Waiting | Refused)[]): void {
    if (entries.length > 0) this.watchers.records();
  }

  /** How many changes wait, and were refused. */
  count(): void {
    this.say({ waiting: this.#replica.outbox.length, refused: this.#replica.refused.length });
  }

  say(change: Partial<Status>): void {
    const next = { ...this.#status, ...change };
    if (JSON.stringify(next) === JSON.stringify(this.#status)) return;
    this.#status = next;
    for (const listener of this.#listeners) listener();
  }
}
