import * as z from 'zod/mini';
import { dateSchema, instantSchema } from '../dates.ts';
import { idSchema } from '../ids.ts';
import { customFields } from './custom-value.ts';
import * as field from './fields.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

export const deal = defineRecord({
  type: 'deal',
  sight: 'owner',
  writable: {
    owner_id: idSchema,
    name: field.name(),
    /** A person, an organization, or (through resource `lead_id`) nobody yet. */
    contact_id: field.reference,
    /** The lead of a deal that has no contact yet. A deal has one of the two. */
    lead_id: field.reference,
    /** Exact decimal text with the currency's number of decimals; see shared/money.ts. */
    value: z.string().check(z.maxLength(32)),
    currency: field.currency,
    stage_id: idSchema,
    loss_reason_id: field.reference,
    unqualified_reason_id: field.reference,
    hot: z.boolean(),
    source_id: field.reference,
    estimated_close_date: z.nullable(dateSchema),
    /** Percent; null takes the stage's. */
    customized_win_likelihood: z.nullable(field.percent),
    added_at: instantSchema,
    last_stage_change_at: instantSchema,
    tags: field.tags,
    custom_fields: customFields,
  },
  derived: {
    contact_name: z.nullable(z.string()),
    /** The contact's organization, or the contact itself where that is one. */
    organization_id: field.reference,
    organization_name: z.nullable(z.string()),
    last_stage_change_by_id: field.reference,
    last_activity_at: z.nullable(instantSchema),
  },
  defaults: {
    contact_id: null,
    lead_id: null,
    value: '0',
    loss_reason_id: null,
    unqualified_reason_id: null,
    hot: false,
    source_id: null,
    estimated_close_date: null,
    customized_win_likelihood: null,
    tags: [],
    custom_fields: {},
  },
  initial: {
    contact_name: null,
    organization_id: null,
    organization_name: null,
    last_stage_change_by_id: null,
    last_activity_at: null,
  },
  indexes: ['owner_id', 'stage_id', 'contact_id', 'organization_id', 'lead_id', 'source_id', 'loss_reason_id', 'unqualified_reason_id'],
});
export type Deal = RowOf<typeof deal>;

/** A further contact of a deal, beside its primary one. */
export const associatedContact = defineRecord({
  type: 'associated_contact',
  sight: 'parent',
  writable: { deal_id: idSchema, contact_id: idSchema, role: field.name(64) },
  derived: { contact_name: z.string() },
  defaults: { role: 'involved' },
  initial: { contact_name: '' },
  indexes: ['deal_id', 'contact_id'],
});
export type AssociatedContact = RowOf<typeof associatedContact>;
