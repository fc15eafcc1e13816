import type { ResourceType } from '../records/index.ts';
import { attachedTypes } from '../records/index.ts';
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
