import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import type { Deal, ResourceType } from '../records/index.ts';
import { attachedTypes, resourceTypes } from '../records/index.ts';
import { firstStage } from './deals.ts';
import { mutator, said } from './define.ts';
import { widen } from './emails.ts';
import { newStatus } from './leads.ts';
import { requireMayDelete } from './permission.ts';
import { Rejection, notFound } from './rejection.ts';
import { ensureTags } from './tags.ts';
import type { RemovedRow, Tx } from './tx.ts';

const restorable = [...resourceTypes, ...attachedTypes, 'smart_list', 'email', 'email_copy', 'mail_rule', 'email_template'] as const;

/**
 * Brings a removed record back with all that went in the same commit. `tied` are the contacts that belonged to a removed
 * organization: those of them that belong to none by now belong to it again.
 */
export const restoreRecord = mutator(
  z.strictObject({ type: z.enum(restorable), id: idSchema, tied: z.optional(z.array(idSchema).check(z.maxLength(5000))) }),
  (tx, { type, id, tied = [] }) => {
    if (tx.get(type, id)) return;
    const removed = tx.removedWith(type, id);
    if (removed === undefined) return;
    const wanted = removed.find((entry) => entry.type === type && entry.row.id === id);
    if (!wanted || !tx.sees(wanted.row.scope)) throw notFound(said(type));
    requireMayDelete(tx, wanted.row);
    for (const entry of removed) {
      if (tx.find(entry.type, entry.row.id)) throw new Rejection('conflict', 'Another record has taken the place of this one.');
      tx.put(entry.type, entry.row);
    }
    refit(tx, removed);
    for (const contact of tied) tieAgain(tx, contact, id);
  },
);

function tieAgain(tx: Tx, id: string, organization: string): void {
  const contact = tx.get('contact', id);
  if (!contact || !tx.find('contact', organization)?.is_organization) return;
  if (!contact.is_organization && contact.contact_id === null) tx.put('contact', { ...contact, contact_id: organization });
  if (contact.is_organization && contact.parent_organization_id === null && contact.id !== organization)
    tx.put('contact', { ...contact, parent_organization_id: organization });
}

/**
 * Fits rows that are back into the workspace as it is by now: what they name of the set-up may have gone since, and so may the
 * records that they hang on. @throws Rejection conflict where one of those must come back first
 */
export function refit(tx: Tx, rows: readonly RemovedRow[]): void {
  for (const { type, row } of rows)
    switch (type) {
      case 'lead':
        refitLead(tx, row.id);
        break;
      case 'contact':
        refitContact(tx, row.id);
        break;
      case 'deal':
        refitDeal(tx, row.id);
        break;
      case 'associated_contact':
        refitAssociated(tx, row.id);
        break;
      case 'call': {
        const call = tx.find('call', row.id);
        if (call) tx.put('call', { ...call, outcome_id: still(tx, 'call_outcome', call.outcome_id) });
        break;
      }
      case 'email_copy':
      case 'email_link':
        refitMail(tx, type, row.id);
    }
  for (const { type, row } of rows) {
    const attached = attachedTypes.find((one) => one === type);
    const on = attached && tx.find(attached, row.id);
    if (on?.resource_type && on.resource_id && !tx.find(on.resource_type, on.resource_id)) throw gone(type, on.resource_type);
  }
}

function refitLead(tx: Tx, id: string): void {
  const lead = tx.find('lead', id);
  if (!lead) return;
  tx.put('lead', {
    ...lead,
    status_id: still(tx, 'lead_status', lead.status_id) ?? newStatus(tx),
    source_id: still(tx, 'source', lead.source_id),
    unqualified_reason_id: still(tx, 'lead_unqualified_reason', lead.unqualified_reason_id),
    tags: ensureTags(tx, 'lead', lead.tags) ?? [],
  });
}

function refitContact(tx: Tx, id: string): void {
  const contact = tx.find('contact', id);
  if (!contact) return;
  tx.put('contact', {
    ...contact,
    contact_id: still(tx, 'contact', contact.contact_id),
    parent_organization_id: still(tx, 'contact', contact.parent_organization_id),
    tags: ensureTags(tx, 'contact', contact.tags) ?? [],
  });
}

function refitDeal(tx: Tx, id: string): void {
  const deal = tx.find('deal', id);
  if (!deal) return;
  const moved = tx.find('stage', deal.stage_id) === undefined;
  const stage_id = moved ? firstStage(tx).id : deal.stage_id;
  tx.put('deal', {
    ...deal,
    ...party(tx, deal),
    stage_id,
    source_id: still(tx, 'source', deal.source_id),
    loss_reason_id: moved ? null : still(tx, 'loss_reason', deal.loss_reason_id),
    unqualified_reason_id: moved ? null : still(tx, 'deal_unqualified_reason', deal.unqualified_reason_id),
    tags: ensureTags(tx, 'deal', deal.tags) ?? [],
  });
}

/** Whose a deal is by now: a lead may have become a contact. */
function party(tx: Tx, { contact_id, lead_id }: Deal): Pick<Deal, 'contact_id' | 'lead_id'> {
  const lead = lead_id === null ? undefined : tx.find('lead', lead_id);
  const conversion = lead?.conversion_id ? tx.find('lead_conversion', lead.conversion_id) : undefined;
  const contact = conversion ? (conversion.individual_id ?? conversion.organization_id) : contact_id;
  if (contact === null && lead) return { contact_id, lead_id };
  if (contact === null || !tx.find('contact', contact)) throw gone('deal', lead_id === null || lead ? 'contact' : 'lead');
  return { contact_id: contact, lead_id: null };
}

/** A tie to a deal that is gone, or that has been tied anew, does not come back. */
function refitAssociated(tx: Tx, id: string): void {
  const tie = tx.find('associated_contact', id);
  if (!tie) return;
  const deal = tx.find('deal', tie.deal_id);
  const again = tx
    .list('associated_contact', 'deal_id', tie.deal_id)
    .some((other) => other.id !== id && other.contact_id === tie.contact_id);
  if (!deal || deal.contact_id === tie.contact_id || again || !tx.find('contact', tie.contact_id)) tx.remove('associated_contact', id);
}

/** What was of a message that has gone since, or is there once more, does not come back. */
function refitMail(tx: Tx, type: 'email_copy' | 'email_link', id: string): void {
  const back = tx.find(type, id);
  if (!back) return;
  const others = tx.list(type, 'email_id', back.email_id).filter((other) => other.id !== id);
  const again =
    'account' in back
      ? others.some((other) => 'account' in other && other.owner_id === back.owner_id && other.account === back.account)
      : others.some((other) => 'resource_id' in other && other.resource_id === back.resource_id && other.creator_id === back.creator_id);
  if (again || !tx.find('email', back.email_id)) tx.remove(type, id);
  else if (type === 'email_copy') widen(tx, back.email_id);
}

type Named = 'lead_status' | 'source' | 'lead_unqualified_reason' | 'loss_reason' | 'deal_unqualified_reason' | 'call_outcome' | 'contact';

const still = (tx: Tx, type: Named, id: string | null): string | null => (id !== null && tx.find(type, id) ? id : null);

const gone = (what: string, on: ResourceType): Rejection =>
  new Rejection('conflict', `The ${on} of this ${what.replaceAll('_', ' ')} has gone since: bring that back first.`);
