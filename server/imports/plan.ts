import type { ImportKind, RecordKind, RowKind } from '../../shared/import-kinds.ts';
import { isSetUpKind, recordKinds } from '../../shared/import-kinds.ts';
import type { RowAction } from '../../shared/import-kinds.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import { nameWords, shareWord } from '../../shared/duplicates/names.ts';
import type { CustomFieldType, CustomFields, RecordType } from '../../shared/records/index.ts';
import type { Absent } from './absent.ts';
import { absentOf } from './absent.ts';
import type { CellFault, Table, TableRow } from './read.ts';
import { Cells } from './cells.ts';
import { changesOf } from './changes.ts';
import type { Preparation } from './custom-columns.ts';
import type { Known } from './known.ts';
import { KnownRecords } from './known.ts';
import { References } from './references.ts';
import { createOf, fillCustomFields, missing, nameOf, namesOf, settleKind, sharedOf, updateOf } from './row-mutations.ts';
import { linkByAddress } from './email-rows.ts';
import { highestOf, keepNumber, renumbered } from './kept-numbers.ts';
import { rowId, sourcesOf } from './row-id.ts';
import { settleFields } from './settle.ts';
import { sellId } from './target.ts';
import type { Mapping } from './propose-mapping.ts';
import type { CellType } from './target.ts';
import { needs } from './targets.ts';
import type { DateOrder } from './values.ts';

export const duplicateRules = ['skip', 'fill', 'update', 'create'] as const;

/**
 * What a row is whose id is that of a record of quite another name: a bad row, the same record, or one of another system that
 * counts from one as well.
 */
export const renamedRules = ['ask', 'same', 'other'] as const;

export interface ImportOptions {
  kind: ImportKind;
  mapping: Mapping;
  /** Where the file comes from: rows with the same id from the same source are the same record for ever. */
  source: string;
  /** What whoever imports calls the system that the file is of, where they say. */
  system?: string | undefined;
  /**
   * What to do with a row that matches a record by e-mail, phone or name: leave the record, fill what is empty in it, write
   * over it, or make another one all the same.
   */
  duplicates: (typeof duplicateRules)[number];
  /** Left out, the same record. */
  renamed?: (typeof renamedRules)[number] | undefined;
  /** How to read dates that fit both orders. */
  dateOrder?: DateOrder | undefined;
  /**
   * Whether the file is the whole of another account: names that the workspace's lists and pipelines lack join them, where
   * whoever imports may add any, and people who are nobody here are no problem of the rows that name them.
   */
  addEntries?: boolean;
  /** Whether what joins the set-up keeps the ids that it has in the file as its numbers, as the records do. */
  keepsIds?: boolean;
  /** Whose the records are where the file does not say. */
  ownerId: string;
  /** Values for fields that no column fills: a stage, a loss reason, a currency. */
  defaults: Record<string, string>;
  /** Custom values of new records whose rows give none, by the ids of the fields, in the form in which records keep them. */
  customDefaults?: CustomFields;
}

/** What is wrong with a row, in a form that can be said in any language; `message` says it in English. */
export interface Problem {
  column: string;
  code: 'unreadable' | 'ambiguous' | 'too_long' | 'missing' | 'refused' | 'renamed' | CellFault['code'];
  message: string;
  /** The cell; for `too_long` the most that fits. */
  value?: string;
  /** What the cell should have been. */
  wanted?: CellType | `custom_${CustomFieldType}`;
  /** What there is to choose from, and what it is called that has them. */
  among?: { name: string; choices: string[] };
}

/** One field that a row changes, in words. */
export interface PlannedChange {
  field: string;
  /** What a custom field is called. */
  label?: string;
  from: string;
  to: string;
}

/** What will happen to one row of the file. */
export interface PlannedRow {
  /** Which of the file's tables it is in. */
  part: number;
  kind: RowKind;
  line: number;
  action: RowAction;
  /** The record's name as people will read it. */
  name: string;
  /** What each mapped column brings, in the order of the file, as people read it; the cell where it cannot be read. */
  values: string[];
  /** An id of another account that is not the record's number: it is none, or another record's. */
  renumbered?: { id: string; why: 'no_number' | 'taken' };
  matched?: { id: string; by: 'id' | 'email' | 'phone' | 'name' | 'deal' };
  /** What an update or a merge changes. */
  changes: PlannedChange[];
  problems: Problem[];
  mutations: NamedMutation[];
  cells: string[];
}

export interface Plan {
  /** In the order in which they are carried out. */
  rows: PlannedRow[];
  /** What is done to the set-up before the first of them. */
  preparations: Preparation[];
  counts: Record<RowAction, number>;
  /** Columns whose dates fit both orders: somebody must say which. */
  openDateColumns: string[];
  /** What most rows of a table refer to and cannot find. */
  absent: Absent[];
  /** The highest number that records bring, by type. */
  numbers: Partial<Record<RecordType, number>>;
}

export type Fields = Record<string, unknown>;

/** A record as it is before the import, where there is one. */
export type FindRecords = (ids: readonly string[]) => Promise<ReadonlyMap<string, Record<string, unknown>>>;

/** One table of a file, and what its rows and columns are. */
export interface PlanPart {
  /** Its place in the file. */
  index: number;
  table: Table;
  kind: ImportKind;
  mapping: Mapping;
}

/** A row on its way to being planned. */
export interface DraftRow {
  planned: PlannedRow;
  /** What other rows share with it, and the first of them does: the organization that it names. */
  shared: NamedMutation[];
  /** The number that its record is to keep, where that is free. */
  number?: { type: RecordType; id: string; number: number };
  columnLike: (field: string) => string;
}

/**
 * Settles which rows do what they share, and finds out what the mutators would refuse: such rows become errors.
 * @returns nothing: it changes the drafts
 */
export type Rehearse = (drafts: readonly DraftRow[], preparations: readonly Preparation[]) => Promise<void>;

/** Says row by row what an import of one table will do, and with which mutations. It writes nothing. */
export function planImport(table: Table, options: ImportOptions, known: Known, find: FindRecords): Promise<Plan> {
  const { kind, mapping, ...common } = options;
  return planParts([{ index: 0, table, kind, mapping }], common, known, find);
}

/** Says row by row what an import of several tables will do, each after those that it refers to. It writes nothing. */
export async function planParts(
  parts: readonly PlanPart[],
  common: Omit<ImportOptions, 'kind' | 'mapping'>,
  known: Known,
  find: FindRecords,
  rehearse: Rehearse = shareOnce,
): Promise<Plan> {
  const records = new KnownRecords(known);
  const drafts: DraftRow[] = [];
  const preparations: Preparation[] = [];
  const openDateColumns = new Set<string>();
  /** What rows of this very file make, for later rows that match them. */
  const made = new Map<string, Fields>();
  const keepsIds = known.keepsNumbers && parts.some(({ mapping }) => Object.values(mapping).includes(sellId.field));
  const references = new References(parts, { ...common, keepsIds }, known);
  preparations.push(...references.preparations);
  const strangers = new Set<string>();
  const inOrder = parts
    .flatMap(({ kind, ...part }) => (isSetUpKind(kind) ? [] : [{ ...part, kind }]))
    .toSorted((a, b) => recordKinds.indexOf(a.kind) - recordKinds.indexOf(b.kind) || a.index - b.index);
  let customFields = known.custom_fields;
  const matched: { matches: Matched[]; options: ImportOptions }[] = [];
  for (const { index, table, kind, mapping } of inOrder) {
    const options: ImportOptions = { ...common, kind, mapping };
    const cells = new Cells(table, options, { ...known, custom_fields: customFields }, references);
    preparations.push(...cells.preparations);
    // The next table finds the fields that this one makes.
    customFields = cells.fieldsAfter(customFields);
    for (const column of cells.openDateColumns) openDateColumns.add(column);
    const matches: Matched[] = [];
    // Organizations come first: the persons of the same table may belong to them.
    const isFirst = (row: TableRow) => kind === 'contact' && cells.saysYes('is_organization', row);
    for (const row of [...table.rows.filter(isFirst), ...table.rows.filter((one) => !isFirst(one))]) {
      const { draft, fields, defaulted, id } = planRow(row, { part: index, kind, cells, records, options, known });
      drafts.push(draft);
      const { planned } = draft;
      if (planned.matched) matches.push({ planned, fields, defaulted, id: planned.matched.id });
      else if (planned.action === 'create') made.set(id, fields);
    }
    for (const name of cells.strangers) strangers.add(name);
    matched.push({ matches, options });
  }
  if (strangers.size > 0) preparations.push({ what: 'strangers', id: '', name: '', choices: [...strangers], mutations: [] });
  const named = namesOf(known, customFields, made);
  for (const { matches, options } of matched) await settleMatches(matches, made, options, named, find);
  await rehearse(drafts, preparations);
  const rows = drafts.map(({ planned }) => planned);
  preparations.push(...renumbered(rows));
  const counts: Plan['counts'] = { create: 0, update: 0, merge: 0, skip: 0, error: 0 };
  for (const { action } of rows) counts[action]++;
  return { rows, preparations, counts, openDateColumns: [...openDateColumns], absent: absentOf(rows), numbers: highestOf(drafts) };
}

async function shareOnce(drafts: readonly DraftRow[]): Promise<void> {
  const done = new Set<string>();
  for (const { planned, shared } of drafts)
    for (const mutation of shared) {
      const { id } = mutation.args as { id: string };
      if (planned.mutations.length === 0 || done.has(id)) continue;
      planned.mutations.unshift(mutation);
      done.add(id);
    }
}

interface Matched {
  planned: PlannedRow;
  fields: Fields;
  /** What of the fields no cell says. */
  defaulted: ReadonlySet<string>;
  id: string;
}

/** Records looked at together, so that a large file needs no large answer. */
const recordsAtOnce = 500;

/** Holds rows that match against the records as they are: what would change nothing is left. */
async function settleMatches(
  matches: readonly Matched[],
  made: ReadonlyMap<string, Fields>,
  { duplicates }: ImportOptions,
  named: (value: unknown) => string,
  find: FindRecords,
): Promise<void> {
  for (let from = 0; from < matches.length; from += recordsAtOnce) {
    const some = matches.slice(from, from + recordsAtOnce).filter(({ planned }) => planned.action !== 'skip');
    const found = await find([...new Set(some.map(({ id }) => id))]);
    for (const { planned, fields, defaulted, id } of some) {
      const record = found.get(id) ?? made.get(id) ?? {};
      // A default is for new records.
      const given = Object.fromEntries(Object.entries(fields).filter(([field]) => !defaulted.has(field)));
      const changed = changesOf(record, given, planned.action === 'merge' && duplicates === 'fill', named);
      planned.changes = changed.changes;
      planned.mutations = updateOf(planned.kind, id, changed.fields, given, record);
      if (planned.mutations.length > 0) continue;
      planned.action = 'skip';
      planned.changes = [];
    }
  }
}

function planRow(
  row: TableRow,
  table: { part: number; kind: RecordKind; cells: Cells; records: KnownRecords; options: ImportOptions; known: Known },
): { draft: DraftRow; fields: Fields; defaulted: ReadonlySet<string>; id: string } {
  const { part, cells, records, options, known } = table;
  const source = sourcesOf(options)[0];
  const { fields, defaulted, values, problems, externalId: outerId, sellId, firstStage } = cells.read(row, records);
  const kind = settleKind(table.kind, fields);
  settleFields(kind, fields, known, options.ownerId);
  const name = nameOf(kind, fields, records.nameOf);
  const planned: PlannedRow = {
    part,
    kind,
    line: row.line,
    action: 'error',
    name,
    values,
    changes: [],
    problems,
    mutations: [],
    cells: row.cells,
  };
  const draft: DraftRow = { planned, shared: [], columnLike: (field) => cells.columnLike(field) };
  checkRequired(kind, fields, cells, problems);
  const unknown = kind === 'email' && problems.length === 0 ? linkByAddress(fields, records) : undefined;
  if (unknown) {
    const { address: value, field } = unknown;
    const message = `“${value}” is no known lead, contact or deal`;
    problems.push({ column: cells.columnOf(field), code: 'unreadable', value, wanted: 'resource', message });
  }

  const id = rowId(known.workspaceId, source, kind, outerId ?? `line ${row.line} of ${cells.fileKey}`);
  if (problems.length > 0) return { draft, fields, defaulted, id };
  // Without an id of its own a row has that of its place in exactly this file: a file that comes again brings nothing new.
  const sameId = records.byId(kind, id);
  const standing = sameId === undefined || outerId === undefined || options.renamed === 'same' ? undefined : records.nameOf(sameId);
  if (standing !== undefined && options.renamed !== undefined && isAnotherName(kind, name, standing)) {
    const message = `is the id of “${standing}”, which has another name: say whether it is the same record`;
    // Nor is the other record what later rows mean by this id.
    records.forget(kind, id);
    problems.push({ column: cells.idColumn, code: 'renamed', value: standing, message });
    return { draft, fields, defaulted, id };
  }
  const match = sameId === undefined ? records.match(kind, fields) : { id: sameId, by: 'id' as const };
  if (match) planned.matched = match;
  if (match && match.by !== 'id' && options.duplicates === 'skip') {
    // Rows of other files that refer to this one find the record that it matched.
    records.alias(kind, id, match.id);
    planned.action = 'skip';
  } else if (match && (match.by === 'id' || options.duplicates !== 'create')) {
    if (match.by !== 'id') records.alias(kind, id, match.id);
    planned.action = match.by === 'id' ? 'update' : 'merge';
    // A value that follows from the products of a deal is theirs.
    if (kind === 'deal' && known.pricedDeals.has(match.id)) for (const field of ['value', 'currency']) delete fields[field];
  } else {
    // Made all the same: what it looks like is no news.
    delete planned.matched;
    if (kind === 'deal' && firstStage !== undefined) fields['stage_id'] = firstStage;
    draft.shared = sharedOf(kind, fields, options, known, records);
    fillCustomFields(kind, fields, options, known);
    cells.showChosen(values, fields);
    const kept = sellId === undefined ? undefined : keepNumber(draft, id, sellId);
    planned.mutations = createOf(kind, id, { ...fields, ...kept }, options, known);
    planned.action = 'create';
    records.add(kind, id, fields, outerId !== undefined);
  }
  return { draft, fields, defaulted, id };
}

/** Names that share no word, of records that are known by their names. */
function isAnotherName(kind: RowKind, name: string, standing: string): boolean {
  if (!['organization', 'person', 'lead', 'deal', 'product'].includes(kind)) return false;
  const [now, before] = [nameWords(name), nameWords(standing)];
  return now.length > 0 && before.length > 0 && !shareWord(now, before);
}

function checkRequired(kind: RowKind, fields: Fields, cells: Cells, problems: Problem[]): void {
  needs[kind].forEach((some, at) => {
    const columns = some.map((field) => cells.columnOf(field));
    const given = some.some((field) => Boolean(fields[field]) && ['string', 'object'].includes(typeof fields[field]));
    // An organization that is yet to be made stands for itself.
    if (given || (some.includes('organization_id') && fields['new_organization'] !== undefined)) return;
    // A cell that could not be read is told already.
    if (problems.some(({ column }) => columns.includes(column))) return;
    problems.push({ column: columns[0] ?? '', code: 'missing', message: missing[kind][at] ?? 'is empty' });
  });
}
