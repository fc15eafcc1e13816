import * as z from 'zod/mini';
import { instantSchema } from '../dates.ts';
import { idSchema } from '../ids.ts';
import type { ResourceType } from '../records/index.ts';
import { change, changeArgs, create, idArgs, mutator, newArgs, past, seen } from './define.ts';
import { touchActivity } from './derive.ts';
import { requireMayAssign, requireMayDelete } from './permission.ts';
import { requireSeen } from './references.ts';
import { wrong } from './rejection.ts';
import type { Tx } from './tx.ts';

/** A new task. Left out, the owner is the actor. It hangs on a lead, contact or deal, or on nothing. */
export const createTask = mutator(newArgs('task', 'owner_id'), (tx, args) => {
  const owner_id = args.owner_id ?? tx.person?.id;
  if (owner_id === undefined) throw wrong('owner_id', 'is missing', 'missing');
  requireMayAssign(tx, 'owner_id', owner_id);
  checkLinked(tx, args.resource_type ?? null, args.resource_id ?? null);
  create(tx, 'task', { ...args, content: args.content.trim(), owner_id });
  touchActivity(tx, args.resource_type ?? null, args.resource_id ?? null, args.created_at);
});

export const updateTask = mutator(changeArgs('task'), (tx, args) => {
  const before = seen(tx, 'task', args.id);
  if (args.owner_id !== undefined && args.owner_id !== before.owner_id) requireMayAssign(tx, 'owner_id', args.owner_id);
  checkRelinked(tx, before, args);
  change(tx, 'task', { ...args, ...(args.content === undefined ? {} : { content: args.content.trim() }) });
});

/** A task is done now, or was at the time that is told. */
export const completeTask = mutator(z.strictObject({ id: idSchema, completed_at: z.optional(instantSchema) }), (tx, args) => {
  const task = seen(tx, 'task', args.id);
  const completed_at = past(tx, 'completed_at', args.completed_at);
  if (task.completed) return;
  const changed = tx.imports ? (completed_at > task.updated_at ? completed_at : task.updated_at) : tx.now;
  tx.put('task', { ...task, completed: true, completed_at }, changed);
  touchActivity(tx, task.resource_type, task.resource_id, completed_at);
});

export const reopenTask = mutator(idArgs, (tx, { id }) => void change(tx, 'task', { id, completed: false, completed_at: null }));

export const deleteTask = mutator(idArgs, (tx, { id }) => {
  requireMayDelete(tx, seen(tx, 'task', id));
  tx.remove('task', id);
});

interface Link {
  resource_type: ResourceType | null;
  resource_id: string | null;
}

/** Both of the pair, or neither; what it names is in sight. */
export function checkLinked(tx: Tx, type: ResourceType | null, id: string | null): void {
  if (type === null && id === null) return;
  if (type === null) throw wrong('resource_type', 'is missing: say whether it is a lead, contact or deal', 'missing');
  if (id === null) throw wrong('resource_id', 'is missing', 'missing');
  requireSeen(tx, 'resource_id', type, id);
}

/** As `checkLinked`, only where the link changes: an assignee may not see what the task hangs on. */
export function checkRelinked(tx: Tx, before: Link, args: Partial<Link>): void {
  const type = args.resource_type === undefined ? before.resource_type : args.resource_type;
  const id = args.resource_id === undefined ? before.resource_id : args.resource_id;
  if (type !== before.resource_type || id !== before.resource_id) checkLinked(tx, type, id);
}
