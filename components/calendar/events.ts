import type { CalendarDate, Instant } from '../../shared/dates.ts';
import { addDays, dayIn, isWholeDay } from '../../shared/dates.ts';
import type { Moment } from '../task-list/due.ts';
import type { Appointment, Task } from '../../shared/records/index.ts';

/** What the calendar draws, in the words of fullcalendar. Its end is exclusive; ours is the last day. */
export interface Drawn {
  id: string;
  title: string;
  start: CalendarDate | Instant;
  end?: CalendarDate | Instant;
  allDay: boolean;
  editable: boolean;
  durationEditable: boolean;
  className: string;
  extendedProps: { kind: 'appointment' | 'task'; record: string; place: string; done: boolean };
}

export interface Range {
  /** The first day, and the day after the last one. */
  from: CalendarDate;
  until: CalendarDate;
  /** The instants at which these days begin in the zone that is shown. */
  fromAt: Instant;
  untilAt: Instant;
}

/** Whether something from `start` to `end` (a last day, or an instant) touches the days of the range. */
export function touches({ from, until, fromAt, untilAt }: Range, start: CalendarDate | Instant, end: CalendarDate | Instant): boolean {
  return isWholeDay(start) ? start < until && end >= from : start < untilAt && end >= fromAt;
}

/** An appointment as it is drawn; those of others are grey. */
export function drawAppointment(row: Appointment, personId: string): Drawn {
  const mine = row.owner_id === personId || row.attendee_ids.includes(personId);
  return {
    id: `appointment:${row.id}`,
    title: row.name,
    start: row.start_at,
    end: row.all_day ? addDays(row.end_at, 1) : row.end_at,
    allDay: row.all_day,
    editable: true,
    durationEditable: true,
    className: mine ? 'ev' : 'ev other',
    extendedProps: { kind: 'appointment', record: row.id, place: row.location ?? row.resource_name ?? '', done: false },
  };
}

/** A task as it is drawn, at its due day or time; undefined where it has none. */
export function drawTask(row: Task, { now, today }: Pick<Moment, 'now' | 'today'>): Drawn | undefined {
  if (row.due_date === null) return undefined;
  const allDay = isWholeDay(row.due_date);
  const late = !row.completed && row.due_date < (allDay ? today : now);
  return {
    id: `task:${row.id}`,
    title: row.content,
    start: row.due_date,
    allDay,
    editable: !row.completed,
    durationEditable: false,
    className: `ev task${row.completed ? ' done' : ''}${late ? ' late' : ''}`,
    extendedProps: { kind: 'task', record: row.id, place: row.resource_name ?? '', done: row.completed },
  };
}

/** Where something has been put: whole days, or instants. `end` is exclusive, and null where it was not said. */
export interface Placed {
  allDay: boolean;
  start: Date;
  end: Date | null;
}

/** The days or instants of an appointment from where it was put. A single day, or an hour, where no end was said. */
export function timesOf({ allDay, start, end }: Placed, zone: string): Pick<Appointment, 'all_day' | 'start_at' | 'end_at'> {
  if (!allDay) {
    const until = end ?? new Date(start.getTime() + 3_600_000);
    return { all_day: false, start_at: start.toISOString(), end_at: until.toISOString() };
  }
  const first = dayIn(zone, start.toISOString());
  const last = end ? addDays(dayIn(zone, end.toISOString()), -1) : first;
  return { all_day: true, start_at: first, end_at: last < first ? first : last };
}

/** An ISO 8601 week number (weeks begin on Monday; the first has the year's first Thursday). */
export function weekNumber(day: CalendarDate): number {
  const date = new Date(`${day}T00:00:00.000Z`);
  const thursday = addDays(day, 3 - ((date.getUTCDay() + 6) % 7));
  const ofYear = Date.parse(`${thursday}T00:00:00.000Z`) - Date.parse(`${thursday.slice(0, 4)}-01-01T00:00:00.000Z`);
  return 1 + Math.floor(ofYear / (7 * 86_400_000));
}

/** The day on which weeks begin in a locale, 0 Sunday to 6 Saturday. Monday where the browser does not know. */
export function weekStart(locale: string): number {
  const known = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };
  return (known.getWeekInfo?.().firstDay ?? known.weekInfo?.firstDay ?? 1) % 7;
}
