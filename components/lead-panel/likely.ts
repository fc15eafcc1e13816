import type { Contact, Lead } from '../../shared/records/index.ts';
import type { Store } from '../store/index.ts';

/** A contact that a lead may be already. */
export interface Likely {
  contact: Contact;
  /** So alike that it is taken unless somebody says otherwise. */
  sure: boolean;
}

const most = 5;

/** An international number as its last nine digits, so that +33 1 and 01 are the same; undefined where there are too few. */
function figures(phone: string | null): string | undefined {
  const digits = (phone ?? '').replace(/\D/g, '');
  return digits.length < 7 ? undefined : digits.slice(-9);
}

const same = (a: string | null, b: string | null): boolean =>
  a !== null && b !== null && a.trim() !== '' && a.trim().toLowerCase() === b.trim().toLowerCase();

/** The people that a lead's person may be: by e-mail address, phone number, or name. The surest first. */
export function likelyPeople(store: Store, lead: Lead): Likely[] {
  const phones = new Set([figures(lead.phone), figures(lead.mobile)].filter((phone) => phone !== undefined));
  const calls = (phone: string | null) => {
    const known = figures(phone);
    return known !== undefined && phones.has(known);
  };
  return among(store, (contact) => {
    if (contact.is_organization) return undefined;
    if (same(contact.email, lead.email) || calls(contact.phone) || calls(contact.mobile)) return true;
    return same(contact.name, lead.name) ? same(contact.organization_name, lead.organization_name) : undefined;
  });
}

/** The organizations that a lead's organization may be: by name; by e-mail address or site it is only proposed. */
export function likelyOrganizations(store: Store, lead: Lead): Likely[] {
  return among(store, (contact) => {
    if (!contact.is_organization) return undefined;
    if (same(contact.name, lead.organization_name)) return true;
    return same(contact.email, lead.email) || same(contact.website, lead.website) ? false : undefined;
  });
}

function among(store: Store, judge: (contact: Contact) => boolean | undefined): Likely[] {
  const found: Likely[] = [];
  for (const contact of store.all('contact')) {
    const sure = judge(contact);
    if (sure !== undefined) found.push({ contact, sure });
  }
  return found.sort((a, b) => Number(b.sure) - Number(a.sure)).slice(0, most);
}
