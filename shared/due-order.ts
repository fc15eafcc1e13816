import type { CalendarDate, Instant } from './days.ts';
import { addDays, dayIn, instantOf, isWholeDay } from './days.ts';

/**
 * Tasks in the order in which they are due: those of an hour by their hour, those of a whole day at its end, since there is time for
 * them until then.
 */

/** How the end of a day is written as an instant, in a zone as it is now. */
export interface DayEnd {
  /** Whether it falls on the next day in UTC. */
  next: boolean;
  /** `T22:59:59.999Z`. */
  clock: string;
}

let last: { zone: string; today: CalendarDate; end: DayEnd } | undefined;

/** The end of days in a zone, by its present distance from UTC: an hour of summer time moves no task to another day. */
export function dayEnd(zone: string, now: Instant): DayEnd {
  const today = dayIn(zone, now);
  if (last?.zone !== zone || last.today !== today) {
    const over = new Date(Date.parse(instantOf(zone, addDays(today, 1))) - 1).toISOString();
    last = { zone, today, end: { next: over.slice(0, 10) > today, clock: over.slice(10) } };
  }
  return last.end;
}

/** By which it is compared, as text. */
export const dueKey = (due: CalendarDate | Instant, { next, clock }: DayEnd): string =>
  isWholeDay(due) ? (next ? addDays(due, 1) : due) + clock : due;

/** Compares two tasks; those that nobody has given a day come last. */
export function byDue(end: DayEnd): (a: { due_date: string | null }, b: { due_date: string | null }) => number {
  const key = ({ due_date }: { due_date: string | null }) => (due_date === null ? '9' : dueKey(due_date, end));
  return (left, right) => {
    const [a, b] = [key(left), key(right)];
    return a === b ? 0 : a < b ? -1 : 1;
  };
}
