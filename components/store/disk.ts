import type { RecordType } from '../../shared/records/index.ts';
import type { Sight } from '../../shared/sight.ts';
import type { PageEffects, Refused, Waiting } from './replica.ts';

/** What stands on disk when a page opens, most blocks apart. */
export interface Kept {
  cursor: string | undefined;
  sight: Sight;
  /** The blocks that the first screen is made of: they come along, so that it waits for no others. */
  first: string[];
  outbox: Waiting[];
  refused: Refused[];
  /** Rows newer than the blocks, as JSON; null for removed ones. */
  delta: { type: RecordType; id: string; text: string | null }[];
}

/**
 * Where the cache and the outbox are kept. What is put in the outbox, and pages that bring refusals, are durable when they
 * resolve; all else may be lost with the power, as long as it is lost together.
 */
export interface Disk {
  /** In memory only: nothing survives the page. */
  readonly volatile: boolean;
  open(): Promise<Kept>;
  /**
   * The blocks that come after `first`, in the order in which they were written, each a line of JSON.
   * @throws Rewritten
   */
  blocks(): AsyncIterable<string>;
  keep(waiting: Waiting): Promise<void>;
  /** Gives waiting mutations other places, or takes them out as refused. */
  move(change: { gone: readonly Waiting[]; waiting: readonly Waiting[]; refused: readonly Refused[] }): Promise<void>;
  /** Applies a page whole. False when the disk stands at another cursor: another tab was faster. */
  apply(effects: PageEffects): Promise<boolean>;
  dismiss(refused: Refused): Promise<void>;
  /** Replaces all blocks and deltas, when the last one has come. Gives what takes them. */
  rewrite(): Promise<Rewrite>;
  /** Rows in the delta: many of them make opening slow. */
  deltaSize(): Promise<number>;
  /** Gives up the cached rows, to save the outbox on a full disk. */
  dropRows(): Promise<void>;
  /** Removes everything. */
  wipe(): Promise<void>;
  close(): void;
}

/** The blocks were written anew while they were read: what was read is void. */
export class Rewritten extends Error {}

export interface Rewrite {
  add(block: string): Promise<void>;
  /**
   * @param state.first how many blocks the first screen needs
   * @returns false when the disk has moved on from `base` meanwhile
   */
  finish(state: { base: string | undefined; cursor: string; sight: Sight; first: number }): Promise<boolean>;
  abandon(): Promise<void>;
}
