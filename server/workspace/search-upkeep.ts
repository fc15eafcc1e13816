import { LibsqlError } from '@libsql/client';
import type { Database } from '../database/index.ts';
import { makeGood } from './search-rows.ts';

/** Milliseconds without a commit after which the index is made good, and mutations after which a part of it is in any case. */
const quiet = 2000;
const mostBehind = 5000;
/**
 * Entries that are made good in a commit where somebody waits for all of them; and in one between turns, for as many mutations: who
 * changes one record does not wait for two hundred others.
 */
const atOnce = 1000;
const between = 200;

/** Keeps a workspace's search index up with its commits, for those who search. Its writes stand between the turns of the write queue. */
export class SearchUpkeep {
  readonly #client: Database;
  readonly #onFault: (error: unknown) => void;
  readonly #searchers: (() => void)[] = [];
  /** Mutations since the index was made good. */
  #behind = 0;
  /** Mutations since a part of it was. */
  #since = 0;
  #failures = 0;
  #lagging: Promise<void> | undefined;
  #quiet: NodeJS.Timeout | undefined;

  /** @param onFault the index could not be written: somebody should know, and may search what stands */
  constructor(client: Database, onFault: (error: unknown) => void) {
    this.#client = client;
    this.#onFault = onFault;
  }

  /** Whether anybody waits to search. */
  get awaited(): boolean {
    return this.#searchers.length > 0;
  }

  /** Resolves when the index has all that is committed, or cannot have it: then what it has can be searched. */
  wait(): Promise<void> {
    return new Promise((resolve) => {
      this.#searchers.push(resolve);
    });
  }

  /** So many mutations are about to be committed. */
  committing(mutations: number): void {
    this.#behind += mutations;
    this.#since += mutations;
  }

  /** Before a turn: writes some of what is behind, which the turn waits for where somebody is waiting to search. */
  async keepUp(): Promise<void> {
    if (this.awaited) await this.#makeSearchable();
    else if (this.#behind >= mostBehind && this.#since >= between && !this.#lagging)
      this.#lagging = this.#lagLess().finally(() => (this.#lagging = undefined));
  }

  /** After the last turn: calls back when it has been quiet for a while and something is behind. */
  rest(ask: () => void): void {
    if (this.#behind > 0) this.#quiet = setTimeout(ask, quiet).unref();
  }

  wake(): void {
    clearTimeout(this.#quiet);
  }

  /** A step on the way: between two of them those have their turn who write. */
  async #makeSearchable(): Promise<void> {
    try {
      const [waiting, behind] = [this.#searchers.length, this.#behind];
      if (await makeGood(this.#client, atOnce)) return;
      this.#behind -= behind;
      this.#release(waiting);
    } catch (error) {
      if (isPassing(error) && ++this.#failures <= 100) {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
        return;
      }
      this.#onFault(error);
      this.#behind = 0;
      this.#release(this.#searchers.length);
    }
  }

  /** Those who came while the last step was under way wait for one more. */
  #release(many: number): void {
    this.#failures = 0;
    for (const resolve of this.#searchers.splice(0, many)) resolve();
  }

  async #lagLess(): Promise<void> {
    this.#behind -= between;
    this.#since = 0;
    // Where one of the records has changed in between, a later turn tries again.
    await makeGood(this.#client, between).catch((error: unknown) => {
      if (!isPassing(error)) this.#onFault(error);
    });
  }
}

/** Whether a record has changed in between, which the guard in the version's place tells, or another process is writing. */
const isPassing = (error: unknown): boolean =>
  error instanceof LibsqlError && (error.code.startsWith('SQLITE_BUSY') || error.message.includes('meta.version'));
