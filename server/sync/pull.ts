import type { Row as SqlRow } from '@libsql/client';
import type { Id } from '../../shared/ids.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import type { Sight } from '../../shared/sight.ts';
import { sameSight } from '../../shared/sight.ts';
import type { Block, LaneState, PullPage, PullReset } from '../../shared/sync/wire.ts';
import { limits } from '../../shared/sync/wire.ts';
import type { Workspace } from '../workspace/index.ts';
import type { Cursors } from './cursor.ts';
import { cameInto, exitsOf, seenBy } from '../workspace/index.ts';

export interface PullInput {
  workspace: Workspace;
  person: Id;
  sight: Sight;
  cursor: string;
  lanes: readonly Id[];
  cursors: Cursors;
  pageRows?: number;
  backfillRows?: number;
}

/** Rows that come into sight at once and are still sent in a page; with more of them the client builds its cache anew. */
const mostBackfill = 5000;

/** A page whose rows are still the JSON text that they are stored as. */
export interface StoredPage extends Omit<PullPage, 'puts'> {
  puts: { type: RecordType; rows: string[] }[];
}

interface Put {
  version: number;
  type: RecordType;
  id: Id;
  data: string;
}

interface Remove {
  version: number;
  type: RecordType;
  id: Id;
}

/**
 * The changes after a cursor, as far as the person may know of them. What left the sight of somebody under whose sight
 * the person is or was is told always, whether or not the person may see the record by now: filtering it by what can be
 * seen today would leak, since the page that brings the record back may never come. Cut only between commits.
 */
export async function pull(input: PullInput): Promise<StoredPage | PullReset> {
  const { workspace, sight, cursors, pageRows = limits.pageRows, backfillRows = mostBackfill } = input;
  const cursor = cursors.read(input.cursor);
  if (!cursor || cursor.person !== input.person || cursor.workspace !== workspace.id) return { reset: 'cursor_unknown' };

  const grown = !sameSight(cursor.sight, sight);
  const now = seenBy(sight);
  const had = seenBy(cursor.sight);
  const exits = exitsOf([sight, cursor.sight]);
  const came = grown ? cameInto(sight, cursor.sight) : undefined;
  const lanes = JSON.stringify(input.lanes);
  const [meta, putRows, exitRows, laneRows, rejectionRows, backfill] = await workspace.client.batch(
    [
      'SELECT version, exits_from FROM meta',
      {
        sql: `SELECT version, type, id, data FROM record WHERE version > ? AND removed_version IS NULL AND ${now.sql}
              ${grown ? `AND ${had.sql}` : ''} ORDER BY version LIMIT ?`,
        args: [cursor.version, ...now.args, ...(grown ? had.args : []), pageRows + 1],
      },
      {
        sql: `SELECT DISTINCT version, type, id FROM exit WHERE version > ? AND ${exits.sql} ORDER BY version LIMIT ?`,
        args: [cursor.version, ...exits.args, pageRows + 1],
      },
      {
        sql: 'SELECT id, position, version FROM lane WHERE person_id = ? AND id IN (SELECT value FROM json_each(?))',
        args: [input.person, lanes],
      },
      {
        sql: `SELECT lane, sequence, version, code, message, fields FROM rejection
              WHERE lane IN (SELECT id FROM lane WHERE person_id = ? AND id IN (SELECT value FROM json_each(?))) ORDER BY sequence`,
        args: [input.person, lanes],
      },
      // What came into sight is sent whole, whatever its version and however the page is cut.
      came
        ? {
            sql: `SELECT version, type, id, data FROM record WHERE removed_version IS NULL AND ${came.sql} LIMIT ?`,
            args: [...came.args, backfillRows + 1],
          }
        : 'SELECT NULL WHERE false',
    ],
    'read',
  );
  const version = Number(meta?.rows[0]?.['version']);
  if (cursor.version < Number(meta?.rows[0]?.['exits_from'])) return { reset: 'cursor_too_old' };
  // A database that was put back from a backup does not know what the client knows.
  if (cursor.version > version) return { reset: 'cursor_unknown' };
  if ((backfill?.rows.length ?? 0) > backfillRows) return { reset: 'sight_grown' };

  let puts = (putRows?.rows ?? []).map(putOf);
  let removes = (exitRows?.rows ?? []).map(removeOf);
  let upTo = version;
  const versions = [...puts, ...removes].map((entry) => entry.version).sort((a, b) => a - b);
  if (versions.length > pageRows) {
    upTo = versions[pageRows - 1] ?? version;
    const whole = await commitAt(workspace, upTo, now, grown ? had : undefined, exits);
    puts = [...puts.filter((put) => put.version < upTo), ...whole.puts];
    removes = [...removes.filter((remove) => remove.version < upTo), ...whole.removes];
  }
  return {
    base: input.cursor,
    cursor: cursors.write({ workspace: workspace.id, person: input.person, version: upTo, sight }),
    removes: removes.map(({ type, id }) => [type, id]),
    sight: grown ? sight : null,
    puts: inBlocks([...puts, ...(backfill?.rows ?? []).filter((row) => row['data'] !== undefined).map(putOf)]),
    lanes: laneStates(laneRows?.rows ?? [], rejectionRows?.rows ?? [], upTo),
    more: upTo < version,
  };
}

/** All of one commit, which a page must not end in the middle of. */
async function commitAt(
  workspace: Workspace,
  version: number,
  now: ReturnType<typeof seenBy>,
  had: ReturnType<typeof seenBy> | undefined,
  exits: ReturnType<typeof exitsOf>,
): Promise<{ puts: Put[]; removes: Remove[] }> {
  const [puts, removes] = await workspace.client.batch(
    [
      {
        sql: `SELECT version, type, id, data FROM record WHERE version = ? AND removed_version IS NULL AND ${now.sql} ${had ? `AND ${had.sql}` : ''}`,
        args: [version, ...now.args, ...(had?.args ?? [])],
      },
      { sql: `SELECT DISTINCT version, type, id FROM exit WHERE version = ? AND ${exits.sql}`, args: [version, ...exits.args] },
    ],
    'read',
  );
  return { puts: (puts?.rows ?? []).map(putOf), removes: (removes?.rows ?? []).map(removeOf) };
}

/** A lane is told only in a page that contains the version of its last mutation, or the screen would flicker back. */
function laneStates(lanes: readonly SqlRow[], rejections: readonly SqlRow[], upTo: number): Record<Id, LaneState> {
  const states: Record<Id, LaneState> = {};
  for (const lane of lanes) {
    if (Number(lane['version']) > upTo) continue;
    const id = String(lane['id']);
    states[id] = {
      position: Number(lane['position']),
      rejections: rejections
        .filter((row) => row['lane'] === id)
        .map((row) => ({
          sequence: Number(row['sequence']),
          code: row['code'] as LaneState['rejections'][number]['code'],
          message: String(row['message']),
          ...(row['fields'] === null ? {} : { fields: JSON.parse(String(row['fields'])) }),
        })),
    };
  }
  return states;
}

/** Forgets rejections that their author has seen. */
export async function acknowledge(workspace: Workspace, person: Id, list: readonly { lane: Id; sequence: number }[]): Promise<void> {
  if (list.length === 0) return;
  await workspace.client.execute({
    sql: `DELETE FROM rejection WHERE (lane, sequence) IN (SELECT value ->> 'lane', value ->> 'sequence' FROM json_each(?))
          AND lane IN (SELECT id FROM lane WHERE person_id = ?)`,
    args: [JSON.stringify(list), person],
  });
}

function inBlocks(puts: readonly Put[]): StoredPage['puts'] {
  const byType = new Map<RecordType, string[]>();
  for (const { type, data } of puts) {
    const rows = byType.get(type);
    if (rows) rows.push(data);
    else byType.set(type, [data]);
  }
  return [...byType].flatMap(([type, rows]) =>
    Array.from({ length: Math.ceil(rows.length / limits.blockRows) }, (_, at) => ({
      type,
      rows: rows.slice(at * limits.blockRows, (at + 1) * limits.blockRows),
    })),
  );
}

const putOf = (row: SqlRow): Put => ({
  version: Number(row['version']),
  type: row['type'] as RecordType,
  id: String(row['id']),
  data: String(row['data']),
});

const removeOf = (row: SqlRow): Remove => ({
  version: Number(row['version']),
  type: row['type'] as RecordType,
  id: String(row['id']),
});

/** A page as JSON text, with its rows as they are stored. */
export function pageText(page: StoredPage): string {
  const { puts, ...rest } = page;
  return `${JSON.stringify(rest).slice(0, -1)},"puts":[${puts.map(blockText).join(',')}]}`;
}

/** A block as JSON text. */
export const blockText = ({ type, rows }: { type: RecordType; rows: readonly string[] }): string =>
  `{"type":"${type}","rows":[${rows.join(',')}]}`;

/** A page with its rows parsed, as a client reads it. */
export const parsedPage = (page: StoredPage): PullPage => ({
  ...page,
  puts: page.puts.map(({ type, rows }) => ({ type, rows: rows.map((row) => JSON.parse(row) as Row) }) as Block),
});
