import type { AskedField, FormFieldName, FormValues } from '../form-fields.ts';
import { addressPartNames, formFieldNames, inputOf, isUnwritten, problemOf, writtenList, writtenText } from '../form-fields.ts';
import type { CustomField, CustomFields, Form } from '../records/index.ts';
import { askedCustomField, customIdOf, hasChoices, readCustomValue } from '../records/index.ts';
import type { FieldProblem, FieldProblems } from './rejection.ts';
import { Rejection } from './rejection.ts';
import type { Tx } from './tx.ts';

type Fields = Partial<Record<FormFieldName, string | null>>;

// What is pasted may bring them; nobody has typed them, and no record keeps them.
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

const isStandard = (name: string): name is FormFieldName => (formFieldNames as readonly string[]).includes(name);

/**
 * What a visitor has written in the form's own fields, as a lead keeps it: trimmed, blank ones as none. What a page asked
 * before a custom field or a choice was archived is kept all the same.
 * @throws Rejection invalid, with every problem by the name of its field
 */
export function writtenValues(tx: Tx, form: Form, given: FormValues, consent: boolean): { fields: Fields; custom_fields: CustomFields } {
  const problems: FieldProblems = {};
  const values = cleaned(given);
  const fields: Fields = {};
  const custom: [string, CustomFields[string]][] = [];
  let first: string | undefined;
  for (const asked of form.fields) {
    const { name } = asked;
    const id = customIdOf(name);
    if (id === undefined) {
      first ??= name;
      const problem = problemOf(asked, values);
      if (problem) problems[name] = described(problem, asked);
      if (isStandard(name)) fields[name] = writtenText(values[name]) || null;
      continue;
    }
    const definition = tx.find('custom_field', id);
    if (definition?.resource_type !== 'lead') continue;
    const field = askedCustomField(definition, asked);
    const read = readWritten(definition, field, values);
    if (!definition.archived) {
      first ??= name;
      if (read.problem) problems[name] = described(read.problem, field);
    }
    if (read.value !== undefined) custom.push([id, read.value]);
  }
  if (form.consent_text && !consent) problems['consent'] = described('missing', { name: 'consent' });
  if (custom.length === 0 && Object.values(fields).every((value) => value === null) && Object.keys(problems).length === 0)
    problems[first ?? 'values'] = described('missing', { name: '' });
  if (Object.keys(problems).length > 0) throw new Rejection('invalid', 'The form is not filled in rightly.', problems);
  return { fields, custom_fields: Object.fromEntries(custom.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function readWritten(definition: CustomField, field: AskedField, values: FormValues) {
  const problem = problemOf(field, values);
  if (problem) return { problem };
  if (isUnwritten(field, values)) return {};
  const given = typedValue(definition, field, values);
  const read = readCustomValue(definition, given, given);
  return read.problem === undefined ? { value: read.value } : { problem: 'incorrect_value' as const };
}

/** Text as the type of the field wants it. Choices may be named by their id, or by their name where somebody has written the form. */
function typedValue(definition: CustomField, { name }: AskedField, values: FormValues): unknown {
  const text = writtenText(values[name]);
  const { choices } = definition;
  const chosen = (one: string) =>
    choices.some(({ id }) => id === one)
      ? one
      : (choices.find((choice) => choice.replaced_by === null && same(choice.name, one))?.id ?? one);
  if (definition.type === 'multi_select_list') return writtenList(values[name]).map(chosen);
  if (hasChoices(definition.type)) return chosen(text);
  if (definition.type === 'number') return Number(text);
  if (definition.type === 'bool') return true;
  if (definition.type === 'address')
    return Object.fromEntries(addressPartNames.map((part) => [part, writtenText(values[`${name}.${part}`]) || null]));
  return text;
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

const cleaned = (given: FormValues): FormValues =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.replace(controls, '').trim() : value?.map((one) => one.replace(controls, '').trim()),
    ]),
  );

function described(code: 'missing' | 'incorrect_value' | 'too_long', field: Pick<AskedField, 'name' | 'type' | 'longest'>): FieldProblem {
  const { type, longest } = inputOf(field);
  if (code === 'missing') return { code, message: 'is missing' };
  if (code === 'too_long') return { code, message: `must be at most ${longest} characters` };
  const kinds: Partial<Record<typeof type, string>> = {
    email: 'must be an e-mail address',
    number: 'must be a number of at most 15 digits',
    date: 'must be a day such as 2026-11-24',
    url: 'must be a web address',
    list: 'must be one of the choices',
    boxes: 'must name choices of the field',
  };
  return { code, message: kinds[type] ?? 'is not right' };
}
