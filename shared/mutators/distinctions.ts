import { create, idArgs, mutator, newArgs, seen } from './define.ts';
import { wrong } from './rejection.ts';

/** Says of a record that it is none of some others. */
export const keepApart = mutator(newArgs('distinction'), (tx, args) => {
  const { resource_type: type, record_id, other_ids } = args;
  seen(tx, type, record_id);
  for (const id of other_ids) {
    if (id === record_id) throw wrong('other_ids', 'must not name the record itself');
    seen(tx, type, id);
  }
  create(tx, 'distinction', { ...args, other_ids: [...new Set(other_ids)] });
});

/** Takes it back: they may be the same after all. */
export const endApart = mutator(idArgs, (tx, { id }) => {
  seen(tx, 'distinction', id);
  tx.remove('distinction', id);
});
