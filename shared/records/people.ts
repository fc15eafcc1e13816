import * as z from 'zod/mini';
import { visibility } from './email.ts';
import * as field from './fields.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

/** How far a person sees: own records; own and direct reports'; everyone's. */
export const profiles = ['user', 'manager', 'company'] as const;
export type Profile = (typeof profiles)[number];

export const roles = ['user', 'admin'] as const;
export type Role = (typeof roles)[number];

/** The most fields that a deal's card shows below its own lines. */
export const mostCardFields = 3;

/** Names of fields, as in filters: `estimated_close_date`, `custom_fields.ID`. */
const cardFields = z.array(z.string().check(z.minLength(1), z.maxLength(100))).check(
  z.maxLength(mostCardFields),
  z.refine((names) => new Set(names).size === names.length, { error: 'must not name a field twice' }),
);

export const user = defineRecord({
  type: 'user',
  sight: 'everyone',
  writable: {
    name: field.name(),
    email: field.emailText,
    status: z.enum(['active', 'inactive']),
    profile: z.enum(profiles),
    /** `admin` grants set-up of the workspace, and no sight: that is the profile's. */
    role: z.enum(roles),
    reports_to: field.reference,
    timezone: field.timezone,
    /** What the cards of deals show to this person; null follows the workspace. */
    card_fields: z.nullable(cardFields),
    /** Whether a new message is tracked unless its sender says otherwise, and the links in it. */
    track_opens: z.boolean(),
    track_links: z.boolean(),
    /** Who may read what this person logs, unless they say otherwise. */
    email_visibility: visibility,
  },
  derived: {},
  defaults: {
    status: 'active',
    profile: 'user',
    role: 'user',
    reports_to: null,
    timezone: 'UTC',
    card_fields: null,
    track_opens: false,
    track_links: false,
    email_visibility: 'everyone',
  },
  initial: {},
  indexes: [],
});
export type User = RowOf<typeof user>;

export const isAdministrator = (person: Pick<User, 'role'>): boolean => person.role === 'admin';

/** The one row of a workspace's own settings. */
export const workspaceSettings = defineRecord({
  type: 'workspace_settings',
  sight: 'everyone',
  writable: {
    name: field.name(),
    currency: field.currency,
    timezone: field.timezone,
    time_format: z.enum(['12H', '24H']),
    /** Days without activity after which an open deal counts as quiet. */
    quiet_after_days: z.int().check(z.gte(1), z.lte(365)),
    /** What one unit of another currency is worth in the workspace's, as decimal text: sums are converted by these alone. */
    rates: z.record(
      field.currency,
      z.string().check(z.maxLength(24), z.regex(/^\d{1,12}(\.\d{1,10})?$/, { error: 'must be a decimal number' })),
    ),
    /** What the cards of deals show to whoever has not chosen for themselves. */
    card_fields: cardFields,
    /** Whether anybody may track who opens their messages; and who follows the links in them. */
    tracking: z.boolean(),
    link_tracking: z.boolean(),
    /** Recipients who are not tracked, whoever writes to them. */
    tracking_excluded: field.mailPatterns,
    /** Whose messages nobody logs. */
    never_log: field.mailPatterns,
  },
  derived: {},
  defaults: {
    currency: 'EUR',
    timezone: 'UTC',
    time_format: '24H',
    quiet_after_days: 14,
    rates: {},
    card_fields: [],
    tracking: true,
    link_tracking: false,
    tracking_excluded: [],
    never_log: [],
  },
  initial: {},
  indexes: [],
});
export type WorkspaceSettings = RowOf<typeof workspaceSettings>;
