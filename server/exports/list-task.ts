import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Client } from '@libsql/client';
import type { Field, Filter, ListType, Order, Viewer } from '../../shared/filters/index.ts';
import { fieldsOf, listed, orderSql, resolve, resolveOrder, sqlOf } from '../../shared/filters/index.ts';
import type { Id } from '../../shared/ids.ts';
import type { CustomField, Row, SetupType } from '../../shared/records/index.ts';
import type { Sight } from '../../shared/sight.ts';
import type { DatabaseConfig } from '../database/index.ts';
import { openDatabase } from '../database/index.ts';
import { databaseName, loadSetUp, seenBy } from '../workspace/index.ts';
import type { Run } from '../work/index.ts';
import { csvLine, harmless } from './csv.ts';
import type { Cell } from './spreadsheet.ts';
import { maxRows, writeSpreadsheet } from './spreadsheet.ts';
import type { Around } from './values.ts';
import { cellOf, namesContacts } from './values.ts';

/** What a list is exported as. */
export interface ListExport {
  type: ListType;
  filter: Filter;
  order: Order;
  /** Fields by name, or `next_task`; titles in the words of whoever exports. */
  columns: { name: string; title: string }[];
  format: 'csv' | 'xlsx';
  delimiter: ',' | ';' | '\t';
  /** Begin a CSV with a byte-order mark, by which spreadsheets know UTF-8. */
  mark: boolean;
  /** Of the sheet. */
  name: string;
}

export interface ListExportTask {
  list: ListExport;
  /** Where the file is written. */
  path: string;
  workspaceId: Id;
  personId: Id;
  sight: Sight;
  now: string;
  database: DatabaseConfig;
}

const rowsAtOnce = 500;

/** Writes a list into a file, a few rows at a time; gives the number of its rows. */
export const run: Run<ListExportTask, number> = async ({ list, path, workspaceId, personId, sight, now, database }) => {
  const client = await openDatabase(database, databaseName(workspaceId));
  try {
    const { rows: setUp } = await loadSetUp(client);
    const viewer = viewerOf(setUp, personId, now);
    const fields = fieldsOf(list.type, (setUp.get('custom_field')?.values() ?? []) as Iterable<CustomField>);
    const columns = list.columns.flatMap(({ name, title }) => {
      const field: Field | 'next_task' | undefined = name === 'next_task' ? 'next_task' : fields.get(name);
      return field === undefined ? [] : [{ field, title }];
    });
    const ids = await idsOf(client, list, viewer, sight);
    const rows = cellRows(client, { ids, type: list.type, sight, fields: columns.map(({ field }) => field), setUp, zone: viewer.zone });
    const headers = columns.map(({ title }) => title);
    if (list.format === 'xlsx') await writeSpreadsheet(path, { name: list.name, headers, rows });
    else await writeCsv(path, headers, rows, list);
    return ids.length;
  } finally {
    client.close();
  }
};

function viewerOf(setUp: ReadonlyMap<SetupType, ReadonlyMap<Id, Row>>, me: Id, now: string): Viewer {
  const users = [...(setUp.get('user')?.values() ?? [])] as Row<'user'>[];
  return {
    now,
    zone: users.find(({ id }) => id === me)?.timezone ?? 'UTC',
    me,
    reports: users.filter((user) => user.reports_to === me).map(({ id }) => id),
    every: <T extends SetupType>(type: T) => [...(setUp.get(type)?.values() ?? [])] as Row<T>[],
  };
}

/** The rows of a list by their ids, all at one moment: pages taken one after the other would miss what moves between them. */
async function idsOf(client: Client, { type, filter, order, format }: ListExport, viewer: Viewer, sight: Sight): Promise<Id[]> {
  const test = sqlOf(resolve(type, listed(type, filter), viewer));
  const sorted = orderSql(resolveOrder(type, order, viewer));
  const seen = seenBy(sight);
  const { rows } = await client.execute({
    sql: `SELECT id FROM record WHERE type = ? AND removed_version IS NULL AND ${seen.sql} AND (${test.sql}) ORDER BY ${sorted.sql} LIMIT ?`,
    args: [type, ...seen.args, ...test.args, ...sorted.args, format === 'xlsx' ? maxRows : Number.MAX_SAFE_INTEGER],
  });
  return rows.map(({ id }) => String(id));
}

interface Selection {
  ids: readonly Id[];
  type: ListType;
  sight: Sight;
  fields: readonly (Field | 'next_task')[];
  setUp: ReadonlyMap<SetupType, ReadonlyMap<Id, Row>>;
  zone: string;
}

async function* cellRows(client: Client, { ids, type, sight, fields, setUp, zone }: Selection): AsyncGenerator<Cell[][]> {
  const seen = seenBy(sight);
  const contactFields = fields.filter(namesContacts);
  for (let from = 0; from < ids.length; from += rowsAtOnce) {
    const some = ids.slice(from, from + rowsAtOnce);
    const read = async (sql: string, wanted: readonly Id[]) => {
      const { rows } = await client.execute({ sql: `${sql} AND ${seen.sql}`, args: [JSON.stringify(wanted), ...seen.args] });
      return rows;
    };
    const byId = new Map<Id, Record<string, unknown>>();
    for (const { data } of await read(
      `SELECT data FROM record WHERE type = '${type}' AND removed_version IS NULL AND id IN (SELECT value FROM json_each(?))`,
      some,
    )) {
      const row = JSON.parse(String(data)) as Record<string, unknown>;
      byId.set(String(row['id']), row);
    }
    const named = contactFields
      .flatMap(({ path: [first = ''] }) => [...byId.values()].map((row) => row[first]))
      .filter((id) => typeof id === 'string');
    const contacts = new Map<Id, string>();
    if (named.length > 0)
      for (const { id, name } of await read(
        `SELECT id, data ->> '$.name' AS name FROM record WHERE type = 'contact' AND removed_version IS NULL AND id IN (SELECT value FROM json_each(?))`,
        [...new Set(named)],
      ))
        contacts.set(String(id), String(name));
    const nextTasks = new Map<Id, string>();
    if (fields.includes('next_task'))
      for (const { on, due } of await read(
        `SELECT data ->> '$.resource_id' AS 'on', data ->> '$.due_date' AS due FROM record INDEXED BY record_task_resource_id
         WHERE type = 'task' AND removed_version IS NULL AND data ->> '$.resource_id' IS NOT NULL
           AND data ->> '$.resource_id' IN (SELECT value FROM json_each(?)) AND data ->> '$.completed' = 0 AND data ->> '$.due_date' IS NOT NULL`,
        some,
      )) {
        const first = nextTasks.get(String(on));
        if (first === undefined || String(due) < first) nextTasks.set(String(on), String(due));
      }
    const around: Around = { setUp, contacts, nextTasks, zone };
    // What was removed since the list was read is left out.
    yield some.flatMap((id) => {
      const row = byId.get(id);
      return row ? [fields.map((field) => cellOf(field, row, around))] : [];
    });
  }
}

async function writeCsv(
  path: string,
  headers: readonly string[],
  rows: AsyncIterable<readonly (readonly Cell[])[]>,
  { delimiter, mark }: ListExport,
): Promise<void> {
  const file = createWriteStream(path, { mode: 0o600 });
  const write = async (text: string) => {
    if (!file.write(text)) await once(file, 'drain');
  };
  await write(`${mark ? '\ufeff' : ''}${csvLine(headers.map(harmless), delimiter)}`);
  for await (const some of rows) await write(some.map((cells) => csvLine(cells.map(csvText), delimiter)).join(''));
  file.end();
  await once(file, 'finish');
}

function csvText(cell: Cell): string {
  switch (cell?.kind) {
    case undefined:
      return '';
    case 'text':
      return harmless(cell.text);
    case 'number':
      return String(cell.number);
    case 'bool':
      return cell.on ? 'true' : 'false';
    case 'day':
      return cell.day;
    case 'time':
      return cell.time;
  }
}
