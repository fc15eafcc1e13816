import * as z from 'zod/mini';
import { isCalendarDate, isInstant } from './days.ts';

export * from './days.ts';

export const instantSchema = z.string().check(z.refine(isInstant, { error: 'must be a UTC instant such as 2026-11-24T09:30:00.000Z' }));

export const dateSchema = z.string().check(z.refine(isCalendarDate, { error: 'must be a day such as 2026-11-24' }));

/** A whole day (`2026-11-24`) or a UTC instant, told apart by their length. */
export const dateOrInstantSchema = z.string().check(
  z.refine((value) => isCalendarDate(value) || isInstant(value), {
    error: 'must be a day such as 2026-11-24 or a UTC instant such as 2026-11-24T09:30:00.000Z',
  }),
);
