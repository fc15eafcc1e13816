import type { Candidate } from './candidate.ts';
import { alikeCompanies, alikeNames, shareWord } from './names.ts';
import { samePhone } from './phone.ts';

/** Why two records are taken for one. */
export type Reason = 'email' | 'phone' | 'website' | 'name';

/** Why two records may be the same; nothing where they are not. */
export function compare(a: Candidate, b: Candidate): Reason[] {
  if (a.kind !== b.kind) return [];
  const reasons: Reason[] = [];
  const nameless = a.name.length === 0 || b.name.length === 0;
  if (a.email !== undefined && a.email === b.email) reasons.push('email');
  // A switchboard is everybody's: people who share a number also share a name, or one of them has none yet.
  if ((nameless || shareWord(a.name, b.name)) && a.phones.some((one) => b.phones.some((other) => samePhone(one, other))))
    reasons.push('phone');
  if (a.site !== undefined && a.site === b.site && shareWord(a.name, b.name)) reasons.push('website');
  if (a.kind === 'organization' ? alikeCompanies(a.name, b.name) : samePerson(a, b)) reasons.push('name');
  return reasons;
}

/** The same name and company, either mistyped; where one has no company, the very same name of two words or more. */
function samePerson(a: Candidate, b: Candidate): boolean {
  if (a.name.length === 0 && b.name.length === 0) return alikeCompanies(a.company, b.company);
  if (a.company.length > 0 && b.company.length > 0) return alikeCompanies(a.company, b.company) && alikeNames(a.name, b.name);
  return a.name.length > 1 && [...a.name].sort().join(' ') === [...b.name].sort().join(' ');
}
