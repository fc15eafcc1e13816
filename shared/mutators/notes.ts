import { isAdministrator } from '../records/index.ts';
import { change, changeArgs, create, idArgs, mutator, newArgs, seen } from './define.ts';
import { touchActivity } from './derive.ts';
import { requireMayDelete } from './permission.ts';
import { requireSeen } from './references.ts';
import { forbidden } from './rejection.ts';

export const createNote = mutator(newArgs('note'), (tx, args) => {
  requireSeen(tx, 'resource_id', args.resource_type, args.resource_id);
  create(tx, 'note', args);
  touchActivity(tx, args.resource_type, args.resource_id, args.created_at);
});

/** A note's words and tags are its author's: others may mark it as important, no more. */
export const updateNote = mutator(changeArgs('note', 'resource_type', 'resource_id'), (tx, args) => {
  const before = seen(tx, 'note', args.id);
  const author = !tx.person || isAdministrator(tx.person) || before.creator_id === tx.person.id;
  if (!author && [args.content, args.tags, args.type].some((given) => given !== undefined))
    throw forbidden('Only its author may change a note.');
  change(tx, 'note', args);
});

export const deleteNote = mutator(idArgs, (tx, { id }) => {
  requireMayDelete(tx, seen(tx, 'note', id));
  tx.remove('note', id);
});
