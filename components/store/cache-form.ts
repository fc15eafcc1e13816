import type { Sight } from '../../shared/sight.ts';
import type { Waiting } from './replica.ts';

/** The form of what is kept. Another number: the cache is built anew, and the outbox is carried over. */
export const format = 4;

/** The number of the tables' layout; Dexie multiplies it by ten for IndexedDB. */
export const layout = 1;

export interface Meta {
  key: 'meta';
  format: number;
  /** Blocks of other generations are left over from a rewrite that was interrupted. */
  generation: number;
  /** How many blocks the first screen needs. */
  first: number;
  cursor: string | undefined;
  sight: Sight;
}

export const fresh: Meta = { key: 'meta', format, generation: 0, first: 0, cursor: undefined, sight: [] };

/** Blocks read or written in one go. */
export const atOnce = 8;

/** The blocks that come after the first ones, the next pages being asked for while one is taken in. */
export async function* pagesOfBlocks(first: number, read: (from: number, to: number) => Promise<string[]>): AsyncGenerator<string> {
  const ask = (from: number) => {
    const page = read(from, from + atOnce);
    // Whoever leaves in between does not wait for it.
    page.catch(() => undefined);
    return page;
  };
  let next = ask(first);
  for (let from = first; ; from += atOnce) {
    const page = await next;
    const last = page.length < atOnce;
    if (!last) next = ask(from + atOnce);
    yield* page;
    if (last) return;
  }
}

/** Made where they were made: by time, and in their lane by number. */
export const byMaking = (a: { at: string; sequence: number }, b: { at: string; sequence: number }): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.sequence - b.sequence;

/**
 * Puts a change in the outbox within the moment it is called: the browser has been told all of it when this gives its
 * promise, so that a page that goes at once loses nothing. Resolves when the disk has it.
 */
export function keepAtOnce(db: IDBDatabase, waiting: Waiting): Promise<void> {
  const transaction = db.transaction('outbox', 'readwrite', { durability: 'strict' });
  transaction.objectStore('outbox').put(waiting);
  // Else it would wait for this page to hear that the record is there, and be undone where the page hears nothing more.
  transaction.commit();
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('The browser gave up writing.'));
  });
}
