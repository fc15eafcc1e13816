import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import type { User } from '../records/index.ts';
import { isAdministrator } from '../records/index.ts';
import { change, changeArgs, create, mutator, newArgs, seen } from './define.ts';
import { activeUser, requireAdministrator, requireMayAssign } from './permission.ts';
import { requireSeen } from './references.ts';
import { Rejection, forbidden, wrong } from './rejection.ts';
import type { Tx } from './tx.ts';

/** A person joins the workspace; their account and its sign-in are the directory's. */
export const createUser = mutator(newArgs('user'), (tx, args) => {
  requireAdministrator(tx);
  checkEmail(tx, args.id, args.email);
  checkSuperior(tx, args.id, args.reports_to);
  create(tx, 'user', { ...args, name: args.name.trim() });
});

/** Everyone changes their own name, zone, cards and how they write e-mail; profile, superior, role and status are an administrator's to set. */
export const updateUser = mutator(changeArgs('user'), (tx, args) => {
  const before = seen(tx, 'user', args.id);
  const {
    id,
    name: _name,
    timezone: _timezone,
    card_fields: _cards,
    track_opens: _opens,
    track_links: _links,
    email_visibility: _visibility,
    ...others
  } = args;
  if (!tx.administers) {
    if (tx.person?.id !== id) throw forbidden('Only an administrator may change other people.');
    if (Object.values(others).some((value) => value !== undefined))
      throw forbidden('Only an administrator may change profiles, superiors, addresses and status.');
  }
  if (args.email !== undefined) checkEmail(tx, id, args.email);
  if (args.reports_to !== before.reports_to) checkSuperior(tx, id, args.reports_to);
  const after = change(tx, 'user', args);
  requireOneAdministrator(tx, before, after);
});

/** The records that have an owner and can be given to another one. */
export const handedOver = ['lead', 'contact', 'deal', 'task', 'appointment'] as const;
export const handOverLimit = 500;

/** Hands records of one type over to another person. */
export const handOver = mutator(
  z.strictObject({
    type: z.enum(handedOver),
    ids: z.array(idSchema).check(z.minLength(1), z.maxLength(handOverLimit)),
    owner_id: idSchema,
  }),
  (tx, { type, ids, owner_id }) => {
    // Tasks and appointments are work that is given: see `updateTask`.
    if (type === 'task' || type === 'appointment') requireMayAssign(tx, 'owner_id', owner_id);
    else activeUser(tx, 'owner_id', owner_id);
    for (const id of ids) change(tx, type, { id, owner_id });
  },
);

export const updateWorkspaceSettings = mutator(changeArgs('workspace_settings'), (tx, args) => {
  requireAdministrator(tx);
  change(tx, 'workspace_settings', args);
});

/** The one row of settings, when a workspace is made. */
export const createWorkspaceSettings = mutator(newArgs('workspace_settings'), (tx, args) => {
  if (tx.person || tx.every('workspace_settings').length > 0) throw new Rejection('conflict', 'The workspace has its settings already.');
  create(tx, 'workspace_settings', args);
});

function checkEmail(tx: Tx, id: string, email: string): void {
  if (tx.every('user').some((user) => user.id !== id && user.email.toLowerCase() === email.toLowerCase()))
    throw wrong('email', 'is the address of another person of this workspace already', 'already_exists');
}

function checkSuperior(tx: Tx, id: string, superior: string | null | undefined): void {
  if (!superior) return;
  if (superior === id) throw wrong('reports_to', 'must be somebody else');
  let above: User | undefined = requireSeen(tx, 'reports_to', 'user', superior);
  for (let depth = 0; above; depth++) {
    if (above.id === id || depth > 100) throw wrong('reports_to', 'would make people report to each other');
    above = above.reports_to === null ? undefined : tx.find('user', above.reports_to);
  }
}

function requireOneAdministrator(tx: Tx, before: User, after: User): void {
  const was = isAdministrator(before) && before.status === 'active';
  const is = isAdministrator(after) && after.status === 'active';
  if (was && !is && !tx.every('user').some((user) => isAdministrator(user) && user.status === 'active'))
    throw new Rejection('conflict', 'The workspace needs an active administrator: make somebody else one first.');
}
