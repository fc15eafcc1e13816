import { createHash } from 'node:crypto';
import type { RowKind } from '../../shared/import-kinds.ts';
import { canonicalMoney, isCurrency } from '../../shared/money.ts';
import type { CustomField, ResourceType } from '../../shared/records/index.ts';
import { emailPattern } from '../../shared/records/index.ts';
import type { PreparedField, Preparation } from './custom-columns.ts';
import { newFieldType, prepareChoices, prepareNewField, readCustomCell } from './custom-columns.ts';
import { readMessageId, readParticipants, readVisibility } from './email-rows.ts';
import type { Known, KnownRecords, Named } from './known.ts';
import { listOf, prepareEntries } from './list-entries.ts';
import type { ImportOptions, Problem } from './plan.ts';
import type { References } from './references.ts';
import { rowId, sourcesOf } from './row-id.ts';
import type { Table, TableRow } from './read.ts';
import type { CellType, Target } from './targets.ts';
import { resourceOf, targetsOf } from './targets.ts';
import type { DateOrder, DecimalSign } from './values.ts';
import { dateOfSerial, dateOrderOf, decimalSignOf, readBoolean, readDate, readDuration, readInstant, readNumber } from './values.ts';

interface Column {
  header: string;
  index: number;
  field: string;
  type: CellType;
  custom: Target['custom'];
  order: DateOrder;
  decimal: DecimalSign;
}

export interface ReadRow {
  fields: Record<string, unknown>;
  /** Fields that have their value by no cell, but because one was chosen for all. */
  defaulted: Set<string>;
  externalId: string | undefined;
  /** The id that is to be the record's number, as it stands in the file. */
  sellId: string | undefined;
  problems: Problem[];
  /** The first stage of the pipeline that the row names, where it names no stage: for what is new. */
  firstStage: string | undefined;
}

class Unreadable extends Error {
  readonly problem: Omit<Problem, 'column'>;

  constructor(message: string, problem: Omit<Problem, 'column' | 'message'>) {
    super(message);
    this.problem = { ...problem, message };
  }
}

/** Reads the cells of a row as the fields they are mapped to. */
export class Cells {
  readonly openDateColumns: string[] = [];
  /** Stands for the file in the ids of rows without an id of their own. */
  readonly fileKey: string;
  readonly #columns: Column[];
  readonly #options: ImportOptions;
  readonly #defaults: Record<string, string>;
  readonly #known: Known;
  readonly #references: References;
  /** People whom rows name and the workspace does not have. */
  readonly strangers = new Set<string>();

  /** What the set-up needs before the rows. */
  readonly preparations: Preparation[] = [];
  readonly #spreadsheet: boolean;

  constructor(table: Table, options: ImportOptions, known: Known, references: References) {
    this.#options = options;
    this.#references = references;
    this.#known = known;
    this.#spreadsheet = table.format === 'xlsx';
    this.fileKey = fileKey(table);
    const all = targetsOf(options.kind, known.custom_fields);
    // A file of several tables has defaults for some of them: a reason of deals is none of leads.
    this.#defaults = Object.fromEntries(Object.entries(options.defaults).filter(([field]) => all.some((one) => one.field === field)));
    this.#columns = table.headers.flatMap((header, index) => {
      const field = Object.hasOwn(options.mapping, header) ? options.mapping[header] : undefined;
      const cells = table.rows.map((row) => row.cells[index] ?? '');
      const target = field === undefined ? undefined : (all.find((one) => one.field === field) ?? this.#newField(header, field, cells));
      if (!target) return [];
      const entries = options.addEntries
        ? prepareEntries(target.type, options.kind, this.#listNames(target.type, cells), known)
        : undefined;
      if (entries) this.preparations.push(entries);
      const custom = this.#prepared(target, cells);
      const isDate = target.type === 'date' || target.type === 'instant' || target.type === 'due' || custom?.definition.type === 'date';
      const order = isDate ? dateOrderOf(cells) : undefined;
      if (isDate && order === undefined && !options.dateOrder && cells.some(hasOpenOrder)) this.openDateColumns.push(header);
      const isNumber = target.type === 'money' || custom?.definition.type === 'number';
      const decimal = isNumber ? decimalSignOf(cells) : '.';
      const settled = { order: order ?? options.dateOrder ?? 'day-first', decimal } as const;
      return [{ header, index, field: target.field, type: target.type, custom, ...settled }];
    });
    // What others depend on is read first: the currency before the value, the pipeline before the stage.
    const first = ['currency', 'pipeline', 'resource_type'];
    this.#columns.sort((a, b) => Number(first.includes(b.field)) - Number(first.includes(a.field)));
  }

  /** The field that this column is to become. */
  #newField(header: string, field: string, cells: readonly string[]): Target | undefined {
    const type = newFieldType(field);
    const resource = resourceOf(this.#options.kind);
    if (type === undefined || resource === undefined) return undefined;
    const { workspaceId, custom_fields } = this.#known;
    const prepared = prepareNewField({ workspaceId, kind: this.#options.kind, resource, header, type, cells, known: custom_fields });
    return this.#taken(`custom_fields.${prepared.definition.id}`, prepared);
  }

  #taken(field: string, { definition, preparation }: PreparedField): Target {
    if (preparation) this.preparations.push(preparation);
    return { field, type: 'custom', wordings: [], custom: { definition } };
  }

  /** A field of the workspace with the choices that this file adds to it. */
  #prepared({ custom, field }: Target, cells: readonly string[]): Target['custom'] {
    if (!custom || this.preparations.some(({ id }) => field === `custom_fields.${id}`)) return custom;
    const { definition, preparation } = prepareChoices(custom.definition, cells, this.#known.administers);
    if (preparation) this.preparations.push(preparation);
    return { ...custom, definition };
  }

  /** The header of the column that fills a field; the field's own name where none does. */
  columnOf(field: string): string {
    return this.#columns.find((column) => column.field === field)?.header ?? field;
  }

  /** The header of the column that has the rows' ids. */
  get idColumn(): string {
    return this.#columns.find(({ type }) => type === 'external_id' || type === 'sell_id')?.header ?? 'external_id';
  }

  /** The header of the column that fills a field or a part of it; what the field is called elsewhere where none does. */
  columnLike(path: string): string {
    const column = this.#columns.find(({ field }) => field === path || field.startsWith(`${path}.`) || path.startsWith(`${field}.`));
    if (column) return column.header;
    return this.#known.custom_fields.find(({ id }) => path === `custom_fields.${id}`)?.name ?? path;
  }

  /** Whether a column of yes and no says yes in this row. */
  saysYes(field: string, row: TableRow): boolean {
    const column = this.#columns.find((one) => one.field === field);
    return column !== undefined && readBoolean(row.cells[column.index] ?? '') === true;
  }

  /** The workspace's custom fields as this table leaves them. */
  fieldsAfter(before: readonly CustomField[]): CustomField[] {
    const now = new Map(before.map((one) => [one.id, one]));
    for (const { custom } of this.#columns) if (custom) now.set(custom.definition.id, custom.definition);
    return [...now.values()];
  }

  read(row: TableRow, records: KnownRecords): ReadRow {
    const fields: Record<string, unknown> = { ...this.#defaults };
    const defaulted = new Set(Object.keys(this.#defaults));
    const problems: Problem[] = [];
    let externalId: string | undefined;
    let sellId: string | undefined;
    for (const { column, code, message } of row.faults ?? []) {
      const header = this.#columns.find(({ index }) => index === column)?.header;
      if (column === null || header !== undefined) problems.push({ column: header ?? '', code, message });
    }
    const faulty = new Set(problems.map((problem) => problem.column));
    for (const column of this.#columns) {
      if (faulty.has(column.header)) continue;
      // An apostrophe keeps a spreadsheet from taking text for a formula, and is no part of it.
      const cell = (row.cells[column.index] ?? '').trim().replace(/^'(?=[=@+-])/, '');
      if (cell === '') continue;
      if (column.type === 'external_id') {
        externalId = cell;
        continue;
      }
      if (column.type === 'sell_id') {
        sellId = cell;
        continue;
      }
      try {
        this.#put(fields, column, this.#value(cell, column, fields, records));
        defaulted.delete(column.field);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        problems.push({ column: column.header, ...error.problem });
      }
    }
    const { pipeline } = fields;
    delete fields['pipeline'];
    const firstStage = fields['stage_id'] === undefined ? this.#stagesOf(pipeline)[0]?.id : undefined;
    return { fields, defaulted, externalId: externalId ?? sellId, sellId, problems, firstStage };
  }

  /** The names that cells stand for: ids of a list are explained by its own table. */
  #listNames(type: CellType, cells: readonly string[]): readonly string[] {
    const list = listOf(type, this.#options.kind);
    return list === undefined ? cells : cells.map((cell) => this.#references.name(list, cell.trim()) ?? cell);
  }

  #put(fields: Record<string, unknown>, { field, custom }: Column, value: unknown): void {
    if (value instanceof Attendees) {
      fields['attendee_ids'] = value.ids;
      fields['guests'] = value.guests;
      return;
    }
    if (value instanceof Linked) {
      if (value.weak && fields['resource_id'] !== undefined) return;
      fields['resource_type'] = value.type;
      fields['resource_id'] = value.id;
      return;
    }
    if (custom) {
      const values = (fields['custom_fields'] ?? {}) as Record<string, unknown>;
      const { id } = custom.definition;
      const had = values[id];
      values[id] =
        custom.part !== undefined && isAddress(had) ? { ...had, [custom.part]: (value as Record<string, unknown>)[custom.part] } : value;
      fields['custom_fields'] = values;
      return;
    }
    const [outer = field, inner] = field.split('.');
    if (inner === undefined) {
      if (value instanceof NewOrganization) fields['new_organization'] ??= value.name;
      else if (value !== undefined) fields[field] = value;
      return;
    }
    const empty = { line1: null, city: null, postal_code: null, state: null, country: null };
    fields[outer] = { ...empty, ...(fields[outer] as object | undefined), [inner]: value };
  }

  #value(cell: string, column: Column, fields: Record<string, unknown>, records: KnownRecords): unknown {
    switch (column.type) {
      case 'external_id':
      case 'sell_id':
      case 'text':
        return withinLength(cell, column.field);
      case 'email':
        return read(emailPattern.test(cell) ? cell : undefined, cell, column.type, 'e-mail address');
      case 'date':
        return read(readDate(this.#dated(cell), column.order), cell, column.type, 'date');
      case 'instant':
        return read(readInstant(this.#dated(cell), column.order, this.#known.timezone), cell, column.type, 'date');
      case 'due': {
        // A time makes it a moment; without one it is the whole day.
        const text = this.#dated(cell);
        const due = /\d:\d\d/.test(text) ? readInstant(text, column.order, this.#known.timezone) : readDate(text, column.order);
        return read(due, cell, 'date', 'date');
      }
      case 'resource_type':
        // What hangs on nothing says so.
        if (cell.toLowerCase() === 'none') return undefined;
        return read(resourceTypeOf(cell), cell, column.type, 'lead, contact or deal');
      case 'resource':
        return this.#linked(cell, fields['resource_type'], records);
      case 'lead':
        return new Linked('lead', read(this.#refer(cell, ['lead'], records), cell, column.type, 'known lead'));
      case 'custom':
        return this.#customValue(cell, column);
      case 'boolean':
        return read(readBoolean(cell), cell, column.type, 'yes or no');
      case 'money': {
        const currency = typeof fields['currency'] === 'string' ? fields['currency'] : this.#known.currency;
        const number = readNumber(cell, column.decimal);
        const value = number === undefined ? undefined : canonicalMoney(number, currency);
        return read(value, cell, column.type, `amount of ${currency}`);
      }
      case 'currency': {
        const code = cell.toUpperCase();
        return read(isCurrency(code) ? code : undefined, cell, column.type, 'ISO currency code');
      }
      case 'percent': {
        const number = Number(cell.replace('%', '').trim());
        return read(
          Number.isInteger(number) && number >= 0 && number <= 100 ? number : undefined,
          cell,
          column.type,
          'whole percentage from 0 to 100',
        );
      }
      case 'tags': {
        const named = cell.split(/[,;|]/).map((tag) => tag.trim());
        const tags = named.map((tag) => (/^\d+$/.test(tag) && this.#references.name('tag', tag)) || tag);
        return [...new Map(tags.map((tag) => [tag.toLowerCase(), tag])).values()].filter(Boolean);
      }
      case 'customer_status': {
        const status = cell.toLowerCase();
        return read(
          ['none', 'current', 'past'].includes(status) ? status : undefined,
          cell,
          column.type,
          'customer status (none, current, past)',
        );
      }
      case 'author':
        return withinLength(this.#references.person(cell)?.name ?? cell, column.field);
      case 'user': {
        const person = this.#references.person(cell);
        if (person?.id !== undefined) return person.id;
        const wanted = cell.toLowerCase();
        const users = this.#known.users.filter(({ name, email }) => email.toLowerCase() === wanted || name.toLowerCase() === wanted);
        if (users.length > 1)
          throw new Unreadable(`“${shown(cell)}” is the name of several people: use the e-mail address`, {
            code: 'ambiguous',
            value: shown(cell),
            wanted: 'user',
          });
        if (users.length === 0 && this.#options.addEntries) {
          this.strangers.add(person?.name ?? cell);
          return undefined;
        }
        return read(users[0]?.id, cell, column.type, 'active person of this workspace');
      }
      case 'attendees':
        return this.#attendees(cell);
      case 'organization':
        return this.#refer(cell, ['organization'], records) ?? this.#newOrganization(cell, column);
      case 'contact': {
        const contact = read(this.#refer(cell, ['person', 'organization'], records), cell, column.type, 'known contact');
        return this.#attaches ? new Linked('contact', contact) : contact;
      }
      case 'deal': {
        // A call, a text or an e-mail is about a lead or a contact; of the deals that it concerns besides, the first stands in where it names none.
        const besides = ['call', 'text', 'email'].includes(this.#options.kind);
        const first = besides ? (/^[[\s]*([^,;\]]*)/.exec(cell)?.[1] ?? cell).trim() : cell;
        const deal = read(this.#refer(first, ['deal'], records), cell, column.type, 'known deal');
        return this.#attaches ? new Linked('deal', deal, besides) : deal;
      }
      case 'product':
        return read(this.#refer(cell, ['product'], records), cell, column.type, 'known product');
      case 'order':
        return read(this.#refer(cell, ['order'], records), cell, column.type, 'known order');
      case 'call_outcome': {
        const outcome = this.#references.name('call_outcome', cell) ?? cell;
        return read(named(this.#known.lists.call_outcome, outcome), cell, column.type, 'outcome of calls');
      }
      case 'visit_outcome':
        return withinLength(this.#references.name('visit_outcome', cell) ?? cell, column.field);
      case 'participants':
        return read(readParticipants(cell), cell, column.type, 'e-mail address');
      case 'message_id':
        return readMessageId(cell);
      case 'body':
        return cell;
      case 'visibility':
        return readVisibility(cell);
      case 'direction': {
        const word = cell.toLowerCase();
        if (['incoming', 'inbound', 'in', 'received', 'entrant'].includes(word)) return true;
        if (['outgoing', 'outbound', 'out', 'made', 'sent', 'sortant'].includes(word)) return false;
        return read(readBoolean(cell), cell, column.type, 'direction');
      }
      case 'duration':
        return read(readDuration(cell), cell, column.type, 'duration');
      case 'count': {
        const number = Number(readNumber(cell, column.decimal));
        return read(Number.isInteger(number) && number > 0 ? number : undefined, cell, column.type, 'whole number');
      }
      case 'variation': {
        const number = Number(readNumber(cell.replace('%', ''), '.'));
        return read(Number.isInteger(number) ? number : undefined, cell, column.type, 'whole percentage');
      }
      case 'pipeline':
        return read(this.#references.pipeline(cell) ?? named(this.#known.pipelines, cell), cell, column.type, 'pipeline');
      case 'stage':
        return this.#stage(cell, fields['pipeline']);
      case 'lead_status':
      case 'source':
      case 'loss_reason':
      case 'unqualified_reason': {
        const list = listOf(column.type, this.#options.kind);
        const name = list && (this.#references.name(list, cell) ?? cell);
        return read(list && name !== undefined ? named(this.#known.lists[list], name) : undefined, cell, column.type, words[column.type]);
      }
    }
  }

  /** Whether the rows hang on other records. */
  get #attaches(): boolean {
    return ['task', 'note', 'appointment', 'call', 'text', 'visit', 'email'].includes(this.#options.kind);
  }

  /** People of the workspace by name or address, and others by their addresses. */
  #attendees(cell: string): Attendees {
    const attendees = new Attendees();
    for (const one of cell.split(/[,;|\n]/).map((part) => part.trim())) {
      if (one === '') continue;
      const address = /<([^<>]+)>$/.exec(one)?.[1] ?? one;
      const person = this.#references.person(one);
      const wanted = address.toLowerCase();
      const user = this.#known.users.find(
        ({ id, email, name }) => id === person?.id || [email, name].some((word) => word.toLowerCase() === wanted),
      );
      if (user) attendees.ids.push(user.id);
      else if (emailPattern.test(address)) attendees.guests.push({ email: address, name: null });
      else if (person || this.#options.addEntries) this.strangers.add(person?.name ?? one);
      else read(undefined, one, 'attendees', 'active person of this workspace, and no e-mail address');
    }
    return attendees;
  }

  #linked(cell: string, type: unknown, records: KnownRecords): Linked {
    const kinds: Record<ResourceType, readonly RowKind[]> = { lead: ['lead'], contact: ['person', 'organization'], deal: ['deal'] };
    const types = type === undefined ? (['lead', 'contact', 'deal'] as const) : [type as ResourceType];
    const found = types.flatMap((one) => {
      const id = this.#refer(cell, kinds[one], records);
      return id === undefined ? [] : [new Linked(one, id)];
    });
    // Leads, contacts and deals are counted each for themselves: a number alone says nothing of which is meant.
    if (found.length > 1)
      throw new Unreadable(`“${shown(cell)}” is the id of several records: say in a column whether it is a lead, a contact or a deal`, {
        code: 'ambiguous',
        value: shown(cell),
        wanted: 'resource_type',
      });
    return read(found[0], cell, 'resource', 'known lead, contact or deal');
  }

  #customValue(cell: string, { custom, order, decimal }: Column): unknown {
    if (!custom) return undefined;
    const { definition, part } = custom;
    const text = definition.type === 'date' ? this.#dated(cell) : cell;
    const given = readCustomCell(definition, part, text, { order, decimal });
    if ('value' in given) return given.value;
    if ('problem' in given) throw new Unreadable(given.problem, { code: 'refused' });
    throw new Unreadable(`“${shown(cell)}” does not fit ${definition.name}`, {
      code: 'unreadable',
      value: shown(cell),
      wanted: given.wanted,
    });
  }

  /** Spreadsheets keep days as numbers: one whose cell has lost its format is a day still. */
  #dated(cell: string): string {
    return this.#spreadsheet && /^\d{5}(\.\d+)?$/.test(cell) ? dateOfSerial(Number(cell)) : cell;
  }

  /** A record by the id that it has in the file's source, or by its exact name. */
  #refer(cell: string, kinds: readonly RowKind[], records: KnownRecords): string | undefined {
    for (const source of sourcesOf(this.#options))
      for (const kind of kinds) {
        const known = records.byId(kind, rowId(this.#known.workspaceId, source, kind, cell));
        if (known !== undefined) return known;
      }
    const ids = [...new Set(kinds.flatMap((kind) => records.byName(kind, cell)))];
    if (ids.length > 1)
      throw new Unreadable(`“${shown(cell)}” is the name of several records: use their id`, { code: 'ambiguous', value: shown(cell) });
    return ids[0];
  }

  #newOrganization(cell: string, { header }: Column): NewOrganization {
    if (/\bid$/i.test(header.trim()) || /^\d+$/.test(cell))
      throw new Unreadable(`“${shown(cell)}” is no known organization`, { code: 'unreadable', value: shown(cell), wanted: 'organization' });
    return new NewOrganization(withinLength(cell, 'name'));
  }

  /** By name; a closed stage also by what its category is called elsewhere ("Closed Won"). */
  #stage(cell: string, pipeline: unknown): string {
    const known = this.#references.stage(cell);
    if (known !== undefined) return known;
    const { pipelines } = this.#known;
    const of = pipelines.find(({ id }) => id === pipeline) ?? pipelines[0];
    const stages = this.#stagesOf(of?.id);
    const category = cell.toLowerCase().replace(/^closed[\s-]*/, '');
    const found = named(stages, cell) ?? stages.find((stage) => stage.category === category)?.id;
    if (found !== undefined) return found;
    // In the export of another account, a stage that one pipeline alone has tells the pipeline.
    if (this.#options.addEntries && pipeline === undefined) {
      const elsewhere = this.#known.stages.filter(({ name }) => name.toLowerCase() === cell.toLowerCase());
      if (elsewhere.length === 1 && elsewhere[0]) return elsewhere[0].id;
    }
    const choices = stages.map(({ name }) => name);
    throw new Unreadable(`“${shown(cell)}” is no stage of ${of?.name ?? 'the pipeline'}, which has ${choices.join(', ')}`, {
      code: 'unreadable',
      value: shown(cell),
      wanted: 'stage',
      among: { name: of?.name ?? '', choices },
    });
  }

  #stagesOf(pipeline: unknown) {
    return this.#known.stages.filter(({ pipeline_id }) => pipeline_id === pipeline).sort((a, b) => a.position - b.position);
  }
}

/** What a row hangs on. */
class Linked {
  readonly type: ResourceType;
  readonly id: string;
  /** Where the row names nothing else that it hangs on. */
  readonly weak: boolean;
  constructor(type: ResourceType, id: string, weak = false) {
    this.type = type;
    this.id = id;
    this.weak = weak;
  }
}

function resourceTypeOf(cell: string): ResourceType | undefined {
  const word = cell.toLowerCase().replace(/s$/, '');
  if (['lead', 'piste', 'prospect'].includes(word)) return 'lead';
  if (['deal', 'opportunity', 'opportunitie', 'affaire'].includes(word)) return 'deal';
  return ['contact', 'person', 'company', 'companie', 'organization', 'organisation', 'personne'].includes(word) ? 'contact' : undefined;
}

const isAddress = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

class Attendees {
  readonly ids: string[] = [];
  readonly guests: { email: string; name: null }[] = [];
}

const words = {
  lead_status: 'lead status',
  source: 'source',
  loss_reason: 'loss reason',
  unqualified_reason: 'unqualified reason',
} as const;

class NewOrganization {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const shown = (cell: string): string => (cell.length > 60 ? `${cell.slice(0, 57)}…` : cell);

function read<T>(value: T | undefined, cell: string, type: CellType, wanted: string): T {
  if (value === undefined)
    throw new Unreadable(`“${shown(cell)}” is no ${wanted}`, { code: 'unreadable', value: shown(cell), wanted: type });
  return value;
}

function withinLength(cell: string, field: string): string {
  const longest =
    field === 'content'
      ? 100_000
      : field === 'description' || field === 'summary'
        ? 20_000
        : field === 'subject'
          ? 998
          : field === 'website' || field === 'recording_url'
            ? 2048
            : ['phone', 'mobile', 'fax', 'role', 'phone_number', 'sku'].includes(field)
              ? 64
              : 255;
  if (cell.length > longest)
    throw new Unreadable(`is ${cell.length} characters long; ${longest} is the most`, { code: 'too_long', value: String(longest) });
  return cell;
}

function named(list: readonly Named[], cell: string): string | undefined {
  const wanted = cell.toLowerCase();
  return list.find(({ name }) => name.toLowerCase() === wanted)?.id;
}

/** A date that could be read with the day or the month first. */
function hasOpenOrder(cell: string): boolean {
  const match = /^(\d{1,2})[-/](\d{1,2})[-/]\d{2,4}/.exec(cell.trim());
  return match !== null && match[1] !== match[2];
}

function fileKey(table: Table): string {
  const hash = createHash('sha256').update(table.headers.join('\n'));
  for (const { cells } of table.rows) hash.update(cells.join('\u001f')).update('\u001e');
  return hash.digest('hex').slice(0, 32);
}
