import * as z from 'zod/mini';
import { dateSchema } from '../dates.ts';

/** The lists that can be filtered. */
export const listTypes = ['lead', 'contact', 'deal', 'task'] as const;
export type ListType = (typeof listTypes)[number];

export const timeUnits = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type TimeUnit = (typeof timeUnits)[number];

const unit = z.enum(timeUnits);
const count = z.int().check(z.gte(0), z.lte(3650));

/**
 * A stretch of days: fixed ones, both ends included, or ones that move with the day on which somebody looks. Weeks begin
 * on Monday (ISO 8601).
 */
export const periodSchema = z.union([
  z.strictObject({ from: z.optional(dateSchema), to: z.optional(dateSchema) }),
  /** The present day, week, month …, or the one `offset` before (negative) or after it. */
  z.strictObject({ this: unit, offset: z.optional(z.int().check(z.gte(-100), z.lte(100))) }),
  /** The last so many units up to today, today included; `last 0 days` is today. */
  z.strictObject({ last: count, unit }),
  /** The next so many units from today on, today included. */
  z.strictObject({ next: count, unit }),
  /** More than so many units ago. */
  z.strictObject({ before_last: count, unit }),
  /** More than so many units ahead. */
  z.strictObject({ after_next: count, unit }),
]);
export type Period = z.infer<typeof periodSchema>;

export const operators = [
  'is',
  'is_not',
  'contains',
  'not_contains',
  'starts_with',
  'at_least',
  'at_most',
  'between',
  'any_of',
  'all_of',
  'none_of',
  'in',
  'not_in',
  'empty',
  'filled',
] as const;
export type Operator = (typeof operators)[number];

/** One condition on one field. What value an operator takes follows from the kind of the field: see `kinds.ts`. */
export interface Condition {
  field: string;
  is: Operator;
  value?: unknown;
}

/** All, any or none of several filters, or one condition. `{ all: [] }` lets everything through. */
export type Filter = Condition | { all: Filter[] } | { any: Filter[] } | { not: Filter };

/** Conditions in one filter, and groups within groups; values of a condition, and words that are looked for at once: more tell nothing more. */
export const filterLimits = { conditions: 100, depth: 6, values: 500, words: 20 } as const;

const conditionSchema = z.strictObject({
  field: z.string().check(z.minLength(1), z.maxLength(100)),
  is: z.enum(operators),
  value: z.optional(z.unknown()),
});

const groups = (inner: z.ZodMiniType<Filter>) => {
  const list = z.array(inner).check(z.maxLength(filterLimits.conditions));
  return z.union([conditionSchema, z.strictObject({ all: list }), z.strictObject({ any: list }), z.strictObject({ not: inner })]);
};

/** A filter's form, to a bounded depth; whether its fields and values are right depends on the workspace. */
export const filterSchema: z.ZodMiniType<Filter> = (() => {
  let schema: z.ZodMiniType<Filter> = conditionSchema;
  for (let depth = 0; depth < filterLimits.depth; depth++) schema = groups(schema);
  return schema.check(
    z.refine((filter) => conditionsOf(filter).length <= filterLimits.conditions, {
      error: `must have at most ${filterLimits.conditions} conditions`,
    }),
  );
})();

export function conditionsOf(filter: Filter): Condition[] {
  if ('field' in filter) return [filter];
  if ('not' in filter) return conditionsOf(filter.not);
  return ('all' in filter ? filter.all : filter.any).flatMap(conditionsOf);
}

/** What comes first: by one field, then by the next where they are the same, then by id. What is empty comes last. */
export const orderSchema = z
  .array(z.strictObject({ field: z.string().check(z.minLength(1), z.maxLength(100)), descending: z.optional(z.boolean()) }))
  .check(z.maxLength(4));
export type Order = z.infer<typeof orderSchema>;
