import * as z from 'zod/mini';
import { instantSchema } from '../dates.ts';
import { idSchema } from '../ids.ts';
import { customFields } from './custom-value.ts';
import * as field from './fields.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

/** The ways to reach someone that leads and contacts share. */
export const reachable = {
  title: field.text(),
  description: field.text(20_000),
  industry: field.text(),
  website: field.text(2048),
  email: field.email,
  phone: field.phone,
  mobile: field.phone,
  fax: field.phone,
  twitter: field.text(),
  facebook: field.text(),
  linkedin: field.text(),
  skype: field.text(),
  address: field.address,
};

export const reachableDefaults = {
  title: null,
  description: null,
  industry: null,
  website: null,
  email: null,
  phone: null,
  mobile: null,
  fax: null,
  twitter: null,
  facebook: null,
  linkedin: null,
  skype: null,
  address: null,
};

/** How a visitor came to the page whose form they filled in. */
export const utmSchema = z.strictObject({
  source: field.text(),
  medium: field.text(),
  campaign: field.text(),
  term: field.text(),
  content: field.text(),
});

export const lead = defineRecord({
  type: 'lead',
  sight: 'owner',
  writable: {
    owner_id: idSchema,
    first_name: field.text(),
    last_name: field.text(),
    organization_name: field.text(),
    status_id: idSchema,
    unqualified_reason_id: field.reference,
    source_id: field.reference,
    ...reachable,
    tags: field.tags,
    custom_fields: customFields,
  },
  derived: {
    /** First and last name, or the organization where there is no person. */
    name: z.string(),
    last_activity_at: z.nullable(instantSchema),
    converted_at: z.nullable(instantSchema),
    conversion_id: field.reference,
    /** The form that made it, with what the visitor's browser told. */
    form_id: field.reference,
    referrer: field.text(2048),
    utm: z.nullable(utmSchema),
    consent_text: field.text(2000),
    consent_at: z.nullable(instantSchema),
  },
  defaults: {
    first_name: null,
    last_name: null,
    organization_name: null,
    unqualified_reason_id: null,
    source_id: null,
    ...reachableDefaults,
    tags: [],
    custom_fields: {},
  },
  initial: {
    name: '',
    last_activity_at: null,
    converted_at: null,
    conversion_id: null,
    form_id: null,
    referrer: null,
    utm: null,
    consent_text: null,
    consent_at: null,
  },
  indexes: ['owner_id', 'status_id', 'source_id', 'unqualified_reason_id'],
});
export type Lead = RowOf<typeof lead>;

/** What a conversion made of a lead. It cannot be undone. */
export const leadConversion = defineRecord({
  type: 'lead_conversion',
  sight: 'parent',
  writable: {
    lead_id: idSchema,
    individual_id: field.reference,
    organization_id: field.reference,
    deal_id: field.reference,
  },
  derived: {},
  defaults: { individual_id: null, organization_id: null, deal_id: null },
  initial: {},
  indexes: ['lead_id', 'individual_id', 'organization_id', 'deal_id'],
});
export type LeadConversion = RowOf<typeof leadConversion>;

export function personName(row: { first_name: string | null; last_name: string | null }): string {
  return [row.first_name, row.last_name]
    .map((part) => part?.trim())
    .filter(Boolean)
    .join(' ');
}

export const leadName = (row: Pick<Lead, 'first_name' | 'last_name' | 'organization_name'>): string =>
  personName(row) || (row.organization_name ?? '');
