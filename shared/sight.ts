import type { Id } from './ids.ts';
import type { RecordType, User } from './records/index.ts';

/**
 * Whose records a person sees: those of the people in the list; everyone's, where `*` is in it; and what is private to
 * them, by an entry of their own (`=` and their id).
 */
export type Sight = readonly string[];

/** In the scope of a record that everyone in the workspace sees; in the sight of a person who sees everyone's. */
export const everyone = '*';

/** In the scope of a record that its author alone sees, whoever else sees everything. */
export const privateTo = (person: Id): string => `=${person}`;

/** Types of which most records may be private to somebody, and those of which some are. All others are nobody's own. */
export const oftenPrivate = ['email', 'email_copy', 'email_link', 'conversation_link', 'mail_rule'] as const satisfies RecordType[];
export const seldomPrivate = ['note', 'smart_list', 'email_template'] as const satisfies RecordType[];

export const isPrivate = (entry: string): boolean => entry.startsWith('=');

/**
 * The sight of a person by profile: oneself; oneself and direct reports; everyone. Sorted, so that two sights are the
 * same exactly when their JSON is.
 */
export function sightOf(person: Pick<User, 'id' | 'profile'>, users: readonly User[]): Sight {
  const own = privateTo(person.id);
  if (person.profile === 'company') return [everyone, own];
  if (person.profile === 'user') return [person.id, own].sort();
  const reports = users.filter((user) => user.reports_to === person.id && user.id !== person.id);
  return [person.id, own, ...reports.map((user) => user.id)].sort();
}

/** A record is seen where its scope and the person's sight meet. */
export function sees(sight: Sight, scope: readonly string[]): boolean {
  const all = sight.includes(everyone);
  for (const entry of scope) if (entry === everyone || (all && !isPrivate(entry)) || sight.includes(entry)) return true;
  return false;
}

export const sameSight = (a: Sight, b: Sight): boolean => JSON.stringify(a) === JSON.stringify(b);
