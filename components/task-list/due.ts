import type { CalendarDate, Instant } from '../../shared/dates.ts';
import { addDays, dayIn, instantOf, isWholeDay } from '../../shared/dates.ts';
import type { Task } from '../../shared/records/index.ts';
import { clockOf } from '../reminders/words.ts';

/** What somebody typed, understood: the words that are left, and the day or instant that the others name. */
export interface Understood {
  content: string;
  due: CalendarDate | Instant | null;
  /** The words that were taken for the due date. */
  phrase: string;
}

/** Words that lead to a date and mean nothing without it. */
const leading = /\s+(at|on|by|for|before|à|le|pour|avant|d['’]ici|,)$/i;

/**
 * Reads "call the lab tomorrow 15:00" or "appeler le labo demain 15h", whatever the language of the page: the reading that explains more
 * of the words is taken, and the page's language where both explain as much. The parser comes when somebody types.
 */
export async function understand(text: string, language: string, zone: string, now: number): Promise<Understood> {
  const parsersOf = await Promise.all([import('chrono-node/en'), import('chrono-node/fr')]).catch(() => undefined);
  // Offline before it has ever come: the words are kept as they were written, the date among them.
  if (!parsersOf) return { content: text.trim(), due: null, phrase: '' };
  const [english, french] = parsersOf;
  const parsers = language === 'fr' ? [french.casual, english.casual] : [english.casual, french.casual];
  // The parser thinks in a wall clock: it is given the zone's own, as if it were UTC.
  const today = dayIn(zone, new Date(now).toISOString());
  const instant = new Date(`${today}T${clockOf(new Date(now).toISOString(), zone)}:00.000Z`);
  let best: Understood = { content: text.trim(), due: null, phrase: '' };
  for (const parser of parsers)
    for (const { start, index, text: phrase } of parser.parse(text, { instant, timezone: 0 }, { forwardDate: true })) {
      if (phrase.length <= best.phrase.length) continue;
      const before = text.slice(0, index).replace(leading, '');
      const content = `${before} ${text.slice(index + phrase.length)}`.replace(/\s+/g, ' ').trim();
      if (content === '') continue;
      // Its parts are of the wall clock that it was given; its `date()` is of the browser's zone.
      const part = (name: 'year' | 'month' | 'day' | 'hour' | 'minute', digits = 2) => String(start.get(name) ?? 0).padStart(digits, '0');
      const day = `${part('year', 4)}-${part('month')}-${part('day')}`;
      const time = start.isCertain('hour') ? `${part('hour')}:${part('minute')}` : undefined;
      best = { content, due: time === undefined ? day : instantOf(zone, day, time), phrase };
    }
  return best;
}

export type Group = 'overdue' | 'today' | 'tomorrow' | 'later' | 'someday' | 'done';
export const groups: readonly Group[] = ['overdue', 'today', 'tomorrow', 'later', 'someday', 'done'];

/** A moment in a zone, as tasks are held against it: thousands of them at a time. */
export interface Moment {
  now: Instant;
  today: CalendarDate;
  tomorrow: CalendarDate;
  /** When tomorrow begins, and the day after it. */
  tomorrowAt: Instant;
  afterAt: Instant;
}

export function momentOf(zone: string, now: number): Moment {
  const instant = new Date(now).toISOString();
  const today = dayIn(zone, instant);
  const tomorrow = addDays(today, 1);
  return { now: instant, today, tomorrow, tomorrowAt: instantOf(zone, tomorrow), afterAt: instantOf(zone, addDays(today, 2)) };
}

/** Where a task belongs at this moment. A whole day is overdue when the next one has begun. */
export function groupOf({ completed, due_date }: Pick<Task, 'completed' | 'due_date'>, moment: Moment): Group {
  if (completed) return 'done';
  if (due_date === null) return 'someday';
  if (isWholeDay(due_date)) {
    if (due_date < moment.today) return 'overdue';
    return due_date === moment.today ? 'today' : due_date === moment.tomorrow ? 'tomorrow' : 'later';
  }
  if (due_date < moment.now) return 'overdue';
  return due_date < moment.tomorrowAt ? 'today' : due_date < moment.afterAt ? 'tomorrow' : 'later';
}

/** Milliseconds until the groups of tasks may be others: the next midnight of the zone. */
export const untilMidnight = (zone: string, now: number): number =>
  Date.parse(instantOf(zone, addDays(dayIn(zone, new Date(now).toISOString()), 1))) - now;
