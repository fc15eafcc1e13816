import * as z from 'zod/mini';
import type { ImportKind } from '../../shared/import-kinds.ts';
import { importKinds } from '../../shared/import-kinds.ts';
import type { Id } from '../../shared/ids.ts';
import { readingOf } from '../../shared/import-tables.ts';
import type { FieldProblem } from '../../shared/mutators/index.ts';
import { describeIssue } from '../../shared/mutators/index.ts';
import type { CustomFields } from '../../shared/records/index.ts';
import { customFields, readCustomValue } from '../../shared/records/index.ts';
import type { Sight } from '../../shared/sight.ts';
import { everyone } from '../../shared/sight.ts';
import { dateOrInstantSchema } from '../../shared/dates.ts';
import { HttpError } from '../http/index.ts';
import { isMadeWith, isNewField } from './custom-columns.ts';
import type { SetUp } from './known.ts';
import { duplicateRules, renamedRules } from './plan.ts';
import type { CellType } from './target.ts';
import { sellId } from './target.ts';
import { resourceOf, targetsOf } from './targets.ts';
import type { FileContents, FileOptions, PartOptions } from './work.ts';

/** What somebody says that a file is and that is to become of it, held against what it holds and what the workspace has. */

const mappingSchema = z.record(z.string().check(z.maxLength(1000)), z.string().check(z.maxLength(80)));

export const planSchema = z.strictObject({
  /** Of a file with one table. */
  kind: z.optional(z.enum(importKinds)),
  mapping: z.optional(mappingSchema),
  header: z.optional(z.boolean()),
  /** Of a file with several: what each of them is. One of no kind is left out. Left out, `header` is as it was read. */
  tables: z.optional(
    z
      .array(z.strictObject({ kind: z.nullable(z.enum(importKinds)), mapping: mappingSchema, header: z.optional(z.boolean()) }))
      .check(z.minLength(1), z.maxLength(100)),
  ),
  /** The system that the file is of: each has ids of its own. Left out, files share one, and whole accounts another. */
  source: z.optional(z.string().check(z.minLength(1), z.maxLength(64))),
  duplicates: z.optional(z.enum(duplicateRules)),
  renamed: z.optional(z.enum(renamedRules)),
  date_order: z.optional(z.enum(['day-first', 'month-first'])),
  defaults: z.optional(z.record(z.string().check(z.maxLength(64)), z.string().check(z.maxLength(255)))),
  /** By the ids of the fields: what new records have in them whose rows say nothing. */
  custom_defaults: z.optional(customFields),
});

type Given = z.infer<typeof planSchema>;

/** What a file holds where the first rows of its tables are taken as somebody says. @throws HttpError invalid */
export function contentsAs({ tables, header: ofOne }: Given, contents: FileContents): FileContents {
  return {
    ...contents,
    tables: contents.tables.map((table, at) => {
      const header = tables ? tables[at]?.header : ofOne;
      if (header === false && !table.first)
        throw new HttpError('invalid', `The names of the columns in ${table.name} are no row.`, {
          fields: { [tables ? `tables.${at}.header` : 'header']: { code: 'incorrect_value', message: 'must be true for this table' } },
        });
      return header === undefined ? table : readingOf(table, header);
    }),
  };
}

/** How a file is planned. @param contents with the first rows as they are taken @throws HttpError invalid */
export function planOptions(given: Given, contents: FileContents, setUp: SetUp, who: { personId: Id; sight: Sight }): FileOptions {
  const parts = checkTables(given, contents, setUp);
  const { defaults = {} } = given;
  checkDefaults(defaults, parts, setUp);
  return {
    parts,
    // The ids of a whole account are its own: other files count from one as well. And who does not see everything cannot tell whose ids the others' files have taken: theirs are their own.
    source: `${given.source ?? (contents.format === 'zip' ? 'account' : 'csv')}${who.sight.includes(everyone) ? '' : `/${who.personId}`}`,
    system: given.source,
    duplicates: given.duplicates ?? 'skip',
    // Files without a source are of any system, and two of them count from one.
    renamed: given.renamed ?? (given.source === undefined ? 'ask' : 'same'),
    dateOrder: given.date_order,
    ownerId: who.personId,
    defaults,
    customDefaults: checkCustomDefaults(given.custom_defaults ?? {}, parts, setUp),
  };
}

/** What each table is, held against what it holds and the workspace has. @throws HttpError invalid */
function checkTables({ kind, mapping, tables }: Given, contents: FileContents, setUp: SetUp): FileOptions['parts'] {
  const said: PartOptions[] = tables ?? (kind ? [{ kind, mapping: mapping ?? {} }] : []);
  const parts = said.map((part, at): PartOptions => ({ ...part, header: contents.tables[at]?.first?.header }));
  if (parts.length !== contents.tables.length)
    throw new HttpError('invalid', 'Say of each table of the file what it is.', {
      fields: { tables: { code: 'incorrect_value', message: `must be ${contents.tables.length}` } },
    });
  if (parts.every((part) => part.kind === null))
    throw new HttpError('invalid', 'Nothing of the file would be imported: say what one of its tables is.', {
      fields: { tables: { code: 'missing', message: 'are all left out' } },
    });
  parts.forEach((part, at) => part.kind && checkMapping(part.kind, part, contents.tables[at]?.headers ?? [], setUp));
  return parts;
}

/** Values for what no column fills are of fields that a column could fill. @throws HttpError invalid */
function checkDefaults(defaults: Record<string, string>, parts: FileOptions['parts'], setUp: SetUp): void {
  const targets = parts.flatMap(({ kind }) => (kind ? targetsOf(kind, setUp.custom_fields) : []));
  for (const [field, value] of Object.entries(defaults)) {
    const types = targets.flatMap((target) => (target.field === field ? [target.type] : []));
    if (types.length === 0 || field.includes('.') || types.some((type) => ofEachRow.includes(type)))
      throw new HttpError('invalid', 'A default is of no field of these tables.', {
        fields: { [`defaults.${field}`]: { code: 'unknown', message: 'is no field that can have a default' } },
      });
    if (types.some((type) => times.includes(type)) && !dateOrInstantSchema.safeParse(value).success)
      throw new HttpError('invalid', 'A default is no date.', {
        fields: { [`defaults.${field}`]: { code: 'incorrect_value', message: 'must be a day or a UTC instant' } },
      });
  }
}

/** Cells that say which record a row is, and of more than one person. */
const ofEachRow: readonly CellType[] = ['external_id', 'sell_id', 'participants', 'attendees'];
const times: readonly CellType[] = ['date', 'instant', 'due'];

/** The values in the form in which records keep them. @throws HttpError invalid */
function checkCustomDefaults(given: CustomFields, parts: FileOptions['parts'], setUp: SetUp): CustomFields {
  const kept: CustomFields = {};
  for (const [id, value] of Object.entries(given)) {
    const definition = setUp.custom_fields.find((one) => one.id === id && parts.some(({ kind }) => kind && isMadeWith(one, kind)));
    const read = definition && readCustomValue(definition, value);
    if (read?.problem === undefined) {
      if (!read) throw wrongDefault(id, { code: 'unknown', message: 'is no custom field of the records of these tables' });
      if (read.value !== undefined) kept[id] = read.value;
    } else
      throw wrongDefault(
        id,
        typeof read.problem === 'string' ? { code: 'incorrect_value', message: read.problem } : describeIssue(read.problem),
        definition?.name,
      );
  }
  return kept;
}

const wrongDefault = (id: string, problem: FieldProblem, name = 'A value for all'): HttpError =>
  new HttpError('invalid', `${name} ${problem.message}.`, { fields: { [`custom_defaults.${id}`]: problem } });

function checkMapping(kind: ImportKind, { mapping, header: named }: PartOptions, headers: readonly string[], setUp: SetUp): void {
  const taken = new Set<string>();
  const known = new Set(targetsOf(kind, setUp.custom_fields).map(({ field }) => field));
  for (const [header, field] of Object.entries(mapping)) {
    const problem = !headers.includes(header)
      ? 'is no column of the file'
      : isNewField(field)
        ? named === false
          ? 'cannot be a new field: it has no name'
          : newFieldProblem(kind, header, setUp)
        : field === sellId.field && !setUp.keepsNumbers
          ? 'cannot be sell_id: only who sees everyone’s records keeps numbers'
          : !known.has(field)
            ? `cannot be ${field}`
            : taken.has(field)
              ? `is a second column for ${field}`
              : undefined;
    if (problem)
      throw new HttpError('invalid', 'The columns are not mapped rightly.', {
        fields: { [`mapping.${header}`]: { code: 'incorrect_value', message: problem } },
      });
    taken.add(field);
  }
}

function newFieldProblem(kind: ImportKind, header: string, { administers }: SetUp): string | undefined {
  if (!administers) return 'cannot be a new field: only an administrator may add fields';
  if (resourceOf(kind) === undefined) return 'cannot be a new field: these records have none of their own';
  return header.trim() === '' ? 'needs a name to become a field' : undefined;
}
