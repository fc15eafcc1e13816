import * as z from 'zod/mini';
import { instantSchema } from '../dates.ts';
import { idSchema } from '../ids.ts';
import { customFields } from './custom-value.ts';
import * as field from './fields.ts';
import { reachable, reachableDefaults } from './lead.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

export const contact = defineRecord({
  type: 'contact',
  sight: 'owner',
  writable: {
    owner_id: idSchema,
    /** A person or an organization: fixed at creation. */
    is_organization: z.boolean(),
    /** A person's organization. */
    contact_id: field.reference,
    parent_organization_id: field.reference,
    /** An organization's name; a person's is made of first and last name. */
    name: z.string().check(z.maxLength(511)),
    first_name: field.text(),
    last_name: field.text(),
    customer_status: z.enum(['none', 'current', 'past']),
    ...reachable,
    billing_address: field.address,
    shipping_address: field.address,
    tags: field.tags,
    custom_fields: customFields,
  },
  derived: {
    organization_name: z.nullable(z.string()),
    prospect_status: z.enum(['none', 'current', 'lost']),
    last_activity_at: z.nullable(instantSchema),
  },
  defaults: {
    is_organization: false,
    contact_id: null,
    parent_organization_id: null,
    name: '',
    first_name: null,
    last_name: null,
    customer_status: 'none',
    ...reachableDefaults,
    billing_address: null,
    shipping_address: null,
    tags: [],
    custom_fields: {},
  },
  initial: { organization_name: null, prospect_status: 'none', last_activity_at: null },
  indexes: ['owner_id', 'contact_id', 'parent_organization_id'],
});
export type Contact = RowOf<typeof contact>;
