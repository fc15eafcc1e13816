import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { recordTypes, records } from '../../shared/records/index.ts';

/** The tables of one workspace's database. Migrations are generated from here: see docs/operating.md. */

/** Partial indexes over the rows' JSON, one for each field by which records are found (shared/records, `indexes`). */
const fieldIndexes = recordTypes.flatMap((type) =>
  records[type].indexes.map((field) => {
    const value = `data ->> '$.${field}'`;
    return index(`record_${type}_${field}`)
      .on(sql.raw(value))
      .where(sql.raw(`type = '${type}' AND removed_version IS NULL AND ${value} IS NOT NULL`));
  }),
);

/** Every record. A removed one stays, so that its number is never used again and its removal can be undone. */
export const record = sqliteTable(
  'record',
  {
    id: text().notNull(),
    type: text().notNull(),
    number: integer().notNull(),
    version: integer().notNull(),
    /** The row's JSON, exactly as it goes on the wire. */
    data: text().notNull(),
    /** JSON: the fields that stay here (shared/records, `unsent`); null where there is nothing in them. */
    unsent: text(),
    /** Of types that a search finds: by what, folded (shared/search, `foundBy`). */
    search_text: text(),
    /** JSON: the folded form of texts that are not ASCII, which SQLite cannot fold; null where there are none. */
    folded: text(),
    removed_version: integer(),
    removed_at: text(),
  },
  (table) => [
    uniqueIndex('record_id').on(table.id, table.type),
    uniqueIndex('record_number').on(table.type, table.number),
    index('record_version').on(table.version),
    index('record_removed').on(table.removed_version).where(sql.raw('removed_version IS NOT NULL')),
    ...fieldIndexes,
  ],
);

/**
 * Every word by which a record is or was found, for the search of those that are like a mistyped one. Beside it stands
 * `record_search`, the index of the texts' parts, which drizzle cannot declare: see migration `search_everything`.
 */
export const searchWord = sqliteTable('search_word', { word: text().primaryKey() });

/** Entries of `record_search` that are behind their records: see search-rows.ts. */
export const searchDue = sqliteTable('search_due', { entry: integer().primaryKey() });

/** Under whose sight records fall; `*` is everyone. Rows of removed records are gone from here. */
export const recordScope = sqliteTable(
  'record_scope',
  { person: text().notNull(), type: text().notNull(), id: text().notNull() },
  (table) => [primaryKey({ columns: [table.person, table.type, table.id] }), index('record_scope_record').on(table.id, table.type)],
);

/** Who stopped seeing which record, and when: what a pull tells those who had it. */
export const exit = sqliteTable(
  'exit',
  {
    version: integer().notNull(),
    type: text().notNull(),
    id: text().notNull(),
    person: text().notNull(),
    at: text().notNull(),
  },
  (table) => [index('exit_version').on(table.version), index('exit_at').on(table.at)],
);

/** The one row of the workspace's counters. Each mutation, rejected ones too, takes one version. */
export const meta = sqliteTable('meta', {
  id: integer().primaryKey(),
  version: integer().notNull(),
  /** Cursors before this version cannot be continued: exits up to it are forgotten. */
  exits_from: integer().notNull(),
});

/** The last number given, by type of record. */
export const counter = sqliteTable('counter', { type: text().primaryKey(), last: integer().notNull() });

/** How far each page session's mutations have come. */
export const lane = sqliteTable(
  'lane',
  {
    id: text().primaryKey(),
    person_id: text().notNull(),
    position: integer().notNull(),
    version: integer().notNull(),
    at: text().notNull(),
  },
  (table) => [index('lane_at').on(table.at)],
);

/** Mutations that were refused, kept until their author's client has acknowledged them. */
export const rejection = sqliteTable(
  'rejection',
  {
    lane: text().notNull(),
    sequence: integer().notNull(),
    version: integer().notNull(),
    code: text().notNull(),
    message: text().notNull(),
    fields: text(),
  },
  (table) => [primaryKey({ columns: [table.lane, table.sequence] })],
);

/** The contents of documents that the workspace keeps: a row stands before its content is stored, and until it is gone. */
export const storedFile = sqliteTable('stored_file', {
  /** SHA-256 of the content, in hexadecimal. */
  hash: text().primaryKey(),
  size: integer().notNull(),
  /** When somebody last uploaded it, or it last lost a document. */
  at: text().notNull(),
  /** Set while it is being deleted: whoever uploads it again waits until it is gone. */
  deleting_at: text(),
});

/** History: what each mutation changed on each record. */
export const change = sqliteTable(
  'change',
  {
    version: integer().notNull(),
    type: text().notNull(),
    id: text().notNull(),
    at: text().notNull(),
    person_id: text(),
    mutator: text().notNull(),
    kind: text({ enum: ['created', 'changed', 'removed'] }).notNull(),
    /** JSON: field → {from, to}. */
    fields: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.id, table.type, table.version] })],
);

/** Requests for the pixels and links of tracked messages: kept by server/tracking, and by it alone. */
export const trackingHit = sqliteTable(
  'tracking_hit',
  {
    id: integer().primaryKey(),
    /** What the message is known by in the addresses that were asked for. */
    token: text().notNull(),
    kind: text({ enum: ['open', 'click'] }).notNull(),
    /** Milliseconds since 1970. */
    at: integer().notNull(),
    /** What it is taken for, and why (shared/tracking.ts); null as long as nobody has told of the message. */
    class: text(),
    reason: text(),
    /** The name of the client; null where it cannot be told. */
    client: text(),
    /** The network of who asked. Whole addresses are not kept. */
    network: text().notNull(),
    /** Of a click: the address that was asked for. */
    url: text(),
    /** JSON: what the rules look at, as long as the message is not known. */
    facts: text(),
  },
  (table) => [
    index('tracking_hit_token').on(table.token, table.at),
    index('tracking_hit_waiting').on(table.token).where(sql.raw('class IS NULL')),
  ],
);
