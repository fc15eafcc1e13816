import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

/** Other records that one is said at once not to be the same as. */
export const mostDistinct = 20;

/** That a lead or a contact is none of some others, however alike they look: nobody is asked again (R-merge). */
export const distinction = defineRecord({
  type: 'distinction',
  sight: 'parent',
  writable: {
    resource_type: z.enum(['lead', 'contact']),
    record_id: idSchema,
    other_ids: z.array(idSchema).check(z.minLength(1), z.maxLength(mostDistinct)),
  },
  derived: {},
  defaults: {},
  initial: {},
  indexes: ['record_id'],
});
export type Distinction = RowOf<typeof distinction>;
