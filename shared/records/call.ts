import * as z from 'zod/mini';
import { instantSchema } from '../dates.ts';
import { idSchema } from '../ids.ts';
import * as field from './fields.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

/** The longest call that can be told, in seconds: a day. */
export const longestCall = 86_400;

/** A telephone call with a lead or a contact, or about a deal. */
export const call = defineRecord({
  type: 'call',
  sight: 'parent',
  writable: {
    /** Who called, or was called. */
    user_id: idSchema,
    /** What was said. */
    summary: field.text(20_000),
    phone_number: field.text(64),
    incoming: z.boolean(),
    /** Nobody took it. */
    missed: z.boolean(),
    /** Seconds. */
    duration: z.nullable(z.int().check(z.gte(0), z.lte(longestCall))),
    outcome_id: field.reference,
    made_at: instantSchema,
    resource_type: field.resourceType,
    resource_id: idSchema,
  },
  derived: { resource_name: z.nullable(z.string()) },
  defaults: { summary: null, phone_number: null, incoming: false, missed: false, duration: null, outcome_id: null },
  initial: { resource_name: null },
  indexes: ['resource_id', 'outcome_id'],
});
export type Call = RowOf<typeof call>;
