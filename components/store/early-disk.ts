import { byMaking, format, keepAtOnce, layout, pagesOfBlocks } from './cache-form.ts';
import type { Meta } from './cache-form.ts';
import type { Disk, Kept, Rewrite } from './disk.ts';
import { Rewritten } from './disk.ts';
import type { PageEffects, Refused, Waiting } from './replica.ts';

/**
 * The disk of a page that opens: reads what is kept by the browser's own interface, so that the first cards wait neither
 * for Dexie to be fetched nor to be run, and puts changes in the outbox by it. Everything else after that, Dexie does.
 */
export class EarlyDisk implements Disk {
  readonly volatile = false;
  readonly #name: string;
  /** Undefined where there is no database yet, or one of another form, and once it has been wiped. */
  #db: IDBDatabase | undefined;
  /** What `open` has found here, until the last block is read: the blocks that follow must be of the same writing. */
  #opened: Meta | undefined;
  #later: Promise<Disk> | undefined;
  readonly #working = new Set<Promise<unknown>>();
  #closed = false;

  private constructor(name: string, db: IDBDatabase | undefined) {
    this.#name = name;
    this.#db = db;
  }

  /** @throws where the browser refuses IndexedDB (private windows of some) */
  static async of(name: string): Promise<EarlyDisk> {
    return new EarlyDisk(name, await existing(name));
  }

  async open(): Promise<Kept> {
    this.#opened = undefined;
    const db = this.#later ? undefined : (this.#db ?? (await existing(this.#name)));
    if (!db)
      return this.#later
        ? this.#do((disk) => disk.open())
        : { cursor: undefined, sight: [], first: [], outbox: [], refused: [], delta: [] };
    this.#db = db;
    db.onversionchange = () => this.#release();
    const found = await read(db);
    if (found) {
      this.#opened = found.meta;
      return found.kept;
    }
    // Of another form: Dexie brings it into this one.
    this.#release();
    return this.#do((disk) => disk.open());
  }

  async *blocks(): AsyncGenerator<string> {
    const db = this.#db;
    const opened = this.#opened;
    if (!db || !opened) {
      if (this.#later) yield* (await this.#later).blocks();
      return;
    }
    try {
      const { generation, first } = opened;
      yield* pagesOfBlocks(first, (from, to) => between(db.transaction('blocks'), generation, from, to));
      if ((await metaOf(db.transaction('meta')))?.generation !== generation) throw new Rewritten();
    } finally {
      this.#opened = undefined;
    }
  }

  // Asynchronous for its faults alone: a connection that the browser has closed throws.
  async keep(waiting: Waiting): Promise<void> {
    const db = this.#closed ? undefined : this.#db;
    return db?.version === version ? keepAtOnce(db, waiting) : this.#do((disk) => disk.keep(waiting));
  }

  move(change: Parameters<Disk['move']>[0]): Promise<void> {
    return this.#do((disk) => disk.move(change));
  }

  apply(effects: PageEffects): Promise<boolean> {
    return this.#do((disk) => disk.apply(effects));
  }

  dismiss(refused: Refused): Promise<void> {
    return this.#do((disk) => disk.dismiss(refused));
  }

  rewrite(): Promise<Rewrite> {
    return this.#do((disk) => disk.rewrite());
  }

  deltaSize(): Promise<number> {
    return this.#do((disk) => disk.deltaSize());
  }

  dropRows(): Promise<void> {
    return this.#do((disk) => disk.dropRows());
  }

  wipe(): Promise<void> {
    this.#release();
    return this.#do((disk) => disk.wipe());
  }

  close(): void {
    this.#closed = true;
    this.#release();
    // What was asked for before Dexie had come is still done.
    void this.#later?.then(async (disk) => {
      await Promise.allSettled(this.#working);
      disk.close();
    });
  }

  #do<T>(work: (disk: Disk) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('The disk is closed.'));
    const done = this.#rest().then(work);
    this.#working.add(done);
    const over = () => this.#working.delete(done);
    done.then(over, over);
    return done;
  }

  #rest(): Promise<Disk> {
    if (this.#later) return this.#later;
    const later = import('./indexed-disk.ts').then(({ IndexedDisk }) => new IndexedDisk(this.#name));
    // Dexie could not be fetched: it is tried again with the next thing to do.
    later.catch(() => (this.#later = undefined));
    return (this.#later = later);
  }

  #release(): void {
    this.#db?.close();
    this.#db = undefined;
  }
}

const version = layout * 10;

/** The database as it is; undefined where there is none yet. Dexie alone makes one. */
function existing(name: string): Promise<IDBDatabase | undefined> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    let none = false;
    request.onupgradeneeded = () => {
      none = true;
      request.transaction?.abort();
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => (none ? resolve(undefined) : reject(request.error));
  });
}

/** Undefined where the cache has another form. */
async function read(db: IDBDatabase): Promise<{ meta: Meta; kept: Kept } | undefined> {
  if (db.version !== version) return undefined;
  const all = db.transaction(['meta', 'blocks', 'outbox', 'refused', 'delta']);
  const [[meta, first], outbox, refused, delta] = await Promise.all([
    metaOf(all).then(async (found): Promise<[Meta | undefined, string[]]> => {
      const here = found?.format === format && found.first > 0;
      return [found, here ? await between(all, found.generation, 0, found.first) : []];
    }),
    answer<Waiting[]>(all.objectStore('outbox').getAll()),
    answer<Refused[]>(all.objectStore('refused').getAll()),
    answer<Kept['delta']>(all.objectStore('delta').getAll()),
  ]);
  if (meta?.format !== format) return undefined;
  const { cursor, sight } = meta;
  return { meta, kept: { cursor, sight, first, outbox: outbox.sort(byMaking), refused, delta } };
}

/** Blocks of a generation, from one up to before another. */
const between = (transaction: IDBTransaction, generation: number, from: number, to: number): Promise<string[]> =>
  answer(transaction.objectStore('blocks').getAll(IDBKeyRange.bound([generation, from], [generation, to], false, true)));

const metaOf = (transaction: IDBTransaction): Promise<Meta | undefined> => answer(transaction.objectStore('meta').get('meta'));

function answer<T>(request: IDBRequest): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as T);
    request.onerror = () => reject(request.error);
  });
}
