import { newId } from '../../shared/new-id.ts';
import type { Id } from '../../shared/new-id.ts';
import type { MutatorArgs, MutatorName } from '../../shared/mutators/index.ts';
import { Rejection } from '../../shared/mutators/rejection.ts';
import type { IndexOf, RecordType, Row, SetupType, User } from '../../shared/records/index.ts';
import type { HistoryEntry, PullPage } from '../../shared/sync/wire.ts';
import { compact } from './compact.ts';
import type { Disk } from './disk.ts';
import type { Showing } from './loading.ts';
import { Loading } from './loading.ts';
import { FirstPaint } from './paint.ts';
import type { Change, Query, QuerySpec } from './query.ts';
import type { Refused, Waiting } from './replica.ts';
import { Replica, isSame } from './replica.ts';
import { Ruling } from './ruling.ts';
import type { Status } from './status.ts';
import { starting } from './status.ts';
import { SyncLoop } from './sync-loop.ts';
import type { TabMessage } from './tabs.ts';
import { Tabs } from './tabs.ts';
import type { Refusal, Transport } from './transport.ts';
import { Watchers } from './watchers.ts';

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
  readonly #loading: Loading;
  readonly #paint = new FirstPaint();
  readonly #watchers: Watchers;
  readonly #ruling = new Ruling((apply) => {
    this.#emit(this.#replica.rule(apply));
    this.#pendingChanged(this.#replica.outbox);
  });
  readonly #statusListeners = new Set<() => void>();
  #loop: SyncLoop | undefined;
  #status: Status = starting;
  #acknowledged: { lane: Id; sequence: number }[] = [];
  #closed = false;
  #sending = false;

  constructor(options: StoreOptions) {
    this.personId = options.personId;
    this.transport = options.transport;
    this.#disk = options.disk;
    this.#replica = new Replica({ personId: options.personId, now: () => new Date().toISOString(), newId });
    this.#watchers = new Watchers(this.#replica.rows);
    const [replica, disk, paint] = [this.#replica, this.#disk, this.#paint];
    this.#loading = new Loading({ replica, disk, paint, showing: this.#showing() });
    this.#tabs = new Tabs(options.name, (message) => void this.#heard(message));
    this.mutate = new Proxy({} as Mutate, {
      get: (_target, name) => (args: MutatorArgs<MutatorName>) => this.#mutate(String(name) as MutatorName, args),
    });
  }

  /** Reads the cache, then keeps it true. Resolves when there is something to show: the rest of the cache comes behind it. */
  open(): Promise<void> {
    if (this.#disk.volatile) this.#say({ storage: 'memory' });
    return new Promise((resolve, reject) => {
      this.#loading
        .read(resolve)
        .catch(async (error: unknown) => {
          if (this.#status.ready === 'none') throw error;
          // What cannot be read to its end is of no use. The server has it all.
          console.warn('Inlay cannot read what this browser’s storage keeps of its records.', error);
          await this.#loading.startOver();
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
    return this.#ruling.fetch();
  }

  #keepTrue(): void {
    if (this.#closed) return;
    // In memory each tab has rows of its own to keep true.
    if (this.#disk.volatile) this.#lead();
    else void this.#stand();
    if (typeof window !== 'undefined') {
      window.addEventListener('online', this.#wake);
      window.addEventListener('offline', this.#look);
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
    this.#loading.tell();
    return this.#watchers.query(spec);
  }

  /** Calls back after each change of one record, or of how it stands with the server. */
  onRecord(type: RecordType, id: Id, listener: () => void): () => void {
    this.#paint.asked();
    return this.#watchers.onRecord(type, id, listener);
  }

  onChanges(listener: (changes: readonly Change[]) => void): () => void {
    return this.#watchers.onChanges(listener);
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
    window.removeEventListener('offline', this.#look);
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
      if (this.#ruling.here) this.#send();
      // Sent once it shows, so that a refusal can tell which records it is about.
      else void this.#ruling.tryFetch().then(() => this.#send());
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

  #showing(): Showing {
    const ready = () => this.#status.ready;
    const closed = () => this.#closed;
    return {
      get ready() {
        return ready();
      },
      get closed() {
        return closed();
      },
      able: () => (this.#ruling.here ? Promise.resolve() : this.#ruling.tryFetch()),
      shown: (now) => this.#shown(now),
      changed: (changes) => this.#emit(changes),
      filled: (now) => {
        this.#emit(this.#replica.replay());
        this.#pendingChanged(this.#replica.outbox);
        this.#say({ ready: now });
        this.#count();
      },
      kept: () => this.#count(),
      rewritten: () => this.#tabs.tell({ kind: 'rewritten' }),
      diskFailed: this.#diskFailed,
    };
  }

  /** Everything that is shown is looked at anew. */
  #shown(ready: Status['ready']): void {
    this.#replica.replay();
    if (ready !== 'none') void this.#ruling.fetchSoon(this.#paint.over(), this.#loading.whole, () => this.#closed);
    this.#watchers.anew();
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
        if (!this.#disk.volatile) void this.#loading.read().catch(this.#diskFailed);
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
      bootstrap: (lines) => this.#loading.bootstrap(lines),
      apply: (page) => this.#apply(page),
      forget: (told) => {
        this.#acknowledged = this.#acknowledged.filter((entry) => !told.includes(entry));
      },
      reset: async () => {
        await this.#loading.startOver();
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
        if (connection === 'up-to-date') void compact(this.#disk, this.#replica, () => this.#closed).catch(this.#diskFailed);
      },
    };
  }

  async #apply(page: PullPage): Promise<boolean> {
    // What a refused change would have touched, the rules alone know.
    if (!this.#ruling.here && this.#replica.outbox.length > 0) await this.#ruling.tryFetch();
    const applied = this.#replica.apply(page);
    if (!applied) return false;
    this.#emit(applied.changes);
    this.#pendingChanged([...applied.effects.done, ...applied.effects.refused]);
    this.#count();
    const { refused } = applied.effects;
    try {
      const stored = await this.#disk.apply(applied.effects);
      // The disk stands elsewhere: another tab has written. What it has is as true as what we have.
      if (!stored && !this.#disk.volatile && this.#status.storage === 'disk') await this.#loading.read();
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
    const known = this.#loading.reading;
    if (message.kind !== 'wiped')
      for (let read: Promise<void> | undefined; read !== this.#loading.reading;) {
        read = this.#loading.reading;
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
        const missed = known === this.#loading.reading && this.#replica.cursor !== message.page.cursor;
        if (missed && !this.#disk.volatile) await this.#loading.read();
        return;
      }
      this.#emit(applied.changes);
      this.#pendingChanged([...applied.effects.done, ...applied.effects.refused]);
      this.#count();
      this.#say({ connection: 'up-to-date' });
    } else if (message.kind === 'rewritten') {
      if (!this.#tabs.leading && !this.#disk.volatile) await this.#loading.read();
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

  /** The browser has lost its network: a line to the server may hang on for long, where a question fails at once. */
  readonly #look = (): void => this.#poke();

  #poke(): void {
    this.#loop?.poke();
  }

  #emit(changes: readonly Change[]): void {
    if (changes.length === 0) return;
    this.#loading.tell();
    this.#watchers.changed(changes);
  }

  /** Records whose standing with the server is another one now. */
  #pendingChanged(entries: readonly (Waiting | Refused)[]): void {
    if (entries.length > 0) this.#watchers.records();
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
