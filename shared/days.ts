/** A UTC instant with milliseconds: `2026-11-24T09:30:00.000Z`. Sorts as text. */
export type Instant = string;

/** A calendar day without a zone: `2026-11-24`. */
export type CalendarDate = string;

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

export function isInstant(value: string): boolean {
  // What has passed the pattern is a time that exists where it comes back as it was: 30 February becomes 2 March.
  return instantPattern.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value;
}

/** True for a day that exists: 29 February only in leap years. */
export function isCalendarDate(value: string): boolean {
  const match = datePattern.exec(value);
  if (!match) return false;
  const date = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

export const isWholeDay = (value: CalendarDate | Instant): boolean => value.length === 10;

const formatters = new Map<string, Intl.DateTimeFormat>();

function wallClock(zone: string): Intl.DateTimeFormat {
  let format = formatters.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formatters.set(zone, format);
  }
  return format;
}

/** Milliseconds by which the zone's wall clock is ahead of UTC at this instant. */
function offsetAt(epoch: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of wallClock(zone).formatToParts(epoch)) part[type] = Number(value);
  const wall = Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute'], part['second']);
  return wall - Math.floor(epoch / 1000) * 1000;
}

/** The calendar day of an instant in an IANA time zone. */
export function dayIn(zone: string, instant: Instant): CalendarDate {
  const epoch = Date.parse(instant);
  return new Date(epoch + offsetAt(epoch, zone)).toISOString().slice(0, 10);
}

/**
 * The instant at which a zone's wall clock shows this day and time. A time that daylight saving skips becomes the same
 * distance after the gap; one that happens twice is the first.
 */
export function instantOf(zone: string, day: CalendarDate, time = '00:00'): Instant {
  const wall = Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}.000Z`);
  const before = wall - offsetAt(wall - 86_400_000, zone);
  const after = wall - offsetAt(wall + 86_400_000, zone);
  const first = Math.min(before, after);
  const fits = (epoch: number) => epoch + offsetAt(epoch, zone) === wall;
  const epoch = fits(first) ? first : fits(Math.max(before, after)) ? Math.max(before, after) : before;
  return new Date(epoch).toISOString();
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: CalendarDate, count: number): CalendarDate {
  return new Date(Date.parse(`${day}T00:00:00.000Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

export function isTimeZone(value: string): boolean {
  try {
    wallClock(value);
    return true;
  } catch {
    return false;
  }
}
