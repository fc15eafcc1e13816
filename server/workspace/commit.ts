import type { InStatement } from '@libsql/client';
import { foldedTexts, isListed } from '../../shared/filters/index.ts';
import type { Id } from '../../shared/ids.ts';
import type { Actor, PastChange, Rejection, Write } from '../../shared/mutators/index.ts';
import { keyOf } from '../../shared/mutators/index.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import { isSetupType } from '../../shared/records/index.ts';
import { foundBy, isSearched } from '../../shared/search/index.ts';
import { parted } from '../../shared/sync/unsent.ts';
import type { HistoryEntry } from '../../shared/sync/wire.ts';
import { entriesDue } from './search-rows.ts';

/** What one mutation of a turn came to. Applied or rejected, it takes a version of its own. */
export interface Outcome {
  version: number;
  actor: Actor;
  mutator: string;
  /** Where it stands in its author's lane; none for what the server itself does. */
  place: { lane: Id; sequence: number; person: Id } | null;
  writes: readonly Write[];
  rejection: Rejection | null;
}

/** A turn, ready to be written: its outcomes with numbers and versions in their rows. */
export interface Turn {
  from: number;
  to: number;
  at: string;
  outcomes: readonly Outcome[];
  counters: ReadonlyMap<RecordType, number>;
  /** Removed records that its mutations have met, by type and id. */
  gone: ReadonlySet<string>;
}

/** What lists are filtered by, and records found by, beside the row itself: see shared/filters and shared/search. */
function asSearched(type: RecordType, row: Row | undefined): [searchText: string | null, folded: string | null] {
  if (!row || !isSearched(type)) return [null, null];
  const folded = isListed(type) ? foldedTexts(row) : undefined;
  return [foundBy(type, row), folded === undefined ? null : JSON.stringify(folded)];
}

/** A row as it is sent, and what stays here of it. */
function asStored(type: RecordType, row: Row | undefined): [sent: string | undefined, unsent: string | null] {
  if (!row) return [undefined, null];
  const { sent, unsent } = parted(type, row);
  return [JSON.stringify(sent), unsent && JSON.stringify(unsent)];
}

/** Fields whose changes are no news: they follow from others, or from the time. */
const untold = new Set([
  'id',
  'number',
  'version',
  'scope',
  'updated_at',
  'last_activity_at',
  'resource_name',
  'contact_name',
  'organization_name',
  'submission_count',
  // What is in a message is nobody's but those who see the message.
  'body_html',
  'body_text',
  'has_body',
  // Nor is what private mail a merge has moved.
  'moved',
  'opens',
  'first_opened_at',
  'last_opened_at',
  'automatic_opens',
  'clicks',
]);

/** What a write changed, for the record's history; null where nothing worth telling did. */
export function historyOf(before: Row | undefined, after: Row | undefined): Pick<HistoryEntry, 'kind' | 'fields'> | null {
  if (!before) return { kind: 'created', fields: {} };
  if (!after) return { kind: 'removed', fields: {} };
  const fields: HistoryEntry['fields'] = {};
  const was = before as unknown as Record<string, unknown>;
  const is = after as unknown as Record<string, unknown>;
  // What a lead names is its own word; on others the name follows from the organization.
  for (const field of Object.keys(is))
    if (field === 'custom_fields') tell(fields, 'custom_fields.', asObject(was[field]), asObject(is[field]));
    else if (!untold.has(field) || (field === 'organization_name' && 'status_id' in is))
      tell(fields, '', { [field]: was[field] }, { [field]: is[field] });
  return Object.keys(fields).length === 0 ? null : { kind: 'changed', fields };
}

function tell(fields: HistoryEntry['fields'], prefix: string, was: Record<string, unknown>, is: Record<string, unknown>): void {
  for (const field of new Set([...Object.keys(was), ...Object.keys(is)]))
    if (JSON.stringify(was[field]) !== JSON.stringify(is[field]))
      fields[prefix + field] = { from: was[field] ?? null, to: is[field] ?? null };
}

const asObject = (value: unknown): Record<string, unknown> => (value ?? {}) as Record<string, unknown>;

/** What happened to a record before it came here stands before all that happens to it here: its versions are negative. */
const pastRows = (type: RecordType, id: Id, past: readonly PastChange[]): unknown[][] =>
  past.map(({ at, person_id, mutator, kind, fields }, place) => [
    place - past.length,
    type,
    id,
    at,
    person_id,
    mutator,
    kind,
    JSON.stringify(fields),
  ]);

/**
 * A turn as one batch. Its first statement fails the batch when another process has moved the version; the others write
 * many rows each, so that a turn of a hundred mutations costs as many statements as a turn of one.
 */
export function commitStatements(turn: Turn): InStatement[] {
  const records = new Map<
    string,
    { type: RecordType; id: Id; before: Row | undefined; after: Row | undefined; last: Row | undefined; version: number }
  >();
  const exits: unknown[] = [];
  const changes: unknown[] = [];
  const lanes = new Map<Id, unknown[]>();
  const rejections: unknown[] = [];
  for (const { version, actor, mutator, place, writes, rejection } of turn.outcomes) {
    for (const { type, id, before, after, past } of writes) {
      const key = keyOf(type, id);
      const first = records.get(key);
      records.set(key, { type, id, before: first ? first.before : before, after, last: after ?? before, version });
      for (const person of before?.scope ?? []) if (!after?.scope.includes(person)) exits.push([version, type, id, person]);
      if (past && !before) {
        changes.push(...pastRows(type, id, past));
        continue;
      }
      const told = historyOf(before, after);
      if (told)
        changes.push([
          version,
          type,
          id,
          turn.at,
          actor.kind === 'person' ? actor.id : null,
          mutator,
          told.kind,
          JSON.stringify(told.fields),
        ]);
    }
    if (place) {
      lanes.set(place.lane, [place.lane, place.person, place.sequence, version]);
      if (rejection)
        rejections.push([
          place.lane,
          place.sequence,
          version,
          rejection.code,
          rejection.message,
          rejection.fields ? JSON.stringify(rejection.fields) : null,
        ]);
    }
  }
  const rows = [...records.values()];
  const rescoped = rows.filter(({ before, after }) => before?.scope.join() !== after?.scope.join());
  const scopes = rescoped.flatMap(({ type, id, after }) => (after?.scope ?? []).map((person) => [person, type, id]));

  const statements: InStatement[] = [
    { sql: 'UPDATE meta SET version = CASE WHEN version = ? THEN ? ELSE NULL END', args: [turn.from, turn.to] },
  ];
  const add = (sql: string, list: readonly unknown[], ...args: string[]) => {
    if (list.length > 0) statements.push({ sql, args: [...args, JSON.stringify(list)] });
  };
  // Most rows are new. A statement that can only insert is compiled in two fifths of the time that one for both takes, which is
  // a tenth of a turn: it stands for all of the many indexes.
  const isNew = ({ type, id, before }: (typeof rows)[number]) => !before && !isSetupType(type) && !turn.gone.has(keyOf(type, id));
  const insert = `INSERT INTO record (type, id, number, version, data, unsent, search_text, folded, removed_version, removed_at)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9
     FROM json_each(?) WHERE true`;
  // A removed record is kept as it last was, also where the same turn made or changed it: its removal can be undone.
  const stored = ({ type, id, after, last, version }: (typeof rows)[number]) => [
    type,
    id,
    last?.number,
    version,
    ...asStored(type, last),
    ...asSearched(type, last),
    ...(after ? [null, null] : [version, turn.at]),
  ];
  add(insert, rows.filter(isNew).map(stored));
  add(
    `${insert}
     ON CONFLICT (id, type) DO UPDATE SET number = excluded.number, version = excluded.version, data = excluded.data,
       unsent = excluded.unsent, search_text = excluded.search_text, folded = excluded.folded, removed_version = excluded.removed_version, removed_at = excluded.removed_at`,
    rows.filter((row) => !isNew(row)).map(stored),
  );
  add(
    'INSERT OR IGNORE INTO search_due (entry) SELECT value FROM json_each(?)',
    rows.flatMap(({ type, before, after }) => entriesDue(type, before, after)),
  );
  add(
    `DELETE FROM record_scope WHERE (id, type) IN (SELECT value ->> 1, value ->> 0 FROM json_each(?))`,
    rescoped.filter(({ before }) => before).map(({ type, id }) => [type, id]),
  );
  add('INSERT OR IGNORE INTO record_scope (person, type, id) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)', scopes);
  add(
    `INSERT INTO exit (at, version, type, id, person)
     SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`,
    exits,
    turn.at,
  );
  add(
    `INSERT INTO change (version, type, id, at, person_id, mutator, kind, fields)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7 FROM json_each(?)`,
    changes,
  );
  add(
    `INSERT INTO lane (at, id, person_id, position, version)
     SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?) WHERE true
     ON CONFLICT (id) DO UPDATE SET position = excluded.position, version = excluded.version, at = excluded.at`,
    [...lanes.values()],
    turn.at,
  );
  add(
    `INSERT INTO rejection (lane, sequence, version, code, message, fields)
     SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 FROM json_each(?)`,
    rejections,
  );
  add(
    `INSERT INTO counter (type, last) SELECT value ->> 0, value ->> 1 FROM json_each(?) WHERE true
     ON CONFLICT (type) DO UPDATE SET last = excluded.last`,
    [...turn.counters],
  );
  return statements;
}
