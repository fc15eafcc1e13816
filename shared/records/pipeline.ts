import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import * as field from './fields.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

export const pipeline = defineRecord({
  type: 'pipeline',
  sight: 'everyone',
  writable: { name: field.name(), disabled: z.boolean(), position: field.position },
  derived: {},
  defaults: { disabled: false, position: 0 },
  initial: {},
  indexes: [],
});
export type Pipeline = RowOf<typeof pipeline>;

export const stageCategories = ['incoming', 'in_progress', 'won', 'lost', 'unqualified'] as const;
export type StageCategory = (typeof stageCategories)[number];

export const stage = defineRecord({
  type: 'stage',
  sight: 'everyone',
  writable: {
    pipeline_id: idSchema,
    name: field.name(),
    category: z.enum(stageCategories),
    position: field.position,
    /** Percent of deals in this stage that are expected to be won. */
    likelihood: field.percent,
  },
  derived: { active: z.boolean() },
  defaults: {},
  initial: { active: true },
  indexes: ['pipeline_id'],
});
export type Stage = RowOf<typeof stage>;

/** Open stages: deals in them are still to be decided. */
export const isActive = (category: StageCategory): boolean => category === 'incoming' || category === 'in_progress';

/** The stages of a new pipeline (R-pipeline); closed ones are renamed, never removed. */
export const standardStages: readonly { name: string; category: StageCategory; likelihood: number }[] = [
  { name: 'Incoming', category: 'incoming', likelihood: 10 },
  { name: 'Qualified', category: 'in_progress', likelihood: 30 },
  { name: 'Quote', category: 'in_progress', likelihood: 60 },
  { name: 'Closure', category: 'in_progress', likelihood: 90 },
  { name: 'Won', category: 'won', likelihood: 100 },
  { name: 'Lost', category: 'lost', likelihood: 0 },
  { name: 'Unqualified', category: 'unqualified', likelihood: 0 },
];
