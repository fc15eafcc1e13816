import type { Id } from '../../shared/ids.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import { parted } from '../../shared/sync/unsent.ts';

/**
 * The rows that were written last, bounded: right as long as nobody else moves the workspace's version. Those with fields that are
 * not sent are read again instead: thousands of texts of e-mails are more than everything else together.
 */
export class RowCache {
  readonly #rows = new Map<Id, { type: RecordType; row: Row }>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  has(id: Id): boolean {
    return this.#rows.has(id);
  }

  get(type: RecordType, id: Id): Row | undefined {
    const entry = this.#rows.get(id);
    return entry?.type === type ? entry.row : undefined;
  }

  put(type: RecordType, row: Row): void {
    this.#rows.delete(row.id);
    if (parted(type, row).unsent) return;
    this.#rows.set(row.id, { type, row });
    if (this.#rows.size <= this.#limit) return;
    const [oldest] = this.#rows.keys();
    if (oldest !== undefined) this.#rows.delete(oldest);
  }

  drop(type: RecordType, id: Id): void {
    if (this.get(type, id)) this.#rows.delete(id);
  }

  clear(): void {
    this.#rows.clear();
  }
}
