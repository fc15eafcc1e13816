import type { Contact, Row } from '../../shared/records/index.ts';
import type { ComboboxOption } from '../base/combobox/options.ts';
import { fold } from '../base/combobox/options.ts';
import { msg } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';

export type PanelType = 'deal' | 'lead' | 'contact';

/** One field of a record as it is shown and edited. */
export interface Field {
  name: string;
  label: string;
  kind: 'text' | 'email' | 'tel' | 'url' | 'date' | 'number' | 'money' | 'paragraph' | 'choice' | 'tags' | 'contact' | 'address';
  /** Of a choice. */
  options?: readonly { value: string; label: string }[];
  /** May be emptied. */
  optional?: boolean;
  /** Shown only when it has a value, or when all are asked for. */
  rare?: boolean;
}

const reach = (): Field[] => [
  { name: 'title', label: msg('Title'), kind: 'text', optional: true },
  { name: 'email', label: msg('E-mail'), kind: 'email', optional: true },
  { name: 'phone', label: msg('Phone'), kind: 'tel', optional: true },
  { name: 'mobile', label: msg('Mobile'), kind: 'tel', optional: true },
  { name: 'website', label: msg('Website'), kind: 'text', optional: true },
  { name: 'industry', label: msg('Industry'), kind: 'text', optional: true },
  { name: 'address', label: msg('Address'), kind: 'address', optional: true },
  { name: 'fax', label: msg('Fax'), kind: 'tel', optional: true, rare: true },
  { name: 'linkedin', label: 'LinkedIn', kind: 'text', optional: true, rare: true },
  { name: 'twitter', label: 'Twitter', kind: 'text', optional: true, rare: true },
  { name: 'facebook', label: 'Facebook', kind: 'text', optional: true, rare: true },
  { name: 'skype', label: 'Skype', kind: 'text', optional: true, rare: true },
];

/** The fields of a record in the order in which people look for them. */
export function fieldsOf(store: Store, type: PanelType, row: Row<PanelType>): Field[] {
  const owner: Field = { name: 'owner_id', label: msg('Owner'), kind: 'choice', options: people(store) };
  const tags: Field = { name: 'tags', label: msg('Tags'), kind: 'tags', optional: true };
  const description: Field = { name: 'description', label: msg('Description'), kind: 'paragraph', optional: true };
  switch (type) {
    case 'deal':
      return [
        { name: 'value', label: msg('Value'), kind: 'money' },
        { name: 'contact_id', label: msg('Contact'), kind: 'contact' },
        owner,
        { name: 'estimated_close_date', label: msg('Closes'), kind: 'date', optional: true },
        { name: 'source_id', label: msg('Source'), kind: 'choice', options: sources(store, 'deal'), optional: true },
        ...reasonOf(store, row),
        { name: 'customized_win_likelihood', label: msg('Likelihood, %'), kind: 'number', optional: true },
        tags,
      ];
    case 'lead':
      return [
        { name: 'first_name', label: msg('First name'), kind: 'text', optional: true },
        { name: 'last_name', label: msg('Last name'), kind: 'text', optional: true },
        { name: 'organization_name', label: msg('Organization'), kind: 'text', optional: true },
        {
          name: 'status_id',
          label: msg('Status'),
          kind: 'choice',
          options: named(store.every('lead_status').sort((a, b) => a.position - b.position)),
        },
        ...reasonOf(store, row),
        owner,
        { name: 'source_id', label: msg('Source'), kind: 'choice', options: sources(store, 'lead'), optional: true },
        ...reach(),
        tags,
        description,
      ];
    case 'contact': {
      const names: Field[] =
        'is_organization' in row && row.is_organization
          ? [
              { name: 'name', label: msg('Name'), kind: 'text' },
              { name: 'parent_organization_id', label: msg('Part of'), kind: 'contact', optional: true },
            ]
          : [
              { name: 'first_name', label: msg('First name'), kind: 'text', optional: true },
              { name: 'last_name', label: msg('Last name'), kind: 'text' },
              { name: 'contact_id', label: msg('Organization'), kind: 'contact', optional: true },
            ];
      const statuses = [
        { value: 'none', label: msg('None') },
        { value: 'current', label: msg('Customer') },
        { value: 'past', label: msg('Past customer') },
      ];
      return [
        ...names,
        owner,
        { name: 'customer_status', label: msg('Customer status'), kind: 'choice', options: statuses },
        ...reach(),
        tags,
        description,
      ];
    }
  }
}

/** Why a deal or a lead was closed without success, where its stage or status says that it was. */
function reasonOf(store: Store, row: Row<PanelType>): Field[] {
  const by = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
  if ('stage_id' in row) {
    const category = store.get('stage', row.stage_id)?.category;
    if (category === 'lost')
      return [{ name: 'loss_reason_id', label: msg('Loss reason'), kind: 'choice', options: named(store.every('loss_reason').sort(by)) }];
    if (category === 'unqualified')
      return [
        {
          name: 'unqualified_reason_id',
          label: msg('Unqualified reason'),
          kind: 'choice',
          options: named(store.every('deal_unqualified_reason').sort(by)),
        },
      ];
  } else if ('status_id' in row && store.get('lead_status', row.status_id)?.category === 'unqualified')
    return [
      {
        name: 'unqualified_reason_id',
        label: msg('Unqualified reason'),
        kind: 'choice',
        options: named(store.every('lead_unqualified_reason').sort(by)),
        optional: true,
      },
    ];
  return [];
}

const named = (rows: readonly { id: string; name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name }));

const people = (store: Store) =>
  named(
    store
      .every('user')
      .filter((user) => user.status === 'active')
      .sort((a, b) => a.name.localeCompare(b.name)),
  );

const sources = (store: Store, type: 'lead' | 'deal') =>
  named(
    store
      .every('source')
      .filter((source) => source.resource_type === type)
      .sort((a, b) => a.name.localeCompare(b.name)),
  );

/** The mutator that changes a record of this type. */
export function update(store: Store, type: PanelType, id: string, change: Record<string, unknown>) {
  const args = { id, ...change };
  if (type === 'deal') return store.mutate.updateDeal(args);
  return type === 'lead' ? store.mutate.updateLead(args) : store.mutate.updateContact(args);
}

export function remove(store: Store, type: PanelType, id: string) {
  if (type === 'deal') return store.mutate.deleteDeal({ id });
  return type === 'lead' ? store.mutate.deleteLead({ id }) : store.mutate.deleteContact({ id });
}

const mostFound = 20;

/** Words to search, made once for each state of a contact. */
const searched = new WeakMap<Contact, string>();

function wordsOf(row: Contact): string {
  let text = searched.get(row);
  if (text === undefined) searched.set(row, (text = ` ${fold(`${row.name} ${row.organization_name ?? ''}`)}`));
  return text;
}

/** Contacts in whose name or organization's name every word of a query is found, accents or not; beginnings of words first. */
export function findContacts(store: Store, query: string, organizationsOnly = false): ComboboxOption[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const begins: Contact[] = [];
  const others: Contact[] = [];
  for (const row of store.all('contact')) {
    if (organizationsOnly && !row.is_organization) continue;
    const text = wordsOf(row);
    if (words.every((word) => text.includes(` ${word}`))) begins.push(row);
    else if (others.length < mostFound && words.every((word) => text.includes(word))) others.push(row);
    if (begins.length === mostFound) break;
  }
  return [...begins, ...others].slice(0, mostFound).map((row) => {
    const detail = row.organization_name ?? row.email;
    return { value: row.id, label: row.name, ...(detail ? { detail } : {}), avatar: row.is_organization ? 'organization' : 'person' };
  });
}
