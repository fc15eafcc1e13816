import type { Id } from '../../shared/ids.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import { parted } from '../../shared/sync/unsent.ts';
import { RecentMap } from './recent-map.ts';

/**
 * The rows that were written last, bounded: right as long as nobody else moves the workspace's version. Those with fields that are
 * not sent are read again instead: thousands of texts of e-mails are more than everything else together.
 */
export class RowCache {
  readonly #rows: RecentMap<Id, { type: RecordType; row: Row }>;

  constructor(limit: number) {
    this.#rows = new RecentMap(limit);
  }

  has(id: Id): boolean {
    return this.#rows.has(id);
  }

  get(type: RecordType, id: Id): Row | undefined {
    const entry = this.#rows.get(id);
    return entry?.type === type ? entry.row : undefined;
  }

  put(type: RecordType, row: Row): void {
    if (parted(type, row).unsent) this.#rows.delete(row.id);
    else this.#rows.set(row.id, { type, row });
  }

  drop(type: RecordType, id: Id): void {
    if (this.get(type, id)) this.#rows.delete(id);
  }

  clear(): void {
    this.#rows.clear();
  }
}
