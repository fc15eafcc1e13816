import '../base/button/button.ts';
import '../base/dialog/dialog.ts';
import '../base/input/input.ts';
import { html, render } from 'lit';
import { msg } from '../base/localisation/index.ts';
import type { BoardFilter } from './filter.ts';

/** The conditions that have no room on the board itself. Gives the filter that was asked for, or undefined. */
export function showFilterDialog(host: HTMLElement, filter: BoardFilter): Promise<BoardFilter | undefined> {
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  return new Promise((resolve) => {
    let chosen: BoardFilter | undefined;
    const value = (name: string) => place.querySelector<HTMLElement & { value: string }>(`crm-input[name="${name}"]`)?.value ?? '';
    const dialog = () => place.querySelector<HTMLElement & { open: boolean }>('crm-dialog');
    const close = () => {
      const element = dialog();
      if (element) element.open = false;
    };
    const apply = () => {
      chosen = {
        ...filter,
        least: value('least'),
        most: value('most'),
        closesAfter: value('closesAfter'),
        closesBefore: value('closesBefore'),
      };
      close();
    };
    const closed = () => {
      place.remove();
      resolve(chosen);
    };
    render(
      html`<crm-dialog size="small" heading=${msg('Filter deals')} open @crm-closed=${closed}>
        <crm-input name="least" type="number" min="0" label=${msg('Value from')} .value=${filter.least ?? ''}></crm-input>
        <crm-input name="most" type="number" min="0" label=${msg('Value up to')} .value=${filter.most ?? ''}></crm-input>
        <crm-input name="closesAfter" type="date" label=${msg('Closes from')} .value=${filter.closesAfter ?? ''}></crm-input>
        <crm-input name="closesBefore" type="date" label=${msg('Closes up to')} .value=${filter.closesBefore ?? ''}></crm-input>
        <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
        <crm-button slot="footer" variant="primary" @click=${apply}>${msg('Show')}</crm-button>
      </crm-dialog>`,
      place,
    );
  });
}
