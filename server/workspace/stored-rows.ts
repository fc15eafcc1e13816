import type { Row as SqlRow } from '@libsql/client';
import type { Id } from '../../shared/ids.ts';
import type { RecordType } from '../../shared/records/index.ts';
import type { Sight } from '../../shared/sight.ts';
import { everyone } from '../../shared/sight.ts';
import { limits } from '../../shared/sync/wire.ts';
import type { Database } from '../database/index.ts';
import { seenBy } from './sight-sql.ts';

/** A row as it is stored: its JSON text, not parsed. */
export interface Stored {
  id: Id;
  number: number;
  data: string;
}

export const storedOf = (row: SqlRow): Stored => ({ id: String(row['id']), number: Number(row['number']), data: String(row['data']) });

/** Records looked at in one query for somebody who does not see everything: bounds its time, however little they see. */
const window = 2000;

/** The number of the last of the records that are looked at next: there may be millions between two of them, brought from elsewhere. */
const windowEnd = '(SELECT max(number) FROM (SELECT number FROM record WHERE type = ? AND number > ? ORDER BY number LIMIT ?))';

/** The rows of a type that fall under a sight and are no younger than a version, in blocks, by their numbers. */
export async function* storedRows(client: Database, type: RecordType, sight: Sight, version: number): AsyncGenerator<Stored[]> {
  const seen = seenBy(sight);
  const { rows: all } = await client.execute({ sql: 'SELECT max(number) AS number FROM record WHERE type = ?', args: [type] });
  const highest = Number(all[0]?.['number'] ?? 0);
  let block: Stored[] = [];
  for (let after = 0; after < highest;) {
    const end = sight.includes(everyone) ? { sql: '?', args: [highest] } : { sql: windowEnd, args: [type, after, window] };
    const [last, results] = await client.batch(
      [
        { sql: `SELECT ${end.sql} AS number`, args: end.args },
        {
          sql: `SELECT number, id, data FROM record WHERE type = ? AND number > ? AND number <= ${end.sql}
                AND removed_version IS NULL AND version <= ? AND ${seen.sql} ORDER BY number LIMIT ?`,
          args: [type, after, ...end.args, version, ...seen.args, limits.blockRows],
        },
      ],
      'read',
    );
    const found = (results?.rows ?? []).map(storedOf);
    const to = Number(last?.rows[0]?.['number'] ?? highest);
    after = found.length < limits.blockRows ? to : (found.at(-1)?.number ?? to);
    block.push(...found);
    if (block.length >= limits.blockRows) {
      yield block.slice(0, limits.blockRows);
      block = block.slice(limits.blockRows);
    }
  }
  if (block.length > 0) yield block;
}
