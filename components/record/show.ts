import '../base/side-panel/side-panel.ts';
import './record-panel.ts';
import type { Store } from '../store/index.ts';
import { storeOf } from '../provider/store-of.ts';
import type { PanelType } from './fields.ts';

let open: (HTMLElement & { open: boolean }) | undefined;

/** Shows a record in a panel beside whatever is on the page; one at a time. `from` says which provider's store it is of. */
export function showRecord(from: HTMLElement, type: PanelType, recordId: string): void {
  const store: Store | undefined = storeOf(from);
  if (!store) return;
  open?.remove();
  const panel = document.createElement('crm-side-panel');
  const record = document.createElement('crm-record-panel');
  record.store = store;
  record.type = type;
  record.recordId = recordId;
  panel.heading = store.get(type, recordId)?.name ?? '';
  panel.append(record);
  panel.addEventListener('crm-closed', (event) => {
    if (event.target === panel) panel.remove();
  });
  record.addEventListener('crm-record-gone', () => (panel.open = false));
  const theme = from.closest<HTMLElement>('[data-crm-theme]');
  (theme ?? document.body).append(panel);
  open = panel;
  panel.open = true;
}
