import type { Id } from '../../shared/ids.ts';
import type { Reader, RemovedRow, Write } from '../../shared/mutators/index.ts';
import { keyOf } from '../../shared/mutators/index.ts';
import type { IndexOf, RecordType, ResourceType, Row, SetupType } from '../../shared/records/index.ts';
import { isSetupType } from '../../shared/records/index.ts';
import type { LoadedRows, SetUp } from './rows.ts';
import { Wants, listKey, numberKey, taggedKey } from './rows.ts';

/** Adds a write to those by key. What it was before is what is stored; only of one that was made and removed meanwhile it is the last. */
export function putWritten(written: Map<string, Write>, write: Write): void {
  const key = keyOf(write.type, write.id);
  const known = written.get(key);
  written.set(key, known ? { ...write, before: known.before ?? (write.after ? undefined : write.before) } : write);
}

/**
 * The workspace as the next mutation of a turn finds it: what the mutations before have written, over what was loaded,
 * over the set-up. What nobody has loaded yet is noted in `wants` and passes for absent: as long as anything is wanted, what
 * came of the turn is void, and it is run again once that is there. To go on all the same finds what the rest will want:
 * a change of 500 records takes a few rounds of loading and not one for each.
 */
export class Overlay implements Reader {
  readonly wants = new Wants();
  readonly #setUp: SetUp;
  readonly #loaded: LoadedRows;
  readonly #cached: (type: RecordType, id: Id) => Row | undefined;
  #written: Map<string, Write>;
  /** Most turns leave the set-up as it is, which is gone through often. */
  #setUpWritten = false;
  /** What went together with each removed record, for removals of this very turn. */
  #removed = new Map<string, readonly RemovedRow[]>();

  /** @param underWay what a turn has written that is not stored yet, nothing of the set-up */
  constructor(
    setUp: SetUp,
    loaded: LoadedRows,
    cached: (type: RecordType, id: Id) => Row | undefined,
    underWay: ReadonlyMap<string, Write> = new Map(),
  ) {
    this.#setUp = setUp;
    this.#loaded = loaded;
    this.#cached = cached;
    this.#written = new Map(underWay);
  }

  /** Takes over what a mutation has written. */
  take(writes: readonly Write[]): void {
    const gone = writes.flatMap(({ type, before, after }) => (before && !after ? [{ type, row: before }] : []));
    for (const write of writes) {
      putWritten(this.#written, write);
      this.#setUpWritten ||= isSetupType(write.type);
    }
    for (const { type, row } of gone) this.#removed.set(keyOf(type, row.id), gone);
  }

  /** Gives what goes back to this point, when a later mutation of the same commit is refused. */
  mark(): () => void {
    const written = new Map(this.#written);
    const removed = new Map(this.#removed);
    return () => {
      this.#written = written;
      this.#removed = removed;
    };
  }

  get<T extends RecordType>(type: T, id: Id): Row<T> | undefined {
    const written = this.#written.get(keyOf(type, id));
    if (written) return written.after as Row<T> | undefined;
    return this.#stored(type, id) as Row<T> | undefined;
  }

  list<T extends RecordType>(type: T, index: IndexOf<T>, value: string): Row<T>[] {
    const field = index as keyof Row<T>;
    if (isSetupType(type)) return this.every(type as SetupType & T).filter((row) => row[field] === value);
    const key = listKey(type, index, value);
    const ids = this.#loaded.lists.get(key);
    if (!ids) this.wants.lists.set(key, { type, index, value });
    return this.#listed(type, ids ?? [], (row) => row[field] === value);
  }

  tagged<T extends ResourceType>(type: T, tag: string): Row<T>[] {
    const key = taggedKey(type, tag);
    const ids = this.#loaded.lists.get(key);
    if (!ids) this.wants.tagged.set(key, { type, tag });
    return this.#listed(type, ids ?? [], (row) => row.tags.includes(tag));
  }

  /** The stored rows with these ids that nothing has been written to, and the written ones that fit. */
  #listed<T extends RecordType>(type: T, ids: readonly Id[], fits: (row: Row<T>) => boolean): Row<T>[] {
    const rows: Row<T>[] = [];
    for (const id of ids) {
      if (this.#written.has(keyOf(type, id))) continue;
      const row = this.#stored(type, id) as Row<T> | undefined;
      if (row) rows.push(row);
    }
    for (const write of this.#written.values())
      if (write.type === type && write.after && fits(write.after as Row<T>)) rows.push(write.after as Row<T>);
    return rows;
  }

  has<T extends RecordType>(type: T, index: IndexOf<T>, value: string): boolean {
    if (isSetupType(type) || this.#loaded.lists.has(listKey(type, index, value))) return this.list(type, index, value).length > 0;
    const field = index as keyof Row<T>;
    const key = listKey(type, index, value);
    for (const { type: writtenType, before, after } of this.#written.values()) {
      if (writtenType !== type) continue;
      if (after && (after as Row<T>)[field] === value) return true;
      // The stored answer may rest on this very row: look at all of them.
      if (before && (before as Row<T>)[field] === value) return this.list(type, index, value).length > 0;
    }
    const found = this.#loaded.has.get(key);
    if (found !== undefined) return found;
    this.wants.has.set(key, { type, index, value });
    return false;
  }

  every<T extends SetupType>(type: T): Row<T>[] {
    if (!this.#setUpWritten) return [...(this.#setUp.rows.get(type)?.values() ?? [])] as Row<T>[];
    const rows: Row<T>[] = [];
    for (const row of this.#setUp.rows.get(type)?.values() ?? []) if (!this.#written.has(keyOf(type, row.id))) rows.push(row as Row<T>);
    for (const write of this.#written.values()) if (write.type === type && write.after) rows.push(write.after as Row<T>);
    return rows;
  }

  removedWith(type: RecordType, id: Id): readonly RemovedRow[] {
    const key = keyOf(type, id);
    const written = this.#written.get(key);
    if (written?.after) return [];
    if (written) {
      const together = this.#removed.get(key);
      return (together ?? []).filter((entry) => this.#removed.get(keyOf(entry.type, entry.row.id)) === together && !this.#stands(entry));
    }
    const removed = this.#loaded.removed.get(key);
    if (removed) return removed.filter((entry) => !this.#written.has(keyOf(entry.type, entry.row.id)));
    this.wants.removed.set(key, { type, id });
    return [];
  }

  isRemoved(type: RecordType, id: Id): boolean {
    const written = this.#written.get(keyOf(type, id));
    if (written) return written.after === undefined;
    if (this.#loaded.gone.has(keyOf(type, id))) return true;
    if (!this.#loaded.asked.has(id) && !this.#cached(type, id)) this.wants.ids.add(id);
    return false;
  }

  /** A number above all that were given is nobody's but of this turn: nothing is asked for it. */
  holderOf(type: RecordType, number: number): Id | undefined {
    for (const write of this.#written.values())
      if (write.type === type && (write.after ?? write.before)?.number === number) return write.id;
    if (number > (this.#setUp.counters.get(type) ?? 0)) return undefined;
    const key = numberKey(type, number);
    const holder = this.#loaded.holders.get(key);
    if (holder === undefined) this.wants.holders.set(key, { type, number });
    return holder ?? undefined;
  }

  #stands({ type, row }: RemovedRow): boolean {
    return this.#written.get(keyOf(type, row.id))?.after !== undefined;
  }

  #stored(type: RecordType, id: Id): Row | undefined {
    if (isSetupType(type)) return this.#setUp.rows.get(type as SetupType)?.get(id);
    const row = this.#loaded.byId.get(id)?.get(type) ?? this.#cached(type, id);
    if (row || this.#loaded.asked.has(id)) return row;
    this.wants.ids.add(id);
    return undefined;
  }
}
