import * as z from 'zod/mini';
import { dateOrInstantSchema, instantSchema } from '../dates.ts';
import { idSchema } from '../ids.ts';
import * as field from './fields.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

/** Tasks, appointments and notes: what people do about leads, contacts and deals. */

/** The types of records that hang on a lead, contact or deal by `resource_type` and `resource_id`. */
export const attachedTypes = ['task', 'appointment', 'note', 'document', 'call', 'email_link', 'conversation_link'] as const;

/** Minutes by which a reminder may come before the due time: a week, a day, an hour, 30, 15, 5 minutes, at the time. */
export const reminderMinutes = [10_080, 1440, 60, 30, 15, 5, 0] as const;

const reminder = z.nullable(
  z.int().check(
    z.refine((value) => reminderMinutes.some((minutes) => minutes === value), {
      error: `must be one of ${reminderMinutes.join(', ')} minutes`,
    }),
  ),
);

const linked = { resource_type: z.nullable(field.resourceType), resource_id: field.reference };

export const task = defineRecord({
  type: 'task',
  sight: 'parent',
  writable: {
    owner_id: idSchema,
    content: field.name(2000),
    /** A whole day (`2026-11-24`) or a UTC instant. */
    due_date: z.nullable(dateOrInstantSchema),
    reminder_offset: reminder,
    ...linked,
  },
  derived: {
    resource_name: z.nullable(z.string()),
    completed: z.boolean(),
    completed_at: z.nullable(instantSchema),
  },
  defaults: { due_date: null, reminder_offset: null, resource_type: null, resource_id: null },
  initial: { resource_name: null, completed: false, completed_at: null },
  indexes: ['owner_id', 'resource_id'],
});
export type Task = RowOf<typeof task>;

export const appointment = defineRecord({
  type: 'appointment',
  sight: 'parent',
  writable: {
    owner_id: idSchema,
    name: field.name(),
    description: field.text(20_000),
    location: field.text(),
    all_day: z.boolean(),
    /** UTC instants; whole days when `all_day`, where `end_at` is the last day. */
    start_at: dateOrInstantSchema,
    end_at: dateOrInstantSchema,
    /** The zone in which it was planned: it stays at that wall clock. */
    timezone: field.timezone,
    reminder_offset: reminder,
    /** People of the workspace who take part, besides the owner. */
    attendee_ids: z.array(idSchema).check(z.maxLength(200)),
    /** People outside the workspace. */
    guests: z.array(z.strictObject({ email: field.emailText, name: field.text() })).check(z.maxLength(200)),
    ...linked,
  },
  derived: { resource_name: z.nullable(z.string()) },
  defaults: {
    description: null,
    location: null,
    all_day: false,
    timezone: 'UTC',
    reminder_offset: null,
    attendee_ids: [],
    guests: [],
    resource_type: null,
    resource_id: null,
  },
  initial: { resource_name: null },
  indexes: ['owner_id', 'resource_id'],
});
export type Appointment = RowOf<typeof appointment>;

export const note = defineRecord({
  type: 'note',
  sight: 'parent',
  writable: {
    content: field.name(100_000),
    resource_type: field.resourceType,
    resource_id: idSchema,
    is_important: z.boolean(),
    /** Words of its own: notes share no list of tags. */
    tags: field.tags,
    /** A restricted note is seen by its creator only. */
    type: z.enum(['regular', 'restricted']),
  },
  derived: { resource_name: z.nullable(z.string()) },
  defaults: { is_important: false, tags: [], type: 'regular' },
  initial: { resource_name: null },
  indexes: ['resource_id'],
});
export type Note = RowOf<typeof note>;
