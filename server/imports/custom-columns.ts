import { v5 } from 'uuid';
import type { ImportKind } from '../../shared/import-kinds.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { CustomField, CustomFieldType, CustomValue, ResourceType } from '../../shared/records/index.ts';
import {
  customFieldTypes,
  emailPattern,
  hasChoices,
  isFieldOf,
  newChoice,
  offeredChoices,
  presentChoice,
  readCustomValue,
} from '../../shared/records/index.ts';
import type { Target } from './target.ts';
import type { DateOrder, DecimalSign } from './values.ts';
import { dateOrderOf, readBoolean, readDate, readNumber } from './values.ts';

/** Columns that fill custom fields: those that the workspace has, and those that an import makes. */

const newFieldPrefix = 'new_field.';
const addressParts = ['line1', 'city', 'postal_code', 'state', 'country'] as const;
const addressWords = { line1: 'street', city: 'city', postal_code: 'zip', state: 'state', country: 'country' } as const;

/** `new_field.number`: the column becomes a custom field that is not there yet, of this type. */
export const isNewField = (field: string): boolean => newFieldType(field) !== undefined;

export const newFieldType = (field: string): CustomFieldType | undefined =>
  customFieldTypes.find((type) => field === `${newFieldPrefix}${type}`);

/** Whether the records of a kind have a custom field. */
export const holds = (definition: CustomField, kind: ImportKind): boolean => {
  if (kind === 'contact') return isFieldOf(definition, 'contact', true) || isFieldOf(definition, 'contact', false);
  if (kind === 'person' || kind === 'organization') return isFieldOf(definition, 'contact', kind === 'organization');
  return (kind === 'lead' || kind === 'deal') && isFieldOf(definition, kind);
};

/** Whether records that a row of this kind makes have a custom field: its own record, and the organization that it names. */
export const isMadeWith = (definition: CustomField, kind: ImportKind): boolean =>
  !definition.archived && (holds(definition, kind) || (namesOrganizations(kind) && isFieldOf(definition, 'contact', true)));

const namesOrganizations = (kind: ImportKind): boolean => ['organization', 'contact', 'person', 'deal'].includes(kind);

/** What columns can be mapped to among the workspace's custom fields; an address is filled whole or in its parts. */
export function customTargets(kind: ImportKind, fields: readonly CustomField[]): Target[] {
  return fields
    .filter((definition) => !definition.archived && holds(definition, kind))
    .toSorted((a, b) => a.position - b.position)
    .flatMap((definition): Target[] => {
      const field = `custom_fields.${definition.id}`;
      const whole: Target = { field, type: 'custom', wordings: [definition.name], custom: { definition } };
      if (definition.type !== 'address') return [whole];
      return [
        whole,
        ...addressParts.map((part): Target => ({
          field: `${field}.${part}`,
          type: 'custom',
          wordings: [
            `${definition.name} ${addressWords[part]}`,
            `${definition.name} (${addressWords[part]})`,
            `${definition.name} ${part}`,
          ],
          custom: { definition, part },
        })),
      ];
    });
}

interface PreparationBase {
  /** Of the field, or of the first entry. */
  id: string;
  name: string;
  /** The choices, or the entries, that are new. */
  choices: string[];
  mutations: NamedMutation[];
}

/** What an import does to the custom fields before its first row. */
export interface FieldPreparation extends PreparationBase {
  what: 'new_field' | 'used_field' | 'new_choices';
  resource: ResourceType;
  type: CustomFieldType;
}

/** What an import does to the set-up before its first row. */
export type Preparation =
  | FieldPreparation
  | (PreparationBase & { what: 'new_entries'; list: string })
  /** `name` is the pipeline's, `choices` are its new stages. */
  | (PreparationBase & { what: 'new_pipeline' | 'new_stages' })
  /** People who are nobody here: what is theirs becomes that of whoever imports. */
  | (PreparationBase & { what: 'strangers' })
  /** `name` is how many records do not keep their ids as numbers, `choices` are the first of those. */
  | (PreparationBase & { what: 'renumbered' });

/** A custom field as the import's rows find it, and what must be done for that first. */
export interface PreparedField {
  definition: CustomField;
  preparation: FieldPreparation | undefined;
}

const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** Choices are named by commas, semicolons, bars or lines between them. */
export const choiceNames = (cell: string): string[] =>
  cell
    .split(/[,;|\n]/)
    .map((name) => name.trim())
    .filter(Boolean);

const choiceId = (fieldId: string, name: string): string => v5(`choice/${name.trim().toLowerCase()}`, fieldId);

/** The field that a new column becomes: the workspace's of that name where it has one of the same type. */
export function prepareNewField(options: {
  workspaceId: string;
  kind: ImportKind;
  resource: ResourceType;
  header: string;
  type: CustomFieldType;
  cells: readonly string[];
  known: readonly CustomField[];
}): PreparedField {
  const { workspaceId, kind, resource, header, type, cells, known } = options;
  const name = header.trim().slice(0, 128);
  const there = known.find((field) => field.resource_type === resource && sameName(field.name, name));
  if (there && there.type === type) {
    const change = {
      ...(there.archived && { archived: false }),
      ...(kind !== 'organization' && !there.for_contact && { for_contact: true }),
      ...(kind !== 'person' && resource === 'contact' && !there.for_company && { for_company: true }),
    };
    const used = { ...there, ...change };
    const mutations: NamedMutation[] =
      Object.keys(change).length > 0 ? [{ name: 'updateCustomField', args: { id: there.id, ...change } }] : [];
    const { definition, preparation } = prepareChoices(used, cells, true);
    if (mutations.length === 0) return { definition, preparation };
    const choices = preparation?.choices ?? [];
    return {
      definition,
      preparation: {
        what: 'used_field',
        resource,
        id: there.id,
        name: there.name,
        type,
        choices,
        mutations: [...mutations, ...(preparation?.mutations ?? [])],
      },
    };
  }
  const id = v5(`custom field/${resource}/${type}/${name.toLowerCase()}`, workspaceId);
  const names = hasChoices(type) ? distinct(cells.flatMap((cell) => (type === 'list' ? [cell.trim()] : choiceNames(cell)))) : [];
  const choices = names.map((choice) => newChoice(choiceId(id, choice), choice));
  const holders = { for_contact: kind !== 'organization', for_company: kind !== 'person' };
  const args = { id, resource_type: resource, name, type, choices, ...(resource === 'contact' && holders) };
  const definition = { ...emptyField, ...args, ...holders } as CustomField;
  return {
    definition,
    preparation: { what: 'new_field', resource, id, name, type, choices: names, mutations: [{ name: 'createCustomField', args }] },
  };
}

const emptyField = { required: false, position: 0, archived: false };

/** A field with the choices that a column names and it lacks; nothing is added where whoever imports may not. */
export function prepareChoices(definition: CustomField, cells: readonly string[], mayAdd: boolean): PreparedField {
  if (!mayAdd || !hasChoices(definition.type)) return { definition, preparation: undefined };
  const names = distinct(
    cells.flatMap((cell) => (definition.type === 'list' || choiceOf(definition, cell) !== undefined ? [cell.trim()] : choiceNames(cell))),
  );
  const lacking = names.filter((name) => choiceOf(definition, name) === undefined);
  if (lacking.length === 0) return { definition, preparation: undefined };
  const added = lacking.map((name) => ({ id: choiceId(definition.id, name), name }));
  const choices = [
    ...definition.choices.map((one) =>
      added.some(({ name }) => sameName(name, one.name) && one.replaced_by === null) ? { ...one, archived: false } : one,
    ),
    ...added
      .filter(({ name }) => !definition.choices.some((one) => one.replaced_by === null && sameName(one.name, name)))
      .map(({ id, name }) => newChoice(id, name)),
  ];
  const { id, name, type, resource_type: resource } = definition;
  return {
    definition: { ...definition, choices },
    preparation: {
      what: 'new_choices',
      resource,
      id,
      name,
      type,
      choices: lacking,
      mutations: [{ name: 'addChoices', args: { id, choices: added } }],
    },
  };
}

function distinct(names: readonly string[]): string[] {
  const found = new Map<string, string>();
  for (const name of names) if (name !== '' && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), name);
  return [...found.values()];
}

function choiceOf(definition: CustomField, cell: string): string | undefined {
  const offered = offeredChoices(definition).find((one) => sameName(one.name, cell));
  if (offered) return offered.id;
  const replaced = definition.choices.find((one) => one.replaced_by !== null && sameName(one.name, cell));
  return replaced && presentChoice(definition, replaced.id)?.id;
}

type ReadCell = { value: CustomValue | false } | { wanted: `custom_${CustomFieldType}` } | { problem: string };

/** What a cell says in a custom field, in the form in which records keep it. */
export function readCustomCell(
  definition: CustomField,
  part: string | undefined,
  cell: string,
  settled: { order: DateOrder; decimal: DecimalSign },
): ReadCell {
  const value = givenValue(definition, part, cell, settled);
  if (value === undefined) return { wanted: `custom_${definition.type}` };
  // An unchecked box is no value, and says so.
  if (value === false) return { value };
  const read = readCustomValue(definition, value);
  if (read.problem !== undefined) return { problem: typeof read.problem === 'string' ? read.problem : read.problem.message };
  return read.value === undefined ? { wanted: `custom_${definition.type}` } : { value: read.value };
}

function givenValue(
  definition: CustomField,
  part: string | undefined,
  cell: string,
  { order, decimal }: { order: DateOrder; decimal: DecimalSign },
): unknown {
  switch (definition.type) {
    case 'number': {
      const number = readNumber(cell.replace(/%$/, ''), decimal);
      return number === undefined ? undefined : Number(number);
    }
    case 'bool':
      return readBoolean(cell);
    case 'date':
      return readDate(cell, order);
    case 'list':
      return choiceOf(definition, cell);
    case 'multi_select_list': {
      const whole = choiceOf(definition, cell);
      const ids = whole === undefined ? choiceNames(cell).map((name) => choiceOf(definition, name)) : [whole];
      return ids.includes(undefined) ? undefined : ids;
    }
    case 'address':
      return { ...Object.fromEntries(addressParts.map((name) => [name, null])), [part ?? 'line1']: cell };
    default:
      return cell;
  }
}

const most = { choices: 40, choiceLength: 60, samples: 2000 };

/** The type of custom field that a column's values would fit best. */
export function proposeFieldType(cells: readonly string[]): CustomFieldType {
  const values = cells
    .map((cell) => cell.trim())
    .filter(Boolean)
    .slice(0, most.samples);
  if (values.length === 0) return 'string';
  // Whatever is long is text: nothing else is looked for in it.
  if (values.some((value) => value.includes('\n') || value.length > 255)) return 'text';
  const every = (fits: (value: string) => boolean) => values.every(fits);
  const order = dateOrderOf(values) ?? 'day-first';
  if (every((value) => readBoolean(value) !== undefined) && new Set(values.map((value) => value.toLowerCase())).size <= 2) return 'bool';
  if (every((value) => readDate(value, order) !== undefined)) return 'date';
  if (every(isFigure)) return 'number';
  if (every((value) => emailPattern.test(value))) return 'email';
  if (every((value) => /^(https?:\/\/|www\.)\S+\.\S+$/i.test(value))) return 'url';
  if (every((value) => /^\+?[\d\s().\-/]{7,24}$/.test(value) && value.replaceAll(/\D/g, '').length >= (value.startsWith('+') ? 7 : 9)))
    return 'phone';
  const whole = new Set(values.map((value) => value.toLowerCase()));
  const short = every((value) => value.length <= most.choiceLength);
  if (short && whole.size <= most.choices && values.length >= 2 * whole.size && !values.some((value) => /[;|]/.test(value))) return 'list';
  const parts = values.flatMap(choiceNames);
  const names = new Set(parts.map((part) => part.toLowerCase()));
  if (
    parts.length > values.length &&
    names.size <= most.choices &&
    parts.length >= 2 * names.size &&
    every((value) => choiceNames(value).every((name) => name.length <= 40))
  )
    return 'multi_select_list';
  return 'string';
}

/** A number that says how much: ids and postal codes with zeros before them are no numbers. */
const isFigure = (value: string): boolean =>
  !/^[+-]?0\d/.test(value) && value.replaceAll(/\D/g, '').length <= 15 && (readNumber(value, '.') ?? readNumber(value, ',')) !== undefined;
