import { msg, plural, str } from '../base/localisation/index.ts';

/** How long before: a week, a day, an hour, minutes, or at the time. */
export function before(minutes: number): string {
  if (minutes === 10_080) return msg('A week before');
  if (minutes === 1440) return msg('A day before');
  if (minutes === 60) return msg('An hour before');
  if (minutes === 0) return msg('At the time');
  return plural(minutes, { one: msg(str`${minutes} minute before`), other: msg(str`${minutes} minutes before`) });
}

/** HH:MM of an instant in a zone, as a time field wants it whatever the locale. */
export function clockOf(instant: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    Date.parse(instant),
  );
}
