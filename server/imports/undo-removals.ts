import type { Client } from '@libsql/client';
import type { Id } from '../../shared/ids.ts';
import type { RecordType } from '../../shared/records/index.ts';
import { attachedTypes } from '../../shared/records/index.ts';
import type { LoadedRows, Wants } from '../workspace/index.ts';
import { listKey } from '../workspace/index.ts';
import type { ImportHistory } from './undo-history.ts';

/** Which records go when an import is taken back, and what hangs on those that would go. */

/** Where records are pointed at by others that would go with them, or lose something. */
const pointers: Partial<Record<RecordType, readonly (readonly [RecordType, string])[]>> = {
  lead: [...attachedTypes.map((type) => [type, 'resource_id'] as const), ['deal', 'lead_id'], ['lead_conversion', 'lead_id']],
  contact: [
    ...attachedTypes.map((type) => [type, 'resource_id'] as const),
    ['deal', 'contact_id'],
    ['deal', 'organization_id'],
    ['contact', 'contact_id'],
    ['contact', 'parent_organization_id'],
    ['associated_contact', 'contact_id'],
    ['lead_conversion', 'individual_id'],
    ['lead_conversion', 'organization_id'],
  ],
  deal: [...attachedTypes.map((type) => [type, 'resource_id'] as const), ['associated_contact', 'deal_id'], ['order', 'deal_id']],
  product: [['line_item', 'product_id']],
  order: [['line_item', 'order_id']],
  stage: [['deal', 'stage_id']],
  source: [
    ['lead', 'source_id'],
    ['deal', 'source_id'],
  ],
  lead_status: [['lead', 'status_id']],
  loss_reason: [['deal', 'loss_reason_id']],
  lead_unqualified_reason: [['lead', 'unqualified_reason_id']],
  deal_unqualified_reason: [['deal', 'unqualified_reason_id']],
  call_outcome: [['call', 'outcome_id']],
};

/** Wants to know of all that points at a record. */
export function wantPointing(wants: Wants, type: RecordType, id: Id): void {
  for (const [of, index] of pointers[type] ?? []) wants.lists.set(listKey(of, index, id), { type: of, index, value: id });
}

/** One import that is taken back: where it is read from, what it did, and what goes. */
export interface Undoing {
  client: Client;
  history: ImportHistory;
  removals: Removals;
}

/** The records that go: what hangs on others and goes as well keeps none of them. */
export class Removals {
  readonly #ids = new Set<Id>();

  add(...ids: readonly Id[]): void {
    for (const id of ids) this.#ids.add(id);
  }

  has(id: Id): boolean {
    return this.#ids.has(id);
  }

  /** Whether something that stays hangs on a record. @param loaded with all that points at it */
  hangs(type: RecordType, id: Id, loaded: LoadedRows): boolean {
    return (pointers[type] ?? []).some(([pointing, index]) =>
      (loaded.lists.get(listKey(pointing, index, id)) ?? []).some((other) => other !== id && !this.#ids.has(other)),
    );
  }
}
