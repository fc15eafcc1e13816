import type { InStatement, Row as StoredRow } from '@libsql/client';
import type { RecordType, Row } from '../../shared/records/index.ts';
import type { SearchedType } from '../../shared/search/index.ts';
import { foundBy, isSearched, tokensOf } from '../../shared/search/index.ts';
import type { Database } from '../database/index.ts';

/**
 * The entries of the search index, `record_search`: each stands under a number of its own, made of its type and the record's.
 * A commit writes down which of them it leaves behind (`search_due`), and they are made good together: by whoever searches,
 * before anything is looked for, or when it is quiet. A change of one record would else cost a piece of index of its own.
 */

/** Kept for good: entries that are written stand under these. */
const places: Record<SearchedType, number> = {
  lead: 0,
  contact: 1,
  deal: 2,
  task: 3,
  appointment: 4,
  note: 5,
  document: 6,
  product: 7,
  email: 8,
};
const room = 16;

const entryOf = (type: SearchedType, { number }: Row): number => number * room + places[type];

const types = Object.entries(places)
  .map(([type, place]) => `WHEN ${place} THEN '${type}'`)
  .join(' ');

/** Joins entries to their records. @param entry the column in which the entry stands */
export const entryIsOf = (entry: string): string =>
  `record.type = CASE ${entry} & ${room - 1} ${types} END AND record.number = ${entry} >> 4`;

/** The entries that a write leaves behind. */
export function entriesDue(type: RecordType, before: Row | undefined, after: Row | undefined): number[] {
  if (!isSearched(type)) return [];
  if (before && after && before.number === after.number && foundBy(type, before) === foundBy(type, after)) return [];
  return [before, after].flatMap((row) => (row ? [entryOf(type, row)] : []));
}

/** Words that a mistyped one may stand for. */
const isRemembered = (word: string): boolean => word.length > 2 && word.length <= 64;

/**
 * Makes so many of the entries good that are behind. Gives whether others are left.
 * @throws LibsqlError where one of their records has changed in between: what was read is not what stands
 */
export async function makeGood(client: Database, most: number): Promise<boolean> {
  const { rows } = await client.execute({
    sql: `SELECT search_due.entry, record.type, record.version, CASE WHEN record.removed_version IS NULL THEN record.data END AS data
          FROM search_due LEFT JOIN record ON ${entryIsOf('search_due.entry')} LIMIT ?`,
    args: [most],
  });
  if (rows.length === 0) return false;
  const asRead = JSON.stringify(rows.map(({ entry, version }) => [entry, version]));
  await client.batch(
    [
      {
        sql: `UPDATE meta SET version = CASE WHEN NOT EXISTS (
                SELECT 1 FROM json_each(?) AS given LEFT JOIN record ON ${entryIsOf('(given.value ->> 0)')}
                WHERE record.version IS NOT given.value ->> 1) THEN version END`,
        args: [asRead],
      },
      ...statementsFor(rows),
    ],
    'write',
  );
  return rows.length === most;
}

function statementsFor(rows: readonly StoredRow[]): InStatement[] {
  const entries: number[] = [];
  const put: [entry: number, text: string][] = [];
  const known = new Set<string>();
  for (const { entry, type: name, data } of rows) {
    entries.push(Number(entry));
    const type = String(name);
    if (data === null || !isSearched(type)) continue;
    const text = foundBy(type, JSON.parse(String(data)) as Row);
    const { words, codes } = tokensOf(text);
    put.push([Number(entry), [text, ...codes].join('\n')]);
    for (const word of words) if (isRemembered(word)) known.add(word);
  }
  const all = JSON.stringify(entries);
  return [
    { sql: 'DELETE FROM record_search WHERE rowid IN (SELECT value FROM json_each(?))', args: [all] },
    {
      sql: 'INSERT INTO record_search (rowid, text) SELECT value ->> 0, value ->> 1 FROM json_each(?)',
      args: [JSON.stringify(put)],
    },
    { sql: 'INSERT OR IGNORE INTO search_word (word) SELECT value FROM json_each(?)', args: [JSON.stringify([...known])] },
    { sql: 'DELETE FROM search_due WHERE entry IN (SELECT value FROM json_each(?))', args: [all] },
  ];
}
