import * as z from 'zod/mini';
import { keepsItsDigits, mostDigits, webAddressPattern } from '../custom-rules.ts';
import { dateSchema } from '../dates.ts';
import type { Id } from '../ids.ts';
import { idSchema } from '../ids.ts';
import type { CustomField, CustomFieldType } from './custom-field.ts';
import { mostChoices, presentChoice } from './custom-field.ts';
import type { Address } from './fields.ts';
import * as field from './fields.ts';

/**
 * What a record has in a custom field: text; a number; `true` for a checked box; the id of a choice, or several; a day;
 * an address. What is unset is not there.
 */
export type CustomValue = string | number | true | Id[] | NonNullable<Address>;

/** A record's custom values, by the id of the field. In arguments, `null` empties a field, and what is left out stays. */
export const customFields = z.record(
  idSchema,
  z.nullable(
    z.union([
      z.string().check(z.maxLength(20_000)),
      z.number(),
      z.boolean(),
      z.array(idSchema).check(z.maxLength(mostChoices)),
      field.address,
    ]),
  ),
);
export type CustomFields = z.infer<typeof customFields>;

const number = z.number().check(z.refine(keepsItsDigits, { error: `must have at most ${mostDigits} digits` }));

const url = z.string().check(z.maxLength(2048), z.regex(webAddressPattern, { error: 'must be a web address' }));

const schemas: Record<Exclude<CustomFieldType, 'list' | 'multi_select_list'>, z.ZodMiniType> = {
  string: field.name(),
  text: field.name(20_000),
  number,
  bool: z.boolean(),
  date: dateSchema,
  email: field.emailText,
  phone: field.name(64),
  address: field.address,
  url,
};

type Read = { value: CustomValue | undefined; problem?: undefined } | { problem: z.core.$ZodIssue | string };

/**
 * A given value in the form in which it is kept; undefined where it unsets the field. `present` is what the record has
 * already: a choice that is offered no more may stay.
 */
export function readCustomValue(definition: Pick<CustomField, 'type' | 'choices'>, given: unknown, present?: unknown): Read {
  if (given === null || given === undefined || (typeof given === 'string' && given.trim() === '')) return { value: undefined };
  const { type } = definition;
  if (type === 'list') {
    const found = typeof given === 'string' ? offered(definition, given, [present]) : undefined;
    return found === undefined ? { problem: 'must be one of the choices' } : { value: found };
  }
  if (type === 'multi_select_list') {
    if (!Array.isArray(given)) return { problem: 'must be a list of choices' };
    const kept = Array.isArray(present) ? present : [];
    const found = given.map((one) => offered(definition, one, kept));
    if (found.includes(undefined)) return { problem: 'must name choices of the field' };
    const ids = definition.choices.map(({ id }) => id).filter((id) => found.includes(id));
    return { value: ids.length === 0 ? undefined : ids };
  }
  const parsed = schemas[type].safeParse(typeof given === 'string' && type !== 'text' ? given.trim() : given, { reportInput: true });
  if (!parsed.success) return { problem: parsed.error.issues[0] ?? 'is not right' };
  const value = parsed.data as CustomValue | boolean | null;
  if (value === false || value === null) return { value: undefined };
  if (typeof value === 'object' && !Array.isArray(value) && Object.values(value).every((part) => !part)) return { value: undefined };
  return { value };
}

function offered(definition: Pick<CustomField, 'choices'>, id: unknown, kept: readonly unknown[]): Id | undefined {
  if (typeof id !== 'string') return undefined;
  const found = presentChoice(definition, id);
  if (!found || (found.archived && !kept.includes(id) && !kept.includes(found.id))) return undefined;
  return found.id;
}
