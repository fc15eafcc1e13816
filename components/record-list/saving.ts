import { html, nothing } from 'lit';
import type { ListType } from '../../shared/filters/index.ts';
import type { SmartList } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/menu/menu.ts';
import '../base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../base/menu/menu.ts';
import { msg, refusalWords, str } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import { listLabel } from '../fields/labels.ts';
import type { Outcome, Store } from '../store/index.ts';
import type { ListView } from './view.ts';

export interface SavingModel {
  host: HTMLElement;
  store: Store;
  type: ListType;
  /** The smart list that is shown, if one is. */
  list: SmartList | undefined;
  view: ListView;
  /** Whether what is shown is other than the list. */
  changed: boolean;
  /** Another list is to be shown; all records where the id is empty. */
  moveTo: (list: string) => void;
}

/** What can be done with a list: saved as one, or where it is one, saved anew, renamed, shared, deleted. */
export function renderSaving(model: SavingModel) {
  const { host, store, list, view, changed } = model;
  if (!list) return html`<crm-button size="small" popup="dialog" @click=${() => void save(model)}>${msg('Save list')}</crm-button>`;
  const mine = list.owner_id === store.personId || store.person?.role === 'admin';
  const chosen = (event: CrmSelectEvent): void => {
    if (event.value === 'save') told(host, store.mutate.updateSmartList({ id: list.id, ...kept(view) }));
    else if (event.value === 'new') void save(model);
    else if (event.value === 'rename') void save(model, list);
    else if (event.value === 'delete') remove(model, list);
  };
  return html`<crm-menu label=${msg('This list')} placement="bottom-end" @crm-select=${chosen}>
    <crm-button slot="trigger" size="small">${msg('This list')}</crm-button>
    ${mine && changed ? html`<crm-menu-item value="save">${msg('Save changes')}</crm-menu-item>` : nothing}
    <crm-menu-item value="new">${msg('Save as another list')}</crm-menu-item>
    ${
      mine
        ? html`<crm-menu-item value="rename">${msg('Rename or share')}</crm-menu-item
            ><crm-menu-item value="delete">${msg('Delete list')}</crm-menu-item>`
        : nothing
    }
  </crm-menu>`;
}

const kept = ({ filter, order, columns }: ListView) => ({ filter, order, columns: [...columns] });

/** Saves what is shown as a new list, or gives one that is there another name or other readers. */
async function save({ host, store, type, view, moveTo }: SavingModel, list?: SmartList): Promise<void> {
  const [{ showSaveDialog }, { newId }] = await Promise.all([import('./save-dialog.ts'), import('../../shared/ids.ts')]);
  const id = newId();
  const heading = list ? msg('Rename or share') : msg(str`Save list: ${listLabel(type)}`);
  const saved = await showSaveDialog(host, { name: list?.name ?? '', shared: list?.shared ?? false, heading }, ({ name, shared }) => {
    const outcome = list
      ? store.mutate.updateSmartList({ id: list.id, name, shared })
      : store.mutate.createSmartList({ id, name, shared, list_type: type, ...kept(view) });
    return outcome.ok ? undefined : refusalWords(outcome.rejection);
  });
  if (saved && !list) moveTo(id);
}

function remove({ host, store, moveTo }: SavingModel, list: SmartList): void {
  if (!told(host, store.mutate.deleteSmartList({ id: list.id }))) return;
  moveTo('');
  toast({
    text: msg(str`“${list.name}” is deleted.`),
    action: { label: msg('Undo'), run: () => void store.mutate.restoreRecord({ type: 'smart_list', id: list.id }) },
    from: host,
  });
}

/** Says why it was refused; true where it was not. */
function told(host: HTMLElement, outcome: Outcome): boolean {
  if (!outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: host });
  return outcome.ok;
}
