import type { Id } from './ids.ts';
import type { User } from './records/index.ts';

/** Whose records a person sees: everyone's (`*`), or those that fall under one of these people. */
export type Sight = '*' | readonly Id[];

/** In the scope of a record that everyone in the workspace sees. */
export const everyone = '*';

/**
 * The sight of a person by profile: oneself; oneself and direct reports; everyone. Sorted, so that two sights are the
 * same exactly when their JSON is.
 */
export function sightOf(person: Pick<User, 'id' | 'profile'>, users: readonly User[]): Sight {
  if (person.profile === 'company') return everyone;
  if (person.profile === 'user') return [person.id];
  const reports = users.filter((user) => user.reports_to === person.id && user.id !== person.id);
  return [person.id, ...reports.map((user) => user.id)].sort();
}

/** A record is seen where its scope and the person's sight meet. */
export function sees(sight: Sight, scope: readonly string[]): boolean {
  if (sight === everyone) return true;
  for (const person of scope) if (person === everyone || sight.includes(person)) return true;
  return false;
}

export const sameSight = (a: Sight, b: Sight): boolean => JSON.stringify(a) === JSON.stringify(b);
