import type { ListType } from '../../shared/filters/index.ts';
import type { Outcome, Store } from '../store/index.ts';

/** Contacts of an organization that are tied to it again at the most. */
const mostTied = 5000;

/** What brings a record back once it is deleted, as it is by now; asked for before. */
export function wayBack(store: Store, type: ListType, id: string): () => Outcome {
  const ties =
    type === 'contact' ? [...store.list('contact', 'contact_id', id), ...store.list('contact', 'parent_organization_id', id)] : [];
  const tied = ties.slice(0, mostTied).map((contact) => contact.id);
  return () => store.mutate.restoreRecord({ type, id, ...(tied.length > 0 ? { tied } : {}) });
}
