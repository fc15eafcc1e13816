import type { Options } from '../../shared/filters/index.ts';
import type { CustomField, CustomFieldType, CustomValue, Row } from '../../shared/records/index.ts';
import { isFieldOf, offeredChoices, presentChoice } from '../../shared/records/index.ts';
import type { Choice } from '../fields/choices.ts';
import { choicesOf } from '../fields/choices.ts';
import { labelOf } from '../fields/labels.ts';
import { msg } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';

export type PanelType = 'deal' | 'lead' | 'contact';

/** One field of a record as it is shown and edited. */
export interface Field {
  /** As in refusals and in the history: `owner_id`, `custom_fields.ID`. */
  name: string;
  label: string;
  kind:
    | 'text'
    | 'email'
    | 'tel'
    | 'url'
    | 'date'
    | 'number'
    | 'percent'
    | 'money'
    | 'paragraph'
    | 'checkbox'
    | 'choice'
    | 'several'
    | 'tags'
    | 'contact'
    | 'address';
  /** Of a choice, or of several. */
  options?: readonly Choice[];
  /** May be emptied. */
  optional?: boolean;
  /** Shown only when it has a value, or when all are asked for. */
  rare?: boolean;
  /** Must be filled in, by what the workspace has set. */
  required?: boolean;
  /** Can be read, not changed, and why. */
  locked?: string;
  /** Of a field that the workspace has added. */
  custom?: CustomField;
}

type More = Omit<Field, 'name' | 'label' | 'kind'> & { label?: string };

const field = (name: string, kind: Field['kind'], more: More = {}): Field => ({ name, label: labelOf({ name }), kind, ...more });

const reach = (): Field[] => [
  field('title', 'text', { optional: true }),
  field('email', 'email', { optional: true }),
  field('phone', 'tel', { optional: true }),
  field('mobile', 'tel', { optional: true }),
  field('website', 'url', { optional: true }),
  field('industry', 'text', { optional: true }),
  field('address', 'address', { optional: true }),
  field('fax', 'tel', { optional: true, rare: true }),
  field('linkedin', 'text', { optional: true, rare: true }),
  field('twitter', 'text', { optional: true, rare: true }),
  field('facebook', 'text', { optional: true, rare: true }),
  field('skype', 'text', { optional: true, rare: true }),
];

/** The fields of a record in the order in which people look for them, those of the workspace's own making last. */
export function fieldsOf(store: Store, type: PanelType, row: Row<PanelType>): Field[] {
  const choice = (name: string, options: Options, more: More = {}): Field =>
    field(name, 'choice', { options: choicesOf({ name, options }, store, type) ?? [], ...more });
  const owner = choice('owner_id', 'user');
  const tags = field('tags', 'tags', { optional: true });
  const description = field('description', 'paragraph', { optional: true });
  const added = customFieldsOf(store, type, row);
  switch (type) {
    case 'deal':
      return [
        field('value', 'money', store.list('line_item', 'deal_id', row.id).length > 0 ? { locked: msg('The total of its products.') } : {}),
        field('contact_id', 'contact'),
        owner,
        field('estimated_close_date', 'date', { optional: true }),
        choice('source_id', 'source', { optional: true }),
        ...reasonOf(store, row, choice),
        field('customized_win_likelihood', 'percent', { optional: true }),
        tags,
        ...added,
      ];
    case 'lead':
      return [
        field('first_name', 'text', { optional: true }),
        field('last_name', 'text', { optional: true }),
        field('organization_name', 'text', { optional: true }),
        choice('status_id', 'lead_status'),
        ...reasonOf(store, row, choice),
        owner,
        choice('source_id', 'source', { optional: true }),
        ...reach(),
        tags,
        description,
        ...added,
      ];
    case 'contact':
      return [
        ...('is_organization' in row && row.is_organization
          ? [field('name', 'text'), field('parent_organization_id', 'contact', { optional: true })]
          : [
              field('first_name', 'text', { optional: true }),
              field('last_name', 'text'),
              field('contact_id', 'contact', { optional: true, label: msg('Organization') }),
            ]),
        owner,
        choice('customer_status', { values: ['none', 'current', 'past'] }),
        ...reach(),
        tags,
        description,
        ...added,
      ];
  }
}

/** Why a deal or a lead was closed without success, where its stage or status says that it was. */
function reasonOf(store: Store, row: Row<PanelType>, choice: (name: string, options: Options, more?: More) => Field): Field[] {
  if ('stage_id' in row) {
    const category = store.get('stage', row.stage_id)?.category;
    if (category === 'lost') return [choice('loss_reason_id', 'loss_reason')];
    return category === 'unqualified' ? [choice('unqualified_reason_id', 'deal_unqualified_reason')] : [];
  }
  return 'status_id' in row && store.get('lead_status', row.status_id)?.category === 'unqualified'
    ? [choice('unqualified_reason_id', 'lead_unqualified_reason', { optional: true })]
    : [];
}

const customKinds: Record<CustomFieldType, Field['kind']> = {
  string: 'text',
  text: 'paragraph',
  number: 'number',
  bool: 'checkbox',
  list: 'choice',
  multi_select_list: 'several',
  date: 'date',
  email: 'email',
  phone: 'tel',
  address: 'address',
  url: 'url',
};

/** What the workspace has added to records of a type, in its order; archived fields where the record has something in them. */
function customFieldsOf(store: Store, type: PanelType, row: Row<PanelType>): Field[] {
  const organization = 'is_organization' in row && row.is_organization;
  return store
    .every('custom_field')
    .filter((custom) => isFieldOf(custom, type, organization) && (!custom.archived || row.custom_fields[custom.id] !== undefined))
    .sort((a, b) => Number(a.archived) - Number(b.archived) || a.position - b.position || (a.id < b.id ? -1 : 1))
    .map((custom) => customFieldOf(custom, row.custom_fields[custom.id]));
}

/** A field that the workspace has added, as it is shown and edited where the record has this value in it. */
export function customFieldOf(custom: CustomField, value?: unknown): Field {
  const options = offeredChoices(custom).map(({ id, name }) => ({ value: id, label: name }));
  // What is offered no more stays where it is.
  for (const id of idsIn(value)) {
    const present = presentChoice(custom, id);
    if (present && !options.some((option) => option.value === present.id)) options.push({ value: present.id, label: present.name });
  }
  return {
    name: `custom_fields.${custom.id}`,
    label: custom.name,
    kind: customKinds[custom.type],
    custom,
    options,
    optional: !custom.required,
    required: custom.required,
    ...(custom.archived ? { locked: msg('This field is archived.') } : {}),
  };
}

const idsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : []);

/** What a record has in a field. Of choices that were replaced: what stands for them by now. */
export function valueIn(row: Row<PanelType>, { name, custom }: Field): unknown {
  if (!custom) return (row as unknown as Record<string, unknown>)[name];
  const value: CustomValue | boolean | null | undefined = row.custom_fields[custom.id];
  if (custom.type === 'list') return typeof value === 'string' ? (presentChoice(custom, value)?.id ?? value) : value;
  if (custom.type === 'multi_select_list' && Array.isArray(value))
    return [...new Set(value.map((id) => presentChoice(custom, id)?.id ?? id))];
  return value;
}

/** The change that gives a field this value. */
export const changeOf = ({ name, custom }: Field, value: unknown): Record<string, unknown> =>
  custom ? { custom_fields: { [custom.id]: value } } : { [name]: value };

/** The mutator that changes a record of this type. */
export function update(store: Store, type: PanelType, id: string, change: Record<string, unknown>) {
  const args = { id, ...change };
  // A reason belongs to the stage, and is set with it.
  const stage_id = 'loss_reason_id' in change || 'unqualified_reason_id' in change ? store.get('deal', id)?.stage_id : undefined;
  if (type === 'deal') return stage_id === undefined ? store.mutate.updateDeal(args) : store.mutate.moveDeal({ ...args, stage_id });
  return type === 'lead' ? store.mutate.updateLead(args) : store.mutate.updateContact(args);
}

export function remove(store: Store, type: PanelType, id: string) {
  if (type === 'deal') return store.mutate.deleteDeal({ id });
  return type === 'lead' ? store.mutate.deleteLead({ id }) : store.mutate.deleteContact({ id });
}
