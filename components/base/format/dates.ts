import { msg, str } from '@lit/localize';
import { addDays, dayIn, isWholeDay, type CalendarDate, type Instant } from '../../../shared/days.ts';
import { formatLocale } from '../localisation/language.ts';
import { hoursAndMinutes } from '../localisation/time-format.ts';

/** Where "today" is: the moment in milliseconds since the epoch, and the IANA zone (the reader's own when left out). */
export interface Clock {
  now?: number;
  zone?: string;
}

/** The reader's own time zone. */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = formatLocale();
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format;
}

function resolve({ now = Date.now(), zone = ownZone() }: Clock) {
  return { now, zone, today: todayIn(zone, now) };
}

/** A board asks for today with each of its cards: it is worked out once a minute for a zone, since days begin on whole minutes. */
const todays = new Map<string, { minute: number; day: CalendarDate }>();

function todayIn(zone: string, now: number): CalendarDate {
  const minute = Math.floor(now / 60_000);
  const known = todays.get(zone);
  if (known?.minute === minute) return known.day;
  const day = dayIn(zone, new Date(now).toISOString());
  todays.set(zone, { minute, day });
  return day;
}

/** A day counts from noon UTC and is written in UTC, so that no zone can move it. */
const noon = (day: CalendarDate): number => Date.parse(`${day}T12:00:00.000Z`);

/** Whole days from one day to another. */
export const daysBetween = (from: CalendarDate, to: CalendarDate): number => Math.round((noon(to) - noon(from)) / 86_400_000);

/** The day of a date or an instant, in a zone. */
export const dayOf = (value: CalendarDate | Instant, zone: string): CalendarDate => (isWholeDay(value) ? value : dayIn(zone, value));

/** "Fri 27 Nov", with the year when it is not this one. Takes a day or an instant. */
export function formatDate(value: CalendarDate | Instant, clock: Clock = {}): string {
  const { zone, today } = resolve(clock);
  const day = dayOf(value, zone);
  const other = day.slice(0, 4) !== today.slice(0, 4);
  const options: Intl.DateTimeFormatOptions = other
    ? { day: 'numeric', month: 'short', year: 'numeric' }
    : { weekday: 'short', day: 'numeric', month: 'short' };
  return dateFormat({ ...options, timeZone: 'UTC' })
    .format(noon(day))
    .replace(/^(\p{L}+\.?),/u, '$1');
}

/** "Friday 27 November 2026": for headings and for assistive technology. */
export function formatDateLong(value: CalendarDate | Instant, clock: Clock = {}): string {
  const day = dayOf(value, resolve(clock).zone);
  return dateFormat({ dateStyle: 'full', timeZone: 'UTC' }).format(noon(day));
}

/** "14:30" or "2:30 PM": as the workspace has chosen, else as the locale does. */
export function formatTime(instant: Instant, { zone = ownZone() }: Clock = {}): string {
  return dateFormat({ ...(hoursAndMinutes() ?? { timeStyle: 'short' }), timeZone: zone }).format(Date.parse(instant));
}

/** "Fri 27 Nov 14:30". */
export function formatDateTime(instant: Instant, clock: Clock = {}): string {
  return `${formatDate(instant, clock)} ${formatTime(instant, clock)}`;
}

/** A day near to now in words, any other as formatDate writes it; with its time when it is an instant. */
export function relativeDay(value: CalendarDate | Instant, clock: Clock = {}): string {
  const { zone, today } = resolve(clock);
  const time = isWholeDay(value) ? '' : formatTime(value, { zone });
  switch (daysBetween(today, dayOf(value, zone))) {
    case 0:
      return time ? msg(str`Today ${time}`) : msg('Today');
    case 1:
      return time ? msg(str`Tomorrow ${time}`) : msg('Tomorrow');
    case -1:
      return time ? msg(str`Yesterday ${time}`) : msg('Yesterday');
    default:
      return time ? `${formatDate(value, clock)} ${time}` : formatDate(value, clock);
  }
}

/** When something is due, and how it stands. */
export interface Due {
  text: string;
  overdue: boolean;
  today: boolean;
}

/**
 * When a task is due, as a card says it: "Today 14:30", "Tomorrow", "Fri 27 Nov", and once it is late "5 d overdue"
 * ("2 h overdue" on the same day). A whole day is late when the next one begins.
 */
export function dueLabel(due: CalendarDate | Instant, clock: Clock = {}): Due {
  const { now, zone, today } = resolve(clock);
  const day = dayOf(due, zone);
  const late = daysBetween(day, today);
  const onToday = late === 0;
  const overdue = isWholeDay(due) ? late > 0 : Date.parse(due) < now;
  if (!overdue) return { text: relativeDay(due, { now, zone }), overdue, today: onToday };
  if (late > 0) return { text: msg(str`${late} d overdue`), overdue, today: onToday };
  const minutes = Math.max(1, Math.floor((now - Date.parse(due)) / 60_000));
  const hours = Math.floor(minutes / 60);
  const text = hours > 0 ? msg(str`${hours} h overdue`) : msg(str`${minutes} min overdue`);
  return { text, overdue, today: onToday };
}

/** Whole days since an instant, by the calendar of the zone. */
export function daysSince(instant: Instant, clock: Clock = {}): number {
  const { zone, today } = resolve(clock);
  return daysBetween(dayIn(zone, instant), today);
}

/** "Quiet for 23 d": since when nothing happened. */
export function quietFor(instant: Instant, clock: Clock = {}): string {
  const days = daysSince(instant, clock);
  return msg(str`Quiet for ${days} d`);
}

/** The name of a weekday, 1 Monday to 7 Sunday: "Mon" or "Monday". */
export function weekday(iso: number, width: 'short' | 'long' = 'short'): string {
  return dateFormat({ weekday: width, timeZone: 'UTC' }).format(noon(addDays('2024-01-01', iso - 1)));
}
