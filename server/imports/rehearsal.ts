import type { Client } from '@libsql/client';
import type { Id } from '../../shared/ids.ts';
import { isId, newId } from '../../shared/ids.ts';
import type { Actor, NamedMutation, Reader, RemovedRow, Write } from '../../shared/mutators/index.ts';
import { Rejection, applyMutation, keyOf } from '../../shared/mutators/index.ts';
import type { IndexOf, RecordType, Row, SetupType } from '../../shared/records/index.ts';
import { isSetupType, records } from '../../shared/records/index.ts';
import type { SetUp } from '../workspace/index.ts';
import { LoadedRows, Wants, broughtNumber, listKey, load, loadSetUp, numberKey } from '../workspace/index.ts';

/** What mutations have written over others, and where it is found. */
class Layer {
  readonly rows = new Map<string, { type: RecordType; id: Id; row: Row | undefined }>();
  readonly #ids = new Map<string, Set<Id>>();
  readonly setUp = new Set<string>();
  readonly #numbers = new Map<string, Id>();

  write(type: RecordType, id: Id, row: Row | undefined): void {
    const key = keyOf(type, id);
    this.rows.set(key, { type, id, row });
    if (isSetupType(type)) this.setUp.add(key);
    if (!row) return;
    if (row.number > 0) this.#numbers.set(numberKey(type, row.number), id);
    for (const index of records[type].indexes) {
      const value = row[index as keyof Row];
      if (typeof value !== 'string') continue;
      this.#idsUnder(listKey(type, index, value)).add(id);
    }
  }

  holderOf(key: string): Id | undefined {
    return this.#numbers.get(key);
  }

  idsOf(key: string): ReadonlySet<Id> {
    return this.#ids.get(key) ?? none;
  }

  takeOver(other: Layer): void {
    for (const [key, entry] of other.rows) this.rows.set(key, entry);
    for (const key of other.setUp) this.setUp.add(key);
    for (const [key, id] of other.#numbers) this.#numbers.set(key, id);
    for (const [key, ids] of other.#ids) {
      const all = this.#idsUnder(key);
      for (const id of ids) all.add(id);
    }
  }

  #idsUnder(key: string): Set<Id> {
    let ids = this.#ids.get(key);
    if (!ids) this.#ids.set(key, (ids = new Set()));
    return ids;
  }
}

const none: ReadonlySet<Id> = new Set();

/** A part of what is rehearsed: its mutations stand together, or none of them does. */
export type Refusal = Rejection | undefined;

/**
 * Carries mutations out on a workspace as it stands, and writes nothing: each sees what those before have left, and what
 * would be refused is refused in the same words. For a worker, with a connection of its own.
 */
export class Rehearsal implements Reader {
  readonly #client: Client;
  readonly #actor: Actor;
  readonly #now: string;
  readonly #setUp: SetUp;
  readonly #all = new Layer();
  #chunk = new Layer();
  #part = new Layer();
  #wants = new Wants();
  #loaded = new LoadedRows();

  private constructor(client: Client, actor: Actor, now: string, setUp: SetUp) {
    this.#client = client;
    this.#actor = actor;
    this.#now = now;
    this.#setUp = setUp;
  }

  static async begin(client: Client, actor: Actor, now: string): Promise<Rehearsal> {
    return new Rehearsal(client, actor, now, await loadSetUp(client));
  }

  /**
   * Rehearses some parts, one after the other; gives the refusal of each, or undefined.
   * @param parts what each part does, told what stands by then. Asked for again until all is loaded that it needs.
   */
  async chunk(parts: readonly ((stands: (type: RecordType, id: Id) => boolean) => readonly NamedMutation[])[]): Promise<Refusal[]> {
    this.#loaded = new LoadedRows();
    this.#wants = new Wants();
    const stands = (type: RecordType, id: Id) => this.get(type, id) !== undefined;
    for (const part of parts)
      for (const mutation of part(() => false)) {
        this.#expect(mutation.args, 0);
        const brought = broughtNumber(mutation);
        if (brought) this.holderOf(brought.type, brought.number);
      }
    for (;;) {
      if (this.#wants.size > 0) await load(this.#client, this.#wants, this.#loaded);
      this.#wants = new Wants();
      this.#chunk = new Layer();
      const refusals = parts.map((part) => this.#rehearse(part(stands)));
      if (this.#wants.size > 0) continue;
      this.#all.takeOver(this.#chunk);
      this.#chunk = new Layer();
      return refusals;
    }
  }

  #rehearse(mutations: readonly NamedMutation[]): Refusal {
    this.#part = new Layer();
    try {
      for (const { name, args } of mutations) {
        const writes: Write[] = applyMutation({ name, args, reader: this, actor: this.#actor, now: this.#now, ids: newId });
        for (const { type, id, after } of writes) this.#part.write(type, id, after);
      }
      this.#chunk.takeOver(this.#part);
      return undefined;
    } catch (error) {
      if (error instanceof Rejection) return error;
      throw error;
    } finally {
      this.#part = new Layer();
    }
  }

  /** The records that arguments name are most likely asked for. */
  #expect(value: unknown, depth: number): void {
    if (isId(value)) this.#wants.ids.add(value);
    else if (typeof value === 'object' && value !== null && depth < 4)
      for (const inner of Object.values(value)) this.#expect(inner, depth + 1);
  }

  get<T extends RecordType>(type: T, id: Id): Row<T> | undefined {
    const key = keyOf(type, id);
    for (const layer of [this.#part, this.#chunk, this.#all]) {
      const written = layer.rows.get(key);
      if (written) return written.row as Row<T> | undefined;
    }
    if (isSetupType(type)) return this.#setUp.rows.get(type as SetupType)?.get(id) as Row<T> | undefined;
    const row = this.#loaded.byId.get(id)?.get(type);
    if (!row && !this.#loaded.asked.has(id)) this.#wants.ids.add(id);
    return row as Row<T> | undefined;
  }

  list<T extends RecordType>(type: T, index: IndexOf<T>, value: string): Row<T>[] {
    const field = index as keyof Row<T>;
    if (isSetupType(type)) return this.every(type as SetupType & T).filter((row) => row[field] === value);
    const key = listKey(type, index, value);
    const stored = this.#loaded.lists.get(key);
    if (!stored) this.#wants.lists.set(key, { type, index, value });
    const ids = new Set(stored);
    for (const layer of [this.#part, this.#chunk, this.#all]) for (const id of layer.idsOf(key)) ids.add(id);
    return [...ids].map((id) => this.get(type, id)).filter((row) => row !== undefined && row[field] === value) as Row<T>[];
  }

  has<T extends RecordType>(type: T, index: IndexOf<T>, value: string): boolean {
    return this.list(type, index, value).length > 0;
  }

  every<T extends SetupType>(type: T): Row<T>[] {
    const layers = [this.#all, this.#chunk, this.#part].filter(({ setUp }) => setUp.size > 0);
    if (layers.length === 0) return [...(this.#setUp.rows.get(type)?.values() ?? [])] as Row<T>[];
    const rows = new Map(this.#setUp.rows.get(type));
    for (const layer of layers)
      for (const key of layer.setUp) {
        const written = layer.rows.get(key);
        if (written?.type !== type) continue;
        if (written.row) rows.set(written.id, written.row);
        else rows.delete(written.id);
      }
    return [...rows.values()] as Row<T>[];
  }

  /** Nothing that is rehearsed renames tags. */
  tagged(): never[] {
    return [];
  }

  /** Nothing that is rehearsed brings removed records back. */
  removedWith(): readonly RemovedRow[] {
    return [];
  }

  /** A row may be the same record as before it was removed. */
  isRemoved(): boolean {
    return false;
  }

  holderOf(type: RecordType, number: number): Id | undefined {
    const key = numberKey(type, number);
    for (const layer of [this.#part, this.#chunk, this.#all]) {
      const holder = layer.holderOf(key);
      if (holder !== undefined) return holder;
    }
    if (number > (this.#setUp.counters.get(type) ?? 0)) return undefined;
    const holder = this.#loaded.holders.get(key);
    if (holder === undefined) this.#wants.holders.set(key, { type, number });
    return holder ?? undefined;
  }
}
