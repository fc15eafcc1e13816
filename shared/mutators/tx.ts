import type { Instant } from '../dates.ts';
import type { Id } from '../ids.ts';
import type { IndexOf, RecordType, ResourceType, Row, SetupType, User } from '../records/index.ts';
import type { Sight } from '../sight.ts';
import type { HistoryEntry } from '../sync/wire.ts';
import { everyone, sees, sightOf } from '../sight.ts';
import { forbidden } from './rejection.ts';

/**
 * Who writes: a person of the workspace (`embedded`: through a component on somebody else's page, which works with records
 * and never administers; `uploads`: through the server, which has kept a file for them), or a part of the product that acts for
 * nobody. `imports`: from a file, whose rows are the same records each time it comes; `numbers`: the highest that its records bring, by
 * type, so that nothing new is given one which a later row brings.
 */
export type Actor =
  | { kind: 'person'; id: Id; embedded?: boolean; uploads?: boolean; imports?: boolean; numbers?: Partial<Record<RecordType, number>> }
  | { kind: 'system'; name: 'set-up' | 'form' | 'directory' | 'archive' | 'tracking' };

/**
 * Where rows come from: the browser's memory, or the server's overlay over the database. Reads are synchronous; the
 * server's reader says that what it has not loaded is not there, loads it, and the mutator runs again.
 */
export interface Reader {
  get<T extends RecordType>(type: T, id: Id): Row<T> | undefined;
  list<T extends RecordType>(type: T, index: IndexOf<T>, value: string): readonly Row<T>[];
  /** Whether any record's indexed field has this value. */
  has<T extends RecordType>(type: T, index: IndexOf<T>, value: string): boolean;
  every<T extends SetupType>(type: T): readonly Row<T>[];
  /** The records that have a tag, spelled as the workspace spells it. There is no index: it looks at all of the type. */
  tagged<T extends ResourceType>(type: T, tag: string): readonly Row<T>[];
  /**
   * The rows that went in the same commit as this removed one, itself included; empty where there is no such removal,
   * undefined where removals are not kept (the browser).
   */
  removedWith(type: RecordType, id: Id): readonly RemovedRow[] | undefined;
  /** Whether there was a record of this id once that is removed; false where removals are not kept (the browser). */
  isRemoved(type: RecordType, id: Id): boolean;
  /** The record that has a number, or had it when it was removed; undefined where there is none, or nobody knows (the browser). */
  holderOf(type: RecordType, number: number): Id | undefined;
}

export interface RemovedRow {
  type: RecordType;
  row: Row;
}

export interface Write {
  type: RecordType;
  id: Id;
  /** As it was before the mutation; undefined for a new record. */
  before: Row | undefined;
  /** As it is afterwards; undefined for a removed record. */
  after: Row | undefined;
  /** Of a record that comes from elsewhere: what happened to it there, the oldest first. */
  past?: readonly PastChange[] | undefined;
}

/** A change of before a record came here: it has no version of this workspace's. */
export type PastChange = Omit<HistoryEntry, 'version'>;

interface PendingWrite extends Write {
  /** Written by the mutator itself, rather than derived from such a write. */
  direct: boolean;
  /** When it was made elsewhere, and thus changed last; undefined is now. */
  at: Instant | undefined;
}

export const keyOf = (type: RecordType, id: Id): string => `${type}/${id}`;

/** What a mutator sees of the workspace, and where it leaves what it changes. */
export class Tx {
  readonly actor: Actor;
  readonly now: Instant;
  readonly newId: () => Id;
  readonly #reader: Reader;
  readonly #writes = new Map<string, PendingWrite>();
  readonly #unsettled = new Set<string>();
  readonly #person: User | undefined;
  /** Undefined for the product itself, which sees everything. */
  readonly #sight: Sight | undefined;
  #settling = false;

  constructor(options: { reader: Reader; actor: Actor; now: Instant; newId: () => Id }) {
    this.#reader = options.reader;
    this.actor = options.actor;
    this.now = options.now;
    this.newId = options.newId;
    if (options.actor.kind === 'person') {
      this.#person = this.#reader.get('user', options.actor.id);
      if (this.#person?.status !== 'active') throw forbidden('This person is not active in the workspace.');
      this.#sight = sightOf(this.#person, this.#reader.every('user'));
    }
  }

  /** The person who acts; undefined where the product itself does. */
  get person(): User | undefined {
    return this.#person;
  }

  /** Whether the actor sees a record of this scope. */
  sees(scope: readonly string[]): boolean {
    return this.#sight === undefined || sees(this.#sight, scope);
  }

  /** Whether the records come from a file: what is done with them was done elsewhere. */
  get imports(): boolean {
    return this.actor.kind === 'person' && this.actor.imports === true;
  }

  /** Whether the actor sees every record there is, but for what is private to others. */
  get seesEveryone(): boolean {
    return this.#sight === undefined || this.#sight.includes(everyone);
  }

  /** Whether the actor may change the set-up of the workspace. */
  get administers(): boolean {
    if (this.actor.kind !== 'person') return true;
    return this.#person?.role === 'admin' && this.actor.embedded !== true;
  }

  /** A record within the actor's sight. */
  get<T extends RecordType>(type: T, id: Id): Row<T> | undefined {
    const row = this.find(type, id);
    return row && this.sees(row.scope) ? row : undefined;
  }

  /** A record whoever sees it: for rules, never to show. */
  find<T extends RecordType>(type: T, id: Id): Row<T> | undefined {
    const write = this.#writes.get(keyOf(type, id));
    return write ? (write.after as Row<T> | undefined) : this.#reader.get(type, id);
  }

  /** The records whose indexed field has this value, whoever sees them: for rules, never to show. */
  list<T extends RecordType>(type: T, index: IndexOf<T>, value: Id): Row<T>[] {
    return this.#overlaid(type, this.#reader.list(type, index, value), (row) => row[index as keyof Row<T>] === value);
  }

  every<T extends SetupType>(type: T): Row<T>[] {
    return this.#overlaid(type, this.#reader.every(type), () => true);
  }

  /** The records that have a tag, whoever sees them: for rules, never to show. */
  tagged<T extends ResourceType>(type: T, tag: string): Row<T>[] {
    return this.#overlaid(type, this.#reader.tagged(type, tag), (row) => row.tags.includes(tag));
  }

  /** Whether any record's indexed field has this value, whoever sees it. */
  has<T extends RecordType>(type: T, index: IndexOf<T>, value: Id): boolean {
    const field = index as keyof Row<T>;
    let gone = false;
    for (const write of this.#writes.values()) {
      if (write.type !== type) continue;
      if (write.after && (write.after as Row<T>)[field] === value) return true;
      if (write.before && (write.before as Row<T>)[field] === value) gone = true;
    }
    return gone ? this.list(type, index, value).length > 0 : this.#reader.has(type, index, value);
  }

  removedWith(type: RecordType, id: Id): readonly RemovedRow[] | undefined {
    return this.#reader.removedWith(type, id);
  }

  isRemoved(type: RecordType, id: Id): boolean {
    return this.#reader.isRemoved(type, id);
  }

  /** The stored record that has or had a number, whoever sees it: for rules, never to show. */
  holderOf(type: RecordType, number: number): Id | undefined {
    return this.#reader.holderOf(type, number);
  }

  /** @param at when the record was changed so, where that was elsewhere and before */
  put<T extends RecordType>(type: T, row: Row<T>, at?: Instant): void {
    this.#write(type, row.id, row);
    const write = this.#writes.get(keyOf(type, row.id));
    if (write && at !== undefined) write.at = at;
  }

  /** Puts what follows from another change: it is no edit of this record, and does not count as one. */
  putDerived<T extends RecordType>(type: T, row: Row<T>): void {
    this.#write(type, row.id, row, true);
  }

  /** Puts a record as it was elsewhere, with what happened to it there, where that is known. */
  adopt<T extends RecordType>(type: T, row: Row<T>, past: readonly PastChange[] | undefined): void {
    this.putDerived(type, row);
    const write = this.#writes.get(keyOf(type, row.id));
    if (write) write.past = past;
  }

  remove(type: RecordType, id: Id): void {
    this.#write(type, id, undefined);
  }

  /** Changes so far, those without effect left out. */
  get writes(): Write[] {
    return [...this.#writes.values()].filter(({ before, after }) => !sameRow(before, after));
  }

  /**
   * Hands every change, derived ones too, to `derive` until nothing new follows; then gives the records that the mutator
   * itself changed their time.
   */
  settle(derive: (tx: Tx, write: Write) => void): void {
    this.#settling = true;
    for (let rounds = 0; this.#unsettled.size > 0; rounds++) {
      if (rounds > 100_000) throw new Error('Derived fields do not come to rest.');
      const [key] = this.#unsettled;
      if (key === undefined) break;
      this.#unsettled.delete(key);
      const write = this.#writes.get(key);
      if (write) derive(this, write);
    }
    for (const write of this.#writes.values())
      if (write.direct && write.after && !sameRow(write.before, write.after))
        write.after = { ...write.after, updated_at: write.at ?? this.now };
  }

  #overlaid<T extends RecordType>(type: T, stored: readonly Row<T>[], fits: (row: Row<T>) => boolean): Row<T>[] {
    if (this.#writes.size === 0) return [...stored];
    const rows = stored.filter((row) => !this.#writes.has(keyOf(type, row.id)));
    for (const write of this.#writes.values())
      if (write.type === type && write.after && fits(write.after as Row<T>)) rows.push(write.after as Row<T>);
    return rows;
  }

  #write(type: RecordType, id: Id, after: Row | undefined, derived = this.#settling): void {
    const key = keyOf(type, id);
    const known = this.#writes.get(key);
    const current = known ? known.after : this.#reader.get(type, id);
    if (sameRow(current, after)) return;
    this.#writes.set(key, {
      type,
      id,
      before: known ? known.before : current,
      after,
      past: known?.past,
      direct: (known?.direct ?? false) || !derived,
      at: known?.at,
    });
    this.#unsettled.delete(key);
    this.#unsettled.add(key);
  }
}

/** Rows are JSON: most of what they hold is told apart without being written out. */
function sameRow(a: Row | undefined, b: Row | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  const [was, is] = [a, b] as unknown as [Record<string, unknown>, Record<string, unknown>];
  const fields = Object.keys(was);
  if (fields.length !== Object.keys(is).length) return false;
  return fields.every((field) => {
    const [before, after] = [was[field], is[field]];
    if (before === after) return Object.hasOwn(is, field);
    return typeof before === 'object' && typeof after === 'object' && JSON.stringify(before) === JSON.stringify(after);
  });
}
