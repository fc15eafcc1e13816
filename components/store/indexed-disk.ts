// The entry by its file: `dexie` itself throws on a page that has loaded another version of it.
import type { Table } from 'dexie';
import { Dexie } from 'dexie/dist/modern/dexie.mjs';
import type { RecordType } from '../../shared/records/index.ts';
import type { Meta } from './cache-form.ts';
import { atOnce, byMaking, format, fresh, keepAtOnce, layout, pagesOfBlocks } from './cache-form.ts';
import type { Disk, Kept, Rewrite } from './disk.ts';
import { Rewritten } from './disk.ts';
import type { PageEffects, Refused, Waiting } from './replica.ts';

class Database extends Dexie {
  declare meta: Table<Meta, string>;
  declare blocks: Table<string, [number, number]>;
  declare delta: Table<Kept['delta'][number], string>;
  declare outbox: Table<Waiting, [string, number]>;
  declare refused: Table<Refused, [string, number]>;

  constructor(name: string, durability: 'relaxed' | 'strict') {
    super(name, { chromeTransactionDurability: durability });
    this.version(layout).stores({
      meta: 'key',
      blocks: '',
      delta: '',
      outbox: '[lane+sequence]',
      refused: '[lane+sequence]',
    });
  }
}

/**
 * IndexedDB: confirmed rows as blocks of text as received, newer rows one by one beside them. Two connections to one
 * database, because durability belongs to the connection: the outbox's writes reach the disk before they resolve.
 */
export class IndexedDisk implements Disk {
  readonly volatile = false;
  readonly #db: Database;
  readonly #strict: Database;
  /** What `open` has found: the blocks that follow must be of the same writing. */
  #opened = fresh;

  constructor(name: string) {
    this.#db = new Database(name, 'relaxed');
    this.#strict = new Database(name, 'strict');
  }

  async open(): Promise<Kept> {
    const db = this.#db;
    await this.#strict.open();
    return db.transaction('rw', db.meta, db.blocks, db.delta, db.outbox, db.refused, async () => {
      let meta = await db.meta.get('meta');
      if (meta?.format !== format) {
        meta = { ...fresh, generation: (meta?.generation ?? 0) + 1 };
        await Promise.all([db.blocks.clear(), db.delta.clear()]);
        await db.meta.put(meta);
      }
      this.#opened = meta;
      const { cursor, sight, generation } = meta;
      const [first, outbox, refused, delta] = await Promise.all([
        this.#between(generation, 0, meta.first),
        db.outbox.toArray(),
        db.refused.toArray(),
        db.delta.toArray(),
      ]);
      return { cursor, sight, first, outbox: outbox.sort(byMaking), refused, delta };
    });
  }

  async *blocks(): AsyncGenerator<string> {
    const { generation, first } = this.#opened;
    yield* pagesOfBlocks(first, (from, to) => this.#between(generation, from, to));
    if ((await this.#meta()).generation !== generation) throw new Rewritten();
  }

  async keep(waiting: Waiting): Promise<void> {
    // Not by Dexie, whose writing begins after this moment.
    if (!this.#strict.isOpen()) await this.#strict.open();
    await keepAtOnce(this.#strict.backendDB(), waiting);
  }

  async move({ gone, waiting, refused }: Parameters<Disk['move']>[0]): Promise<void> {
    const db = this.#strict;
    await db.transaction('rw', db.outbox, db.refused, async () => {
      await db.outbox.bulkDelete(gone.map(({ lane, sequence }) => [lane, sequence]));
      await db.outbox.bulkPut([...waiting]);
      await db.refused.bulkPut([...refused]);
    });
  }

  apply({ base, cursor, sight, puts, removes, done, refused }: PageEffects): Promise<boolean> {
    // The server forgets a refusal once it is told that it is kept here.
    const db = refused.length > 0 ? this.#strict : this.#db;
    return db.transaction('rw', db.meta, db.delta, db.outbox, db.refused, async () => {
      const meta = await this.#meta(db);
      if (meta.cursor !== base) return false;
      const rows = new Map<string, Kept['delta'][number]>();
      for (const [type, id] of removes) rows.set(keyOf(type, id), { type, id, text: null });
      for (const block of puts)
        for (const row of block.rows) rows.set(keyOf(block.type, row.id), { type: block.type, id: row.id, text: JSON.stringify(row) });
      if (rows.size > 0) await db.delta.bulkPut([...rows.values()], [...rows.keys()]);
      if (done.length > 0) await db.outbox.bulkDelete(done.map(({ lane, sequence }) => [lane, sequence]));
      if (refused.length > 0) await db.refused.bulkPut(refused);
      await db.meta.put({ ...meta, cursor, sight });
      return true;
    });
  }

  async dismiss({ lane, sequence }: Refused): Promise<void> {
    await this.#db.refused.delete([lane, sequence]);
  }

  async rewrite(): Promise<Rewrite> {
    const db = this.#db;
    const generation = (await this.#meta()).generation + 1;
    await this.#dropGeneration(generation);
    let count = 0;
    let gathered: string[] = [];
    let writing: Promise<unknown> = Promise.resolve();
    const write = async () => {
      const blocks = gathered;
      gathered = [];
      const from = count;
      count += blocks.length;
      await writing;
      writing = db.transaction('rw', db.blocks, () =>
        Promise.all(blocks.map((block, at) => db.blocks.put(block, [generation, from + at]))),
      );
      // Waited for before the next ones are written: whoever gathers them does so meanwhile.
      writing.catch(() => undefined);
    };
    return {
      add: async (block) => {
        gathered.push(block);
        if (gathered.length === atOnce) await write();
      },
      finish: async ({ base, cursor, sight, first }) => {
        await write();
        await writing;
        return db.transaction('rw', db.meta, db.delta, db.blocks, async () => {
          const meta = await this.#meta();
          if (meta.cursor !== base || meta.generation !== generation - 1) return false;
          await db.delta.clear();
          await db.meta.put({ ...meta, generation, cursor, sight, first });
          await this.#dropGeneration(meta.generation);
          return true;
        });
      },
      abandon: async () => {
        await writing.catch(() => undefined);
        await this.#dropGeneration(generation);
      },
    };
  }

  deltaSize(): Promise<number> {
    return this.#db.delta.count();
  }

  async dropRows(): Promise<void> {
    const db = this.#db;
    await db.transaction('rw', db.meta, db.delta, db.blocks, async () => {
      const meta = await this.#meta();
      await Promise.all([db.blocks.clear(), db.delta.clear()]);
      await db.meta.put({ ...fresh, generation: meta.generation + 1 });
    });
  }

  async wipe(): Promise<void> {
    this.#strict.close();
    await this.#db.delete({ disableAutoOpen: false });
  }

  close(): void {
    this.#db.close();
    this.#strict.close();
  }

  /** Blocks of a generation, from one up to before another. */
  async #between(generation: number, from: number, to: number): Promise<string[]> {
    return this.#db.blocks.where(':id').between([generation, from], [generation, to], true, false).toArray();
  }

  async #meta(db = this.#db): Promise<Meta> {
    return (await db.meta.get('meta')) ?? fresh;
  }

  async #dropGeneration(generation: number): Promise<void> {
    await this.#db.blocks.where(':id').between([generation, 0], [generation, Number.MAX_SAFE_INTEGER], true, true).delete();
  }
}

const keyOf = (type: RecordType, id: string): string => `${type}/${id}`;
