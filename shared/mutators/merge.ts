import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import type { Contact, CustomFields, IndexOf, Lead, MergedType, RecordType, Row } from '../records/index.ts';
import { attachedTypes, isFieldOf, mergeChoices, mergePlaces, mergeUndoDays, phoneFields, records } from '../records/index.ts';
import { change, create, idArgs, mutator, said, seen } from './define.ts';
import { openLead } from './leads.ts';
import { isLinkedAlready } from './linked-mail.ts';
import { requireMayDelete } from './permission.ts';
import { Rejection, wrong } from './rejection.ts';
import { refit } from './restore.ts';
import { ensureTags } from './tags.ts';
import type { Tx } from './tx.ts';

type Merged = Lead | Contact;
type Fields = Record<string, unknown>;

/** Rows that one merge may move: more of them would make a commit that everyone waits for. */
const mostMoved = 5000;

/** Where contacts and leads are pointed at, other than by what is attached to them. */
const pointers: Record<MergedType, readonly { [T in RecordType]: readonly [T, IndexOf<T>] }[RecordType][]> = {
  lead: [
    ['deal', 'lead_id'],
    ['distinction', 'record_id'],
  ],
  contact: [
    ['deal', 'contact_id'],
    ['associated_contact', 'contact_id'],
    ['contact', 'contact_id'],
    ['contact', 'parent_organization_id'],
    ['lead_conversion', 'individual_id'],
    ['lead_conversion', 'organization_id'],
    ['distinction', 'record_id'],
  ],
};

/**
 * Makes one record of several (R-merge). Each field is the survivor's, or that of the record named in `choices`; what the
 * survivor lacks comes from the first of the others that has it. A telephone number of any of them may be placed in another
 * field (`places`), so that all are kept. Tags come together. Notes, tasks, appointments, documents,
 * deals and people of the others hang on the survivor; the others are removed. `undoMerge` takes all of it back.
 */
export const mergeRecords = mutator(
  z.strictObject({ id: idSchema, ...records.merge.writable, choices: z.optional(mergeChoices), places: z.optional(mergePlaces) }),
  (tx, { id, resource_type: type, survivor_id, absorbed_ids, choices = {}, places = {} }) => {
    const survivor = mergeable(tx, type, survivor_id);
    const ids = [...new Set(absorbed_ids)];
    if (ids.includes(survivor_id)) throw wrong('absorbed_ids', 'must not name the record that stays');
    const absorbed = ids.map((one) => mergeable(tx, type, one));
    for (const row of absorbed) {
      requireMayDelete(tx, row);
      if ('is_organization' in row && 'is_organization' in survivor && row.is_organization !== survivor.is_organization)
        throw wrong('absorbed_ids', 'must not mix persons and organizations');
    }
    const fields = mergedFields(tx, type, survivor, absorbed, { choices, places });
    const moved = ids.flatMap((from) => moveAll(tx, type, from, survivor_id));
    if (moved.length > mostMoved) throw new Rejection('conflict', `More than ${mostMoved} records hang on these: merge fewer at a time.`);
    for (const row of absorbed) tx.remove(type, row.id);
    change(tx, type, { id: survivor_id, ...fields.after } as { id: string });
    create(
      tx,
      'merge',
      { id, resource_type: type, survivor_id, absorbed_ids: ids },
      { absorbed_names: absorbed.map(({ name }) => name), ...fields, moved },
    );
  },
);

/** Takes a merge back, as far as nobody has changed since what it made. */
export const undoMerge = mutator(idArgs, (tx, { id }) => {
  const merge = seen(tx, 'merge', id);
  if (merge.undone_at !== null) return;
  const { resource_type: type, survivor_id, absorbed_ids } = merge;
  const [first = ''] = absorbed_ids;
  if (Date.parse(tx.now) - Date.parse(merge.created_at) > mergeUndoDays * 86_400_000)
    throw new Rejection('conflict', `A merge can be undone for ${mergeUndoDays} days.`);
  const removed = tx.removedWith(type, first);
  // The browser does not keep what was removed: the server brings it back.
  if (removed === undefined) return;
  if (removed.length === 0) throw new Rejection('conflict', 'What was merged is not kept any more.');
  const survivor = seen(tx, type, survivor_id);
  for (const entry of removed) tx.put(entry.type, entry.row);
  for (const [movedType, movedId, field, from] of merge.moved) {
    const row = tx.find(movedType as RecordType, movedId);
    if (row && (row as unknown as Fields)[field] === survivor_id) tx.put(movedType as RecordType, { ...row, [field]: from });
  }
  refit(tx, removed);
  const now = survivor as unknown as Fields;
  const back = Object.entries(merge.before).filter(([field]) => JSON.stringify(now[field]) === JSON.stringify(merge.after[field]));
  change(tx, type, { id: survivor_id, ...Object.fromEntries(back) } as { id: string });
  // The others are their owners' alone again: whoever sees the survivor keeps nothing of them.
  change(tx, 'merge', { id, undone_at: tx.now, absorbed_names: [], before: {}, after: {}, moved: [] });
});

function mergeable(tx: Tx, type: MergedType, id: string): Merged {
  return type === 'lead' ? openLead(tx, id) : seen(tx, 'contact', id);
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';

/** The survivor's fields that change, before and after. */
function mergedFields(
  tx: Tx,
  type: MergedType,
  survivor: Merged,
  absorbed: readonly Merged[],
  { choices, places }: { choices: Readonly<Record<string, string>>; places: z.infer<typeof mergePlaces> },
): { before: Fields; after: Fields } {
  const all = [survivor, ...absorbed];
  const chosen = (field: string): Fields | undefined => {
    const id = choices[field];
    if (id === undefined) return undefined;
    const row = all.find((one) => one.id === id);
    if (!row) throw wrong(`choices.${field}`, 'is none of the records that are merged');
    return row as unknown as Fields;
  };
  const mine = survivor as unknown as Fields;
  const gone = new Set(all.map(({ id }) => id));
  const merged: Fields = {};
  for (const field of Object.keys(records[type].writable)) {
    if (field === 'is_organization' || field === 'custom_fields' || field === 'tags') continue;
    const own = chosen(field)?.[field] ?? mine[field];
    const value = isEmpty(own) ? (absorbed.map((row) => (row as unknown as Fields)[field]).find((other) => !isEmpty(other)) ?? own) : own;
    merged[field] = leadsBack(tx, value, field, gone) ? null : value;
  }
  for (const field of phoneFields) {
    const place = places[field];
    if (!place) continue;
    const row = all.find((one) => one.id === place.record_id);
    if (!row) throw wrong(`places.${field}.record_id`, 'is none of the records that are merged');
    merged[field] = row[place.field];
  }
  if (choices['customer_status'] === undefined && type === 'contact')
    merged['customer_status'] = strongestStatus(all.map((row) => (row as Contact).customer_status));
  merged['tags'] = ensureTags(tx, type, [...new Map(all.flatMap(({ tags }) => tags).map((tag) => [tag.toLowerCase(), tag])).values()]);
  merged['custom_fields'] = mergedCustomFields(tx, type, all, chosen);
  for (const field of Object.keys(choices))
    if (!Object.hasOwn(merged, field) && !field.startsWith('custom_fields.'))
      throw wrong(`choices.${field}`, `is no field of a ${said(type)}`, 'unknown');
  const changed = Object.keys(merged).filter((field) => JSON.stringify(merged[field]) !== JSON.stringify(mine[field]));
  return {
    before: Object.fromEntries(changed.map((field) => [field, mine[field]])),
    after: Object.fromEntries(changed.map((field) => [field, merged[field]])),
  };
}

/** Whether one of the merged records would be part of itself: an organization is not its own, nor its own parent. */
function leadsBack(tx: Tx, value: unknown, field: string, merged: ReadonlySet<string>): boolean {
  if ((field !== 'contact_id' && field !== 'parent_organization_id') || typeof value !== 'string') return false;
  for (let id: string | null = value, depth = 0; id !== null && depth < 50; depth++) {
    if (merged.has(id)) return true;
    id = tx.find('contact', id)?.parent_organization_id ?? null;
  }
  return false;
}

function strongestStatus(statuses: readonly Contact['customer_status'][]): Contact['customer_status'] {
  return statuses.includes('current') ? 'current' : statuses.includes('past') ? 'past' : 'none';
}

function mergedCustomFields(tx: Tx, type: MergedType, all: readonly Merged[], chosen: (field: string) => Fields | undefined): CustomFields {
  const [survivor] = all;
  const isOrganization = survivor && 'is_organization' in survivor ? survivor.is_organization : false;
  const values: [string, CustomFields[string]][] = [];
  for (const { id } of tx.every('custom_field').filter((definition) => isFieldOf(definition, type, isOrganization))) {
    const choice = chosen(`custom_fields.${id}`) as Merged | undefined;
    const value = choice ? choice.custom_fields[id] : all.map((row) => row.custom_fields[id]).find((one) => one !== undefined);
    if (value !== undefined) values.push([id, value]);
  }
  return Object.fromEntries(values.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Hangs on `to` all that hangs on `from`; gives what it moved. */
function moveAll(tx: Tx, type: MergedType, from: string, to: string): Row<'merge'>['moved'] {
  const moved: Row<'merge'>['moved'] = [];
  const move = <T extends RecordType>(movedType: T, row: Row<T>, field: string): void => {
    moved.push([movedType, row.id, field, from]);
    tx.put(movedType, { ...row, [field]: to });
  };
  for (const attached of attachedTypes)
    for (const row of tx.list(attached, 'resource_id', from)) {
      if (row.resource_type !== type) continue;
      if (isLinkedAlready(tx, attached, row, to)) tx.remove(attached, row.id);
      else move(attached, row, 'resource_id');
    }
  for (const [pointing, index] of pointers[type])
    for (const row of tx.list(pointing, index as IndexOf<typeof pointing>, from)) {
      // A deal that has both of them as its contacts keeps one.
      if (pointing === 'associated_contact' && isTied(tx, row as Row<'associated_contact'>, to)) tx.remove(pointing, row.id);
      else if (row.id !== to) move(pointing, row, index);
    }
  if (type === 'contact')
    for (const row of tx.list('associated_contact', 'contact_id', to))
      if (tx.find('deal', row.deal_id)?.contact_id === to) tx.remove('associated_contact', row.id);
  return moved;
}

function isTied(tx: Tx, row: Row<'associated_contact'>, contact: string): boolean {
  return (
    tx.find('deal', row.deal_id)?.contact_id === contact ||
    tx.list('associated_contact', 'deal_id', row.deal_id).some((other) => other.id !== row.id && other.contact_id === contact)
  );
}
