import type { Instant } from '../dates.ts';
import type { Id } from '../ids.ts';
import type { Contact, Deal, Lead, ResourceType } from '../records/index.ts';
import { attachedTypes, isActive, isSetupType, leadName, personName } from '../records/index.ts';
import { everyone, privateTo } from '../sight.ts';
import { deriveMail } from './derive-mail.ts';
import type { Tx, Write } from './tx.ts';

/**
 * What follows from a change: names carried by other records, the sight of what hangs on a record, the statuses of
 * contacts, the time of the last activity. Each rule reads the records as they are now and puts what differs, so running
 * one again changes nothing.
 */
export function derive(tx: Tx, write: Write): void {
  const { type, id, after } = write;
  if (isSetupType(type)) return;
  switch (type) {
    case 'lead':
      deriveLead(tx, write);
      break;
    case 'contact':
      deriveContact(tx, write);
      break;
    case 'deal':
      deriveDeal(tx, write);
      break;
    case 'smart_list': {
      const list = tx.find(type, id);
      if (list) tx.put(type, { ...list, scope: [list.shared ? everyone : privateTo(list.owner_id)] });
      break;
    }
    case 'email_template': {
      const template = tx.find(type, id);
      if (template) tx.put(type, { ...template, scope: [template.shared ? everyone : privateTo(template.owner_id)] });
      break;
    }
    case 'mail_rule':
    case 'conversation_link':
    case 'email_copy':
    case 'email_link':
    case 'email':
      deriveMail(tx, write);
      break;
    case 'associated_contact':
    case 'order':
    case 'line_item':
    case 'task':
    case 'appointment':
    case 'note':
    case 'document':
    case 'call':
    case 'merge':
    case 'distinction':
    case 'lead_conversion':
      if (after) deriveChild(tx, type, id);
      break;
  }
}

function deriveLead(tx: Tx, write: Write): void {
  const row = tx.find('lead', write.id);
  if (!row) return;
  const now = { ...row, name: leadName(row), scope: [row.owner_id] };
  tx.put('lead', now);
  const before = write.before as Lead | undefined;
  if (before && carries(before, now)) touchChildren(tx, 'lead', row.id);
  if (before && before.name !== now.name) for (const deal of tx.list('deal', 'lead_id', row.id)) carryNames(tx, deal.id);
}

function deriveContact(tx: Tx, write: Write): void {
  const row = tx.find('contact', write.id);
  const before = write.before as Contact | undefined;
  if (row) {
    const organization = row.contact_id === null ? undefined : tx.find('contact', row.contact_id);
    const same = before?.contact_id === row.contact_id;
    const now = {
      ...row,
      name: row.is_organization ? row.name.trim() : personName(row),
      organization_name: organization?.name ?? (same ? row.organization_name : null),
      scope: [row.owner_id],
    };
    tx.put('contact', now);
    if (before && carries(before, now)) touchChildren(tx, 'contact', row.id);
    if (before && (before.name !== now.name || !same)) {
      for (const deal of tx.list('deal', 'contact_id', row.id)) carryNames(tx, deal.id);
      for (const link of tx.list('associated_contact', 'contact_id', row.id)) deriveChild(tx, 'associated_contact', link.id);
    }
    if (before && before.name !== now.name && row.is_organization) {
      for (const deal of tx.list('deal', 'organization_id', row.id)) carryNames(tx, deal.id);
      for (const person of tx.list('contact', 'contact_id', row.id)) tx.put('contact', { ...person, organization_name: now.name });
    }
  }
}

/** Whether what hangs on a record must follow its change. */
const carries = (before: { name: string; scope: string[] }, now: { name: string; scope: string[] }): boolean =>
  before.name !== now.name || before.scope.join() !== now.scope.join();

/**
 * The names and the organization that a deal takes from its contact or lead. What cannot be found keeps what the deal
 * carries already: in the browser that is a contact out of sight.
 */
function carryNames(tx: Tx, id: Id): void {
  const row = tx.find('deal', id);
  if (!row) return;
  const contact = row.contact_id === null ? undefined : tx.find('contact', row.contact_id);
  const lead = row.lead_id === null ? undefined : tx.find('lead', row.lead_id);
  if (contact) {
    const organization = contact.is_organization
      ? contact
      : contact.contact_id === null
        ? undefined
        : tx.find('contact', contact.contact_id);
    tx.put('deal', {
      ...row,
      contact_name: contact.name,
      organization_id: contact.is_organization ? contact.id : contact.contact_id,
      organization_name: organization?.name ?? contact.organization_name,
    });
  } else if (lead)
    tx.put('deal', {
      ...row,
      contact_name: lead.name,
      organization_id: null,
      organization_name: lead.organization_name,
    });
}

function deriveDeal(tx: Tx, write: Write): void {
  const before = write.before as Deal | undefined;
  const row = tx.find('deal', write.id);
  if (row) {
    const scoped = { ...row, scope: [row.owner_id] };
    tx.put('deal', scoped);
    if (!before || before.contact_id !== row.contact_id || before.lead_id !== row.lead_id) carryNames(tx, row.id);
    if (before && carries(before, scoped)) {
      touchChildren(tx, 'deal', row.id);
      for (const child of ['associated_contact', 'order', 'line_item'] as const)
        for (const link of tx.list(child, 'deal_id', row.id)) deriveChild(tx, child, link.id);
    }
  }
  const now = tx.find('deal', write.id);
  const was = outcome(tx, before);
  const is = outcome(tx, now);
  if (was === is && before?.contact_id === now?.contact_id && before?.organization_id === now?.organization_id) return;
  const contacts = new Set<Id>();
  for (const deal of [before, now]) for (const contact of [deal?.contact_id, deal?.organization_id]) if (contact) contacts.add(contact);
  for (const contact of contacts) {
    const counted = before !== undefined && concerns(before, contact);
    const counts = now !== undefined && concerns(now, contact);
    deriveStatuses(tx, contact, counted ? was : undefined, counts ? is : undefined);
  }
}

type Outcome = 'open' | 'won' | 'lost' | undefined;

/** What a deal says of its contact: lost and unqualified say the same. */
function outcome(tx: Tx, deal: Deal | undefined): Outcome {
  const category = deal === undefined ? undefined : tx.find('stage', deal.stage_id)?.category;
  if (category === undefined) return undefined;
  if (isActive(category)) return 'open';
  return category === 'won' ? 'won' : 'lost';
}

/** A deal counts for its contact, and for the organization of that contact. */
const concerns = (deal: Deal, contact: Id): boolean => deal.contact_id === contact || deal.organization_id === contact;

/**
 * R-contact: an open deal makes a current prospect, a won one a current customer, a lost or unqualified one a lost
 * prospect. A deal that is won no longer unmakes the customer where no other one is; "past" is set by hand only.
 */
function deriveStatuses(tx: Tx, contactId: Id, was: Outcome, is: Outcome): void {
  const contact = tx.find('contact', contactId);
  if (!contact) return;
  let { customer_status: customer, prospect_status: prospect } = contact;
  let outcomes: Set<Outcome> | undefined;
  const all = () => {
    const index = contact.is_organization ? 'organization_id' : 'contact_id';
    outcomes ??= new Set(tx.list('deal', index, contactId).map((deal) => outcome(tx, deal)));
    return outcomes;
  };
  if (is === 'open') prospect = 'current';
  else if (is !== was) prospect = all().has('open') ? 'current' : all().has('lost') ? 'lost' : 'none';
  if (is === 'won' && was !== 'won') customer = 'current';
  else if (was === 'won' && is !== 'won' && customer === 'current' && !all().has('won')) customer = 'none';
  tx.put('contact', { ...contact, customer_status: customer, prospect_status: prospect });
}

type Child = 'merge' | 'distinction' | 'associated_contact' | 'order' | 'line_item' | 'lead_conversion' | (typeof attachedTypes)[number];

function touchChildren(tx: Tx, type: ResourceType, id: Id): void {
  for (const child of attachedTypes)
    for (const row of tx.list(child, 'resource_id', id)) if (row.resource_type === type) deriveChild(tx, child, row.id);
  if (type === 'lead') for (const row of tx.list('lead_conversion', 'lead_id', id)) deriveChild(tx, 'lead_conversion', row.id);
  if (type === 'deal') return;
  for (const row of tx.list('merge', 'survivor_id', id)) deriveChild(tx, 'merge', row.id);
  for (const row of tx.list('distinction', 'record_id', id)) deriveChild(tx, 'distinction', row.id);
}

/**
 * Names and sight of what hangs on another record: the people of that record, and those named on it itself. Where the
 * other record cannot be found (in the browser: out of sight), what is carried already stays.
 */
function deriveChild(tx: Tx, type: Child, id: Id): void {
  switch (type) {
    case 'associated_contact': {
      const row = tx.find(type, id);
      if (!row) return;
      const scope = tx.find('deal', row.deal_id)?.scope ?? row.scope;
      tx.put(type, { ...row, scope, contact_name: tx.find('contact', row.contact_id)?.name ?? row.contact_name });
      return;
    }
    case 'merge': {
      const row = tx.find(type, id);
      if (row) tx.put(type, { ...row, scope: tx.find(row.resource_type, row.survivor_id)?.scope ?? row.scope });
      return;
    }
    case 'distinction': {
      const row = tx.find(type, id);
      if (row) tx.put(type, { ...row, scope: tx.find(row.resource_type, row.record_id)?.scope ?? row.scope });
      return;
    }
    case 'order':
    case 'line_item': {
      const row = tx.find(type, id);
      if (row) tx.put(type, { ...row, scope: tx.find('deal', row.deal_id)?.scope ?? row.scope });
      return;
    }
    case 'lead_conversion': {
      const row = tx.find(type, id);
      if (row) tx.put(type, { ...row, scope: tx.find('lead', row.lead_id)?.scope ?? row.scope });
      return;
    }
    case 'email_link':
    case 'conversation_link': {
      const row = tx.find(type, id);
      if (row) deriveMail(tx, { type, id, before: row, after: row });
      return;
    }
    case 'task': {
      const row = tx.find(type, id);
      if (row) tx.put(type, { ...row, ...carried(tx, row, [row.owner_id]) });
      return;
    }
    case 'appointment': {
      const row = tx.find(type, id);
      if (row) tx.put(type, { ...row, ...carried(tx, row, [row.owner_id, ...row.attendee_ids]) });
      return;
    }
    case 'call': {
      const row = tx.find(type, id);
      if (row) tx.put(type, { ...row, ...carried(tx, row, [row.user_id]) });
      return;
    }
    case 'document': {
      const row = tx.find(type, id);
      if (row) tx.put(type, { ...row, ...carried(tx, row, []) });
      return;
    }
    case 'note': {
      const row = tx.find(type, id);
      if (!row) return;
      const from = carried(tx, row, []);
      const restricted = row.type === 'restricted' && row.creator_id !== null;
      tx.put(type, { ...row, ...from, scope: restricted && row.creator_id ? [privateTo(row.creator_id)] : from.scope });
    }
  }
}

interface Linked {
  resource_type: ResourceType | null;
  resource_id: Id | null;
  resource_name: string | null;
  creator_id: Id | null;
  scope: string[];
}

function carried(tx: Tx, row: Linked, named: readonly Id[]): Pick<Linked, 'resource_name' | 'scope'> {
  const free = row.resource_type === null || row.resource_id === null;
  const on = free ? undefined : tx.find(row.resource_type ?? 'lead', row.resource_id ?? '');
  // Who made it follows what hangs on nothing; elsewhere the record that it hangs on says who may know.
  const people = new Set(free ? [row.creator_id] : (on?.scope ?? row.scope));
  for (const person of named) people.add(person);
  const scope = [...people].filter((person) => person !== null).sort();
  return { resource_name: free ? null : (on?.name ?? row.resource_name), scope };
}

/** Something was done about this record, just now or at an earlier time. */
export function touchActivity(tx: Tx, type: ResourceType | null, id: Id | null, at: Instant = tx.now): void {
  if (id === null) return;
  const later = (last: Instant | null) => (last !== null && last > at ? last : at);
  if (type === 'deal') {
    const row = tx.find('deal', id);
    if (row) tx.putDerived('deal', { ...row, last_activity_at: later(row.last_activity_at) });
  } else if (type === 'contact') {
    const row = tx.find('contact', id);
    if (row) tx.putDerived('contact', { ...row, last_activity_at: later(row.last_activity_at) });
  } else if (type === 'lead') {
    const row = tx.find('lead', id);
    if (row) tx.putDerived('lead', { ...row, last_activity_at: later(row.last_activity_at) });
  }
}
