import type { CustomField, CustomFieldType } from '../records/index.ts';
import { isId } from '../ids.ts';
import type { ListType, Operator } from './filter.ts';

/**
 * What can be asked of a field:
 * - `text` is, contains, starts with: text, compared without case and accents;
 * - `number`, `money` is, at least, at most: a number; between: two of them. Amounts count in their own currency;
 * - `bool` is: true or false;
 * - `day`, `instant`, `due` in: a period. `due` holds a day or an instant;
 * - `one` any of, none of: values, most of them ids; of people also `me` and `my_reports`;
 * - `many` any of, all of, none of: values;
 * - `words` contains: words, each of which stands in one of several fields.
 */
export type Kind = 'text' | 'number' | 'money' | 'bool' | 'day' | 'instant' | 'due' | 'one' | 'many' | 'words';

export const operatorsOf: Record<Kind, readonly Operator[]> = {
  text: ['contains', 'not_contains', 'is', 'is_not', 'starts_with', 'filled', 'empty'],
  number: ['is', 'is_not', 'at_least', 'at_most', 'between', 'filled', 'empty'],
  money: ['is', 'is_not', 'at_least', 'at_most', 'between'],
  bool: ['is'],
  day: ['in', 'not_in', 'filled', 'empty'],
  instant: ['in', 'not_in', 'filled', 'empty'],
  due: ['in', 'not_in', 'filled', 'empty'],
  one: ['any_of', 'none_of', 'filled', 'empty'],
  many: ['any_of', 'all_of', 'none_of', 'filled', 'empty'],
  words: ['contains', 'not_contains'],
};

/** The records or values that a field of kind `one` or `many` chooses from. */
export type Options =
  | 'user'
  | 'stage'
  | 'pipeline'
  | 'stage_category'
  | 'source'
  | 'loss_reason'
  | 'deal_unqualified_reason'
  | 'lead_unqualified_reason'
  | 'lead_status'
  | 'form'
  | 'tag'
  | 'contact'
  | 'record'
  | 'currency'
  | { values: readonly string[] }
  | { custom: CustomField };

export interface Field {
  /** As in conditions and columns: `owner_id`, `address.city`, `custom_fields.ID`. */
  name: string;
  kind: Kind;
  /** Where the value stands in the row's JSON; empty where it follows from several fields: it can be asked for, not shown. */
  path: readonly string[];
  options?: Options;
  custom?: CustomField;
}

const at = (name: string, kind: Kind, options?: Options): Field => ({
  name,
  kind,
  path: name.split('.'),
  ...(options === undefined ? {} : { options }),
});

const texts = (...names: string[]): Field[] => names.map((name) => at(name, 'text'));
const addressParts = ['line1', 'city', 'postal_code', 'state', 'country'] as const;
const address = (name: string): Field[] => texts(...addressParts.map((part) => `${name}.${part}`));
const words: Field = { name: 'text', kind: 'words', path: [] };
/** Of tasks: open, and due before now. A whole day is over when the next one begins. */
const overdue: Field = { name: 'overdue', kind: 'bool', path: [] };

const record: readonly Field[] = [
  at('owner_id', 'one', 'user'),
  at('creator_id', 'one', 'user'),
  at('created_at', 'instant'),
  at('updated_at', 'instant'),
];

const reachable: readonly Field[] = [
  ...texts('title', 'description', 'industry', 'website', 'email', 'phone', 'mobile', 'fax', 'twitter', 'facebook', 'linkedin', 'skype'),
  ...address('address'),
];

const own: Record<ListType, readonly Field[]> = {
  lead: [
    words,
    ...texts('name', 'first_name', 'last_name', 'organization_name'),
    at('status_id', 'one', 'lead_status'),
    at('unqualified_reason_id', 'one', 'lead_unqualified_reason'),
    at('source_id', 'one', 'source'),
    at('tags', 'many', 'tag'),
    ...reachable,
    at('form_id', 'one', 'form'),
    ...texts('referrer', 'utm.source', 'utm.medium', 'utm.campaign', 'utm.term', 'utm.content'),
    at('last_activity_at', 'instant'),
    at('converted_at', 'instant'),
    ...record,
  ],
  contact: [
    words,
    ...texts('name', 'first_name', 'last_name', 'organization_name'),
    at('is_organization', 'bool'),
    at('contact_id', 'one', 'contact'),
    at('parent_organization_id', 'one', 'contact'),
    at('customer_status', 'one', { values: ['none', 'current', 'past'] }),
    at('prospect_status', 'one', { values: ['none', 'current', 'lost'] }),
    at('tags', 'many', 'tag'),
    ...reachable,
    ...address('billing_address'),
    ...address('shipping_address'),
    at('last_activity_at', 'instant'),
    ...record,
  ],
  deal: [
    words,
    ...texts('name', 'contact_name', 'organization_name'),
    at('value', 'money'),
    at('currency', 'one', 'currency'),
    at('stage_id', 'one', 'stage'),
    { ...at('pipeline_id', 'one', 'pipeline'), path: ['stage_id'] },
    { ...at('stage_category', 'one', 'stage_category'), path: ['stage_id'] },
    at('contact_id', 'one', 'contact'),
    at('organization_id', 'one', 'contact'),
    at('hot', 'bool'),
    at('source_id', 'one', 'source'),
    at('loss_reason_id', 'one', 'loss_reason'),
    at('unqualified_reason_id', 'one', 'deal_unqualified_reason'),
    at('estimated_close_date', 'day'),
    at('customized_win_likelihood', 'number'),
    at('tags', 'many', 'tag'),
    at('added_at', 'instant'),
    at('last_stage_change_at', 'instant'),
    at('last_stage_change_by_id', 'one', 'user'),
    at('last_activity_at', 'instant'),
    ...record,
  ],
  task: [
    words,
    ...texts('content', 'resource_name'),
    at('due_date', 'due'),
    overdue,
    at('completed', 'bool'),
    at('completed_at', 'instant'),
    at('reminder_offset', 'number'),
    at('resource_type', 'one', { values: ['lead', 'contact', 'deal'] }),
    at('resource_id', 'one', 'record'),
    ...record,
  ],
};

const customKinds: Record<CustomFieldType, Kind> = {
  string: 'text',
  text: 'text',
  number: 'number',
  bool: 'bool',
  list: 'one',
  multi_select_list: 'many',
  date: 'day',
  email: 'text',
  phone: 'text',
  address: 'text',
  url: 'text',
};

/** Every field of a list, those of the workspace's own making last, in their order. Archived ones can still be filtered by. */
export function fieldsOf(type: ListType, customFields: Iterable<CustomField>): Map<string, Field> {
  const fields = new Map(own[type].map((field) => [field.name, field]));
  const added = [...customFields].filter((field) => field.resource_type === type && isId(field.id));
  for (const custom of added.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))) {
    const name = `custom_fields.${custom.id}`;
    const kind = customKinds[custom.type];
    if (custom.type === 'address')
      for (const part of addressParts)
        fields.set(`${name}.${part}`, { name: `${name}.${part}`, kind, path: ['custom_fields', custom.id, part], custom });
    else
      fields.set(name, {
        name,
        kind,
        path: ['custom_fields', custom.id],
        custom,
        ...(kind === 'one' || kind === 'many' ? { options: { custom } } : {}),
      });
  }
  return fields;
}

/** Whether a record has a value of its own in this field, which can be shown. */
export const isShown = ({ path }: Pick<Field, 'path'>): boolean => path.length > 0;

/** Whether a list can be put in the order of this field. */
export const isSortable = ({ kind, path }: Pick<Field, 'kind' | 'path'>): boolean => kind !== 'many' && isShown({ path });
