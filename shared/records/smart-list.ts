import * as z from 'zod/mini';
import { filterSchema, listTypes, orderSchema } from '../filters/filter.ts';
import { idSchema } from '../ids.ts';
import * as field from './fields.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

/**
 * A list that somebody has saved: what it shows, in which order and columns. Private to its owner, or shared with everyone;
 * whoever opens it sees the records of their own sight.
 */
export const smartList = defineRecord({
  type: 'smart_list',
  sight: 'owner',
  writable: {
    owner_id: idSchema,
    name: field.name(64),
    list_type: z.enum(listTypes),
    shared: z.boolean(),
    filter: filterSchema,
    order: orderSchema,
    /** Names of fields, as in filters. */
    columns: z.array(z.string().check(z.minLength(1), z.maxLength(100))).check(z.maxLength(50)),
    position: field.position,
  },
  derived: {},
  defaults: { shared: false, order: [], columns: [], position: 0 },
  initial: {},
  indexes: ['owner_id'],
});
export type SmartList = RowOf<typeof smartList>;
