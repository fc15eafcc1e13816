import { documentName } from '../file-types.ts';
import { change, changeArgs, create, idArgs, mutator, newArgs, seen } from './define.ts';
import { touchActivity } from './derive.ts';
import { requireMayDelete } from './permission.ts';
import { requireSeen } from './references.ts';
import { forbidden } from './rejection.ts';

/**
 * The record of a file that the server has kept for somebody. Nobody else makes one: a record says of its file what it is
 * handed out as, and gives whoever sees the record what has this hash.
 */
export const createDocument = mutator(newArgs('document'), (tx, args) => {
  if (tx.actor.kind === 'person' && tx.actor.uploads !== true) throw forbidden('Documents are added by uploading them.');
  requireSeen(tx, 'resource_id', args.resource_type, args.resource_id);
  create(tx, 'document', { ...args, name: documentName(args.name, args.content_type) });
  touchActivity(tx, args.resource_type, args.resource_id);
});

/** Gives a document another name; its ending stays one of a file that is taken. */
export const renameDocument = mutator(
  changeArgs('document', 'content_type', 'size', 'content_hash', 'resource_type', 'resource_id'),
  (tx, { id, name }) => {
    const before = seen(tx, 'document', id);
    if (name !== undefined) change(tx, 'document', { id, name: documentName(name, before.content_type) });
  },
);

export const deleteDocument = mutator(idArgs, (tx, { id }) => {
  requireMayDelete(tx, seen(tx, 'document', id));
  tx.remove('document', id);
});
