import type { IndexOf, RecordType, Row } from '../../shared/records/index.ts';
import { toMinor } from '../../shared/money.ts';
import type { Rows } from './rows.ts';

/** One record's change on the screen; undefined before for a new one, after for one that is gone. */
export interface Change {
  type: RecordType;
  id: string;
  before: Row | undefined;
  after: Row | undefined;
}

export interface QuerySpec<T extends RecordType> {
  type: T;
  /** Only records whose indexed field has this value: looks at no others. */
  by?: { [I in IndexOf<T>]: readonly [I, string] }[IndexOf<T>];
  where?: (row: Row<T>) => boolean;
  /** The order; left out, by id: the order in which records were made. */
  order?: (a: Row<T>, b: Row<T>) => number;
  /** Puts many rows in that order at once, where this is faster than comparing each two. */
  sort?: (rows: readonly Row<T>[]) => Row<T>[];
  /** Amounts to keep the sums of, per currency. */
  amount?: (row: Row<T>) => { value: string; currency: string };
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/**
 * A sorted, filtered list of records that keeps itself true: a change costs what changed, not what there is. Its `rows`
 * are replaced, never altered, so that comparing them tells whether anything has changed.
 */
export class Query<T extends RecordType> {
  readonly spec: QuerySpec<T>;
  readonly #rows: Rows;
  readonly #compare: (a: Row<T>, b: Row<T>) => number;
  readonly #listeners = new Set<() => void>();
  readonly #release: (query: Query<T>) => void;
  #list: Row<T>[] = [];
  #sums = new Map<string, number>();

  constructor(spec: QuerySpec<T>, rows: Rows, release: (query: Query<T>) => void) {
    this.spec = spec;
    this.#rows = rows;
    this.#release = release;
    const { order } = spec;
    this.#compare = order ? (a, b) => order(a, b) || byId(a, b) : byId;
    this.rebuild();
  }

  get rows(): readonly Row<T>[] {
    return this.#list;
  }

  /** Sums of `amount`, in minor units by currency. */
  get sums(): ReadonlyMap<string, number> {
    return this.#sums;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.#release(this);
    };
  }

  /**
   * Takes the changes of the query's type, each once and in the order in which they were made, from those on that come after the
   * list was built; tells its listeners where the list is another one afterwards.
   */
  take(changes: readonly Change[]): void {
    const gone: Row<T>[] = [];
    const come: Row<T>[] = [];
    for (const { before, after } of changes) {
      if (before && this.#fits(before as Row<T>)) gone.push(before as Row<T>);
      if (after && this.#fits(after as Row<T>)) come.push(after as Row<T>);
    }
    if (gone.length === 0 && come.length === 0) return;
    this.#list = gone.length + come.length <= 8 ? this.#patched(gone, come) : this.#merged(gone, come);
    this.#count(gone, -1);
    this.#count(come, 1);
    this.tell();
  }

  rebuild(): void {
    const { type, by, where, sort } = this.spec;
    const rows: Iterable<Row<T>> = by ? this.#rows.list(type, by[0], by[1]) : this.#rows.all(type);
    const list: Row<T>[] = [];
    for (const row of rows) if (!where || where(row)) list.push(row);
    this.#list = sort ? sort(list) : list.sort(this.#compare);
    this.#sums = new Map();
    this.#count(this.#list, 1);
  }

  tell(): void {
    for (const listener of this.#listeners) listener();
  }

  #fits(row: Row<T>): boolean {
    const { by, where } = this.spec;
    return (!by || row[by[0] as keyof Row<T>] === by[1]) && (!where || where(row));
  }

  #patched(gone: readonly Row<T>[], come: readonly Row<T>[]): Row<T>[] {
    const list = [...this.#list];
    for (const row of gone) {
      const place = this.#place(list, row);
      // What decides its place may have changed with another record.
      const at = list[place]?.id === row.id ? place : list.findIndex(({ id }) => id === row.id);
      if (at >= 0) list.splice(at, 1);
    }
    for (const row of come) list.splice(this.#place(list, row), 0, row);
    return list;
  }

  #merged(gone: readonly Row<T>[], come: Row<T>[]): Row<T>[] {
    const left = new Set(gone.map((row) => row.id));
    come.sort(this.#compare);
    const list: Row<T>[] = [];
    let next = 0;
    for (const row of this.#list) {
      if (left.has(row.id)) continue;
      for (let other = come[next]; other && this.#compare(other, row) < 0; other = come[++next]) list.push(other);
      list.push(row);
    }
    for (const row of come.slice(next)) list.push(row);
    return list;
  }

  /** Where the row stands, or would stand. */
  #place(list: readonly Row<T>[], row: Row<T>): number {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = list[middle];
      if (other && this.#compare(other, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #count(rows: readonly Row<T>[], sign: 1 | -1): void {
    const { amount } = this.spec;
    if (!amount || rows.length === 0) return;
    const sums = new Map(this.#sums);
    for (const row of rows) {
      const { value, currency } = amount(row);
      sums.set(currency, (sums.get(currency) ?? 0) + sign * (toMinor(value, currency) ?? 0));
    }
    this.#sums = sums;
  }
}
