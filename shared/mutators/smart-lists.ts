import type { SmartList } from '../records/index.ts';
import { change, changeArgs, create, idArgs, mutator, newArgs, seen } from './define.ts';
import { forbidden, wrong } from './rejection.ts';
import type { Tx } from './tx.ts';

/**
 * A new list of the actor's own. That its filter names fields of the workspace is seen when it is opened, not here: a field
 * may go after the list was made.
 */
export const createSmartList = mutator(newArgs('smart_list', 'owner_id'), (tx, args) => {
  const owner_id = tx.person?.id;
  if (owner_id === undefined || (args.owner_id ?? owner_id) !== owner_id) throw wrong('owner_id', 'must be the person who saves the list');
  create(tx, 'smart_list', { ...args, owner_id, name: args.name.trim() });
});

export const updateSmartList = mutator(changeArgs('smart_list', 'owner_id', 'list_type'), (tx, args) => {
  ownList(tx, args.id);
  change(tx, 'smart_list', { ...args, ...(args.name === undefined ? {} : { name: args.name.trim() }) });
});

export const deleteSmartList = mutator(idArgs, (tx, { id }) => {
  ownList(tx, id);
  tx.remove('smart_list', id);
});

/** A list belongs to whoever has saved it; shared ones to administrators too. */
function ownList(tx: Tx, id: string): SmartList {
  const list = seen(tx, 'smart_list', id);
  if (tx.person?.id !== list.owner_id && !tx.administers)
    throw forbidden('Only the owner of a shared list or an administrator may change it.');
  return list;
}
