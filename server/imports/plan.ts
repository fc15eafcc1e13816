import { v5 } from 'uuid';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { Table, TableRow } from './read.ts';
import { Cells } from './cells.ts';
import type { Known } from './known.ts';
import { KnownRecords } from './known.ts';
import type { ImportKind, Mapping } from './targets.ts';
import type { DateOrder } from './values.ts';

export interface ImportOptions {
  kind: ImportKind;
  mapping: Mapping;
  /** Where the file comes from: rows with the same id from the same source are the same record for ever. */
  source: string;
  /** What to do with a row that matches a record by e-mail, phone or name. */
  duplicates: 'skip' | 'update' | 'create';
  /** How to read dates that fit both orders. */
  dateOrder?: DateOrder | undefined;
  /** Whose the records are where the file does not say. */
  ownerId: string;
  /** Values for fields that no column fills: a stage, a loss reason, a currency. */
  defaults: Record<string, string>;
}

export interface Problem {
  column: string;
  message: string;
}

export type RowAction = 'create' | 'update' | 'skip' | 'error';

/** What will happen to one row of the file. */
export interface PlannedRow {
  line: number;
  action: RowAction;
  /** The record's name as people will read it. */
  name: string;
  matched?: { id: string; by: 'id' | 'email' | 'phone' | 'name' };
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

/** Says row by row what an import will do, and with which mutations. Pure: it writes nothing. */
export function planImport(table: Table, options: ImportOptions, known: Known): Plan {
  const records = new KnownRecords(known);
  const cells = new Cells(table, options, known);
  const rows = table.rows.map((row) => planRow(row, cells, records, options, known));
  const counts: Plan['counts'] = { create: 0, update: 0, skip: 0, error: 0 };
  for (const { action } of rows) counts[action]++;
  return { rows, counts, openDateColumns: cells.openDateColumns };
}

function planRow(row: TableRow, cells: Cells, records: KnownRecords, options: ImportOptions, known: Known): PlannedRow {
  const { kind, source } = options;
  const read = cells.read(row, records);
  const { fields, problems } = read;
  const planned: PlannedRow = { line: row.line, action: 'error', name: nameOf(kind, fields), problems, mutations: [], cells: row.cells };
  checkRequired(kind, fields, cells, problems);
  if (problems.length > 0) return planned;

  const outerId = read.externalId;
  const id = rowId(known.workspaceId, source, kind, outerId ?? `line ${row.line} of ${cells.fileKey}`);
  const sameId = outerId === undefined ? undefined : records.byId(kind, id);
  const match = sameId ? { id, by: 'id' as const } : records.match(kind, fields);
  if (match) planned.matched = match;
  if (match && match.by !== 'id' && options.duplicates === 'skip') {
    // Rows of other files that refer to this one find the record that it matched.
    records.alias(kind, id, match.id);
    return { ...planned, action: 'skip' };
  }
  if (match && (match.by === 'id' || options.duplicates === 'update')) {
    if (match.by !== 'id') records.alias(kind, id, match.id);
    const update = updateOf(kind, match.id, fields);
    return { ...planned, action: update.length > 0 ? 'update' : 'skip', mutations: update };
  }
  const mutations = createOf(kind, id, fields, options, known, records);
  records.add(kind, id, fields, outerId !== undefined);
  return { ...planned, action: 'create', mutations };
}

function nameOf(kind: ImportKind, fields: Fields): string {
  const text = (field: string) => (typeof fields[field] === 'string' ? fields[field] : '');
  if (kind === 'organization' || kind === 'deal') return text('name');
  if (kind === 'associated_contact') return text('role');
  return [text('first_name'), text('last_name')].filter(Boolean).join(' ') || text('organization_name');
}

function checkRequired(kind: ImportKind, fields: Fields, cells: Cells, problems: Problem[]): void {
  const need = (field: string, message: string, ...others: string[]) => {
    if (![field, ...others].some((name) => typeof fields[name] === 'string' && fields[name] !== ''))
      if (!problems.some(({ column }) => [field, ...others].some((name) => column === cells.columnOf(name))))
        problems.push({ column: cells.columnOf(field), message });
  };
  if (kind === 'organization') need('name', 'is empty: an organization needs a name');
  if (kind === 'person') need('last_name', 'is empty: a person needs a last name');
  if (kind === 'lead') need('last_name', 'is empty: a lead needs a last name or an organization', 'organization_name');
  if (kind === 'deal') {
    need('name', 'is empty: a deal needs a name');
    need('contact_id', 'is empty: a deal needs a contact or an organization', 'organization_id');
  }
  if (kind === 'associated_contact') {
    need('deal_id', 'is empty: say which deal');
    need('contact_id', 'is empty: say which contact');
  }
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

function updateOf(kind: ImportKind, id: string, fields: Fields): NamedMutation[] {
  const { new_organization: _ignored, ...changes } = fields;
  if (Object.keys(changes).length === 0) return [];
  switch (kind) {
    case 'organization':
    case 'person':
      return [{ name: 'updateContact', args: { id, ...changes } }];
    case 'lead':
      return [{ name: 'updateLead', args: { id, ...changes } }];
    case 'deal': {
      const { organization_id: _organization, stage_id, loss_reason_id, unqualified_reason_id, added_at: _added, ...rest } = changes;
      const mutations: NamedMutation[] = [];
      if (Object.keys(rest).length > 0) mutations.push({ name: 'updateDeal', args: { id, ...rest } });
      if (typeof stage_id === 'string')
        mutations.push({
          name: 'moveDeal',
          args: {
            id,
            stage_id,
            ...(typeof loss_reason_id === 'string' ? { loss_reason_id } : {}),
            ...(typeof unqualified_reason_id === 'string' ? { unqualified_reason_id } : {}),
          },
        });
      return mutations;
    }
    case 'associated_contact':
      return typeof changes['role'] === 'string' ? [{ name: 'updateAssociatedContact', args: { id, role: changes['role'] } }] : [];
  }
}
