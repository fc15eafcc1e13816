import type { Client } from '@libsql/client';
import type { Id } from '../../shared/ids.ts';

/** What happened to the records of an import, and which of it the import did. */

/** When the import wrote, and as whom: what of the history is its own. */
export interface ImportTime {
  personId: Id;
  from: string;
  to: string;
}

export interface Entry {
  kind: 'created' | 'changed' | 'removed';
  own: boolean;
  fields: Record<string, { from: unknown; to: unknown }>;
}

/** Reads the history of records, and tells what is of one import. */
export class ImportHistory {
  readonly #client: Client;
  readonly #time: ImportTime;
  readonly #mutators: ReadonlySet<string>;

  /** @param mutators the names of those that the import has used */
  constructor(client: Client, time: ImportTime, mutators: ReadonlySet<string>) {
    this.#client = client;
    this.#time = time;
    this.#mutators = mutators;
  }

  /** What happened to records, the oldest first, by type and id. */
  async of(ids: readonly Id[]): Promise<Map<string, Entry[]>> {
    const { rows } = await this.#client.execute({
      sql: `SELECT type, id, at, person_id, mutator, kind, fields FROM change
            WHERE id IN (SELECT value FROM json_each(?)) ORDER BY version`,
      args: [JSON.stringify(ids)],
    });
    const entries = new Map<string, Entry[]>();
    const { personId, from, to } = this.#time;
    for (const row of rows) {
      const key = `${String(row['type'])}/${String(row['id'])}`;
      const at = String(row['at']);
      const own = row['person_id'] === personId && at >= from && at <= to && this.#mutators.has(String(row['mutator']));
      const entry = { kind: row['kind'] as Entry['kind'], own, fields: JSON.parse(String(row['fields'])) as Entry['fields'] };
      const list = entries.get(key) ?? [];
      // A record that was removed and made again by the import is the import's: what was before is another life.
      if (entry.kind === 'created') list.length = 0;
      list.push(entry);
      entries.set(key, list);
    }
    return entries;
  }
}
