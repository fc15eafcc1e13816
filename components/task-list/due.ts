import type { CalendarDate, Instant } from '../../shared/dates.ts';
import { addDays, dayIn, instantOf, isWholeDay } from '../../shared/dates.ts';
import type { Task } from '../../shared/records/index.ts';

/** What somebody typed, understood: the words that are left, and the day or instant that the others name. */
export interface Understood {
  content: string;
  due: CalendarDate | Instant | null;
  /** The words that were taken for the due date. */
  phrase: string;
}

/**
 * Reads "call the lab tomorrow 15:00" or "appeler le labo demain 15h". The parser knows both languages; the one of the page
 * goes first.
 */
export async function understand(text: string, language: string, zone: string, now: number): Promise<Understood> {
  const chrono = await import('chrono-node');
  const parsers = language === 'fr' ? [chrono.fr.casual, chrono.en.casual] : [chrono.en.casual, chrono.fr.casual];
  // The parser thinks in a wall clock: it is given the zone's own, as if it were UTC.
  const today = dayIn(zone, new Date(now).toISOString());
  const midnight = Date.parse(instantOf(zone, today));
  const wall = new Date(Date.parse(`${today}T00:00:00.000Z`) + (now - midnight));
  for (const parser of parsers) {
    const [found] = parser.parse(text, { instant: wall, timezone: 0 }, { forwardDate: true });
    if (!found) continue;
    const date = found.start;
    const pad = (value: number | null) => String(value ?? 0).padStart(2, '0');
    const day = `${String(date.get('year')).padStart(4, '0')}-${pad(date.get('month'))}-${pad(date.get('day'))}`;
    const time = date.isCertain('hour') ? `${pad(date.get('hour'))}:${pad(date.get('minute'))}` : undefined;
    const content = `${text.slice(0, found.index)} ${text.slice(found.index + found.text.length)}`.replace(/\s+/g, ' ').replace(/\s+(at|on|by|à|le|pour)$/i, '').trim();
    if (content === '') continue;
    return { content, due: time === undefined ? day : instantOf(zone, day, time), phrase: found.text };
  }
  return { content: text.trim(), due: null, phrase: '' };
}

export type Group = 'overdue' | 'today' | 'upcoming' | 'someday' | 'done';
export const groups: readonly Group[] = ['overdue', 'today', 'upcoming', 'someday', 'done'];

/** Where a task belongs at this moment. A whole day is overdue when the next one has begun. */
export function groupOf(task: Pick<Task, 'completed' | 'due_date'>, zone: string, now: number): Group {
  if (task.completed) return 'done';
  if (task.due_date === null) return 'someday';
  const instant = new Date(now).toISOString();
  const today = dayIn(zone, instant);
  if (isWholeDay(task.due_date)) return task.due_date < today ? 'overdue' : task.due_date === today ? 'today' : 'upcoming';
  if (task.due_date < instant) return 'overdue';
  return dayIn(zone, task.due_date) === today ? 'today' : 'upcoming';
}

/** Milliseconds until the groups of tasks may be others: the next midnight of the zone. */
export const untilMidnight = (zone: string, now: number): number =>
  Date.parse(instantOf(zone, addDays(dayIn(zone, new Date(now).toISOString()), 1))) - now;
