import type { CalendarDate } from '../dates.ts';
import { addDays } from '../dates.ts';
import type { Period, TimeUnit } from './filter.ts';

/** Days from the first to the last, both included; an end that is left out is open. */
export interface Days {
  from?: CalendarDate;
  to?: CalendarDate;
}

/** The days of a period, as of a day. */
export function daysOf(period: Period, today: CalendarDate): Days {
  if ('this' in period) {
    const from = shift(startOf(today, period.this), period.offset ?? 0, period.this);
    return { from, to: addDays(shift(from, 1, period.this), -1) };
  }
  if ('last' in period) return { from: shift(today, -period.last, period.unit), to: today };
  if ('next' in period) return { from: today, to: shift(today, period.next, period.unit) };
  if ('before_last' in period) return { to: addDays(shift(today, -period.before_last, period.unit), -1) };
  if ('after_next' in period) return { from: addDays(shift(today, period.after_next, period.unit), 1) };
  return period;
}

/** The first day of the week (Monday), month, quarter or year of a day. */
function startOf(day: CalendarDate, unit: TimeUnit): CalendarDate {
  switch (unit) {
    case 'day':
      return day;
    case 'week': {
      const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay();
      return addDays(day, -((weekday + 6) % 7));
    }
    case 'month':
      return `${day.slice(0, 7)}-01`;
    case 'quarter':
      return `${day.slice(0, 4)}-${String(Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, '0')}-01`;
    case 'year':
      return `${day.slice(0, 4)}-01-01`;
  }
}

const months: Partial<Record<TimeUnit, number>> = { month: 1, quarter: 3, year: 12 };

/** So many units later; the last day of the month where the month has no such day. */
function shift(day: CalendarDate, count: number, unit: TimeUnit): CalendarDate {
  const size = months[unit];
  if (size === undefined) return addDays(day, unit === 'week' ? count * 7 : count);
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  // Years beyond four digits would not be days any more.
  const total = Math.min(Math.max(year * 12 + (month - 1) + count * size, 12), 9999 * 12 + 11);
  const last = new Date(Date.UTC(Math.floor(total / 12), (total % 12) + 1, 0)).getUTCDate();
  return new Date(Date.UTC(Math.floor(total / 12), total % 12, Math.min(date, last))).toISOString().slice(0, 10);
}
