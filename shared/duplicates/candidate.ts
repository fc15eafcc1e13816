import type { CountryCode } from 'libphonenumber-js/min';
import type { Id } from '../ids.ts';
import type { Contact, Lead } from '../records/index.ts';
import { companyWords, nameWords, skeleton } from './names.ts';
import type { PhoneKey } from './phone.ts';
import { countryOf, phoneKey } from './phone.ts';

/** What two records are compared by. */
export interface Candidate {
  id: Id;
  /** Only those of a kind can be one. */
  kind: 'lead' | 'person' | 'organization';
  /** A person's name, or an organization's without its legal form. */
  name: readonly string[];
  /** Where a person or a lead belongs to. */
  company: readonly string[];
  email: string | undefined;
  phones: readonly PhoneKey[];
  /** An organization's site, by its host. */
  site: string | undefined;
}

export interface Compared {
  first_name: string | null;
  last_name: string | null;
  name: string;
  organization_name: string | null;
  is_organization?: boolean;
  email: string | null;
  phone: string | null;
  mobile: string | null;
  website: string | null;
  address?: { country?: string | null } | null;
}

/** Hosts under which everyone has a page. */
const shared = /(^|\.)(facebook|linkedin|twitter|x|instagram|google|wixsite|blogspot|wordpress|github)\.(com|io|org)$/;

function hostOf(website: string | null): string | undefined {
  if (website === null || website.trim() === '') return undefined;
  try {
    const { hostname } = new URL(/^[a-z]+:\/\//i.test(website) ? website : `https://${website.trim()}`);
    const host = hostname.replace(/^www\./, '');
    return shared.test(host) || !host.includes('.') ? undefined : host;
  } catch {
    // Not an address: nothing to compare by.
    return undefined;
  }
}

/**
 * A lead or a contact as it is compared. National telephone numbers are read in the country of the record's address, else in `country`.
 */
export function candidateOf(
  type: 'lead' | 'contact',
  row: Pick<Lead | Contact, 'id'> & Compared,
  country: CountryCode | undefined,
): Candidate {
  const organization = row.is_organization === true;
  const here = countryOf(row.address?.country) ?? country;
  const phones = [row.phone, row.mobile].flatMap((number) => phoneKey(number, here) ?? []);
  return {
    id: row.id,
    kind: type === 'lead' ? 'lead' : organization ? 'organization' : 'person',
    name: organization ? companyWords(row.name) : nameWords([row.first_name, row.last_name].filter(Boolean).join(' ')),
    company: organization ? [] : companyWords(row.organization_name),
    email: row.email?.trim().toLowerCase() || undefined,
    phones,
    site: organization ? hostOf(row.website) : undefined,
  };
}

/**
 * The keys under which a record is put beside those that it may be the same as: two that share none are never compared. Names are
 * there by several, so that one mistyped word leaves a key as it is.
 */
export function keysOf({ kind, name, company, email, phones, site }: Candidate): string[] {
  const keys: string[] = [];
  if (email !== undefined) keys.push(`e ${email}`);
  for (const { national } of phones) keys.push(`p ${national}`);
  if (site !== undefined) keys.push(`w ${site}`);
  const sorted = [...name].sort();
  if (kind === 'organization') {
    keys.push(
      `o ${name.join('').slice(0, 5)}`,
      `o ${name
        .map((word) => skeleton(word))
        .join('')
        .slice(0, 7)}`,
    );
    if (name.length > 1) keys.push(`o ${skeleton(name.at(-1) ?? '')} ${name[0]?.[0] ?? ''}`);
  } else if (name.length > 0) {
    const initials = sorted.map(([first]) => first).join('');
    keys.push(`f ${sorted.join(' ')}`);
    if (company.length > 0)
      keys.push(`c ${company.join('')} ${initials}`, `s ${[...company, ...sorted].map((word) => skeleton(word).slice(0, 4)).join(' ')}`);
  } else if (company.length > 0) keys.push(`l ${company.join('')}`, `l ${company.map((word) => skeleton(word)).join(' ')}`);
  return [...new Set(keys)].map((key) => `${kind[0]} ${key}`);
}
