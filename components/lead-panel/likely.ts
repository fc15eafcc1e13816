import { companyWords, nameWords } from '../../shared/duplicates/names.ts';
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

/** Names without case, accents and, of organizations, their legal form; by record, since many leads are held against each. */
const spoken = new WeakMap<Contact, { name: string; organization: string }>();

function spokenOf(contact: Contact): { name: string; organization: string } {
  const known = spoken.get(contact);
  if (known) return known;
  const words = contact.is_organization ? companyWords : nameWords;
  const made = { name: words(contact.name).join(' '), organization: companyWords(contact.organization_name).join(' ') };
  spoken.set(contact, made);
  return made;
}

/** The people that a lead's person may be: by e-mail address, phone number, or name. The surest first. */
export function likelyPeople(store: Store, lead: Lead): Likely[] {
  const phones = new Set([figures(lead.phone), figures(lead.mobile)].filter((phone) => phone !== undefined));
  const calls = (phone: string | null) => {
    const known = figures(phone);
    return known !== undefined && phones.has(known);
  };
  const name = nameWords(lead.name).join(' ');
  const organization = companyWords(lead.organization_name).join(' ');
  return among(store, (contact) => {
    if (contact.is_organization) return undefined;
    if (same(contact.email, lead.email) || calls(contact.phone) || calls(contact.mobile)) return true;
    const known = spokenOf(contact);
    return name !== '' && known.name === name ? organization !== '' && known.organization === organization : undefined;
  });
}

/**
 * The organizations that a lead's organization may be: by name; by e-mail address or site it is only proposed, and so is that of a
 * person who the lead may be.
 */
export function likelyOrganizations(store: Store, lead: Lead): Likely[] {
  const name = companyWords(lead.organization_name).join(' ');
  const ofPeople = new Set(likelyPeople(store, lead).map(({ contact }) => contact.contact_id));
  return among(store, (contact) => {
    if (!contact.is_organization) return undefined;
    if (name !== '' && spokenOf(contact).name === name) return true;
    return ofPeople.has(contact.id) || same(contact.email, lead.email) || same(contact.website, lead.website) ? false : undefined;
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
