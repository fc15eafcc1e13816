import { create, idArgs, mutator, newArgs, seen } from './define.ts';
import { requirePerson } from './emails.ts';
import { wrong } from './rejection.ts';

/** Messages with an address, or with anybody of a domain, are always logged by this person, or never. */
export const createMailRule = mutator(newArgs('mail_rule', 'owner_id'), (tx, args) => {
  const { id: owner_id } = requirePerson(tx);
  if ((args.owner_id ?? owner_id) !== owner_id) throw wrong('owner_id', 'must be the person whose rule it is');
  const twice = tx
    .list('mail_rule', 'owner_id', owner_id)
    .some(({ action, pattern }) => action === args.action && pattern === args.pattern);
  if (twice) throw wrong('pattern', 'is in this list already', 'already_exists');
  create(tx, 'mail_rule', { ...args, owner_id });
});

export const deleteMailRule = mutator(idArgs, (tx, { id }) => {
  seen(tx, 'mail_rule', id);
  tx.remove('mail_rule', id);
});
