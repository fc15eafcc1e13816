import { createHash } from 'node:crypto';
import type { CustomField } from '../../shared/records/index.ts';
import type { Column } from './cell-values.ts';
import { CellValues } from './cell-values.ts';
import type { PreparedField, Preparation } from './custom-columns.ts';
import { newFieldType, prepareChoices, prepareNewField } from './custom-columns.ts';
import type { Known, KnownRecords } from './known.ts';
import { Attendees, Linked, NewOrganization } from './linked.ts';
import { listOf, prepareEntries } from './list-entries.ts';
import type { ImportOptions, Problem } from './plan.ts';
import type { Table, TableRow } from './read.ts';
import type { References } from './references.ts';
import type { CellType, Target } from './target.ts';
import { resourceOf, targetsOf } from './targets.ts';
import { cut, namesIn, textOf } from './shown-values.ts';
import { Unreadable } from './unreadable.ts';
import { dateOrderOf, decimalSignOf, readBoolean } from './values.ts';

export interface ReadRow {
  fields: Record<string, unknown>;
  /** Fields that have their value by no cell, but because one was chosen for all. */
  defaulted: Set<string>;
  externalId: string | undefined;
  /** The id that is to be the record's number, as it stands in the file. */
  sellId: string | undefined;
  /** What each mapped column brings, in the order of the file: see `textOf`. */
  values: string[];
  problems: Problem[];
  /** The first stage of the pipeline that the row names, where it names no stage: for what is new. */
  firstStage: string | undefined;
}

/** Reads the cells of a row as the fields they are mapped to. */
export class Cells {
  readonly openDateColumns: string[] = [];
  /** Stands for the file in the ids of rows without an id of their own. */
  readonly fileKey: string;
  readonly #columns: Column[];
  readonly #mapped: number;
  #names: ReadonlyMap<string, string> | undefined;
  readonly #options: ImportOptions;
  readonly #defaults: Record<string, string>;
  readonly #known: Known;
  readonly #references: References;
  /** What the set-up needs before the rows. */
  readonly preparations: Preparation[] = [];
  readonly #values: CellValues;

  constructor(table: Table, options: ImportOptions, known: Known, references: References) {
    this.#options = options;
    this.#references = references;
    this.#known = known;
    this.#values = new CellValues(options, known, references, table.format === 'xlsx');
    this.fileKey = fileKey(table);
    const all = targetsOf(options.kind, known.custom_fields);
    // A file of several tables has defaults for some of them: a reason of deals is none of leads.
    this.#defaults = Object.fromEntries(Object.entries(options.defaults).filter(([field]) => all.some((one) => one.field === field)));
    const mapped = table.headers.filter((header) => Object.hasOwn(options.mapping, header));
    this.#mapped = mapped.length;
    this.#columns = table.headers.flatMap((header, index) => {
      const place = mapped.indexOf(header);
      const field = place < 0 ? undefined : options.mapping[header];
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
      return [{ header, index, place, field: target.field, type: target.type, custom, ...settled }];
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

  /** People whom rows name and the workspace does not have. */
  get strangers(): ReadonlySet<string> {
    return this.#values.strangers;
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
    const values = Array.from({ length: this.#mapped }, () => '');
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
      // What cannot be read is shown as it stands, beside what is wrong with it.
      values[column.place] = cut(cell);
      if (column.type === 'external_id') {
        externalId = cell;
        continue;
      }
      if (column.type === 'sell_id') {
        sellId = cell;
        continue;
      }
      try {
        const value = this.#values.value(cell, column, fields, records);
        this.#put(fields, column, value);
        values[column.place] = this.#text(value, column, fields, { cell, nameOf: records.nameOf });
        defaulted.delete(column.field);
      } catch (error) {
        if (!(error instanceof Unreadable)) throw error;
        problems.push({ column: column.header, ...error.problem });
      }
    }
    const { pipeline, status } = fields;
    delete fields['pipeline'];
    delete fields['status'];
    // Others keep the stage that a deal had got to when it was won or lost.
    if (status !== undefined) {
      const stage = this.#values.closedStage(status, fields['stage_id'], pipeline);
      if (stage !== undefined) fields['stage_id'] = stage;
    }
    const firstStage = fields['stage_id'] === undefined ? this.#values.stagesOf(pipeline)[0]?.id : undefined;
    return { fields, defaulted, values, externalId: externalId ?? sellId, sellId, problems, firstStage };
  }

  #text(
    value: unknown,
    column: Column,
    fields: Record<string, unknown>,
    { cell, nameOf }: { cell: string; nameOf: (id: string) => string | undefined },
  ): string {
    const names = (this.#names ??= namesIn(this.#known));
    const currency = typeof fields['currency'] === 'string' ? fields['currency'] : this.#known.currency;
    return textOf(value, column, { cell, currency, nameOf: (id) => names.get(id) ?? nameOf(id) });
  }

  /** Shows what was chosen for custom fields whose cells are empty. Changes the values. @param fields of a new record */
  showChosen(values: string[], fields: Record<string, unknown>): void {
    const given = (fields['custom_fields'] ?? {}) as Record<string, unknown>;
    for (const column of this.#columns) {
      const { custom, place } = column;
      if (!custom || custom.part !== undefined || values[place] !== '') continue;
      values[place] = this.#text(given[custom.definition.id], column, fields, { cell: '', nameOf: () => undefined });
    }
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
}

const isAddress = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

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
