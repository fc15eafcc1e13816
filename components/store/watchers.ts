import type { Id } from '../../shared/new-id.ts';
import type { RecordType } from '../../shared/records/index.ts';
import type { Change, QuerySpec } from './query.ts';
import { Query } from './query.ts';
import type { Rows } from './rows.ts';

interface RecordWatcher {
  type: RecordType;
  tell: () => void;
}

/** Who looks at the records: lists that keep themselves true, single records, and every change. Each is told of what it looks at. */
export class Watchers {
  readonly #rows: Rows;
  readonly #queries = new Set<Query<RecordType>>();
  /** By id alone: where thousands of records change, keys made of type and id would cost more than they tell. */
  readonly #records = new Map<Id, Set<RecordWatcher>>();
  readonly #all = new Set<(changes: readonly Change[]) => void>();

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  query<T extends RecordType>(spec: QuerySpec<T>): Query<T> {
    const query = new Query(spec, this.#rows, (unused) => this.#queries.delete(unused as unknown as Query<RecordType>));
    this.#queries.add(query as unknown as Query<RecordType>);
    return query;
  }

  onRecord(type: RecordType, id: Id, tell: () => void): () => void {
    const watcher = { type, tell };
    const watchers = this.#records.get(id) ?? new Set();
    watchers.add(watcher);
    this.#records.set(id, watchers);
    return () => {
      watchers.delete(watcher);
      if (watchers.size === 0 && this.#records.get(id) === watchers) this.#records.delete(id);
    };
  }

  onChanges(tell: (changes: readonly Change[]) => void): () => void {
    this.#all.add(tell);
    return () => this.#all.delete(tell);
  }

  changed(changes: readonly Change[]): void {
    const byType = new Map<RecordType, Change[]>();
    for (const change of changes) {
      const list = byType.get(change.type);
      if (list) list.push(change);
      else byType.set(change.type, [change]);
    }
    // Lists that somebody asks for on being told are built upon these changes.
    const standing = [...this.#queries].filter(({ spec }) => byType.has(spec.type));
    for (const query of standing) query.take(byType.get(query.spec.type) ?? []);
    if (this.#records.size > 0)
      for (const { type, id } of changes) for (const watcher of this.#records.get(id) ?? []) if (watcher.type === type) watcher.tell();
    for (const tell of this.#all) tell(changes);
  }

  /** Rows have come or gone in another way than by changes: everything is looked at anew. */
  anew(): void {
    for (const query of this.#queries) {
      query.rebuild();
      query.tell();
    }
    this.records();
  }

  /** How records stand with the server is another matter now. */
  records(): void {
    for (const watchers of this.#records.values()) for (const { tell } of watchers) tell();
  }
}
