import type { Condition, Field, Kind, Operator, Period, TimeUnit } from '../../shared/filters/index.ts';
import { presentChoice } from '../../shared/records/index.ts';
import { formatDate } from '../base/format/dates.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import { choicesOf } from './choices.ts';

/** What can be asked of a field, in words. */
export function operatorWord(kind: Kind, is: Operator): string {
  switch (is) {
    case 'is':
      return kind === 'bool' ? msg('is') : msg('is exactly');
    case 'is_not':
      return msg('is not');
    case 'contains':
      return msg('contains');
    case 'not_contains':
      return msg('does not contain');
    case 'starts_with':
      return msg('begins with');
    case 'at_least':
      return msg('is at least');
    case 'at_most':
      return msg('is at most');
    case 'between':
      return msg('is between');
    case 'any_of':
      return kind === 'many' ? msg('has any of') : msg('is any of');
    case 'all_of':
      return msg('has all of');
    case 'none_of':
      return kind === 'many' ? msg('has none of') : msg('is none of');
    case 'in':
      return msg('is in');
    case 'not_in':
      return msg('is not in');
    case 'empty':
      return msg('is empty');
    case 'filled':
      return msg('is filled in');
  }
}

const units: Record<TimeUnit, (count: number) => string> = {
  day: (count) => plural(count, { one: msg(str`${count} day`), other: msg(str`${count} days`) }),
  week: (count) => plural(count, { one: msg(str`${count} week`), other: msg(str`${count} weeks`) }),
  month: (count) => plural(count, { one: msg(str`${count} month`), other: msg(str`${count} months`) }),
  quarter: (count) => plural(count, { one: msg(str`${count} quarter`), other: msg(str`${count} quarters`) }),
  year: (count) => plural(count, { one: msg(str`${count} year`), other: msg(str`${count} years`) }),
};

const present: Record<TimeUnit, readonly [before: () => string, now: () => string, after: () => string]> = {
  day: [() => msg('yesterday'), () => msg('today'), () => msg('tomorrow')],
  week: [() => msg('last week'), () => msg('this week'), () => msg('next week')],
  month: [() => msg('last month'), () => msg('this month'), () => msg('next month')],
  quarter: [() => msg('last quarter'), () => msg('this quarter'), () => msg('next quarter')],
  year: [() => msg('last year'), () => msg('this year'), () => msg('next year')],
};

/** A stretch of days in words. */
export function periodWord(period: Period): string {
  if ('this' in period) {
    const { this: unit, offset = 0 } = period;
    const word = present[unit][offset + 1];
    if (word) return word();
    return offset < 0 ? msg(str`${units[unit](-offset)} before`) : msg(str`${units[unit](offset)} ahead`);
  }
  if ('last' in period) return msg(str`the last ${units[period.unit](period.last)}`);
  if ('next' in period) return msg(str`the next ${units[period.unit](period.next)}`);
  if ('before_last' in period) return msg(str`more than ${units[period.unit](period.before_last)} ago`);
  if ('after_next' in period) return msg(str`more than ${units[period.unit](period.after_next)} ahead`);
  if (period.from !== undefined && period.to !== undefined)
    return period.from === period.to ? formatDate(period.from) : msg(str`${formatDate(period.from)} to ${formatDate(period.to)}`);
  if (period.from !== undefined) return msg(str`from ${formatDate(period.from)}`);
  return period.to === undefined ? msg('any day') : msg(str`up to ${formatDate(period.to)}`);
}

/** The value of a condition in words; empty text where it takes none. */
export function valueWord({ value }: Condition, field: Field, store: Store, type: string): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? msg('yes') : msg('no');
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value) && field.kind !== 'one' && field.kind !== 'many') return value.map((one) => one ?? '…').join(' – ');
  if (Array.isArray(value)) return value.map((one) => choiceWord(String(one), field, store, type)).join(', ');
  return periodWord(value as Period);
}

function choiceWord(value: string, field: Field, store: Store, type: string): string {
  if (value === 'me') return msg('me');
  if (value === 'my_reports') return msg('my reports');
  const known = choicesOf(field, store, type)?.find((choice) => choice.value === value);
  if (known) return known.label;
  if (typeof field.options === 'object' && 'custom' in field.options) return presentChoice(field.options.custom, value)?.name ?? value;
  const gone = store.get('user', value) ?? store.get('contact', value) ?? store.get('deal', value) ?? store.get('lead', value);
  return gone?.name ?? msg('something out of your sight');
}
