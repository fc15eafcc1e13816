import type { EmailTemplate } from '../records/index.ts';
import { change, changeArgs, create, idArgs, mutator, newArgs, seen } from './define.ts';
import { requirePerson } from './emails.ts';
import { forbidden, wrong } from './rejection.ts';
import type { Tx } from './tx.ts';

export const createEmailTemplate = mutator(newArgs('email_template', 'owner_id'), (tx, args) => {
  const { id: owner_id } = requirePerson(tx);
  if ((args.owner_id ?? owner_id) !== owner_id) throw wrong('owner_id', 'must be the person who makes the template');
  create(tx, 'email_template', { ...args, owner_id, name: args.name.trim() });
});

export const updateEmailTemplate = mutator(changeArgs('email_template', 'owner_id'), (tx, args) => {
  ownTemplate(tx, args.id);
  change(tx, 'email_template', { ...args, ...(args.name === undefined ? {} : { name: args.name.trim() }) });
});

export const deleteEmailTemplate = mutator(idArgs, (tx, { id }) => {
  ownTemplate(tx, id);
  tx.remove('email_template', id);
});

/** A template belongs to whoever has made it; shared ones to administrators too. */
function ownTemplate(tx: Tx, id: string): EmailTemplate {
  const template = seen(tx, 'email_template', id);
  if (tx.person?.id !== template.owner_id && !tx.administers)
    throw forbidden('Only the owner of a shared template or an administrator may change it.');
  return template;
}
