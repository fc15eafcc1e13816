import type { Id } from '../../shared/ids.ts';
import type { Reader } from '../../shared/mutators/index.ts';
import type { IndexOf, RecordType, ResourceType, Row, SetupType } from '../../shared/records/index.ts';

/** The records in memory as people see them, with an index for each field that somebody has asked by. */
export class Rows implements Reader {
  #types = new Map<RecordType, Map<Id, Row>>();
  readonly #indexes = new Map<RecordType, Map<string, Map<unknown, Map<Id, Row>>>>();

  get<T extends RecordType>(type: T, id: Id): Row<T> | undefined {
    return this.#of(type).get(id);
  }

  /** All records of a type, in no order that means anything. */
  all<T extends RecordType>(type: T): Iterable<Row<T>> {
    return this.#of(type).values();
  }

  count(type: RecordType): number {
    return this.#of(type).size;
  }

  list<T extends RecordType>(type: T, index: IndexOf<T>, value: string): Row<T>[] {
    return [...(this.#index(type, index).get(value)?.values() ?? [])] as Row<T>[];
  }

  has<T extends RecordType>(type: T, index: IndexOf<T>, value: string): boolean {
    return (this.#index(type, index).get(value)?.size ?? 0) > 0;
  }

  every<T extends SetupType>(type: T): Row<T>[] {
    return [...this.#of(type).values()];
  }

  tagged<T extends ResourceType>(type: T, tag: string): Row<T>[] {
    return [...this.#of(type).values()].filter((row) => row.tags.includes(tag));
  }

  /** The browser does not keep what was removed: the server knows what comes back. */
  removedWith(): undefined {
    return undefined;
  }

  isRemoved(): boolean {
    return false;
  }

  /** Numbers are the server's to give. */
  holderOf(): undefined {
    return undefined;
  }

  /** @returns what was there before */
  set(type: RecordType, id: Id, row: Row | undefined): Row | undefined {
    const rows = this.#of(type) as Map<Id, Row>;
    const before = rows.get(id);
    if (row) rows.set(id, row);
    else rows.delete(id);
    for (const [field, values] of this.#indexes.get(type) ?? []) {
      const from = before?.[field as keyof Row];
      const to = row?.[field as keyof Row];
      if (before && (from !== to || !row)) {
        const group = values.get(from);
        group?.delete(id);
        if (group?.size === 0) values.delete(from);
      }
      if (row) groupOf(values, to).set(id, row);
    }
    return before;
  }

  /** The types of which there are records. */
  types(): Iterable<RecordType> {
    return this.#types.keys();
  }

  clear(): void {
    for (const rows of this.#types.values()) rows.clear();
    this.#indexes.clear();
  }

  /** Has those of `other` from now on, which is of no use afterwards. */
  replace(other: Rows): void {
    this.#types = other.#types;
    this.#indexes.clear();
  }

  #of<T extends RecordType>(type: T): Map<Id, Row<T>> {
    let rows = this.#types.get(type);
    if (!rows) this.#types.set(type, (rows = new Map()));
    return rows as unknown as Map<Id, Row<T>>;
  }

  #index(type: RecordType, field: string): Map<unknown, Map<Id, Row>> {
    let fields = this.#indexes.get(type);
    if (!fields) this.#indexes.set(type, (fields = new Map()));
    let values = fields.get(field);
    if (!values) {
      fields.set(field, (values = new Map()));
      for (const row of this.#of(type).values()) groupOf(values, row[field as keyof Row]).set(row.id, row);
    }
    return values;
  }
}

function groupOf(values: Map<unknown, Map<Id, Row>>, value: unknown): Map<Id, Row> {
  let group = values.get(value);
  if (!group) values.set(value, (group = new Map()));
  return group;
}
