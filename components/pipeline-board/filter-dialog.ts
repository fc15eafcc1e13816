import { html, nothing } from 'lit';
import '../base/checkbox/checkbox.ts';
import { showDialog } from '../base/dialog/show-dialog.ts';
import '../base/input/input.ts';
import '../base/select/select.ts';
import { msg } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import type { BoardFilter } from './filter.ts';

/** Asks for the conditions of a filter. Gives the filter that was asked for, or undefined. */
export function showFilterDialog(host: HTMLElement, store: Store, filter: BoardFilter): Promise<BoardFilter | undefined> {
  const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);
  const people = store
    .every('user')
    .filter(({ status }) => status === 'active')
    .sort(byName);
  const tags = store
    .every('tag')
    .filter((tag) => tag.resource_type === 'deal')
    .sort(byName);
  return showDialog<BoardFilter>(host, ({ control, answer }) => {
    const value = (name: string) => control(name)?.value ?? '';
    const apply = () =>
      answer({
        ...filter,
        owner: value('owner'),
        tag: value('tag'),
        hot: control('hot')?.checked ?? false,
        least: value('least'),
        most: value('most'),
        closesAfter: value('closesAfter'),
        closesBefore: value('closesBefore'),
      });
    return {
      heading: msg('Filter deals'),
      body: html`<div class="conditions">
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
        <div class="range">
          <crm-input name="least" type="number" min="0" label=${msg('Value from')} .value=${filter.least ?? ''}></crm-input>
          <crm-input name="most" type="number" min="0" label=${msg('Value up to')} .value=${filter.most ?? ''}></crm-input>
        </div>
        <div class="range">
          <crm-input name="closesAfter" type="date" label=${msg('Closes from')} .value=${filter.closesAfter ?? ''}></crm-input>
          <crm-input name="closesBefore" type="date" label=${msg('Closes up to')} .value=${filter.closesBefore ?? ''}></crm-input>
        </div>
      </div>`,
      act: { label: msg('Show'), run: apply },
    };
  });
}
