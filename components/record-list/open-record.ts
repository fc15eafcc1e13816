import type { ListType } from '../../shared/filters/index.ts';
import type { Store } from '../store/index.ts';

/** Shows a record of a list in its panel, or a task in its dialog. `host` is where it opens from. */
export async function openRecord(host: HTMLElement, store: Store | undefined, type: ListType, id: string): Promise<void> {
  if (type === 'lead') (await import('../lead-panel/show.ts')).showLead(host, id);
  else if (type === 'contact') (await import('../contact-panel/show.ts')).showContact(host, id);
  else if (type === 'deal') (await import('../deal-panel/show.ts')).showDeal(host, id);
  else {
    const task = store?.get('task', id);
    if (store && task) (await import('../task-list/task-dialog.ts')).showTaskDialog(host, store, task);
  }
}
