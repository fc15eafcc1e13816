import * as z from 'zod/mini';
import { dateOrInstantSchema } from '../dates.ts';
import { idSchema } from '../ids.ts';
import type { Contact, Lead } from '../records/index.ts';
import { attachedTypes, records } from '../records/index.ts';
import { text } from '../records/fields.ts';
import { change, create, mutator } from './define.ts';
import { addDeal } from './deals.ts';
import { carriedCustomValues, newCustomValues } from './custom-values.ts';
import { createTask } from './tasks.ts';
import { openLead } from './leads.ts';
import { isLinkedAlready } from './linked-mail.ts';
import { activeUser } from './permission.ts';
import { requireSeen } from './references.ts';
import { wrong } from './rejection.ts';
import { ensureTags } from './tags.ts';
import type { Tx } from './tx.ts';

/** In UTF-16 code units, as records have it. */
const longestDealName = 255;

/**
 * Converts a lead (R-convert): a last name makes a person, an organization's name an organization, both tie the person to
 * it. An id that exists already is taken instead of making a duplicate; another one is that of the new record. Tags,
 * notes, tasks, appointments and deals follow. It cannot be undone.
 */
export const convertLead = mutator(
  z.strictObject({
    /** The lead's. */
    id: idSchema,
    conversion_id: idSchema,
    individual_id: z.optional(idSchema),
    organization_id: z.optional(idSchema),
    /** Whose the new records are; left out, the lead's owner. */
    owner_id: z.optional(idSchema),
    deal: z.optional(
      z.strictObject({
        id: idSchema,
        name: z.optional(text(2 * longestDealName + 1)),
        value: z.optional(records.deal.writable.value),
        currency: z.optional(records.deal.writable.currency),
        stage_id: z.optional(idSchema),
        /** Beside those that the lead carries over; once given, what is required must be among both. */
        custom_fields: z.optional(records.deal.writable.custom_fields),
      }),
    ),
    task: z.optional(
      z.strictObject({ id: idSchema, content: records.task.writable.content, due_date: z.optional(z.nullable(dateOrInstantSchema)) }),
    ),
  }),
  (tx, args) => {
    const lead = openLead(tx, args.id);
    const owner_id = args.owner_id ?? lead.owner_id;
    activeUser(tx, 'owner_id', owner_id);
    const organization = organizationOf(tx, lead, args.organization_id, owner_id);
    const individual = individualOf(tx, lead, args.individual_id, owner_id, organization);
    const contact = individual ?? organization;
    if (!contact) throw wrong('individual_id', 'is missing: the lead becomes a person or an organization', 'missing');

    follow(tx, lead, contact);
    let dealId: string | null = tx.list('deal', 'lead_id', lead.id)[0]?.id ?? null;
    for (const deal of tx.list('deal', 'lead_id', lead.id)) tx.put('deal', { ...deal, lead_id: null, contact_id: contact.id });
    if (args.deal) {
      const { id, name, custom_fields, ...rest } = args.deal;
      dealId = id;
      if (!tx.get('deal', id)) {
        const carried = carriedCustomValues(tx, lead, 'deal', { custom_fields: {} });
        addDeal(
          tx,
          { id, owner_id, contact_id: contact.id, name: dealName(name, lead), tags: [], ...rest },
          custom_fields ? newCustomValues(tx, 'deal', custom_fields, { custom_fields: carried }) : carried,
        );
      }
    }
    if (args.task)
      createTask.run(tx, {
        ...args.task,
        resource_type: dealId === null ? 'contact' : 'deal',
        resource_id: dealId ?? contact.id,
      });
    create(tx, 'lead_conversion', {
      id: args.conversion_id,
      lead_id: lead.id,
      individual_id: individual?.id ?? null,
      organization_id: organization?.id ?? null,
      deal_id: dealId,
    });
    change(tx, 'lead', {
      id: lead.id,
      converted_at: tx.now,
      conversion_id: args.conversion_id,
      last_activity_at: tx.now,
    });
  },
);

/** The name of a person may be longer than that of a deal. */
const dealName = (given: string | null | undefined, lead: Lead): string =>
  (given?.trim() || lead.organization_name?.trim() || lead.name).slice(0, longestDealName).toWellFormed();

function organizationOf(tx: Tx, lead: Lead, id: string | undefined, owner_id: string): Contact | undefined {
  if (id === undefined) return undefined;
  if (tx.find('contact', id)) {
    const known = requireSeen(tx, 'organization_id', 'contact', id);
    if (!known.is_organization) throw wrong('organization_id', 'is a person');
    return known;
  }
  if (!lead.organization_name?.trim()) throw wrong('organization_id', 'is given, but the lead names no organization');
  return create(
    tx,
    'contact',
    {
      id,
      owner_id,
      is_organization: true,
      name: lead.organization_name,
      // What reaches the person stays with the person; an organization alone takes it all.
      ...(lead.last_name?.trim() ? { industry: lead.industry, website: lead.website } : reach(lead)),
      tags: ensureTags(tx, 'contact', lead.tags),
      custom_fields: carriedCustomValues(tx, lead, 'contact', { custom_fields: {}, is_organization: true }),
    },
    { last_activity_at: tx.now },
  );
}

function individualOf(
  tx: Tx,
  lead: Lead,
  id: string | undefined,
  owner_id: string,
  organization: Contact | undefined,
): Contact | undefined {
  if (id === undefined) return undefined;
  if (tx.find('contact', id)) {
    const known = requireSeen(tx, 'individual_id', 'contact', id);
    if (known.is_organization) throw wrong('individual_id', 'is an organization');
    const tags = ensureTags(tx, 'contact', [...new Set([...known.tags, ...lead.tags])]) ?? known.tags;
    return change(tx, 'contact', {
      id,
      tags,
      contact_id: known.contact_id ?? organization?.id ?? null,
      custom_fields: carriedCustomValues(tx, lead, 'contact', known),
    });
  }
  if (!lead.last_name?.trim()) throw wrong('individual_id', 'is given, but the lead has no last name');
  return create(
    tx,
    'contact',
    {
      id,
      owner_id,
      is_organization: false,
      first_name: lead.first_name,
      last_name: lead.last_name,
      contact_id: organization?.id ?? null,
      ...reach(lead),
      tags: ensureTags(tx, 'contact', lead.tags),
      custom_fields: carriedCustomValues(tx, lead, 'contact', { custom_fields: {}, is_organization: false }),
    },
    { last_activity_at: tx.now },
  );
}

const reach = (lead: Lead) => ({
  title: lead.title,
  description: lead.description,
  industry: lead.industry,
  website: lead.website,
  email: lead.email,
  phone: lead.phone,
  mobile: lead.mobile,
  fax: lead.fax,
  twitter: lead.twitter,
  facebook: lead.facebook,
  linkedin: lead.linkedin,
  skype: lead.skype,
  address: lead.address,
});

/** What hung on the lead hangs on its contact: mail that hangs there already does so once. */
function follow(tx: Tx, lead: Lead, contact: Contact): void {
  const onto = { resource_type: 'contact', resource_id: contact.id } as const;
  for (const type of attachedTypes)
    for (const row of tx.list(type, 'resource_id', lead.id)) {
      if (row.resource_type !== 'lead') continue;
      if (isLinkedAlready(tx, type, row, contact.id)) tx.remove(type, row.id);
      else tx.put(type, { ...row, ...onto });
    }
}
