import { html, nothing, render } from 'lit';
import '../base/button/button.ts';
import '../base/checkbox/checkbox.ts';
import '../base/dialog/dialog.ts';
import '../base/input/input.ts';
import '../base/select/select.ts';
import { msg } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import type { BoardFilter } from './filter.ts';

type Control = HTMLElement & { value: string; checked: boolean };

/** Asks for the conditions of a filter. Gives the filter that was asked for, or undefined. */
export function showFilterDialog(host: HTMLElement, store: Store, filter: BoardFilter): Promise<BoardFilter | undefined> {
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
  const people = store
    .every('user')
    .filter(({ status }) => status === 'active')
    .sort(byName);
  const tags = store
    .every('tag')
    .filter((tag) => tag.resource_type === 'deal')
    .sort(byName);
  return new Promise((resolve) => {
    let chosen: BoardFilter | undefined;
    const field = (name: string) => place.querySelector<Control>(`[name="${name}"]`);
    const value = (name: string) => field(name)?.value ?? '';
    const close = () => {
      const dialog = place.querySelector('crm-dialog');
      if (dialog) dialog.open = false;
    };
    const apply = (event: Event) => {
      event.preventDefault();
      chosen = {
        ...filter,
        owner: value('owner'),
        tag: value('tag'),
        hot: field('hot')?.checked ?? false,
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
        <form class="conditions" id="filter-deals" @submit=${apply}>
          <crm-select
            name="owner"
            label=${msg('Owner')}
            placeholder=${msg('Everyone')}
            .value=${filter.owner ?? ''}
            .options=${people.map(({ id, name }) => ({ value: id, label: name }))}
          ></crm-select>
          ${
            tags.length > 0
              ? html`<crm-select
                  name="tag"
                  label=${msg('Tag')}
                  placeholder=${msg('All tags')}
                  .value=${filter.tag ?? ''}
                  .options=${tags.map(({ name }) => ({ value: name, label: name }))}
                ></crm-select>`
              : nothing
          }
          <crm-checkbox name="hot" .checked=${filter.hot ?? false}>${msg('Hot deals only')}</crm-checkbox>
          <crm-input name="least" type="number" min="0" label=${msg('Value from')} .value=${filter.least ?? ''}></crm-input>
          <crm-input name="most" type="number" min="0" label=${msg('Value up to')} .value=${filter.most ?? ''}></crm-input>
          <crm-input name="closesAfter" type="date" label=${msg('Closes from')} .value=${filter.closesAfter ?? ''}></crm-input>
          <crm-input name="closesBefore" type="date" label=${msg('Closes up to')} .value=${filter.closesBefore ?? ''}></crm-input>
        </form>
        <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
        <crm-button slot="footer" variant="primary" @click=${apply}>${msg('Show')}</crm-button>
      </crm-dialog>`,
      place,
    );
  });
}
