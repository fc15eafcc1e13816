import type { Id } from '../../shared/ids.ts';
import type { RecordType } from '../../shared/records/index.ts';
import type { Sight } from '../../shared/sight.ts';
import type { HistoryEntry } from '../../shared/sync/wire.ts';
import type { Workspace } from '../workspace/index.ts';
import { seenBy } from '../workspace/index.ts';

/** A record's history, the newest first; undefined where the person does not see the record, or there is none. */
export async function history(workspace: Workspace, sight: Sight, type: RecordType, id: Id): Promise<HistoryEntry[] | undefined> {
  const seen = seenBy(sight);
  const [record, changes] = await workspace.client.batch(
    [
      { sql: `SELECT 1 FROM record WHERE id = ? AND type = ? AND removed_version IS NULL AND ${seen.sql}`, args: [id, type, ...seen.args] },
      {
        sql: 'SELECT version, at, person_id, mutator, kind, fields FROM change WHERE id = ? AND type = ? ORDER BY version DESC LIMIT 1000',
        args: [id, type],
      },
    ],
    'read',
  );
  if (!record?.rows.length) return undefined;
  return (changes?.rows ?? []).map((row) => ({
    version: Number(row['version']),
    at: String(row['at']),
    person_id: row['person_id'] === null ? null : String(row['person_id']),
    mutator: String(row['mutator']),
    kind: row['kind'] as HistoryEntry['kind'],
    fields: JSON.parse(String(row['fields'])) as HistoryEntry['fields'],
  }));
}
