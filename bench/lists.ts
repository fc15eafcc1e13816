import type { InValue } from '@libsql/client';
import type { Filter, Order } from '../shared/filters/index.ts';
import { newId } from '../shared/ids.ts';
import { queryList, viewerOf } from '../server/lists/index.ts';
import { Reader } from '../server/database/index.ts';
import { openPages } from './chromium.ts';
import type { Bars, Result } from './measure.ts';
import { alternately, eachAlternately, milliseconds, result } from './measure.ts';
import type { Filled } from './workspace.ts';
import { filledWorkspace } from './workspace.ts';

/** Lists of 100,000 records: a page of one from the server, and the first page of one while somebody types, from the local store. */

const many = 100_000;
const page = 50;
const customFields = 200;

/** A list, and the SQL that somebody would write by hand for the same rows. */
interface Asked {
  name: string;
  filter: Filter;
  order: Order;
  where: string;
  args: InValue[];
  by: string;
}

function asked(field: string): Asked[] {
  const name = `coalesce(folded ->> '$.name', lower(data ->> '$.name'))`;
  return [
    {
      name: 'list-filter',
      filter: { field: 'organization_name', is: 'is', value: 'company 7' },
      order: [{ field: 'name' }],
      where: `lower(data ->> '$.organization_name') = ?`,
      args: ['company 7'],
      by: name,
    },
    {
      name: 'list-sort',
      filter: { all: [] },
      order: [{ field: 'email', descending: true }],
      where: 'true',
      args: [],
      by: `data ->> '$.email' DESC`,
    },
    {
      name: 'list-search',
      filter: { field: 'text', is: 'contains', value: 'company 77' },
      order: [{ field: 'name' }],
      where: 'instr(search_text, ?) > 0 AND instr(search_text, ?) > 0',
      args: ['company', '77'],
      by: name,
    },
    {
      name: 'list-custom',
      filter: { field: `custom_fields.${field}`, is: 'at_least', value: 90 },
      order: [{ field: 'name' }],
      where: `CAST(data ->> '$.custom_fields."${field}"' AS REAL) >= ?`,
      args: [90],
      by: name,
    },
  ];
}

/** A page of each list with how many there are, beside a query by hand that gives the same rows, and counts them, from the same table. */
async function pages(filled: Filled, fields: readonly string[]): Promise<Result[]> {
  const { workspace, person } = filled;
  const reader = new Reader({ dataDir: filled.folder, libsql: undefined });
  const results: Result[] = [];
  try {
    for (const { name, filter, order, where, args, by } of asked(fields[7] ?? '')) {
      const viewer = viewerOf(workspace, person, new Date().toISOString());
      const query = { type: 'lead', filter, order, offset: 0, limit: page } as const;
      const ours = () => queryList(reader, workspace, { sight: ['*'], viewer, query });
      const from = `FROM record WHERE type = 'lead' AND removed_version IS NULL AND data ->> '$.converted_at' IS NULL AND ${where}`;
      const theirs = async () => {
        const [rows, count] = await workspace.client.batch([
          { sql: `SELECT data ${from} ORDER BY ${by}, id LIMIT ${page}`, args },
          { sql: `SELECT count(*) AS count ${from}`, args },
        ]);
        return { rows: rows?.rows.map(({ data }) => String(data)) ?? [], count: Number(count?.rows[0]?.['count']) };
      };
      const [mine, plain] = [await ours(), await theirs()];
      if (mine.count === 0 || mine.count !== plain.count || JSON.stringify(mine.rows) !== JSON.stringify(plain.rows))
        throw new Error(`${name}: ${mine.count} rows, and ${plain.count} by hand.`);
      const [figure = Number.NaN, baseline = Number.NaN] = await alternately([() => milliseconds(ours), () => milliseconds(theirs)]);
      results.push(result(name, 'ms', figure, baseline, '≤ 2'));
    }
  } finally {
    await reader.close();
  }
  return results;
}

/** From a key in the list's search to its first page, beside a filter of the same rows in an array and the same paint. */
async function keys(): Promise<Result[]> {
  const chromium = await openPages();
  try {
    await chromium.take('store', 'keys', { take: 'persist', rows: many });
    const [taken] = await eachAlternately([
      async () => {
        const {
          key = Number.NaN,
          plain = Number.NaN,
          first = Number.NaN,
          firstPlain = Number.NaN,
        } = await chromium.take('store', 'keys', {
          take: 'keys',
          rows: many,
        });
        return { key, plain, first, firstPlain };
      },
    ]);
    if (!taken) return [];
    return [
      result('list-key', 'ms', taken.key, taken.plain, '≤ 1.5'),
      result('list-key-first', 'ms', taken.first, taken.firstPlain, '≤ 1.5'),
    ];
  } finally {
    await chromium.close();
  }
}

export const listBars: Bars[] = [
  {
    names: ['list-filter', 'list-sort', 'list-search', 'list-custom'],
    minutes: 20,
    take: async () => {
      const fields = Array.from({ length: customFields }, () => newId());
      const filled = await filledWorkspace(many, fields);
      try {
        return await pages(filled, fields);
      } finally {
        await filled.close();
      }
    },
  },
  { names: ['list-key', 'list-key-first'], take: keys },
];
