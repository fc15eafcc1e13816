import type { RowKind } from '../../shared/import-kinds.ts';
import { dayIn, isWholeDay } from '../../shared/dates.ts';
import { reminderMinutes } from '../../shared/records/index.ts';
import { asNote } from './as-note.ts';
import { settleEmail } from './email-rows.ts';
import type { Known } from './known.ts';
import type { Fields } from './plan.ts';

/**
 * Makes of what a row says what its record holds: the words of a note with who wrote them, an end where there is none, a price
 * with its currency. Changes the fields; a row that is read again says the same again. @param importerId whoever imports
 */
export function settleFields(kind: RowKind, fields: Fields, known: Known, importerId: string): void {
  switch (kind) {
    case 'task':
      settleReminder(fields);
      break;
    case 'note':
      sign(fields, known, importerId);
      break;
    case 'text':
    case 'visit':
      asNote(kind, fields, known.language);
      sign(fields, known, importerId);
      break;
    case 'email':
      settleEmail(fields, known);
      break;
    case 'appointment':
      settleTimes(fields, known);
      break;
    case 'call': {
      const { recording_url: recording, summary } = fields;
      delete fields['recording_url'];
      if (typeof recording === 'string') fields['summary'] = typeof summary === 'string' ? `${summary}\n\n${recording}` : recording;
      break;
    }
    case 'product': {
      const { price, currency } = fields;
      delete fields['price'];
      delete fields['currency'];
      const priced = typeof currency === 'string' && currency !== '' ? currency : known.currency;
      if (typeof price === 'string') fields['prices'] = [{ amount: price, currency: priced }];
      break;
    }
    default:
  }
}

/** What was done needs no reminder; else the one that comes just before the time that was asked for. */
function settleReminder(fields: Fields): void {
  const { remind_at: at, due_date: due, completed } = fields;
  delete fields['remind_at'];
  if (completed !== true) delete fields['completed_at'];
  if (completed === true || typeof at !== 'string' || typeof due !== 'string' || isWholeDay(due)) return;
  const minutes = (Date.parse(due) - Date.parse(at)) / 60_000;
  const offset = reminderMinutes.toReversed().find((one) => one >= minutes);
  if (minutes >= 0 && offset !== undefined) fields['reminder_offset'] = offset;
}

/** A note's author is whoever imports it: if somebody else wrote it, that and when stands under its words, once. */
function sign(fields: Fields, known: Known, importerId: string): void {
  const { author, written_at: at, content } = fields;
  delete fields['author'];
  delete fields['written_at'];
  if (at !== undefined) fields['created_at'] = at;
  // Their own notes bear their name already, and the time at which they were written.
  const importer = known.users.find(({ id }) => id === importerId);
  const own = typeof author === 'string' && [importer?.name, importer?.email].some((word) => word?.toLowerCase() === author.toLowerCase());
  if (own || (author === undefined && at !== undefined)) return;
  const signed = [author, typeof at === 'string' ? dayIn(known.timezone, at) : undefined].filter(Boolean).join(', ');
  if (typeof content !== 'string' || signed === '' || content.endsWith(`— ${signed}`)) return;
  fields['content'] = `${content}\n\n— ${signed}`;
}

const hour = 3_600_000;

/** Days, or instants, for both of the times; without an end it takes an hour, or its day. */
function settleTimes(fields: Fields, known: Known): void {
  const { start_at: start, end_at: end, all_day } = fields;
  if (typeof start !== 'string') return;
  if (all_day === true || isWholeDay(start)) {
    const first = dayOf(start, known.timezone);
    // Midnight is where the last day ends, not one more.
    const last = typeof end === 'string' ? dayOf(isWholeDay(end) ? end : justBefore(end, start), known.timezone) : first;
    Object.assign(fields, { all_day: true, start_at: first, end_at: last < first ? first : last });
    return;
  }
  const until = typeof end === 'string' && !isWholeDay(end) ? end : new Date(Date.parse(start) + hour).toISOString();
  Object.assign(fields, { all_day: false, end_at: until < start ? start : until });
}

const justBefore = (end: string, start: string): string => (end > start ? new Date(Date.parse(end) - 1).toISOString() : end);

/** Midnight in UTC is how others write a day that has no hours. */
const dayOf = (at: string, zone: string): string =>
  isWholeDay(at) ? at : /T(00:00:00\.000|23:59:59\.999)Z$/.test(at) ? at.slice(0, 10) : dayIn(zone, at);
