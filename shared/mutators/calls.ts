import { isAdministrator } from '../records/index.ts';
import type { Call } from '../records/index.ts';
import { change, changeArgs, create, idArgs, mutator, newArgs, seen } from './define.ts';
import { touchActivity } from './derive.ts';
import { activeUser, requireMayDelete } from './permission.ts';
import { requireSeen } from './references.ts';
import { forbidden, wrong } from './rejection.ts';
import type { Tx } from './tx.ts';

/** A call that took place. Left out, the person is the actor and the time is now. */
export const createCall = mutator(newArgs('call', 'user_id', 'made_at'), (tx, args) => {
  const user_id = args.user_id ?? tx.person?.id;
  if (user_id === undefined) throw wrong('user_id', 'is missing', 'missing');
  requireCaller(tx, user_id);
  requireSeen(tx, 'resource_id', args.resource_type, args.resource_id);
  requireOutcome(tx, args.outcome_id);
  create(tx, 'call', { ...args, user_id, made_at: args.made_at ?? tx.now });
  touchActivity(tx, args.resource_type, args.resource_id, args.created_at);
});

/** A call is told by whoever has logged it, by the person who made it, and by administrators. */
export const updateCall = mutator(changeArgs('call', 'resource_type', 'resource_id'), (tx, args) => {
  const before = seen(tx, 'call', args.id);
  requireOwn(tx, before);
  if (args.user_id !== undefined && args.user_id !== before.user_id) requireCaller(tx, args.user_id);
  requireOutcome(tx, args.outcome_id);
  change(tx, 'call', args);
});

export const deleteCall = mutator(idArgs, (tx, { id }) => {
  requireMayDelete(tx, seen(tx, 'call', id));
  tx.remove('call', id);
});

function requireOwn(tx: Tx, { creator_id, user_id }: Call): void {
  const { person } = tx;
  if (person && !isAdministrator(person) && person.id !== creator_id && person.id !== user_id)
    throw forbidden('Only who has made or logged a call may change it.');
}

function requireCaller(tx: Tx, id: string): void {
  activeUser(tx, 'user_id', id);
  const { person } = tx;
  if (person && person.id !== id && !isAdministrator(person)) throw forbidden('Only an administrator may log the call of somebody else.');
}

function requireOutcome(tx: Tx, id: string | null | undefined): void {
  if (id && !tx.get('call_outcome', id)) throw wrong('outcome_id', 'is no outcome of calls of this workspace');
}
