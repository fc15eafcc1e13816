import type { Field } from '../../shared/filters/index.ts';
import { isEmpty, reader } from '../../shared/filters/index.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import { presentChoice } from '../../shared/records/index.ts';
import type { Clock } from '../base/format/dates.ts';
import { relativeDay } from '../base/format/dates.ts';
import { formatMoney } from '../base/format/money.ts';
import { formatLocale, msg } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import { wordOf } from './choices.ts';

const referred: Partial<Record<string, RecordType>> = {
  user: 'user',
  stage: 'stage',
  source: 'source',
  loss_reason: 'loss_reason',
  deal_unqualified_reason: 'deal_unqualified_reason',
  lead_unqualified_reason: 'lead_unqualified_reason',
  lead_status: 'lead_status',
  form: 'form',
  contact: 'contact',
};

/** What a record has in a field, as people read it; empty text where it has nothing. */
export function textOf(field: Field, row: Row, store: Store, clock: Clock = {}): string {
  const fields = row as unknown as Record<string, unknown>;
  const value = reader(field.path)(fields);
  // A status of `none` says no more than nothing does.
  if (isEmpty(value) || (value === 'none' && field.kind === 'one')) return '';
  switch (field.kind) {
    case 'money':
      return formatMoney(String(value), String(fields['currency']));
    case 'number':
      return new Intl.NumberFormat(formatLocale(), { maximumFractionDigits: 15 }).format(Number(value));
    case 'bool':
      return value === true ? msg('yes') : msg('no');
    case 'day':
    case 'instant':
    case 'due':
      return relativeDay(String(value), clock);
    case 'one':
      return nameOf(field, String(value), store, fields);
    case 'many':
      return (value as string[]).map((one) => nameOf(field, one, store, fields)).join(', ');
    default:
      return String(value);
  }
}

/** The name of what a value stands for. What a record carries of another one is there even when that is out of sight. */
function nameOf({ name, options }: Field, value: string, store: Store, row: Record<string, unknown>): string {
  if (typeof options === 'object') return 'custom' in options ? (presentChoice(options.custom, value)?.name ?? '') : wordOf(value);
  if (name === 'pipeline_id') return store.get('pipeline', store.get('stage', value)?.pipeline_id ?? '')?.name ?? '';
  if (name === 'stage_category') return wordOf(store.get('stage', value)?.category ?? '');
  const type = options === undefined ? undefined : referred[options];
  if (type === undefined) return value;
  const known = store.get(type, value);
  if (known && 'name' in known) return known.name;
  const carried = row[name === 'contact_id' && 'is_organization' in row ? 'organization_name' : name.replace(/_id$/, '_name')];
  return typeof carried === 'string' ? carried : msg('something out of your sight');
}
