import type { RecordKind, RowKind } from '../../shared/import-kinds.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { CustomField, CustomFields, Participant } from '../../shared/records/index.ts';
import { holds } from './custom-columns.ts';
import { logOf } from './email-rows.ts';
import type { Known, KnownRecords } from './known.ts';
import type { Fields, ImportOptions } from './plan.ts';
import { rowId } from './row-id.ts';

/** What a row is, as its fields say, and the mutations that make it so. */

/** The kind of one row; of a table of persons and organizations each says for itself. */
export function settleKind(kind: RecordKind, fields: Fields): RowKind {
  if (kind === 'person' || kind === 'lead') splitName(fields);
  if (kind !== 'contact') return kind;
  const isOrganization = fields['is_organization'] === true;
  delete fields['is_organization'];
  if (isOrganization) {
    // The organization that an organization belongs to is its parent; one that names only itself is itself.
    fields['name'] ??= fields['new_organization'] ?? fields['last_name'];
    if (typeof fields['contact_id'] === 'string') fields['parent_organization_id'] ??= fields['contact_id'];
    for (const field of ['contact_id', 'first_name', 'last_name']) delete fields[field];
    if (fields['new_organization'] === fields['name']) delete fields['new_organization'];
    return 'organization';
  }
  splitName(fields);
  delete fields['parent_organization_id'];
  return 'person';
}

/** The whole name of a person, where the parts are not given: the last name is its last word, or what is not the first. */
function splitName(fields: Fields): void {
  const { name } = fields;
  delete fields['name'];
  if (typeof name !== 'string' || fields['last_name'] !== undefined) return;
  const { first_name: first } = fields;
  if (typeof first === 'string') {
    // What stands beside a first name is the last one, of however many words, or both.
    fields['last_name'] = name.startsWith(`${first} `) ? name.slice(first.length).trim() : name;
    return;
  }
  const words = name.trim().split(/\s+/);
  fields['last_name'] = words.pop();
  if (words.length > 0) fields['first_name'] = words.join(' ');
}

/** Values as people read them: records, people, choices and custom fields by their names. */
export function namesOf(known: Known, customFields: readonly CustomField[], made: ReadonlyMap<string, Fields>): (value: unknown) => string {
  const names = new Map<string, string>();
  for (const { id, name } of [
    ...known.users,
    ...known.pipelines,
    ...known.stages,
    ...Object.values(known.lists).flat(),
    ...known.contacts,
    ...known.leads,
    ...known.deals,
    ...known.products,
    ...customFields.flatMap(({ choices }) => choices),
    ...customFields,
  ])
    names.set(id, name);
  for (const [id, fields] of made) if (typeof fields['name'] === 'string') names.set(id, fields['name']);
  const named = (value: unknown): string => {
    if (value === null || value === undefined) return '';
    if (Array.isArray(value)) return value.map(named).join(', ');
    if (typeof value === 'object') return Object.values(value).map(named).filter(Boolean).join(', ');
    return names.get(String(value)) ?? String(value);
  };
  return named;
}

export function nameOf(kind: RowKind, fields: Fields, nameOfRecord: (id: string) => string | undefined): string {
  const text = (field: string) => (typeof fields[field] === 'string' ? fields[field] : '');
  if (kind === 'organization' || kind === 'deal' || kind === 'product' || kind === 'appointment') return text('name');
  if (kind === 'order') return nameOfRecord(text('deal_id')) ?? '';
  if (kind === 'line_item') return nameOfRecord(text('product_id')) ?? '';
  if (kind === 'call') return (text('summary') || text('phone_number')).split('\n', 1)[0]?.slice(0, 120) ?? '';
  if (kind === 'associated_contact') return text('role');
  if (kind === 'email') return text('subject') || ((fields['from'] as Participant | undefined)?.email ?? '');
  if (['task', 'note', 'text', 'visit'].includes(kind)) return text('content').split('\n', 1)[0]?.slice(0, 120) ?? '';
  return [text('first_name'), text('last_name')].filter(Boolean).join(' ') || text('organization_name');
}

export const missing: Record<RowKind, readonly string[]> = {
  organization: ['is empty: an organization needs a name'],
  person: ['is empty: a person needs a last name'],
  lead: ['is empty: a lead needs a last name or an organization'],
  deal: ['is empty: a deal needs a name', 'is empty: a deal needs a contact or an organization'],
  associated_contact: ['is empty: say which deal', 'is empty: say which contact'],
  task: ['is empty: say what is to be done'],
  note: ['is empty: a note needs its words', 'is empty: say what the note is about'],
  product: ['is empty: a product needs a name'],
  appointment: ['is empty: an appointment needs a name', 'is empty: say when it begins'],
  call: ['is empty: say whom the call was with'],
  text: ['is empty: a text needs its words', 'is empty: say whom the text was with'],
  visit: ['is empty: say who was visited'],
  email: ['is empty: say who sent it', 'is empty: say when it was sent'],
  order: ['is empty: say which deal'],
  line_item: ['is empty: say which order or deal', 'is empty: say which product'],
};

/** What several rows share: the organization, or the order, that they need and that is not there yet. */
export const sharedOf = (kind: RowKind, fields: Fields, options: ImportOptions, known: Known, records: KnownRecords): NamedMutation[] =>
  kind === 'line_item' ? orderOfDeal(fields, options, known, records) : newOrganization(kind, fields, options, known, records);

/** A product that names its deal alone joins the order of that deal. */
function orderOfDeal(fields: Fields, options: ImportOptions, known: Known, records: KnownRecords): NamedMutation[] {
  const { deal_id: deal, order_id: order } = fields;
  if (typeof order === 'string' || typeof deal !== 'string') return [];
  const there = records.orderOf(deal);
  const id = there ?? rowId(known.workspaceId, options.source, 'order', `of ${deal}`);
  fields['order_id'] = id;
  if (there !== undefined) return known.orders.has(deal) ? [] : [{ name: 'createOrder', args: { id, deal_id: deal } }];
  records.add('order', id, { deal_id: deal });
  return [{ name: 'createOrder', args: { id, deal_id: deal } }];
}

/** The organization that a row names and nobody knows yet is made with the first row that names it. */
function newOrganization(kind: RowKind, fields: Fields, options: ImportOptions, known: Known, records: KnownRecords): NamedMutation[] {
  const name = fields['new_organization'];
  if (typeof name !== 'string') return [];
  const id = rowId(known.workspaceId, options.source, 'organization', `name ${name.toLowerCase()}`);
  const field = kind === 'deal' ? 'organization_id' : kind === 'organization' ? 'parent_organization_id' : 'contact_id';
  fields[field] = id;
  delete fields['new_organization'];
  if (records.stands(id)) return [];
  if (!records.byId('organization', id)) records.add('organization', id, { name });
  const made: Fields = { name };
  fillCustomFields('organization', made, options, known);
  return [{ name: 'createContact', args: { id, is_organization: true, name, owner_id: options.ownerId, ...made } }];
}

/** Gives a new record the chosen values of custom fields that its row says nothing of. Changes the fields. */
export function fillCustomFields(kind: RowKind, fields: Fields, { customDefaults = {} }: ImportOptions, known: Known): void {
  const given = (fields['custom_fields'] ?? {}) as CustomFields;
  const lacking = Object.entries(customDefaults).filter(
    ([id]) => given[id] === undefined && known.custom_fields.some((one) => one.id === id && holds(one, kind)),
  );
  if (lacking.length > 0) fields['custom_fields'] = { ...given, ...Object.fromEntries(lacking) };
}

export function createOf(kind: RowKind, id: string, fields: Fields, options: ImportOptions, known: Known): NamedMutation[] {
  // The mutators validate every argument again: what is read here is theirs to judge.
  const owned = { id, owner_id: options.ownerId, ...fields };
  switch (kind) {
    case 'organization':
      return [{ name: 'createContact', args: { ...owned, is_organization: true } }];
    case 'person':
      return [{ name: 'createContact', args: owned }];
    case 'lead':
      return [{ name: 'createLead', args: owned }];
    case 'deal':
      return [{ name: 'createDeal', args: dealArgs(owned, known.today) }];
    case 'associated_contact':
      return [{ name: 'addAssociatedContact', args: { id, deal_id: '', contact_id: '', ...fields } }];
    case 'task': {
      const { completed, completed_at, ...rest } = owned as Fields & { id: string; owner_id: string };
      const create: NamedMutation = { name: 'createTask', args: { content: '', ...rest } };
      return completed === true ? [create, completion(id, completed_at)] : [create];
    }
    case 'appointment':
      return [{ name: 'createAppointment', args: { name: '', start_at: '', end_at: '', ...owned } }];
    case 'note':
    case 'text':
    case 'visit':
      return [{ name: 'createNote', args: { resource_type: 'contact', resource_id: '', content: '', ...fields, id } }];
    case 'call':
      return [{ name: 'createCall', args: { id, resource_type: 'contact', resource_id: '', user_id: options.ownerId, ...fields } }];
    case 'email':
      return [logOf(id, fields, options, known)];
    case 'product':
      return [{ name: 'createProduct', args: { id, name: '', ...fields } }];
    case 'order':
      return [{ name: 'createOrder', args: { id, deal_id: '', ...fields } }];
    case 'line_item': {
      const { price, deal_id: _deal, ...rest } = fields;
      // What it was sold at counts, where whoever imports may say so.
      const sold = typeof price === 'string' && known.administers ? { price } : {};
      return [{ name: 'addLineItem', args: { id, order_id: '', product_id: '', ...rest, ...sold } }];
    }
  }
}

const completion = (id: string, at: unknown): NamedMutation => ({
  name: 'completeTask',
  args: { id, ...(typeof at === 'string' && { completed_at: at }) },
});

function dealArgs<F extends Fields & { id: string; owner_id: string }>(owned: F, today: string) {
  const { organization_id: organization, contact_id: contact, ...fields } = owned;
  const party = { contact_id: typeof contact === 'string' ? contact : String(organization) };
  const closes = fields['estimated_close_date'];
  // A deal that was to be closed long ago was not added today.
  const added = typeof closes === 'string' && closes < today ? { added_at: `${closes}T12:00:00.000Z` } : {};
  return { name: '', ...added, ...fields, ...party };
}

/** @param changes the fields that are new @param given all that the row says @param record as it is before */
export function updateOf(kind: RowKind, id: string, changes: Fields, given: Fields, record: Fields): NamedMutation[] {
  if (Object.keys(changes).length === 0) return [];
  switch (kind) {
    case 'organization':
    case 'person':
      return [{ name: 'updateContact', args: { id, ...changes } }];
    case 'lead':
      return [{ name: 'updateLead', args: { id, ...changes } }];
    case 'deal': {
      const { stage_id, loss_reason_id, unqualified_reason_id, ...rest } = changes;
      const mutations: NamedMutation[] = [];
      if (Object.keys(rest).length > 0) mutations.push({ name: 'updateDeal', args: { id, ...rest } });
      if ([stage_id, loss_reason_id, unqualified_reason_id].some((value) => value !== undefined)) {
        // A move clears the reasons that it does not name.
        const now = { ...record, ...given } as { stage_id?: string; loss_reason_id?: string; unqualified_reason_id?: string };
        const reasons = { loss_reason_id: now.loss_reason_id ?? null, unqualified_reason_id: now.unqualified_reason_id ?? null };
        mutations.push({ name: 'moveDeal', args: { id, stage_id: now.stage_id ?? '', ...reasons } });
      }
      return mutations;
    }
    case 'associated_contact':
      return typeof changes['role'] === 'string' ? [{ name: 'updateAssociatedContact', args: { id, role: changes['role'] } }] : [];
    case 'task': {
      const { completed, ...rest } = changes;
      const mutations: NamedMutation[] = Object.keys(rest).length > 0 ? [{ name: 'updateTask', args: { id, ...rest } }] : [];
      if (completed === true) mutations.push(completion(id, given['completed_at']));
      else if (completed !== undefined) mutations.push({ name: 'reopenTask', args: { id } });
      return mutations;
    }
    case 'appointment':
      return [{ name: 'updateAppointment', args: { id, ...changes } }];
    case 'note':
    case 'text':
    case 'visit':
    case 'call': {
      const { resource_type: _type, resource_id: _id, ...rest } = changes;
      if (Object.keys(rest).length === 0) return [];
      return [kind === 'call' ? { name: 'updateCall', args: { id, ...rest } } : { name: 'updateNote', args: { id, ...rest } }];
    }
    // A message is as it was sent.
    case 'email':
      return [];
    case 'order':
      return typeof changes['discount'] === 'number' ? [{ name: 'updateOrder', args: { id, discount: changes['discount'] } }] : [];
    case 'line_item': {
      const { quantity, variation } = changes as { quantity?: number; variation?: number };
      if (quantity === undefined && variation === undefined) return [];
      return [
        {
          name: 'updateLineItem',
          args: { id, ...(quantity !== undefined && { quantity }), ...(variation !== undefined && { variation }) },
        },
      ];
    }
    case 'product':
      return [{ name: 'updateProduct', args: { id, ...changes } }];
  }
}
