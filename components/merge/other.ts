import { html, nothing, render } from 'lit';
import type { Id } from '../../shared/ids.ts';
import type { MergedType, Row } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/combobox/combobox.ts';
import type { ComboboxOption } from '../base/combobox/options.ts';
import '../base/dialog/dialog.ts';
import { msg, str } from '../base/localisation/index.ts';
import { styleProps } from '../base/styles/style-props.ts';
import { searchOf } from '../store/search.ts';
import type { Store } from '../store/index.ts';
import { duplicatesOf } from './duplicates.ts';
import { showMerge } from './show.ts';

/** Asks with which other record one is to be merged: what is alike is offered first, any other is found by its name. */
export async function mergeWithAnother(host: HTMLElement, store: Store, type: MergedType, id: Id): Promise<void> {
  const row = rowOf(store, type, id);
  if (!row) return;
  const alike = await duplicatesOf(store, type).alike(row);
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  const fits = (other: Row<MergedType> | undefined): other is Row<MergedType> =>
    other !== undefined && other.id !== id && isOrganization(other) === isOrganization(row);
  const likely = alike.map((one) => rowOf(store, type, one.id)).filter(fits);
  const source = async (query: string, signal: AbortSignal): Promise<ComboboxOption[]> => {
    if (query.trim() === '') return likely.map(optionOf);
    const found = await searchOf(store).find(query, { types: [type], limit: 20, signal });
    return found
      .map((one) => rowOf(store, type, one.id))
      .filter(fits)
      .map(optionOf);
  };
  const combobox = () => place.querySelector('crm-combobox');
  const close = () => {
    const dialog = place.querySelector('crm-dialog');
    if (dialog) dialog.open = false;
  };
  const go = () => {
    const field = combobox();
    if (!field?.value) return void field?.reportValidity();
    const other = field.value;
    close();
    showMerge(host, store, type, [id, other]);
  };
  const [first] = likely;
  render(
    html`<crm-dialog heading=${msg(str`Merge ${row.name}`)} size="small" open @crm-closed=${() => place.remove()}>
      <crm-combobox
        autofocus
        label=${msg('With')}
        required
        .source=${source}
        .selected=${first ? optionOf(first) : undefined}
        hint=${first ? msg('This one looks like it. Write to find another one.') : msg('Write a name, an e-mail address or a phone number.')}
      ></crm-combobox>
      ${likely.length === 0 ? html`<p class="muted" ${styleProps({ 'padding-block-start': '8px' })}>${msg('Nothing looks like it.')}</p>` : nothing}
      <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
      <crm-button slot="footer" variant="primary" @click=${go}>${msg('Go on')}</crm-button>
    </crm-dialog>`,
    place,
  );
}

/** A lead that has been converted lives on as its contact. */
function rowOf(store: Store, type: MergedType, id: Id): Row<MergedType> | undefined {
  const row = store.get(type, id) as Row<MergedType> | undefined;
  return row && 'converted_at' in row && row.converted_at !== null ? undefined : row;
}

const isOrganization = (row: Row<MergedType>): boolean => 'is_organization' in row && row.is_organization;

function optionOf(row: Row<MergedType>): ComboboxOption {
  const detail = row.organization_name && row.organization_name !== row.name ? row.organization_name : row.email;
  return { value: row.id, label: row.name, avatar: isOrganization(row) ? 'organization' : 'person', ...(detail ? { detail } : {}) };
}
