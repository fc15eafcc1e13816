import { instantOf, isCalendarDate } from '../../shared/dates.ts';

/** Reading cells whose form is settled over a whole column: dates and numbers. */

export type DateOrder = 'day-first' | 'month-first';

const numericDate = /^(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})(?:[ T].*)?$/;

/** Day or month first, as the column itself shows; undefined while every date fits both. */
export function dateOrderOf(cells: Iterable<string>): DateOrder | undefined {
  for (const cell of cells) {
    const match = numericDate.exec(cell.trim());
    if (!match || match[1]?.length === 4) continue;
    // A point between figures is the German and French form, always day first.
    if (cell.includes('.')) return 'day-first';
    if (Number(match[1]) > 12) return 'day-first';
    if (Number(match[2]) > 12) return 'month-first';
  }
  return undefined;
}

/** `2026-11-24`, `11/24/2026`, `24.11.2026`, with or without a time; undefined for what is no date. */
export function readDate(cell: string, order: DateOrder): string | undefined {
  const match = numericDate.exec(cell.trim());
  if (!match) return undefined;
  const [, a = '', b = '', c = ''] = match;
  let [year, month, day] = a.length === 4 ? [a, b, c] : order === 'day-first' ? [c, b, a] : [c, a, b];
  if (year.length === 2) year = `${Number(year) > 69 ? '19' : '20'}${year}`;
  const date = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDate(date) ? date : undefined;
}

/** An instant from ISO 8601, `YYYY-MM-DD hh:mm:ss [UTC|±hhmm]`, or a date alone (the zone's midnight). */
export function readInstant(cell: string, order: DateOrder, zone: string): string | undefined {
  const text = cell.trim();
  const iso = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/.exec(text);
  if (iso) {
    const [, date = '', rawTime = '', offset] = iso;
    const time = rawTime.padStart(rawTime.length === 4 || rawTime.length === 7 ? rawTime.length + 1 : rawTime.length, '0');
    if (!isCalendarDate(date) || !isTime(time)) return undefined;
    if (offset === undefined) return instantOf(zone, date, time);
    const suffix = offset === 'Z' || offset === 'UTC' ? 'Z' : offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
    const parsed = new Date(`${date}T${time.length === 5 ? `${time}:00` : time}${suffix}`);
    return Number.isNaN(parsed.getTime()) ? undefined : parsed.toISOString();
  }
  const date = readDate(text, order);
  return date === undefined ? undefined : instantOf(zone, date);
}

const isTime = (time: string): boolean => {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number);
  return hour < 24 && minute < 60 && second < 60;
};

export type DecimalSign = '.' | ',';

/** Which of point and comma stands before decimals, as the column itself shows; a point where it stays open. */
export function decimalSignOf(cells: Iterable<string>): DecimalSign {
  for (const cell of cells) {
    const figures = cell.replace(/[^\d.,]/g, '');
    const point = figures.lastIndexOf('.');
    const comma = figures.lastIndexOf(',');
    if (point >= 0 && comma >= 0) return point > comma ? '.' : ',';
    const last = Math.max(point, comma);
    if (last < 0) continue;
    const sign = figures[last] === '.' ? '.' : ',';
    // "1,234" may be a thousand or a little more than one; "1,5" and "1.234.567" can be one thing only.
    if (figures.indexOf(sign) !== last) return sign === '.' ? ',' : '.';
    if (figures.length - last - 1 !== 3) return sign;
  }
  return '.';
}

/** Decimal text without currency signs and thousands separators; undefined for what is no number. */
export function readNumber(cell: string, decimal: DecimalSign): string | undefined {
  const thousands = decimal === '.' ? ',' : '.';
  const text = cell
    .trim()
    .replace(/^\((.*)\)$/, '-$1')
    .replace(/[\p{Sc}\s\u00a0\u202f'’]/gu, '')
    .replace(/^(-?)[A-Z]{3}|[A-Z]{3}$/g, '$1')
    .replaceAll(thousands, '')
    .replace(decimal, '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$/.test(text) ? text : undefined;
}

/** Seconds from `125`, `125 s`, `02:05`, `1:02:05` or `2m 5s`; undefined for what is no duration. */
export function readDuration(cell: string): number | undefined {
  const text = cell.trim().toLowerCase();
  if (/^\d+(\.\d+)?\s*(s|sec|secs|seconds?)?$/.test(text)) return Math.round(Number.parseFloat(text));
  const clock = /^(?:(\d+):)?(\d{1,3}):(\d{2})$/.exec(text);
  const said = /^(?:(\d+)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*m(?:in(?:ute)?s?)?)?\s*(?:(\d+)\s*s(?:ec(?:ond)?s?)?)?$/.exec(text);
  const parts = clock ?? said;
  if (!parts || text === '') return undefined;
  const [hours = '0', minutes = '0', seconds = '0'] = parts.slice(1);
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

export function readBoolean(cell: string): boolean | undefined {
  const text = cell.trim().toLowerCase();
  if (['1', 'true', 'yes', 'y', 'x', 'oui', 'vrai'].includes(text)) return true;
  if (['0', 'false', 'no', 'n', '', 'non', 'faux'].includes(text)) return false;
  return undefined;
}

/** Days since 30 December 1899 (or 1904), as everybody counts them after February 1900; before, there is a day too many. */
export function dateOfSerial(serial: number, date1904 = false): string {
  const days = date1904 ? serial + 1462 : serial < 61 ? serial + 1 : serial;
  const seconds = Math.round(days * 86_400);
  const at = new Date(Date.UTC(1899, 11, 30) + seconds * 1000).toISOString();
  const time = at.slice(11, 19);
  if (serial < 1) return time.slice(0, 5);
  return seconds % 86_400 === 0 ? at.slice(0, 10) : `${at.slice(0, 10)} ${time}`;
}
