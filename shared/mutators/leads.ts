import type { Lead } from '../records/index.ts';
import { changedCustomValues, newCustomValues } from './custom-values.ts';
import { change, changeArgs, create, idArgs, mutator, newArgs, seen } from './define.ts';
import { activeUser, requireMayDelete } from './permission.ts';
import { checkChangedReference, checkReference, requireSeen } from './references.ts';
import { Rejection, wrong } from './rejection.ts';
import { removeWithChildren } from './remove.ts';
import { ensureTags } from './tags.ts';
import type { Tx } from './tx.ts';

/** A new lead. Left out, the owner is the actor and the status the first one that counts as new. */
export const createLead = mutator(newArgs('lead', 'owner_id', 'status_id'), (tx, args) => {
  const owner_id = args.owner_id ?? tx.person?.id;
  if (owner_id === undefined) throw wrong('owner_id', 'is missing', 'missing');
  activeUser(tx, 'owner_id', owner_id);
  checkNamed({ last_name: args.last_name ?? null, organization_name: args.organization_name ?? null });
  checkSource(tx, args.source_id);
  const status_id = args.status_id ?? newStatus(tx);
  checkReference(tx, 'status_id', 'lead_status', status_id);
  checkReference(tx, 'unqualified_reason_id', 'lead_unqualified_reason', args.unqualified_reason_id);
  create(
    tx,
    'lead',
    {
      ...args,
      owner_id,
      status_id,
      tags: ensureTags(tx, 'lead', args.tags),
      custom_fields: newCustomValues(tx, 'lead', args.custom_fields),
    },
    { last_activity_at: args.created_at ?? tx.now },
  );
});

export const updateLead = mutator(changeArgs('lead'), (tx, args) => {
  const before = openLead(tx, args.id);
  checkNamed({
    last_name: args.last_name === undefined ? before.last_name : args.last_name,
    organization_name: args.organization_name === undefined ? before.organization_name : args.organization_name,
  });
  if (args.owner_id !== undefined && args.owner_id !== before.owner_id) activeUser(tx, 'owner_id', args.owner_id);
  if (args.source_id !== undefined && args.source_id !== before.source_id) checkSource(tx, args.source_id);
  checkChangedReference(tx, 'status_id', 'lead_status', before.status_id, args.status_id ?? before.status_id);
  checkReference(tx, 'unqualified_reason_id', 'lead_unqualified_reason', args.unqualified_reason_id);
  change(tx, 'lead', {
    ...args,
    tags: ensureTags(tx, 'lead', args.tags),
    custom_fields: changedCustomValues(tx, 'lead', args.custom_fields, before),
  });
});

export const deleteLead = mutator(idArgs, (tx, { id }) => {
  requireMayDelete(tx, openLead(tx, id));
  if (tx.has('deal', 'lead_id', id)) throw new Rejection('conflict', 'Deals belong to this lead: delete them, or convert the lead.');
  removeWithChildren(tx, 'lead', id);
});

/** A lead that is not converted: a converted one is only read. */
export function openLead(tx: Tx, id: string): Lead {
  const lead = seen(tx, 'lead', id);
  if (lead.converted_at !== null) throw new Rejection('conflict', 'This lead has been converted: change its contact instead.');
  return lead;
}

/** The status of a new lead. */
export function newStatus(tx: Tx): string {
  const statuses = tx.every('lead_status').sort((a, b) => a.position - b.position);
  const status = statuses.find(({ category }) => category === 'new') ?? statuses[0];
  if (!status) throw new Rejection('conflict', 'The workspace has no lead status.');
  return status.id;
}

function checkNamed(row: Pick<Lead, 'last_name' | 'organization_name'>): void {
  if (!row.last_name?.trim() && !row.organization_name?.trim())
    throw wrong('last_name', 'is missing: a lead needs a last name or an organization', 'missing');
}

function checkSource(tx: Tx, id: string | null | undefined): void {
  if (id && requireSeen(tx, 'source_id', 'source', id).resource_type !== 'lead') throw wrong('source_id', 'is no source of leads');
}
