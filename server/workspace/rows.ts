import type { InStatement } from '@libsql/client';
import type { Id } from '../../shared/ids.ts';
import type { RemovedRow } from '../../shared/mutators/index.ts';
import { keyOf } from '../../shared/mutators/index.ts';
import type { RecordType, ResourceType, Row, SetupType } from '../../shared/records/index.ts';
import { records, setupTypes } from '../../shared/records/index.ts';
import type { Database } from '../database/index.ts';
import { whole } from './unsent.ts';

/** What a turn of the write queue wants to know of the database. */
export class Wants {
  readonly ids = new Set<Id>();
  readonly lists = new Map<string, { type: RecordType; index: string; value: string }>();
  readonly tagged = new Map<string, { type: ResourceType; tag: string }>();
  readonly has = new Map<string, { type: RecordType; index: string; value: string }>();
  readonly removed = new Map<string, { type: RecordType; id: Id }>();
  readonly holders = new Map<string, { type: RecordType; number: number }>();

  get size(): number {
    return this.ids.size + this.lists.size + this.tagged.size + this.has.size + this.removed.size + this.holders.size;
  }
}

export const listKey = (type: RecordType, index: string, value: string): string => `${type}.${index}=${value}`;
export const numberKey = (type: RecordType, number: number): string => `${type} ${number}`;
export const taggedKey = (type: ResourceType, tag: string): string => `${type} tagged ${tag}`;

/** Rows as a turn has loaded them: by id (all types that the id has), by indexed field, by tag, and removals. */
export class LoadedRows {
  readonly byId = new Map<Id, Map<RecordType, Row>>();
  /** Ids that were asked for: what is not in `byId` for them does not exist. */
  readonly asked = new Set<Id>();
  /** Those of them that are removed, by type and id. */
  readonly gone = new Set<string>();
  readonly lists = new Map<string, readonly Id[]>();
  readonly has = new Map<string, boolean>();
  readonly removed = new Map<string, readonly RemovedRow[]>();
  /** Whose numbers are, those of removed records too; null where they are nobody's. */
  readonly holders = new Map<string, Id | null>();
}

// Fields and types come from the registry of records, never from a request: they may stand in SQL as they are.
export const fieldIs = (type: RecordType, index: string): string => `${standing(type, index)} = ?`;

/** The condition on records of a type that stand, up to a field's value: its index is found by these very words. */
function standing(type: RecordType, index: string): string {
  if (!records[type].indexes.some((name) => name === index)) throw new Error(`${type} has no index ${index}.`);
  return `type = '${type}' AND removed_version IS NULL AND data ->> '$.${index}'`;
}

/** Lists of the same type and field, asked for by one statement. */
interface WantedLists {
  type: RecordType;
  index: string;
  values: string[];
}

function together(lists: Iterable<{ type: RecordType; index: string; value: string }>): WantedLists[] {
  const groups = new Map<string, WantedLists>();
  for (const { type, index, value } of lists) {
    const known = groups.get(`${type}.${index}`);
    if (known) known.values.push(value);
    else groups.set(`${type}.${index}`, { type, index, values: [value] });
  }
  return [...groups.values()];
}

/** Numbers of the same type, asked for by one statement. */
function byType(holders: Iterable<{ type: RecordType; number: number }>): [RecordType, number[]][] {
  const groups = new Map<RecordType, number[]>();
  for (const { type, number } of holders) {
    const known = groups.get(type);
    if (known) known.push(number);
    else groups.set(type, [number]);
  }
  return [...groups];
}

/** Reads everything that is wanted in one batch, so that it belongs to one moment. */
export async function load(client: Database, wants: Wants, into: LoadedRows): Promise<void> {
  const ids = [...wants.ids];
  const lists = together(wants.lists.values());
  const tagged = [...wants.tagged];
  const has = [...wants.has];
  const removed = [...wants.removed];
  const holders = byType(wants.holders.values());
  const statements: InStatement[] = [
    {
      sql: `SELECT type, id, CASE WHEN removed_version IS NULL THEN data END AS data, unsent FROM record
            WHERE id IN (SELECT value FROM json_each(?))`,
      args: [JSON.stringify(ids)],
    },
    // Left to itself the planner goes through all records of the type; the index is partial, hence IS NOT NULL.
    ...lists.map(({ type, index, values }) => ({
      sql: `SELECT data ->> '$.${index}' AS value, data, unsent FROM record INDEXED BY record_${type}_${index}
            WHERE ${standing(type, index)} IS NOT NULL AND data ->> '$.${index}' IN (SELECT value FROM json_each(?))`,
      args: [JSON.stringify(values)],
    })),
    ...tagged.map(([, { type, tag }]) => ({
      sql: `SELECT data FROM record WHERE type = ? AND removed_version IS NULL
              AND EXISTS (SELECT 1 FROM json_each(data, '$.tags') WHERE value = ?)`,
      args: [type, tag],
    })),
    ...has.map(([, { type, index, value }]) => ({
      sql: `SELECT EXISTS (SELECT 1 FROM record WHERE ${fieldIs(type, index)}) AS found`,
      args: [value],
    })),
    ...removed.map(([, { type, id }]) => ({
      sql: `SELECT type, data, unsent FROM record WHERE removed_version =
              (SELECT removed_version FROM record WHERE id = ? AND type = ? AND removed_version IS NOT NULL)`,
      args: [id, type],
    })),
    ...holders.map(([type, numbers]) => ({
      sql: 'SELECT number, id FROM record WHERE type = ? AND number IN (SELECT value FROM json_each(?))',
      args: [type, JSON.stringify(numbers)],
    })),
  ];
  const results = await client.batch(statements, 'read');
  const rowsOf = (position: number) => results[position]?.rows ?? [];

  const put = (type: RecordType, row: Row) => {
    const known = into.byId.get(row.id);
    if (known) known.set(type, row);
    else into.byId.set(row.id, new Map([[type, row]]));
  };
  for (const id of ids) into.asked.add(id);
  for (const { type, id, data, unsent } of rowsOf(0))
    if (data === null) into.gone.add(keyOf(type as RecordType, String(id)));
    else put(type as RecordType, whole(data, unsent));
  lists.forEach(({ type, index, values }, at) => {
    const ids = new Map<string, Id[]>(values.map((value) => [value, []]));
    for (const { value, data, unsent } of rowsOf(1 + at)) {
      const row = whole(data, unsent);
      ids.get(String(value))?.push(row.id);
      put(type, row);
    }
    for (const [value, list] of ids) into.lists.set(listKey(type, index, value), list);
  });
  tagged.forEach(([key, { type }], at) => {
    const rows = rowsOf(1 + lists.length + at).map(({ data }) => parse(data));
    for (const row of rows) put(type, row);
    into.lists.set(
      key,
      rows.map(({ id }) => id),
    );
  });
  const hasFrom = 1 + lists.length + tagged.length;
  has.forEach(([key], at) => into.has.set(key, Number(rowsOf(hasFrom + at)[0]?.['found']) === 1));
  removed.forEach(([key], at) =>
    into.removed.set(
      key,
      rowsOf(hasFrom + has.length + at).map((row) => ({ type: row['type'] as RecordType, row: whole(row['data'], row['unsent']) })),
    ),
  );
  holders.forEach(([type, numbers], at) => {
    const found = new Map(rowsOf(hasFrom + has.length + removed.length + at).map(({ number, id }) => [Number(number), String(id)]));
    for (const number of numbers) into.holders.set(numberKey(type, number), found.get(number) ?? null);
  });
}

/** The counters and the set-up rows: what an open workspace keeps in memory. */
export interface SetUp {
  version: number;
  counters: Map<RecordType, number>;
  rows: Map<SetupType, Map<Id, Row>>;
}

export async function loadSetUp(client: Database): Promise<SetUp> {
  const types = setupTypes.map((type) => `'${type}'`).join(', ');
  const [meta, counters, rows] = await client.batch(
    [
      'SELECT version FROM meta',
      'SELECT type, last FROM counter',
      `SELECT type, data FROM record WHERE type IN (${types}) AND removed_version IS NULL`,
    ],
    'read',
  );
  const byType = new Map<SetupType, Map<Id, Row>>(setupTypes.map((type) => [type as SetupType, new Map()]));
  for (const row of rows?.rows ?? []) {
    const parsed = parse(row['data']);
    byType.get(row['type'] as SetupType)?.set(parsed.id, parsed);
  }
  return {
    version: Number(meta?.rows[0]?.['version'] ?? 0),
    counters: new Map((counters?.rows ?? []).map((row) => [row['type'] as RecordType, Number(row['last'])])),
    rows: byType,
  };
}

export const parse = (data: unknown): Row => JSON.parse(String(data)) as Row;
