import { LibsqlError } from '@libsql/client';
import type { Database } from '../database/index.ts';
import { makeGood } from './search-rows.ts';

/** Milliseconds without a commit after which the index is made good, and mutations after which a part of it is in any case. */
const quiet = 2000;
const mostBehind = 5000;
/** Entries that are made good in a commit where somebody waits for all of them, and between two turns, where others wait. */
const atOnce = 1000;
const between = 100;

/** Keeps a workspace's search index up with its commits, for those who search. Its writes stand between the turns of the write queue. */
export class SearchUpkeep {
  readonly #client: Database;
  readonly #onFault: (error: unknown) => void;
  #searchers: (() => void)[] = [];
  /** Mutations since the index was made good. */
  #behind = 0;
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
  }

  /** Before a turn: writes all that is behind where somebody waits for it; a part of it, which the turn needs not wait for, where it is very much. */
  async keepUp(): Promise<void> {
    if (this.awaited) await this.#makeSearchable();
    else if (this.#behind >= mostBehind && !this.#lagging) this.#lagging = this.#lagLess().finally(() => (this.#lagging = undefined));
  }

  /** After the last turn: calls back when it has been quiet for a while and something is behind. */
  rest(ask: () => void): void {
    if (this.#behind > 0) this.#quiet = setTimeout(ask, quiet).unref();
  }

  wake(): void {
    clearTimeout(this.#quiet);
  }

  async #makeSearchable(): Promise<void> {
    const searchers = this.#searchers;
    this.#searchers = [];
    this.#behind = 0;
    try {
      for (let attempt = 0; ;)
        try {
          if (!(await makeGood(this.#client, atOnce))) break;
        } catch (error) {
          if (!isPassing(error) || ++attempt > 100) throw error;
          await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
        }
    } catch (error) {
      this.#onFault(error);
    }
    for (const resolve of searchers) resolve();
  }

  async #lagLess(): Promise<void> {
    this.#behind -= between;
    // Where one of the records has changed in between, a later turn tries again.
    await makeGood(this.#client, between).catch((error: unknown) => {
      if (!isPassing(error)) this.#onFault(error);
    });
  }
}

/** Whether a record has changed in between, which the guard in the version's place tells, or another process is writing. */
const isPassing = (error: unknown): boolean =>
  error instanceof LibsqlError && (error.code.startsWith('SQLITE_BUSY') || error.message.includes('meta.version'));
