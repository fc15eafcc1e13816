import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import type { ResourceType } from '../records/index.ts';
import { attachedTypes, resourceTypes } from '../records/index.ts';
import { mutator, said } from './define.ts';
import { requireMayDelete } from './permission.ts';
import { Rejection, notFound } from './rejection.ts';
import type { Tx } from './tx.ts';

/** Removes a record and what hangs on it, in one commit, so that one restore brings all of it back. */
export function removeWithChildren(tx: Tx, type: ResourceType, id: string): void {
  for (const child of attachedTypes)
    for (const row of tx.list(child, 'resource_id', id)) if (row.resource_type === type) tx.remove(child, row.id);
  if (type === 'deal')
    for (const child of ['associated_contact', 'order', 'line_item'] as const)
      for (const row of tx.list(child, 'deal_id', id)) tx.remove(child, row.id);
  if (type === 'contact') for (const row of tx.list('associated_contact', 'contact_id', id)) tx.remove('associated_contact', row.id);
  tx.remove(type, id);
}

const restorable = [...resourceTypes, ...attachedTypes, 'smart_list'] as const;

/** Brings a removed record back with all that went in the same commit. */
export const restoreRecord = mutator(z.strictObject({ type: z.enum(restorable), id: idSchema }), (tx, { type, id }) => {
  if (tx.get(type, id)) return;
  const removed = tx.removedWith(type, id);
  if (removed === undefined) return;
  const wanted = removed.find((entry) => entry.type === type && entry.row.id === id);
  if (!wanted || !tx.sees(wanted.row.scope)) throw notFound(said(type));
  requireMayDelete(tx, wanted.row);
  for (const entry of removed) {
    if (tx.find(entry.type, entry.row.id)) throw new Rejection('conflict', 'Another record has taken the place of this one.');
    tx.put(entry.type, entry.row);
  }
});
