import type { ListType } from '../../shared/filters/index.ts';
import { mayAssign } from '../../shared/mutators/permission.ts';
import type { Row } from '../../shared/records/index.ts';
import { isFieldOf } from '../../shared/records/index.ts';
import { reminderMinutes } from '../../shared/records/work.ts';
import { msg } from '../base/localisation/index.ts';
import { choicesOf } from '../fields/choices.ts';
import { labelOf } from '../fields/labels.ts';
import type { Field, PanelType } from '../record/fields.ts';
import { customFieldOf, fieldsOf } from '../record/fields.ts';
import { before } from '../reminders/words.ts';
import type { Store } from '../store/index.ts';
import type { ListedRow } from './columns.ts';

/** How an edit changes what is there. */
export type Way = 'set' | 'add' | 'take' | 'empty';

/** A field that can be changed on many records at once. */
export interface Editable {
  field: Field;
  /** How its value is asked for, where the records' own editors have none that fits. */
  control?: 'yes-no' | 'due' | 'link' | 'minutes';
  ways: readonly Way[];
  /** The fields of a row that change with it; of a custom field none. */
  touches: readonly string[];
  /** Whether a record has such a field; left out, all have. */
  isOf?: (row: ListedRow) => boolean;
}

const field = (name: string, kind: Field['kind'], more: Partial<Field> = {}): Field => ({ name, label: labelOf({ name }), kind, ...more });

/** The other fields that follow when one is changed. */
const together: Partial<Record<string, readonly string[]>> = {
  value: ['value', 'currency'],
  currency: ['value', 'currency'],
  contact_id: ['contact_id', 'lead_id'],
  stage_id: ['stage_id', 'loss_reason_id', 'unqualified_reason_id'],
  link: ['resource_type', 'resource_id'],
};

function editable(one: Field, more: Partial<Editable> = {}): Editable {
  // Whether a record is locked in it, each says for itself; none has a first value here that it must not lose.
  const { locked: _locked, required: _required, rare: _rare, ...open } = one;
  const lists = one.kind === 'tags' || one.kind === 'several';
  const ways: Way[] = [...(lists ? (['add', 'take'] as const) : []), 'set', ...(one.optional ? (['empty'] as const) : [])];
  return {
    field: { ...open, optional: false },
    ways,
    touches: one.custom ? [] : (together[one.name] ?? [one.name]),
    ...(one.kind === 'checkbox' ? { control: 'yes-no' as const } : {}),
    ...more,
  };
}

/** What can be changed of many records of a list: every field that its mutators take, the workspace's own last. */
export function editablesOf(store: Store, type: ListType, rows: readonly ListedRow[]): Editable[] {
  return type === 'task' ? ofTasks(store) : [...ofRecords(store, type, rows), ...custom(store, type, rows)];
}

function ofTasks(store: Store): Editable[] {
  const { person } = store;
  const people = (choicesOf({ name: 'owner_id', options: 'user' }, store, 'task') ?? []).filter(({ value }) => {
    const user = store.get('user', value);
    return !person || (user && mayAssign(person, user));
  });
  const reminders = reminderMinutes.map((minutes) => ({ value: String(minutes), label: before(minutes) }));
  return [
    editable(field('due_date', 'date', { optional: true }), { control: 'due' }),
    editable(field('owner_id', 'choice', { options: people })),
    editable(field('completed', 'checkbox')),
    editable(field('link', 'text', { optional: true, label: msg('About') }), { control: 'link' }),
    editable(field('reminder_offset', 'choice', { optional: true, options: reminders, label: msg('Reminder') }), { control: 'minutes' }),
    editable(field('content', 'text')),
  ];
}

function ofRecords(store: Store, type: PanelType, rows: readonly ListedRow[]): Editable[] {
  const found = new Map<string, { one: Field; sorts: Set<Sort> }>();
  for (const [sort, row] of examples(store, rows))
    for (const one of fieldsOf(store, type, row)) {
      if (one.custom) continue;
      const known = found.get(one.name) ?? { one, sorts: new Set() };
      found.set(one.name, known);
      known.sorts.add(sort);
    }
  const shared = [...found.values()].map(({ one, sorts }) => editable(one, { isOf: (row) => sorts.has(sortOf(store, row)) }));
  if (type === 'deal') {
    const stages = choicesOf({ name: 'stage_id', options: 'stage' }, store, type) ?? [];
    const currencies = choicesOf({ name: 'currency', options: 'currency' }, store, type) ?? [];
    return [
      editable(field('stage_id', 'choice', { options: stages })),
      ...shared,
      editable(field('name', 'text')),
      editable(field('currency', 'choice', { options: currencies })),
      editable(field('hot', 'checkbox')),
    ];
  }
  const addresses = type === 'contact' ? ['billing_address', 'shipping_address'] : [];
  return [...shared, ...addresses.map((name) => editable(field(name, 'address', { optional: true })))];
}

/** Records of one sort have the same fields: persons or organizations, and what is closed in one way or another. */
type Sort = string | undefined;

function sortOf(store: Store, row: ListedRow): Sort {
  if ('is_organization' in row) return row.is_organization ? 'organization' : 'person';
  if ('stage_id' in row) return store.get('stage', row.stage_id)?.category;
  return 'status_id' in row ? store.get('lead_status', row.status_id)?.category : undefined;
}

/** One record of each sort. */
function examples(store: Store, rows: readonly ListedRow[]): Map<Sort, Row<PanelType>> {
  const found = new Map<Sort, Row<PanelType>>();
  for (const row of rows) {
    if (!('tags' in row)) continue;
    const sort = sortOf(store, row);
    if (!found.has(sort)) found.set(sort, row);
  }
  return found;
}

function custom(store: Store, type: PanelType, rows: readonly ListedRow[]): Editable[] {
  const isOrganization = (row: ListedRow) => 'is_organization' in row && row.is_organization;
  const sorts = new Set(rows.map(isOrganization));
  return store
    .every('custom_field')
    .filter((one) => !one.archived && [...sorts].some((organization) => isFieldOf(one, type, organization)))
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
    .map((one) => editable(customFieldOf(one), { isOf: (row) => isFieldOf(one, type, isOrganization(row)) }));
}
