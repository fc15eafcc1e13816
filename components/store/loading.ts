import type { Id } from '../../shared/ids.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import type { Block, BootstrapHead, BootstrapTail } from '../../shared/sync/wire.ts';
import { BlockWriter } from './block-writer.ts';
import type { Disk } from './disk.ts';
import { Rewritten } from './disk.ts';
import { Filling, frame } from './filling.ts';
import type { FirstPaint } from './paint.ts';
import type { Change } from './query.ts';
import type { Replica } from './replica.ts';
import { isSame } from './replica.ts';
import type { Status } from './status.ts';

/** What loading asks of the store, which shows what it brings. */
export interface Showing {
  readonly ready: Status['ready'];
  readonly closed: boolean;
  /** Resolves when changes can be shown, or their rules cannot be fetched. */
  able(): Promise<void>;
  /** Everything is another one: it is looked at anew. */
  shown(ready: Status['ready']): void;
  changed(changes: readonly Change[]): void;
  /** The rest has come, and has been told. */
  filled(ready: Status['ready']): void;
  /** Nothing has come, and what is shown stays. */
  kept(): void;
  /** The disk has it all anew. */
  rewritten(): void;
  diskFailed(error: unknown): Promise<void>;
}

/** Brings rows into memory by the thousand, from the disk or the server. */
export class Loading {
  readonly #replica: Replica;
  readonly #disk: Disk;
  readonly #paint: FirstPaint;
  readonly #showing: Showing;
  #coming: Filling | undefined;
  #reading: Promise<void> = Promise.resolve();
  readonly #whole = Promise.withResolvers<void>();
  constructor(options: { replica: Replica; disk: Disk; paint: FirstPaint; showing: Showing }) {
    this.#replica = options.replica;
    this.#disk = options.disk;
    this.#paint = options.paint;
    this.#showing = options.showing;
  }

  /** The cache being read: what other tabs tell meanwhile is newer than the blocks, and comes after them. */
  get reading(): Promise<void> {
    return this.#reading;
  }

  /** Resolves when all of it has come and is on the screen. */
  get whole(): Promise<void> {
    return this.#whole.promise;
  }

  /** Tells what has come and has not been told yet: before anything else is told, and before a list is built. */
  tell(): void {
    this.#coming?.tell();
  }

  /** Reads the cache. `onFirst` is called when there is enough for a first screen. */
  read(onFirst?: () => void): Promise<void> {
    const reading = this.#readDisk(onFirst);
    this.#reading = reading.catch(() => undefined);
    return reading;
  }

  async #readDisk(onFirst?: () => void): Promise<void> {
    for (;;)
      try {
        return await this.#readOnce(onFirst);
      } catch (error) {
        if (this.#showing.closed) return;
        if (!(error instanceof Rewritten)) throw error;
      }
  }

  async #readOnce(onFirst?: () => void): Promise<void> {
    const before = this.#replica.outbox;
    const kept = await this.#disk.open();
    // What waits is shown with the first rows, or they would be seen to change.
    if (kept.outbox.length > 0 || this.#replica.outbox.length > 0) await this.#showing.able();
    // Made while the disk was being read: on their way to it.
    const since = this.#replica.outbox.filter(
      (waiting) => !before.includes(waiting) && !kept.outbox.some((other) => isSame(waiting, other)),
    );
    const { cursor, sight, refused } = kept;
    const outbox = [...kept.outbox, ...since];
    this.#replica.restart({ outbox, refused, sight, stays: this.#stays, ...(cursor === undefined ? {} : { cursor }) });
    // Another tab has given its rows up, and tells when all are there again.
    if (cursor === undefined && this.#stays) return this.#showing.kept();
    const newer = new Map<RecordType, Set<Id>>();
    const rows = new Map<RecordType, Row[]>();
    for (const { type, id, text } of kept.delta) {
      newer.set(type, (newer.get(type) ?? new Set()).add(id));
      if (text !== null) rows.set(type, [...(rows.get(type) ?? []), JSON.parse(text) as Row]);
    }
    for (const [type, list] of rows) this.#replica.load({ type, rows: list });
    const filling = this.#filling(newer, onFirst);
    for (const text of kept.first) await filling.take(JSON.parse(text) as Block);
    for await (const text of this.#disk.blocks()) {
      if (this.#showing.closed) return;
      await filling.take(JSON.parse(text) as Block);
    }
    this.#filled(filling, cursor === undefined ? 'none' : 'all');
  }

  /** Takes rows that come by the thousand. Where some are shown already these stay until all has come. */
  #filling(newer?: ReadonlyMap<RecordType, ReadonlySet<Id>>, onFirst?: () => void): Filling {
    // Of one that was broken off.
    this.#coming?.tell();
    return (this.#coming = new Filling({
      replica: this.#replica,
      ...(newer ? { newer } : {}),
      quiet: this.#stays,
      onFirst: () => {
        this.#showing.shown('first');
        onFirst?.();
      },
      onMore: (changes) => this.#showing.changed(changes),
    }));
  }

  /** Whether rows are shown, which stay until others have come whole. */
  get #stays(): boolean {
    return this.#showing.ready !== 'none';
  }

  #filled(filling: Filling, ready: Status['ready']): void {
    if (ready === 'all') void frame().then(this.#whole.resolve);
    if (!filling.began) return this.#showing.shown(ready);
    filling.tell();
    this.#showing.filled(ready);
  }

  /** Gives up the cached rows: what is shown stays until the server has sent all again. */
  async startOver(): Promise<void> {
    await this.#disk.dropRows().catch(this.#showing.diskFailed);
    this.#replica.restart({ outbox: this.#replica.outbox, refused: this.#replica.refused, stays: this.#stays });
  }

  /** Takes what the server sends of everything; the disk gets it behind what is shown of it. */
  async bootstrap(lines: AsyncIterable<string>): Promise<void> {
    let head: BootstrapHead | undefined;
    let tail: BootstrapTail | undefined;
    let blocks = 0;
    let first = 0;
    const cache = new BlockWriter(this.#disk, this.#showing.diskFailed);
    if (this.#stays || this.#disk.volatile) cache.start();
    this.#replica.restart({ outbox: this.#replica.outbox, refused: this.#replica.refused, stays: this.#stays });
    const filling = this.#filling(undefined, () => cache.start(this.#paint.over()));
    try {
      for await (const line of lines) {
        const parsed = JSON.parse(line) as BootstrapHead | Block | BootstrapTail;
        if ('cursor' in parsed) tail = parsed;
        else if ('version' in parsed) head = parsed;
        else {
          blocks++;
          if (first === 0 && parsed.type === 'deal') first = blocks;
          cache.add(line);
          await filling.take(parsed);
        }
      }
      if (!head || !tail) throw new Error('The bootstrap ended before its last line.');
    } catch (error) {
      await cache.stop();
      throw error;
    }
    this.#replica.cursor = tail.cursor;
    this.#replica.sight = head.sight;
    this.#filled(filling, 'all');
    cache.start(this.#paint.over());
    await cache.finish({ base: undefined, cursor: tail.cursor, sight: head.sight, first });
    this.#showing.rewritten();
  }
}
