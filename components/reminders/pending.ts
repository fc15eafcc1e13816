import type { CalendarDate, Instant } from '../../shared/dates.ts';
import { instantOf, isWholeDay } from '../../shared/dates.ts';
import type { Appointment, Task } from '../../shared/records/index.ts';

/** Something to be reminded of. */
export interface Reminder {
  /** Another one as soon as the record has another time or another reminder. */
  key: string;
  type: 'task' | 'appointment';
  id: string;
  text: string;
  /** When it is due or begins. */
  when: CalendarDate | Instant;
  /** When the reminder comes: milliseconds since the epoch. */
  at: number;
}

/** A reminder whose time passed longer ago than this (a laptop that slept) is left to the red of the list. */
export const tooLate = 3_600_000;

/** Reminders that were shown already: put off until a time, or 0 for good. */
export type Told = Readonly<Record<string, number>>;

/** When a reminder comes; whole days count from nine in the morning. Undefined where there is none. */
export function reminderAt(when: CalendarDate | Instant | null, minutesBefore: number | null, zone: string): number | undefined {
  if (when === null || minutesBefore === null) return undefined;
  return Date.parse(isWholeDay(when) ? instantOf(zone, when, '09:00') : when) - minutesBefore * 60_000;
}

export function taskReminder({ id, content, due_date, reminder_offset, completed }: Task, zone: string): Reminder | undefined {
  const at = completed ? undefined : reminderAt(due_date, reminder_offset, zone);
  if (at === undefined || due_date === null) return undefined;
  return { key: `${id}/${due_date}/${reminder_offset}`, type: 'task', id, text: content, when: due_date, at };
}

export function appointmentReminder({ id, name, start_at, reminder_offset }: Appointment, zone: string): Reminder | undefined {
  const at = reminderAt(start_at, reminder_offset, zone);
  return at === undefined
    ? undefined
    : { key: `${id}/${start_at}/${reminder_offset}`, type: 'appointment', id, text: name, when: start_at, at };
}

/** Those whose time has come, and that were not shown or are no longer put off. */
export function comeNow(reminders: readonly Reminder[], told: Told, now: number): Reminder[] {
  return reminders.filter(({ key, at }) => {
    const until = told[key];
    if (until === 0) return false;
    const time = until ?? at;
    return time <= now && now - time < tooLate;
  });
}
