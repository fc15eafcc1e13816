import type { Store } from '../store/index.ts';
import type { PanelType } from './fields.ts';

/** The list that a record was opened from, as it stood then: what is before and after it there can be gone to. */
let trail: { type: PanelType; ids: readonly string[] } | undefined;

/** Remembers a list that leads to its records. */
export function leaveTrail(type: PanelType, ids: readonly string[]): void {
  trail = { type, ids };
}

export interface Place {
  /** From 1. */
  at: number;
  count: number;
  before: string | undefined;
  after: string | undefined;
}

/** Where a record stands in that list, among those that are still there; nothing where it did not come from one. */
export function placeOf(store: Store, type: PanelType, id: string): Place | undefined {
  if (trail?.type !== type || !trail.ids.includes(id)) return undefined;
  const ids = trail.ids.filter((one) => one === id || store.get(type, one));
  const at = ids.indexOf(id);
  return ids.length < 2 ? undefined : { at: at + 1, count: ids.length, before: ids[at - 1], after: ids[at + 1] };
}
