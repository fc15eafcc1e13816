import * as z from 'zod/mini';
import { instantSchema } from '../dates.ts';
import { idSchema } from '../ids.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

/** Records that a merge may take into one at once. */
export const mostAbsorbed = 20;

/** Days for which a merge can be undone. */
export const mergeUndoDays = 30;

/** What a merge made of several leads or contacts, kept so that it can be undone. */
export const merge = defineRecord({
  type: 'merge',
  sight: 'parent',
  writable: {
    resource_type: z.enum(['lead', 'contact']),
    survivor_id: idSchema,
    absorbed_ids: z.array(idSchema).check(z.minLength(1), z.maxLength(mostAbsorbed)),
  },
  derived: {
    absorbed_names: z.array(z.string()),
    /** The survivor's fields that the merge changed, as they were and as they became. */
    before: z.record(z.string(), z.unknown()),
    after: z.record(z.string(), z.unknown()),
    /** What hung on the others and was hung on the survivor: type, id, field, and where it pointed to. */
    moved: z.array(z.tuple([z.string(), idSchema, z.string(), idSchema])),
    undone_at: z.nullable(instantSchema),
  },
  defaults: {},
  initial: { absorbed_names: [], before: {}, after: {}, moved: [], undone_at: null },
  indexes: ['survivor_id'],
  // Somebody's private mail may be among it.
  unsent: ['moved'],
});
export type Merge = RowOf<typeof merge>;

export type MergedType = z.infer<(typeof merge)['writable']['resource_type']>;

/** A field whose value is taken from one of the records. */
export const mergeChoices = z.record(z.string().check(z.maxLength(100)), idSchema);

/** The fields of telephone numbers: a number may go from one of them into another, so that all are kept. */
export const phoneFields = ['phone', 'mobile', 'fax'] as const;
export type PhoneField = (typeof phoneFields)[number];

/** A number that goes into a field, and the record and the field that it stands in. */
export const mergePlaces = z.partialRecord(z.enum(phoneFields), z.strictObject({ record_id: idSchema, field: z.enum(phoneFields) }));
