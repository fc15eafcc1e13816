import '../base/side-panel/side-panel.ts';
import '../base/button/button.ts';
import { msg } from '../base/localisation/index.ts';
import './record-heading.ts';
import './record-steps.ts';
import type { Store } from '../store/index.ts';
import { storeOf } from '../provider/store-of.ts';
import { addressOf } from './addresses.ts';
import type { PanelType } from './fields.ts';
import type { RecordPanel } from './record-panel.ts';

let open: (HTMLElement & { open: boolean }) | undefined;

/**
 * Shows a record in a panel beside whatever is on the page; one at a time. It is of the provider's store around `from`,
 * unless it is given one. The panel's element must be defined: each type's own `show.ts` sees to that.
 */
export function showRecord(from: HTMLElement, type: PanelType, recordId: string, given?: Store): void {
  const store = given ?? storeOf(from);
  if (!store) return;
  const theme = open?.contains(from) || inside(open, from) ? open?.parentElement : from.closest<HTMLElement>('[data-crm-theme]');
  open?.remove();
  const panel = document.createElement('crm-side-panel');
  const record = document.createElement(`crm-${type}-panel`) as RecordPanel;
  const heading = document.createElement('crm-record-heading');
  heading.slot = 'heading';
  record.noHeading = true;
  for (const part of [record, heading]) {
    part.store = store;
    part.type = type;
    part.recordId = recordId;
  }
  panel.append(heading, record);
  const steps = document.createElement('crm-record-steps');
  steps.slot = 'heading-end';
  steps.store = store;
  steps.type = type;
  steps.recordId = recordId;
  panel.append(steps);
  const address = addressOf(type, recordId);
  if (address !== undefined) {
    const link = document.createElement('crm-button');
    link.slot = 'heading-end';
    link.variant = 'ghost';
    link.icon = 'external-link';
    link.label = msg('Open as page');
    link.href = address;
    link.addEventListener('click', () => (panel.open = false));
    panel.append(link);
    panel.addEventListener('crm-record-step', (event) => (link.href = addressOf(type, event.recordId) ?? address));
  }
  panel.addEventListener('crm-record-step', (event) => {
    event.stopPropagation();
    for (const part of [record, heading, steps]) part.recordId = event.recordId;
  });
  panel.addEventListener('crm-closed', (event) => {
    if (event.target === panel) panel.remove();
  });
  record.addEventListener('crm-record-gone', () => (panel.open = false));
  (theme ?? document.body).append(panel);
  open = panel;
  panel.open = true;
}

/** Whether an element is in a shadow tree below another one. */
function inside(outer: HTMLElement | undefined, element: HTMLElement): boolean {
  if (!outer) return false;
  for (let root = element.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode())
    if (outer.contains(root.host)) return true;
  return false;
}
