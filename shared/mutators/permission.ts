import type { Id } from '../ids.ts';
import type { User } from '../records/index.ts';
import { isAdministrator } from '../records/index.ts';
import { forbidden, wrong } from './rejection.ts';
import type { Tx } from './tx.ts';

/** Set-up belongs to administrators (R-roles), and to the product itself. */
export function requireAdministrator(tx: Tx): void {
  if (!tx.administers) throw forbidden('Only an administrator may change the set-up.');
}

export function activeUser(tx: Tx, field: string, id: Id): User {
  const user = tx.find('user', id);
  if (user?.status !== 'active') throw wrong(field, 'is not an active person of this workspace');
  return user;
}

/** Who may be given work by whom: oneself, one's own superior, one's reports; administrators and company give to anyone. */
export function mayAssign(person: User, to: User): boolean {
  return (
    person.id === to.id ||
    isAdministrator(person) ||
    person.profile === 'company' ||
    person.reports_to === to.id ||
    (person.profile === 'manager' && to.reports_to === person.id)
  );
}

/** @throws Rejection when the actor may not give a task to this person */
export function requireMayAssign(tx: Tx, field: string, ownerId: Id): void {
  const owner = activeUser(tx, field, ownerId);
  if (tx.person && !mayAssign(tx.person, owner))
    throw forbidden(`You may give tasks to yourself, your superior and your reports, not to ${owner.name}.`);
}

/** Deleting is for a record's owner, the owner's superior, and whoever sees everything. @param superiorOf whom somebody reports to */
export function mayDelete(
  person: User,
  row: { owner_id?: Id; creator_id: Id | null },
  superiorOf: (id: Id) => Id | null | undefined,
): boolean {
  if (isAdministrator(person) || person.profile === 'company') return true;
  const owner = row.owner_id ?? row.creator_id;
  if (owner === person.id || row.creator_id === person.id) return true;
  return person.profile === 'manager' && owner !== null && superiorOf(owner) === person.id;
}

/** @throws Rejection when the actor may not delete this record */
export function requireMayDelete(tx: Tx, row: { owner_id?: Id; creator_id: Id | null }): void {
  if (tx.person && !mayDelete(tx.person, row, (id) => tx.find('user', id)?.reports_to))
    throw forbidden('Only the owner, their manager or an administrator may delete this.');
}
