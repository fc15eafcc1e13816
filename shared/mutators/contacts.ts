import type { Contact } from '../records/index.ts';
import { changedCustomValues, newCustomValues } from './custom-values.ts';
import { change, changeArgs, create, idArgs, mutator, newArgs, seen } from './define.ts';
import { activeUser, requireMayDelete } from './permission.ts';
import { requireSeen } from './references.ts';
import { Rejection, wrong } from './rejection.ts';
import { removeWithChildren } from './remove.ts';
import { ensureTags } from './tags.ts';
import type { Tx } from './tx.ts';

/** A new person or organization. Left out, the owner is the actor. */
export const createContact = mutator(newArgs('contact', 'owner_id'), (tx, args) => {
  const owner_id = args.owner_id ?? tx.person?.id;
  if (owner_id === undefined) throw wrong('owner_id', 'is missing', 'missing');
  activeUser(tx, 'owner_id', owner_id);
  const is_organization = args.is_organization ?? false;
  checkNamed(is_organization, args);
  checkOrganizations(tx, args.id, is_organization, args);
  create(
    tx,
    'contact',
    {
      ...args,
      owner_id,
      tags: ensureTags(tx, 'contact', args.tags),
      custom_fields: newCustomValues(tx, 'contact', args.custom_fields, { custom_fields: {}, is_organization }),
    },
    { last_activity_at: args.created_at ?? tx.now },
  );
});

export const updateContact = mutator(changeArgs('contact', 'is_organization'), (tx, args) => {
  const before = seen(tx, 'contact', args.id);
  checkNamed(before.is_organization, { ...before, ...given(args) });
  if (args.owner_id !== undefined && args.owner_id !== before.owner_id) activeUser(tx, 'owner_id', args.owner_id);
  checkOrganizations(tx, args.id, before.is_organization, {
    ...(args.contact_id === before.contact_id ? {} : { contact_id: args.contact_id }),
    ...(args.parent_organization_id === before.parent_organization_id ? {} : { parent_organization_id: args.parent_organization_id }),
  });
  change(tx, 'contact', {
    ...args,
    tags: ensureTags(tx, 'contact', args.tags),
    custom_fields: changedCustomValues(tx, 'contact', args.custom_fields, before),
  });
});

/** Removes a contact with its notes, tasks and appointments; people of an organization stay, without it. */
export const deleteContact = mutator(idArgs, (tx, { id }) => {
  requireMayDelete(tx, seen(tx, 'contact', id));
  if (tx.has('deal', 'contact_id', id))
    throw new Rejection('conflict', 'Deals belong to this contact: delete them or give them another contact first.');
  for (const person of tx.list('contact', 'contact_id', id)) tx.put('contact', { ...person, contact_id: null, organization_name: null });
  for (const child of tx.list('contact', 'parent_organization_id', id)) tx.put('contact', { ...child, parent_organization_id: null });
  removeWithChildren(tx, 'contact', id);
});

function given<O extends object>(fields: O): Partial<O> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<O>;
}

interface Named {
  name?: string;
  last_name?: string | null;
}

function checkNamed(isOrganization: boolean, row: Named): void {
  if (isOrganization && !row.name?.trim()) throw wrong('name', 'is missing: an organization needs a name', 'missing');
  if (!isOrganization && !row.last_name?.trim()) throw wrong('last_name', 'is missing: a person needs a last name', 'missing');
}

/** A person has an organization; an organization may have a parent, without going in circles. */
function checkOrganizations(
  tx: Tx,
  id: string,
  isOrganization: boolean,
  row: Partial<Pick<Contact, 'contact_id' | 'parent_organization_id'>>,
): void {
  if (row.contact_id) {
    if (isOrganization) throw wrong('contact_id', 'must be empty for an organization: use its parent organization');
    if (!requireSeen(tx, 'contact_id', 'contact', row.contact_id).is_organization) throw wrong('contact_id', 'is no organization');
  }
  if (row.parent_organization_id) {
    if (!isOrganization) throw wrong('parent_organization_id', 'must be empty for a person');
    let parent: Contact | undefined = requireSeen(tx, 'parent_organization_id', 'contact', row.parent_organization_id);
    if (!parent.is_organization) throw wrong('parent_organization_id', 'is no organization');
    for (let depth = 0; parent; depth++) {
      if (parent.id === id || depth > 50) throw wrong('parent_organization_id', 'would make the organization its own parent');
      parent = parent.parent_organization_id === null ? undefined : tx.find('contact', parent.parent_organization_id);
    }
  }
}
