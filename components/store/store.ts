import { newId } from '../../shared/new-id.ts';
import type { Id } from '../../shared/new-id.ts';
import type { MutatorArgs, MutatorName } from '../../shared/mutators/index.ts';
import { Rejection } from '../../shared/mutators/rejection.ts';
import type { IndexOf, RecordType, Row, SetupType, User } from '../../shared/records/index.ts';
import type { Block, BootstrapHead, BootstrapTail, HistoryEntry, PullPage } from '../../shared/sync/wire.ts';
import { BlockWriter } from './block-writer.ts';
import type { Disk } from './disk.ts';
import { Rewritten } from './disk.ts';
import { Filling, breathe, frame } from './filling.ts';
import { FirstPaint } from './paint.ts';
import type { Change, QuerySpec } from './query.ts';
import { Query } from './query.ts';
import type { Refused, Waiting } from './replica.ts';
import { Replica, isSame } from './replica.ts';
import type { Status } from './status.ts';
import { starting } from './status.ts';
import { SyncLoop } from './sync-loop.ts';
import type { TabMessage } from './tabs.ts';
import { Tabs } from './tabs.ts';
import type { Refusal, Transport } from './transport.ts';

export interface StoreOptions {
  /** Names the database: one for each server, workspace and person. */
  name: string;
  personId: Id;
  transport: Transport;
  disk: Disk;
}

/** What became of a mutation here: what the server makes of it comes later. */
export type Outcome = { ok: true } | { ok: false; rejection: Rejection };

type Mutate = { [N in MutatorName]: (args: MutatorArgs<N>) => Outcome };

interface RecordListener {
  type: RecordType;
  listener: () => void;
}

/** Milliseconds after the first rows after which the rules are fetched though others are still coming. */
const longestFilling = 5000;

/** Deltas on disk above which the blocks are written anew when nothing else is to do. */
const compactAbove = 2000;

/**
 * The records of one person in one workspace: all reads come from memory, changes show at once, and the server learns of
 * them when it can be reached.
 */
export class Store {
  readonly personId: Id;
  /** Every mutator by its name: `store.mutate.moveDeal({ id, stage_id })`. */
  readonly mutate: Mutate;
  readonly transport: Transport;
  readonly #replica: Replica;
  readonly #disk: Disk;
  readonly #tabs: Tabs;
  readonly #paint = new FirstPaint();
  /** All rows have come for the first time. */
  readonly #whole = Promise.withResolvers<void>();
  readonly #queries = new Set<Query<RecordType>>();
  /** By id alone: where thousands of records change, keys made of type and id would cost more than they tell. */
  readonly #recordListeners = new Map<Id, Set<RecordListener>>();
  readonly #changeListeners = new Set<(changes: readonly Change[]) => void>();
  readonly #statusListeners = new Set<() => void>();
  #loop: SyncLoop | undefined;
  #status: Status = starting;
  #acknowledged: { lane: Id; sequence: number }[] = [];
  #closed = false;
  #sending = false;
  #ruling: Promise<void> | undefined;
  #able = false;
  /** Rows that come by the thousand. What it has not told yet is told before anything else is, and before a list is built. */
  #coming: Filling | undefined;
  /** The cache being read: what other tabs tell meanwhile is newer than the blocks, and comes after them. */
  #reading: Promise<void> = Promise.resolve();

  constructor(options: StoreOptions) {
    this.personId = options.personId;
    this.transport = options.transport;
    this.#disk = options.disk;
    this.#replica = new Replica({ personId: options.personId, now: () => new Date().toISOString(), newId });
    this.#tabs = new Tabs(options.name, (message) => void this.#heard(message));
    this.mutate = new Proxy({} as Mutate, {
      get: (_target, name) => (args: MutatorArgs<MutatorName>) => this.#mutate(String(name) as MutatorName, args),
    });
  }

  /** Reads the cache, then keeps it true. Resolves when there is something to show: the rest of the cache comes behind it. */
  open(): Promise<void> {
    if (this.#disk.volatile) this.#say({ storage: 'memory' });
    return new Promise((resolve, reject) => {
      this.#read(resolve)
        .catch(async (error: unknown) => {
          if (this.#status.ready === 'none') throw error;
          // What cannot be read to its end is of no use. The server has it all.
          console.warn('Inlay cannot read what this browser’s storage keeps of its records.', error);
          await this.#startOver();
        })
        .then(() => {
          this.#keepTrue();
          resolve();
        })
        .catch(reject);
    });
  }

  /**
   * Resolves when changes show at once, and what the rules refuse is refused at once: the rules are fetched when all rows are
   * there, or when they are asked for here. A change before that is kept, asks for them, and is shown with them.
   */
  able(): Promise<void> {
    if (this.#ruling) return this.#ruling;
    const ruling = import('./rules.ts').then(({ applyMutation }) => {
      this.#emit(this.#replica.rule(applyMutation));
      this.#pendingChanged(this.#replica.outbox);
      this.#able = true;
    });
    // They could not be fetched: the next change asks again.
    ruling.catch(() => (this.#ruling = undefined));
    return (this.#ruling = ruling);
  }

  async #ableSoon(): Promise<void> {
    await this.#paint.over();
    await Promise.race([this.#whole.promise, new Promise((resolve) => setTimeout(resolve, longestFilling))]);
    if (!this.#closed) await this.able().catch(rulesFailed);
  }

  #keepTrue(): void {
    if (this.#closed) return;
    // In memory each tab has rows of its own to keep true.
    if (this.#disk.volatile) this.#lead();
    else void this.#stand();
    if (typeof window !== 'undefined') {
      window.addEventListener('online', this.#wake);
      window.addEventListener('pageshow', this.#wake);
      document.addEventListener('visibilitychange', this.#wake);
    }
  }

  get status(): Status {
    return this.#status;
  }

  /** The person whose store this is; undefined before the first rows have come. */
  get person(): User | undefined {
    return this.get('user', this.personId);
  }

  get<T extends RecordType>(type: T, id: Id): Row<T> | undefined {
    return this.#replica.rows.get(type, id);
  }

  /** The records whose indexed field has this value, as they are now. */
  list<T extends RecordType>(type: T, index: IndexOf<T>, value: Id): Row<T>[] {
    return this.#replica.rows.list(type, index, value);
  }

  /** Every record of a type in memory, in no order that means anything. */
  all<T extends RecordType>(type: T): Iterable<Row<T>> {
    return this.#replica.rows.all(type);
  }

  /** Every record of a set-up type, in no order that means anything. */
  every<T extends SetupType>(type: T): Row<T>[] {
    return this.#replica.rows.every(type);
  }

  /** A list that keeps itself true as long as somebody is subscribed to it. */
  query<T extends RecordType>(spec: QuerySpec<T>): Query<T> {
    this.#paint.asked();
    this.#coming?.tell();
    const query = new Query(spec, this.#replica.rows, (unused) => this.#queries.delete(unused as unknown as Query<RecordType>));
    this.#queries.add(query as unknown as Query<RecordType>);
    return query;
  }

  /** Calls back after each change of one record, or of how it stands with the server. */
  onRecord(type: RecordType, id: Id, listener: () => void): () => void {
    this.#paint.asked();
    const entry = { type, listener };
    const listeners = this.#recordListeners.get(id) ?? new Set();
    listeners.add(entry);
    this.#recordListeners.set(id, listeners);
    return () => {
      listeners.delete(entry);
      if (listeners.size === 0 && this.#recordListeners.get(id) === listeners) this.#recordListeners.delete(id);
    };
  }

  onChanges(listener: (changes: readonly Change[]) => void): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  onStatus(listener: () => void): () => void {
    this.#statusListeners.add(listener);
    return () => this.#statusListeners.delete(listener);
  }

  /** Whether a record waits for the server, or was refused. */
  pending(type: RecordType, id: Id): 'waiting' | Refused | undefined {
    return this.#replica.pending(type, id);
  }

  /** What the server refused, the oldest first. */
  get refused(): readonly Refused[] {
    return this.#replica.refused;
  }

  /** Lets go of a refused change. */
  dismiss(refused: Refused): void {
    this.#forget(refused);
    void this.#disk.dismiss(refused).catch(this.#diskFailed);
    this.#tabs.tell({ kind: 'dismissed', lane: refused.lane, sequence: refused.sequence });
    this.#poke();
  }

  /** Tries a refused change again, as a new one. */
  retry(refused: Refused): Outcome {
    const outcome = this.#mutate(refused.name as MutatorName, refused.args as MutatorArgs<MutatorName>);
    if (outcome.ok) this.dismiss(refused);
    return outcome;
  }

  /** A record's history from the server, the newest first. @throws Refusal, Unreachable */
  history(type: RecordType, id: Id): Promise<HistoryEntry[]> {
    return this.transport.history(type, id);
  }

  /** After signing in again. */
  resume(): void {
    this.#loop?.resume();
  }

  close(): void {
    this.#closed = true;
    this.#loop?.stop();
    this.#tabs.close();
    this.#disk.close();
    if (typeof window === 'undefined') return;
    window.removeEventListener('online', this.#wake);
    window.removeEventListener('pageshow', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
  }

  /** Signing out: nothing of the workspace stays in this browser, in any tab. */
  async wipe(): Promise<void> {
    this.#tabs.tell({ kind: 'wiped' });
    this.#closed = true;
    this.#loop?.stop();
    await this.#disk.wipe();
    this.close();
  }

  #mutate<N extends MutatorName>(name: N, args: MutatorArgs<N>): Outcome {
    try {
      const { waiting, changes } = this.#replica.mutate(name, args);
      this.#emit(changes);
      this.#count();
      this.#disk
        .keep(waiting)
        .catch(this.#diskFailed)
        .finally(() => this.#tabs.tell({ kind: 'waiting', waiting }));
      if (this.#able) this.#send();
      // Sent once it shows, so that a refusal can tell which records it is about.
      else
        void this.able()
          .catch(rulesFailed)
          .then(() => this.#send());
      return { ok: true };
    } catch (error) {
      if (error instanceof Rejection) return { ok: false, rejection: error };
      throw error;
    }
  }

  /**
   * Sends what has been made in this moment, in one go, while it is being kept: what the server has done is safe there,
   * whatever this disk loses.
   */
  #send(): void {
    if (this.#sending) return;
    this.#sending = true;
    queueMicrotask(() => {
      this.#sending = false;
      this.#poke();
    });
  }

  #read(onFirst?: () => void): Promise<void> {
    const reading = this.#readDisk(onFirst);
    this.#reading = reading.catch(() => undefined);
    return reading;
  }

  async #readDisk(onFirst?: () => void): Promise<void> {
    for (;;)
      try {
        return await this.#readOnce(onFirst);
      } catch (error) {
        if (this.#closed) return;
        if (!(error instanceof Rewritten)) throw error;
      }
  }

  async #readOnce(onFirst?: () => void): Promise<void> {
    const before = this.#replica.outbox;
    const kept = await this.#disk.open();
    // What waits is shown with the first rows, or they would be seen to change.
    if (!this.#able && (kept.outbox.length > 0 || this.#replica.outbox.length > 0)) await this.able().catch(rulesFailed);
    // Made while the disk was being read: on their way to it.
    const since = this.#replica.outbox.filter(
      (waiting) => !before.includes(waiting) && !kept.outbox.some((other) => isSame(waiting, other)),
    );
    const { cursor, sight, refused } = kept;
    const outbox = [...kept.outbox, ...since];
    this.#replica.restart({ outbox, refused, sight, stays: this.#stays, ...(cursor === undefined ? {} : { cursor }) });
    // Another tab has given its rows up, and tells when all are there again.
    if (cursor === undefined && this.#stays) return this.#count();
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
      if (this.#closed) return;
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
        this.#shown('first');
        onFirst?.();
      },
      onMore: (changes) => this.#emit(changes),
    }));
  }

  /** Whether rows are shown, which stay until others have come whole. */
  get #stays(): boolean {
    return this.#status.ready !== 'none';
  }

  #filled(filling: Filling, ready: Status['ready']): void {
    if (ready === 'all') void frame().then(this.#whole.resolve);
    if (!filling.began) return this.#shown(ready);
    filling.tell();
    this.#emit(this.#replica.replay());
    this.#pendingChanged(this.#replica.outbox);
    this.#say({ ready });
    this.#count();
  }

  /** Gives up the cached rows: what is shown stays until the server has sent all again. */
  async #startOver(): Promise<void> {
    await this.#disk.dropRows().catch(this.#diskFailed);
    this.#replica.restart({ outbox: this.#replica.outbox, refused: this.#replica.refused, stays: this.#stays });
  }

  /** Everything that is shown is looked at anew. */
  #shown(ready: Status['ready']): void {
    this.#replica.replay();
    if (ready !== 'none') void this.#ableSoon();
    for (const query of this.#queries) {
      query.rebuild();
      query.tell();
    }
    this.#tellRecords();
    this.#say({ ready });
    this.#count();
  }

  async #stand(): Promise<void> {
    if (this.#status.ready !== 'none') await this.#paint.over();
    if (this.#closed) return;
    this.#tabs.stand(
      () => this.#lead(),
      () => {
        this.#loop?.stop();
        // What the tab that leads by now has told meanwhile was taken for an echo of one's own.
        if (!this.#disk.volatile) void this.#read().catch(this.#diskFailed);
      },
    );
  }

  #lead(): void {
    if (this.#closed) return;
    const { transport } = this;
    this.#loop = new SyncLoop(this.#synced(), transport);
    this.#loop.start();
  }

  #synced(): ConstructorParameters<typeof SyncLoop>[0] {
    const replica = this.#replica;
    const acknowledged = () => this.#acknowledged;
    return {
      get outbox() {
        return replica.outbox;
      },
      get cursor() {
        return replica.cursor;
      },
      get lanes() {
        return replica.lanes;
      },
      get acknowledged() {
        return acknowledged();
      },
      bootstrap: (lines) => this.#bootstrap(lines),
      apply: (page) => this.#apply(page),
      forget: (told) => {
        this.#acknowledged = this.#acknowledged.filter((entry) => !told.includes(entry));
      },
      reset: async () => {
        await this.#startOver();
        this.#tabs.tell({ kind: 'rewritten' });
      },
      relane: async (lane) => {
        const { moved, changes } = replica.relane(lane);
        this.#emit(changes);
        const change = { gone: moved.map(({ old }) => old), waiting: moved.map(({ waiting }) => waiting), refused: [] };
        await this.#disk.move(change).catch(this.#diskFailed);
        if (moved.length > 0) this.#tabs.tell({ kind: 'rewritten' });
      },
      refuse: (waiting, error) => this.#refuse(waiting, error),
      say: (connection) => {
        this.#say({ connection });
        if (connection === 'up-to-date') void this.#compact();
      },
    };
  }

  async #bootstrap(lines: AsyncIterable<string>): Promise<void> {
    let head: BootstrapHead | undefined;
    let tail: BootstrapTail | undefined;
    let blocks = 0;
    let first = 0;
    const cache = new BlockWriter(this.#disk, this.#diskFailed);
    if (this.#status.ready !== 'none' || this.#disk.volatile) cache.start();
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
    this.#tabs.tell({ kind: 'rewritten' });
  }

  async #apply(page: PullPage): Promise<boolean> {
    // What a refused change would have touched, the rules alone know.
    if (!this.#able && this.#replica.outbox.length > 0) await this.able().catch(rulesFailed);
    const applied = this.#replica.apply(page);
    if (!applied) return false;
    this.#emit(applied.changes);
    this.#pendingChanged([...applied.effects.done, ...applied.effects.refused]);
    this.#count();
    const { refused } = applied.effects;
    try {
      const stored = await this.#disk.apply(applied.effects);
      // The disk stands elsewhere: another tab has written. What it has is as true as what we have.
      if (!stored && !this.#disk.volatile && this.#status.storage === 'disk') await this.#read();
      this.#acknowledged.push(...refused.map(({ lane, sequence }) => ({ lane, sequence })));
    } catch (error) {
      await this.#diskFailed(error);
    }
    this.#tabs.tell({ kind: 'page', page });
    return true;
  }

  async #refuse(waiting: Waiting, error: Refusal): Promise<void> {
    const reason = { code: 'invalid' as const, message: error.message, ...(error.fields ? { fields: error.fields } : {}) };
    const { refused, changes } = this.#replica.refuse(waiting, reason);
    this.#emit(changes);
    this.#pendingChanged([refused]);
    this.#count();
    await this.#disk.move({ gone: [waiting], waiting: [], refused: [refused] }).catch(this.#diskFailed);
  }

  async #heard(message: TabMessage): Promise<void> {
    const known = this.#reading;
    if (message.kind !== 'wiped')
      for (let read: Promise<void> | undefined; read !== this.#reading;) {
        read = this.#reading;
        await read;
      }
    if (this.#closed) return;
    if (message.kind === 'waiting') {
      this.#emit(this.#replica.adopt(message.waiting));
      this.#count();
      this.#poke();
    } else if (message.kind === 'page') {
      if (this.#tabs.leading) return;
      const applied = this.#replica.apply(message.page);
      if (!applied) {
        // A page before this one was missed. Pages are told once the disk has them: what was read since has this one too.
        const missed = known === this.#reading && this.#replica.cursor !== message.page.cursor;
        if (missed && !this.#disk.volatile) await this.#read();
        return;
      }
      this.#emit(applied.changes);
      this.#pendingChanged([...applied.effects.done, ...applied.effects.refused]);
      this.#count();
      this.#say({ connection: 'up-to-date' });
    } else if (message.kind === 'rewritten') {
      if (!this.#tabs.leading && !this.#disk.volatile) await this.#read();
    } else if (message.kind === 'dismissed') {
      const refused = this.#replica.refused.find((other) => isSame(other, message));
      if (refused) this.#forget(refused);
    } else if (message.kind === 'wiped') {
      this.#closed = true;
      this.#loop?.stop();
      this.#replica.restart({ outbox: [], refused: [] });
      this.#shown('none');
      this.#say({ connection: 'signed-out' });
      this.close();
    }
  }

  #forget(refused: Refused): void {
    this.#replica.dismiss(refused);
    this.#pendingChanged([refused]);
    this.#count();
  }

  /** Writes the cache anew when it has gathered many single rows. */
  async #compact(): Promise<void> {
    const { cursor, sight } = this.#replica;
    if (this.#disk.volatile || cursor === undefined) return;
    try {
      if ((await this.#disk.deltaSize()) < compactAbove) return;
      const rewrite = await this.#disk.rewrite();
      const { inBlocks } = await import('./blocks.ts');
      const { first, rest } = inBlocks(this.#replica);
      for (const block of [...first, ...rest]) {
        await rewrite.add(JSON.stringify(block));
        await breathe();
        if (this.#closed || this.#replica.cursor !== cursor) return await rewrite.abandon();
      }
      await rewrite.finish({ base: cursor, cursor, sight, first: first.length });
    } catch (error) {
      await this.#diskFailed(error);
    }
  }

  /** A full disk keeps the outbox and gives up the rows; anything else is said and survived in memory. */
  readonly #diskFailed = async (error: unknown): Promise<void> => {
    if (this.#closed) return;
    console.warn('Inlay cannot write to this browser’s storage.', error);
    if (this.#status.storage === 'full') return;
    this.#say({ storage: 'full' });
    await this.#disk.dropRows().catch(() => undefined);
  };

  readonly #wake = (event: Event): void => {
    const anew = event.type === 'online';
    if (!anew && typeof document !== 'undefined' && document.hidden) return;
    this.#loop?.resume(anew);
  };

  #poke(): void {
    this.#loop?.poke();
  }

  #emit(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    this.#coming?.tell();
    const byType = new Map<RecordType, Change[]>();
    for (const change of changes) {
      const list = byType.get(change.type);
      if (list) list.push(change);
      else byType.set(change.type, [change]);
    }
    // Lists that a listener asks for now are built upon these changes.
    const standing = [...this.#queries].filter(({ spec }) => byType.has(spec.type));
    for (const query of standing) query.take(byType.get(query.spec.type) ?? []);
    if (this.#recordListeners.size > 0)
      for (const { type, id } of changes)
        for (const entry of this.#recordListeners.get(id) ?? []) if (entry.type === type) entry.listener();
    for (const listener of this.#changeListeners) listener(changes);
  }

  /** Records whose standing with the server is another one now. */
  #pendingChanged(entries: readonly (Waiting | Refused)[]): void {
    if (entries.length > 0) this.#tellRecords();
  }

  #tellRecords(): void {
    for (const entries of this.#recordListeners.values()) for (const { listener } of entries) listener();
  }

  #count(): void {
    this.#say({ waiting: this.#replica.outbox.length, refused: this.#replica.refused.length });
  }

  #say(change: Partial<Status>): void {
    const next = { ...this.#status, ...change };
    if (JSON.stringify(next) === JSON.stringify(this.#status)) return;
    this.#status = next;
    for (const listener of this.#statusListeners) listener();
  }
}

/** Records are shown without the rules; changes are kept and sent, and shown once the server has answered. */
const rulesFailed = (error: unknown): void => console.warn('Inlay could not fetch what it needs to make changes.', error);
