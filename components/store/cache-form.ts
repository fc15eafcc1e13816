import type { Sight } from '../../shared/sight.ts';

/** The form of what is kept. Another number: the cache is built anew, and the outbox is carried over. */
export const format = 1;

/** The number of the tables' layout; Dexie multiplies it by ten for IndexedDB. */
export const layout = 1;

export interface Meta {
  key: 'meta';
  format: number;
  /** Blocks of other generations are left over from a rewrite that was interrupted. */
  generation: number;
  cursor: string | undefined;
  sight: Sight;
}

export const fresh: Meta = { key: 'meta', format, generation: 0, cursor: undefined, sight: [] };

/** Blocks fetched from IndexedDB in one go. */
export const readAhead = 8;

/** Made where they were made: by time, and in their lane by number. */
export const byMaking = (a: { at: string; sequence: number }, b: { at: string; sequence: number }): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.sequence - b.sequence;
