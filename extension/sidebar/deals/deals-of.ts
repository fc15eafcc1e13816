import type { Contact, Deal, Lead } from '../../../shared/records/index.ts';
import type { Store } from '../../../components/store/index.ts';

const mostClosed = 3;

/**
 * The deals that concern somebody: their own, those in which they take part, and those of their organization that name no
 * person. Open ones first, the latest activity first; of the closed ones the last few.
 */
export function dealsOf(store: Store, record: { type: 'contact'; row: Contact } | { type: 'lead'; row: Lead }): Deal[] {
  const found = new Map<string, Deal>();
  const take = (deals: readonly Deal[]) => deals.forEach((deal) => found.set(deal.id, deal));
  const { row } = record;
  if (record.type === 'lead') take(store.list('deal', 'lead_id', row.id));
  else {
    take(store.list('deal', record.row.is_organization ? 'organization_id' : 'contact_id', row.id));
    take(store.list('associated_contact', 'contact_id', row.id).flatMap(({ deal_id }) => store.get('deal', deal_id) ?? []));
    if (record.row.contact_id !== null) take(store.list('deal', 'contact_id', record.row.contact_id));
  }
  const isOpen = ({ stage_id }: Deal) => store.get('stage', stage_id)?.active ?? true;
  const when = (deal: Deal) => deal.last_activity_at ?? deal.last_stage_change_at;
  const all = [...found.values()].sort((a, b) => (when(a) < when(b) ? 1 : -1));
  return [...all.filter(isOpen), ...all.filter((deal) => !isOpen(deal)).slice(0, mostClosed)];
}
