import { v5 } from 'uuid';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { Table, TableRow } from './read.ts';
import { Cells } from './cells.ts';
import { changesOf } from './changes.ts';
import type { Known } from './known.ts';
import { KnownRecords } from './known.ts';
import type { CellType, ImportKind, Mapping } from './targets.ts';
import { needs } from './targets.ts';
import type { DateOrder } from './values.ts';

export const duplicateRules = ['skip', 'fill', 'update', 'create'] as const;

export interface ImportOptions {
  kind: ImportKind;
  mapping: Mapping;
  /** Where the file comes from: rows with the same id from the same source are the same record for ever. */
  source: string;
  /**
   * What to do with a row that matches a record by e-mail, phone or name: leave the record, fill what is empty in it, write
   * over it, or make another one all the same.
   */
  duplicates: (typeof duplicateRules)[number];
  /** How to read dates that fit both orders. */
  dateOrder?: DateOrder | undefined;
  /** Whose the records are where the file does not say. */
  ownerId: string;
  /** Values for fields that no column fills: a stage, a loss reason, a currency. */
  defaults: Record<string, string>;
}

/** What is wrong with a row, in a form that can be said in any language; `message` says it in English. */
export interface Problem {
  column: string;
  code: 'unreadable' | 'ambiguous' | 'too_long' | 'missing';
  message: string;
  /** The cell; for `too_long` the most that fits. */
  value?: string;
  /** What the cell should have been. */
  wanted?: CellType;
}

/** One field that a row changes, in words. */
export interface PlannedChange {
  field: string;
  from: string;
  to: string;
}

/** `update` is of the record that an earlier import made of the same row, `merge` of one that only looks like it. */
export const rowActions = ['create', 'update', 'merge', 'skip', 'error'] as const;
export type RowAction = (typeof rowActions)[number];

/** What will happen to one row of the file. */
export interface PlannedRow {
  line: number;
  action: RowAction;
  /** The record's name as people will read it. */
  name: string;
  /** Two more things to know it by: see `factsOf`. */
  facts: [string, string];
  matched?: { id: string; by: 'id' | 'email' | 'phone' | 'name' };
  /** What an update or a merge changes. */
  changes: PlannedChange[];
  problems: Problem[];
  mutations: NamedMutation[];
  cells: string[];
}

export interface Plan {
  rows: PlannedRow[];
  counts: Record<RowAction, number>;
  /** Columns whose dates fit both orders: somebody must say which. */
  openDateColumns: string[];
}

/** The id of a row's record, always the same for the same source, kind and outer id. */
export const rowId = (workspaceId: string, source: string, kind: string, outerId: string): string =>
  v5(`${source}/${kind}/${outerId}`, workspaceId);

type Fields = Record<string, unknown>;

/** A record as it is before the import, where there is one. */
export type FindRecords = (ids: readonly string[]) => Promise<ReadonlyMap<string, Record<string, unknown>>>;

/** Says row by row what an import will do, and with which mutations. It writes nothing. */
export async function planImport(table: Table, options: ImportOptions, known: Known, find: FindRecords): Promise<Plan> {
  const records = new KnownRecords(known);
  const cells = new Cells(table, options, known);
  const named = namesOf(known);
  const rows: PlannedRow[] = [];
  const matches: Matched[] = [];
  /** What rows of this very file make, for later rows that match them. */
  const made = new Map<string, Fields>();
  for (const row of table.rows) {
    const { planned, fields, id } = planRow(row, cells, records, options, known, named);
    rows.push(planned);
    if (planned.matched) matches.push({ planned, fields, id: planned.matched.id });
    else if (planned.action === 'create') made.set(id, fields);
  }
  await settleMatches(matches, made, options, named, find);
  const counts: Plan['counts'] = { create: 0, update: 0, merge: 0, skip: 0, error: 0 };
  for (const { action } of rows) counts[action]++;
  return { rows, counts, openDateColumns: cells.openDateColumns };
}

interface Matched {
  planned: PlannedRow;
  fields: Fields;
  id: string;
}

/** Records looked at together, so that a large file needs no large answer. */
const recordsAtOnce = 500;

/** Holds rows that match against the records as they are: what would change nothing is left. */
async function settleMatches(
  matches: readonly Matched[],
  made: ReadonlyMap<string, Fields>,
  { kind, duplicates, defaults, mapping }: ImportOptions,
  named: (value: unknown) => string,
  find: FindRecords,
): Promise<void> {
  const mapped = new Set(Object.values(mapping));
  for (let from = 0; from < matches.length; from += recordsAtOnce) {
    const some = matches.slice(from, from + recordsAtOnce).filter(({ planned }) => planned.action !== 'skip');
    const found = await find([...new Set(some.map(({ id }) => id))]);
    for (const { planned, fields, id } of some) {
      const record = found.get(id) ?? made.get(id) ?? {};
      // A default is for new records.
      const given = Object.fromEntries(Object.entries(fields).filter(([field]) => !Object.hasOwn(defaults, field) || mapped.has(field)));
      const changed = changesOf(record, given, planned.action === 'merge' && duplicates === 'fill', named);
      planned.changes = changed.changes;
      planned.mutations = updateOf(kind, id, changed.fields, given, record);
      if (planned.mutations.length === 0) planned.action = 'skip';
    }
  }
}

function planRow(
  row: TableRow,
  cells: Cells,
  records: KnownRecords,
  options: ImportOptions,
  known: Known,
  named: (value: unknown) => string,
): { planned: PlannedRow; fields: Fields; id: string } {
  const { kind, source } = options;
  const { fields, problems, externalId: outerId } = cells.read(row, records);
  const name = nameOf(kind, fields);
  const facts = factsOf(kind, fields, named);
  const planned: PlannedRow = { line: row.line, action: 'error', name, facts, changes: [], problems, mutations: [], cells: row.cells };
  checkRequired(kind, fields, cells, problems);

  const id = rowId(known.workspaceId, source, kind, outerId ?? `line ${row.line} of ${cells.fileKey}`);
  if (problems.length > 0) return { planned, fields, id };
  const sameId = outerId === undefined ? undefined : records.byId(kind, id);
  const match = sameId ? { id, by: 'id' as const } : records.match(kind, fields);
  if (match) planned.matched = match;
  if (match && match.by !== 'id' && options.duplicates === 'skip') {
    // Rows of other files that refer to this one find the record that it matched.
    records.alias(kind, id, match.id);
    planned.action = 'skip';
  } else if (match && (match.by === 'id' || options.duplicates !== 'create')) {
    if (match.by !== 'id') records.alias(kind, id, match.id);
    planned.action = match.by === 'id' ? 'update' : 'merge';
  } else {
    // Made all the same: what it looks like is no news.
    delete planned.matched;
    planned.mutations = createOf(kind, id, fields, options, known, records);
    planned.action = 'create';
    records.add(kind, id, fields, outerId !== undefined);
  }
  return { planned, fields, id };
}

/** Values as people read them: records and people by their names. */
function namesOf(known: Known): (value: unknown) => string {
  const names = new Map<string, string>();
  for (const { id, name } of [
    ...known.users,
    ...known.pipelines,
    ...known.stages,
    ...Object.values(known.lists).flat(),
    ...known.contacts,
    ...known.deals,
  ])
    names.set(id, name);
  const named = (value: unknown): string => {
    if (value === null || value === undefined) return '';
    if (Array.isArray(value)) return value.map(named).join(', ');
    if (typeof value === 'object') return Object.values(value).map(named).filter(Boolean).join(', ');
    return names.get(String(value)) ?? String(value);
  };
  return named;
}

function nameOf(kind: ImportKind, fields: Fields): string {
  const text = (field: string) => (typeof fields[field] === 'string' ? fields[field] : '');
  if (kind === 'organization' || kind === 'deal') return text('name');
  if (kind === 'associated_contact') return text('role');
  return [text('first_name'), text('last_name')].filter(Boolean).join(' ') || text('organization_name');
}

/** Organization and e-mail of people and leads, city and website of organizations, party and amount of deals. */
function factsOf(kind: ImportKind, fields: Fields, named: (value: unknown) => string): [string, string] {
  const email = named(fields['email']);
  switch (kind) {
    case 'organization':
      return [named((fields['address'] as { city?: unknown } | undefined)?.city), named(fields['website'])];
    case 'person':
      return [named(fields['contact_id'] ?? fields['new_organization']), email];
    case 'lead':
      return [named(fields['organization_name']), email];
    case 'deal': {
      const party = fields['organization_id'] ?? fields['new_organization'] ?? fields['contact_id'];
      return [named(party), [named(fields['value']), named(fields['currency'])].filter(Boolean).join(' ')];
    }
    case 'associated_contact':
      return [named(fields['deal_id']), named(fields['contact_id'])];
  }
}

const missing: Record<ImportKind, readonly string[]> = {
  organization: ['is empty: an organization needs a name'],
  person: ['is empty: a person needs a last name'],
  lead: ['is empty: a lead needs a last name or an organization'],
  deal: ['is empty: a deal needs a name', 'is empty: a deal needs a contact or an organization'],
  associated_contact: ['is empty: say which deal', 'is empty: say which contact'],
};

function checkRequired(kind: ImportKind, fields: Fields, cells: Cells, problems: Problem[]): void {
  needs[kind].forEach((some, at) => {
    const columns = some.map((field) => cells.columnOf(field));
    const given = some.some((field) => typeof fields[field] === 'string' && fields[field] !== '');
    // An organization that is yet to be made stands for itself.
    if (given || (some.includes('organization_id') && fields['new_organization'] !== undefined)) return;
    // A cell that could not be read is told already.
    if (problems.some(({ column }) => columns.includes(column))) return;
    problems.push({ column: columns[0] ?? '', code: 'missing', message: missing[kind][at] ?? 'is empty' });
  });
}

/** The organization that a row names and nobody knows yet is made with it. */
function newOrganization(fields: Fields, options: ImportOptions, known: Known, records: KnownRecords): NamedMutation[] {
  const name = fields['new_organization'];
  if (typeof name !== 'string') return [];
  const id = rowId(known.workspaceId, options.source, 'organization', `name ${name.toLowerCase()}`);
  const field = options.kind === 'deal' ? 'organization_id' : options.kind === 'organization' ? 'parent_organization_id' : 'contact_id';
  fields[field] = id;
  delete fields['new_organization'];
  if (records.byId('organization', id)) return [];
  records.add('organization', id, { name });
  return [{ name: 'createContact', args: { id, is_organization: true, name, owner_id: options.ownerId } }];
}

function createOf(
  kind: ImportKind,
  id: string,
  fields: Fields,
  options: ImportOptions,
  known: Known,
  records: KnownRecords,
): NamedMutation[] {
  const before = newOrganization(fields, options, known, records);
  // The mutators validate every argument again: what is read here is theirs to judge.
  const owned = { id, owner_id: options.ownerId, ...fields };
  switch (kind) {
    case 'organization':
      return [...before, { name: 'createContact', args: { ...owned, is_organization: true } }];
    case 'person':
      return [...before, { name: 'createContact', args: owned }];
    case 'lead':
      return [{ name: 'createLead', args: owned }];
    case 'deal':
      return [...before, { name: 'createDeal', args: dealArgs(owned, known.today) }];
    case 'associated_contact':
      return [{ name: 'addAssociatedContact', args: { id, deal_id: '', contact_id: '', ...fields } }];
  }
}

function dealArgs<F extends Fields & { id: string; owner_id: string }>(owned: F, today: string) {
  const { organization_id: organization, contact_id: contact, ...fields } = owned;
  const party = { contact_id: typeof contact === 'string' ? contact : String(organization) };
  const closes = fields['estimated_close_date'];
  // A deal that was to be closed long ago was not added today.
  const added = typeof closes === 'string' && closes < today ? { added_at: `${closes}T12:00:00.000Z` } : {};
  return { name: '', ...added, ...fields, ...party };
}

/** @param changes the fields that are new @param given all that the row says @param record as it is before */
function updateOf(kind: ImportKind, id: string, changes: Fields, given: Fields, record: Fields): NamedMutation[] {
  if (Object.keys(changes).length === 0) return [];
  switch (kind) {
    case 'organization':
    case 'person':
      return [{ name: 'updateContact', args: { id, ...changes } }];
    case 'lead':
      return [{ name: 'updateLead', args: { id, ...changes } }];
    case 'deal': {
      const { stage_id, loss_reason_id, unqualified_reason_id, ...rest } = changes;
      const mutations: NamedMutation[] = [];
      if (Object.keys(rest).length > 0) mutations.push({ name: 'updateDeal', args: { id, ...rest } });
      if ([stage_id, loss_reason_id, unqualified_reason_id].some((value) => value !== undefined)) {
        // A move clears the reasons that it does not name.
        const now = { ...record, ...given } as { stage_id?: string; loss_reason_id?: string; unqualified_reason_id?: string };
        const reasons = { loss_reason_id: now.loss_reason_id ?? null, unqualified_reason_id: now.unqualified_reason_id ?? null };
        mutations.push({ name: 'moveDeal', args: { id, stage_id: now.stage_id ?? '', ...reasons } });
      }
      return mutations;
    }
    case 'associated_contact':
      return typeof changes['role'] === 'string' ? [{ name: 'updateAssociatedContact', args: { id, role: changes['role'] } }] : [];
  }
}
