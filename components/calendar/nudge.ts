import type { CalendarDate, Instant } from '../../shared/dates.ts';
import { addDays, dayIn, instantOf, isWholeDay } from '../../shared/dates.ts';
import { clockOf } from '../reminders/words.ts';
import type { Placed } from './events.ts';

const quarter = 15;

/** What the keyboard moves: from a day to a last day, or from an instant to another. */
export interface Spanned {
  start: CalendarDate | Instant;
  end: CalendarDate | Instant;
  /** Has a length that can change. */
  resizable: boolean;
}

/** A step: days along the line, quarters of an hour up and down; of the whole, or of its end alone. */
export interface Step {
  days: number;
  quarters: number;
  endOnly: boolean;
}

/** Where a step takes something; undefined where it leads nowhere. A day later is the same wall clock, whatever the clocks do. */
export function nudged({ start, end, resizable }: Spanned, { days, quarters, endOnly }: Step, zone: string): Placed | undefined {
  if (endOnly && !resizable) return undefined;
  if (isWholeDay(start)) {
    if (days === 0) return undefined;
    const first = endOnly ? start : addDays(start, days);
    const last = addDays(end, days);
    if (last < first) return undefined;
    const midnight = (day: CalendarDate) => new Date(instantOf(zone, day));
    return { allDay: true, start: midnight(first), end: midnight(addDays(last, 1)) };
  }
  if (endOnly && days !== 0) return undefined;
  const from = endOnly ? new Date(start) : later(start, days, quarters, zone);
  const to = later(end, days, quarters, zone);
  return to < from || (resizable && to <= from) ? undefined : { allDay: false, start: from, end: to };
}

function later(instant: Instant, days: number, quarters: number, zone: string): Date {
  const moved = days === 0 ? instant : instantOf(zone, addDays(dayIn(zone, instant), days), clockOf(instant, zone));
  return new Date(Date.parse(moved) + quarters * quarter * 60_000);
}
