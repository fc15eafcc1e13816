import * as z from 'zod/mini';
import * as field from './fields.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

/** The workspace's own lists of choices. */

export const tag = defineRecord({
  type: 'tag',
  sight: 'everyone',
  writable: { name: field.name(64), resource_type: field.resourceType },
  derived: {},
  defaults: {},
  initial: {},
  indexes: [],
});
export type Tag = RowOf<typeof tag>;

export const source = defineRecord({
  type: 'source',
  sight: 'everyone',
  writable: { name: field.name(), resource_type: z.enum(['lead', 'deal']) },
  derived: {},
  defaults: {},
  initial: {},
  indexes: [],
});
export type Source = RowOf<typeof source>;

export const lossReason = defineRecord({
  type: 'loss_reason',
  sight: 'everyone',
  writable: { name: field.name() },
  derived: {},
  defaults: {},
  initial: {},
  indexes: [],
});
export type LossReason = RowOf<typeof lossReason>;

export const dealUnqualifiedReason = defineRecord({
  type: 'deal_unqualified_reason',
  sight: 'everyone',
  writable: { name: field.name() },
  derived: {},
  defaults: {},
  initial: {},
  indexes: [],
});
export type DealUnqualifiedReason = RowOf<typeof dealUnqualifiedReason>;

export const leadUnqualifiedReason = defineRecord({
  type: 'lead_unqualified_reason',
  sight: 'everyone',
  writable: { name: field.name() },
  derived: {},
  defaults: {},
  initial: {},
  indexes: [],
});
export type LeadUnqualifiedReason = RowOf<typeof leadUnqualifiedReason>;

export const callOutcome = defineRecord({
  type: 'call_outcome',
  sight: 'everyone',
  writable: { name: field.name() },
  derived: {},
  defaults: {},
  initial: {},
  indexes: [],
});
export type CallOutcome = RowOf<typeof callOutcome>;

export const leadStatus = defineRecord({
  type: 'lead_status',
  sight: 'everyone',
  writable: {
    name: field.name(64),
    category: z.enum(['new', 'working', 'unqualified']),
    position: field.position,
  },
  derived: {},
  defaults: { category: 'working', position: 0 },
  initial: {},
  indexes: [],
});
export type LeadStatus = RowOf<typeof leadStatus>;
