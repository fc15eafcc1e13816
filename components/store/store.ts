import { newId } from '../../shared/new-id.ts';
import type { Id } from '../../shared/new-id.ts';
import type { MutatorArgs, MutatorName } from '../../shared/mutators/index.ts';
import { Rejection } from '../../shared/mutators/rejection.ts';
import type { IndexOf, RecordType, Row, SetupType, User } from '../../shared/records/index.ts';
import type { HistoryEntry } from '../../shared/sync/wire.ts';
import { Bodies } from './bodies.ts';
import { BodyShelf } from './body-shelf.ts';
import type { Disk } from './disk.ts';
import { Following } from './following.ts';
import type { Showing } from './loading.ts';
import { Loading } from './loading.ts';
import { FirstPaint } from './paint.ts';
import type { Change, Query, QuerySpec } from './query.ts';
import type { Refused } from './replica.ts';
import { Replica } from './replica.ts';
import { Ruling } from './ruling.ts';
import { Shown } from './shown.ts';
import type { Status } from './status.ts';
import type { Transport } from './transport.ts';

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
  /** What messages say. */
  readonly bodies: Bodies;
  readonly #replica: Replica;
  readonly #disk: Disk;
  readonly #paint = new FirstPaint();
  readonly #shown: Shown;
  readonly #ruling: Ruling;
  readonly #loading: Loading;
  readonly #following: Following;
  #sending = false;

  constructor({ name, personId, transport, disk }: StoreOptions) {
    this.personId = personId;
    this.transport = transport;
    this.#disk = disk;
    const paint = this.#paint;
    const replica = (this.#replica = new Replica({ personId, now: () => new Date().toISOString(), newId }));
    const shown = (this.#shown = new Shown(replica, () => this.#loading.tell()));
    const ruling = (this.#ruling = new Ruling((apply) => {
      shown.changed(replica.rule(apply));
      shown.pendingChanged(replica.outbox);
    }));
    const loading = (this.#loading = new Loading({ replica, disk, paint, showing: this.#showing() }));
    const diskFailed = this.#diskFailed;
    const wiped = () => this.#wiped();
    this.#following = new Following({ name, transport, replica, disk, loading, paint, ruling, shown, diskFailed, wiped });
    const shelf = disk.volatile ? undefined : new BodyShelf(name);
    const bodies = (this.bodies = new Bodies({ transport, shelf, sees: (id) => this.get('email', id) !== undefined }));
    shown.watchers.onChanges((changes) => bodies.changed(changes));
    void loading.whole.then(() => this.#following.over || bodies.sweep());
    this.mutate = new Proxy({} as Mutate, {
      get: (_target, name) => (args: MutatorArgs<MutatorName>) => this.#mutate(String(name) as MutatorName, args),
    });
  }

  /** Reads the cache, then keeps it true. Resolves when there is something to show: the rest of the cache comes behind it. */
  open(): Promise<void> {
    if (this.#disk.volatile) this.#shown.say({ storage: 'memory' });
    return new Promise((resolve, reject) => {
      this.#loading
        .read(resolve)
        .catch(async (error: unknown) => {
          if (this.#shown.status.ready === 'none') throw error;
          // What cannot be read to its end is of no use. The server has it all.
          console.warn('Inlay cannot read what this browser’s storage keeps of its records.', error);
          await this.#loading.startOver();
        })
        .then(() => {
          this.#following.begin();
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

  get status(): Status {
    return this.#shown.status;
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
    return this.#shown.watchers.query(spec);
  }

  /** Calls back after each change of one record, or of how it stands with the server. */
  onRecord(type: RecordType, id: Id, listener: () => void): () => void {
    this.#paint.asked();
    return this.#shown.watchers.onRecord(type, id, listener);
  }

  onChanges(listener: (changes: readonly Change[]) => void): () => void {
    return this.#shown.watchers.onChanges(listener);
  }

  onStatus(listener: () => void): () => void {
    return this.#shown.onStatus(listener);
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
    this.#following.forget(refused);
    void this.#disk.dismiss(refused).catch(this.#diskFailed);
    this.#following.tell({ kind: 'dismissed', lane: refused.lane, sequence: refused.sequence });
    this.#following.poke();
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
    this.#following.resume();
  }

  close(): void {
    this.#following.close();
    this.bodies.close();
    this.#disk.close();
  }

  /** Signing out: nothing of the workspace stays in this browser, in any tab. */
  async wipe(): Promise<void> {
    this.#following.tell({ kind: 'wiped' });
    this.#following.stop();
    await Promise.all([this.bodies.wipe(), this.#disk.wipe()]);
    this.close();
  }

  #mutate<N extends MutatorName>(name: N, args: MutatorArgs<N>): Outcome {
    try {
      const { waiting, changes } = this.#replica.mutate(name, args);
      this.#shown.changed(changes);
      this.#shown.count();
      this.#disk
        .keep(waiting)
        .catch(this.#diskFailed)
        .finally(() => this.#following.tell({ kind: 'waiting', waiting }));
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
      this.#following.poke();
    });
  }

  #showing(): Showing {
    const ready = () => this.#shown.status.ready;
    const closed = () => this.#following.over;
    return {
      get ready() {
        return ready();
      },
      get closed() {
        return closed();
      },
      able: () => (this.#ruling.here ? Promise.resolve() : this.#ruling.tryFetch()),
      shown: (now) => this.#anew(now),
      changed: (changes) => this.#shown.changed(changes),
      filled: (now) => {
        this.#shown.changed(this.#replica.replay());
        this.#shown.pendingChanged(this.#replica.outbox);
        this.#shown.say({ ready: now });
        this.#shown.count();
      },
      kept: () => this.#shown.count(),
      rewritten: () => {
        this.#following.tell({ kind: 'rewritten' });
        this.bodies.sweep();
      },
      diskFailed: this.#diskFailed,
    };
  }

  /** Everything that is shown is looked at anew. */
  #anew(ready: Status['ready']): void {
    this.#replica.replay();
    if (ready !== 'none') void this.#ruling.fetchSoon(this.#paint.over(), this.#loading.whole, () => this.#following.over);
    this.#shown.watchers.anew();
    this.#shown.say({ ready });
    this.#shown.count();
  }

  /** Another tab has signed out: nothing stays here either. */
  #wiped(): void {
    this.#following.stop();
    this.#replica.restart({ outbox: [], refused: [] });
    this.#anew('none');
    this.#shown.say({ connection: 'signed-out' });
    this.close();
  }

  /** A full disk keeps the outbox and gives up the rows; anything else is said and survived in memory. */
  readonly #diskFailed = async (error: unknown): Promise<void> => {
    if (this.#following.over) return;
    console.warn('Inlay cannot write to this browser’s storage.', error);
    if (this.#shown.status.storage === 'full') return;
    this.#shown.say({ storage: 'full' });
    await this.#disk.dropRows().catch(() => undefined);
  };
}
