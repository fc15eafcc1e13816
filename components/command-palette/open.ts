import type { Id } from '../../shared/ids.ts';
import { isListed } from '../../shared/filters/index.ts';
import type { EmailLink } from '../../shared/records/index.ts';
import type { SearchedType } from '../../shared/search/index.ts';
import { shownAs } from '../emails/on-record.ts';
import { addressOf } from '../record/addresses.ts';
import { seek } from '../record/sought.ts';
import { CrmOpenRecordEvent } from '../record-list/events.ts';
import type { Store } from '../store/index.ts';

/** Where a page of the host's shows what has no page of its own in the kit: products, tasks, appointments. */
export type Addresses = (type: SearchedType, id: Id) => string | undefined;

interface Target {
  type: SearchedType;
  id: Id;
}

/** Notes, documents and messages are shown on the record that they belong to. */
function targetOf(store: Store, type: SearchedType, id: Id): Target {
  if (type === 'email') {
    const on = recordOf(store, id);
    return on ? { type: on.resource_type, id: on.resource_id } : { type, id };
  }
  if (type !== 'note' && type !== 'document') return { type, id };
  const row = store.get(type, id);
  return row ? { type: row.resource_type, id: row.resource_id } : { type, id };
}

/** The record on which a message is shown: the first of those it stands on that the person sees; a tracked one may stand on none. */
export const recordOf = (store: Store, email: Id): EmailLink | undefined =>
  store.list('email_link', 'email_id', email).find(({ resource_type, resource_id }) => store.get(resource_type, resource_id));

const isPanel = (type: SearchedType): type is 'deal' | 'lead' | 'contact' => type === 'deal' || type === 'lead' || type === 'contact';

/** Where a record that was found has a page of its own on this site. */
export function hrefOf(store: Store, type: SearchedType, id: Id, addresses: Addresses | undefined): string | undefined {
  const target = targetOf(store, type, id);
  return addresses?.(target.type, target.id) ?? (isPanel(target.type) ? addressOf(target.type, target.id) : undefined);
}

/**
 * Opens what was found: on its page where the site has one, beside this page where asked and possible, else in a panel or a dialog; what
 * stands on another record is brought into sight there. The host may cancel it and show the record itself.
 */
export async function openFound(
  host: HTMLElement,
  store: Store,
  found: Target,
  { addresses, beside }: { addresses: Addresses | undefined; beside: boolean },
): Promise<void> {
  const { type, id } = targetOf(store, found.type, found.id);
  const href = hrefOf(store, type, id, addresses);
  // A page of its own beside this one knows nothing of what is sought.
  if (id !== found.id && (!beside || href === undefined)) seek(found.type === 'email' ? shownAs(store, id, found.id) : found.id);
  if (isListed(type) && !host.dispatchEvent(new CrmOpenRecordEvent(type, id))) return;
  if (href !== undefined) {
    if (beside) window.open(href, '_blank', 'noopener');
    else location.assign(href);
    return;
  }
  if (type === 'lead') (await import('../lead-panel/show.ts')).showLead(host, id, store);
  else if (type === 'contact') (await import('../contact-panel/show.ts')).showContact(host, id, store);
  else if (type === 'deal') (await import('../deal-panel/show.ts')).showDeal(host, id, store);
  else if (type === 'task') {
    const task = store.get('task', id);
    if (task) (await import('../task-list/task-dialog.ts')).showTaskDialog(host, store, task);
  } else if (type === 'appointment') {
    const appointment = store.get('appointment', id);
    if (appointment) (await import('../calendar/appointment-dialog.ts')).showAppointment(host, store, appointment);
  }
}
