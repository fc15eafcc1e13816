import { LOCALE_STATUS_EVENT, type LocaleStatusEventDetail } from '@lit/localize';
import { language } from './language.ts';

/** How hours are counted: "2:30 PM" or "14:30". */
export type TimeFormat = '12H' | '24H';

let chosen: TimeFormat | undefined;

/** How times are written; undefined is as the locale does. */
export const timeFormat = (): TimeFormat | undefined => chosen;

/** Hours and minutes so, for `Intl.DateTimeFormat`; undefined leaves them to the locale. */
export function hoursAndMinutes(): Intl.DateTimeFormatOptions | undefined {
  if (!chosen) return undefined;
  return { ...(chosen === '12H' ? { hour: 'numeric', hourCycle: 'h12' } : { hour: '2-digit', hourCycle: 'h23' }), minute: '2-digit' };
}

/** Writes all times of the kit in this way from now on; undefined leaves it to the locale. The provider sets what its workspace has chosen. */
export function setTimeFormat(format: TimeFormat | undefined): void {
  if (format === chosen) return;
  chosen = format;
  // Elements render again as they do for another language: each listens for that already.
  const detail: LocaleStatusEventDetail = { status: 'ready', readyLocale: language() };
  dispatchEvent(new CustomEvent(LOCALE_STATUS_EVENT, { detail }));
}
