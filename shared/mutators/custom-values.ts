import type { CustomField, CustomFields, CustomValue, ResourceType } from '../records/index.ts';
import { isFieldOf, presentChoice, readCustomValue } from '../records/index.ts';
import type { FieldProblem, FieldProblems } from './rejection.ts';
import { Rejection, describeIssue } from './rejection.ts';
import type { Tx } from './tx.ts';

interface Holder {
  custom_fields: CustomFields;
  is_organization?: boolean;
}

/** What the workspace has set up, as a mutation or a page sees it. */
type SetUp = Pick<Tx, 'every'>;

const fieldsOf = (tx: SetUp, type: ResourceType, holder: Pick<Holder, 'is_organization'>): CustomField[] =>
  tx.every('custom_field').filter((definition) => isFieldOf(definition, type, holder.is_organization));

/**
 * The custom values of a new record. A person must give what is required; what the product makes by itself (from a form, by
 * a conversion) may lack it, to be filled in later.
 */
export function newCustomValues(
  tx: Tx,
  type: ResourceType,
  given: CustomFields | undefined,
  holder: Holder = { custom_fields: {} },
): CustomFields {
  const values = given ? merged(tx, type, given, holder) : holder.custom_fields;
  if (tx.person) requireAll(tx, type, values, holder);
  return values;
}

/** A record's custom values with these changes; undefined where none is given. What is required cannot be emptied. */
export function changedCustomValues(tx: Tx, type: ResourceType, given: CustomFields | undefined, before: Holder): CustomFields | undefined {
  return given && merged(tx, type, given, before);
}

function merged(tx: Tx, type: ResourceType, given: CustomFields, before: Holder): CustomFields {
  const definitions = new Map(fieldsOf(tx, type, before).map((definition) => [definition.id, definition]));
  const problems: FieldProblems = {};
  const values = new Map(Object.entries(before.custom_fields));
  const say = (id: string, problem: FieldProblem) => (problems[`custom_fields.${id}`] = problem);
  let first: string | undefined;
  for (const [id, value] of Object.entries(given)) {
    const definition = definitions.get(id);
    if (!definition) {
      say(id, { code: 'unknown', message: `is no custom field of this ${type}` });
      continue;
    }
    const present = before.custom_fields[id];
    const read = readCustomValue(definition, value, present);
    if (read.problem !== undefined) {
      const problem =
        typeof read.problem === 'string' ? ({ code: 'incorrect_value', message: read.problem } as const) : describeIssue(read.problem);
      first ??= `${definition.name} ${problem.message}.`;
      say(id, problem);
    } else if (read.value !== undefined) values.set(id, read.value);
    else if (definition.required && !definition.archived && present !== undefined) {
      first ??= `${definition.name} must be filled in.`;
      say(id, { code: 'blank', message: 'must be filled in' });
    } else values.delete(id);
  }
  if (Object.keys(problems).length > 0)
    throw new Rejection('invalid', first ?? `There is a custom field that this ${type} does not have.`, problems);
  return inOrder(values);
}

/** Rows are compared as text: their keys stand in one order. */
const inOrder = (values: ReadonlyMap<string, CustomFields[string]>): CustomFields =>
  Object.fromEntries([...values].sort(([a], [b]) => (a < b ? -1 : 1)));

function requireAll(tx: Tx, type: ResourceType, values: CustomFields, holder: Holder): void {
  const missing = fieldsOf(tx, type, holder).filter(
    ({ id, required, archived, type: kind }) => required && !archived && kind !== 'bool' && values[id] === undefined,
  );
  const [first] = missing;
  if (!first) return;
  const problems = missing.map(({ id }): [string, FieldProblem] => [
    `custom_fields.${id}`,
    { code: 'missing', message: 'must be filled in' },
  ]);
  throw new Rejection('invalid', `${first.name} must be filled in.`, Object.fromEntries(problems));
}

/**
 * What a lead's custom values become on its contact or deal: fields of the same name and type carry over, choices by their
 * names. What is there already stays.
 */
export function carriedCustomValues(tx: SetUp, lead: Holder, type: 'contact' | 'deal', to: Holder): CustomFields {
  const values = new Map(Object.entries(to.custom_fields));
  const own = new Map(tx.every('custom_field').map((definition) => [definition.id, definition]));
  const targets = fieldsOf(tx, type, to).filter(({ archived }) => !archived);
  for (const [id, value] of Object.entries(lead.custom_fields)) {
    const from = own.get(id);
    const target = from && targets.find((one) => one.type === from.type && sameName(one.name, from.name));
    if (!from || !target || value === null || values.has(target.id)) continue;
    const read = readCustomValue(target, sameChoices(from, target, value as CustomValue));
    if (read.problem === undefined && read.value !== undefined) values.set(target.id, read.value);
  }
  return inOrder(values);
}

function sameChoices(from: CustomField, to: CustomField, value: CustomValue): CustomValue | null {
  const counterpart = (id: string): string | undefined => {
    const name = presentChoice(from, id)?.name;
    return name === undefined ? undefined : to.choices.find((one) => sameName(one.name, name))?.id;
  };
  if (from.type === 'list') return counterpart(String(value)) ?? null;
  if (from.type === 'multi_select_list' && Array.isArray(value))
    return value.map(counterpart).filter((id): id is string => id !== undefined);
  return value;
}

const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();
