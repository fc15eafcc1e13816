import { html, nothing, render } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { ResourceType } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/combobox/combobox.ts';
import '../base/dialog/dialog.ts';
import '../base/tag/tag.ts';
import { msg, str } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import type { ListedRow } from './columns.ts';

/** Asks which tags to put on records, and which of theirs to take off. */
export function showTagDialog(
  host: HTMLElement,
  store: Store,
  type: ResourceType,
  rows: readonly ListedRow[],
): Promise<{ add: string[]; remove: string[] } | undefined> {
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  const theirs = [...new Set(rows.flatMap((row) => ('tags' in row ? row.tags : [])))].sort((a, b) => a.localeCompare(b));
  const known = store.every('tag').filter(({ resource_type }) => resource_type === type);
  let add: string[] = [];
  let remove: string[] = [];
  return new Promise((resolve) => {
    let chosen: { add: string[]; remove: string[] } | undefined;
    const close = (): void => {
      const dialog = place.querySelector('crm-dialog');
      if (dialog) dialog.open = false;
    };
    const closed = (event: Event): void => {
      if (event.target !== place.querySelector('crm-dialog')) return;
      render(nothing, place);
      place.remove();
      resolve(chosen);
    };
    const put = (name: string): void => {
      const tag = name.trim();
      if (tag !== '' && !add.some((other) => other.toLowerCase() === tag.toLowerCase())) add = [...add, tag];
      draw();
    };
    const apply = (): void => {
      if (add.length + remove.length > 0) chosen = { add, remove };
      close();
    };
    const draw = (): void => {
      render(
        html`<crm-dialog size="small" heading=${msg('Tag')} open @crm-closed=${closed}>
          <div class="tags-asked">
            ${keyed(
              add.length,
              html`<crm-combobox
                label=${msg('Add a tag')}
                .options=${known.filter(({ name }) => !add.includes(name)).map(({ name }) => ({ value: name, label: name }))}
                creatable
                .createLabel=${(name: string) => msg(str`New tag “${name}”`)}
                @change=${(event: Event) => put((event.target as HTMLElement & { value: string }).value)}
                @crm-create=${(event: Event & { text: string }) => put(event.text)}
              ></crm-combobox>`,
            )}
            <div class="tags">
              ${add.map(
                (tag) =>
                  html`<crm-tag
                    removable
                    remove-label=${msg(str`Remove the tag ${tag}`)}
                    @crm-remove=${() => {
                      add = add.filter((other) => other !== tag);
                      draw();
                    }}
                    >${tag}</crm-tag
                  >`,
              )}
            </div>
            ${
              theirs.length > 0
                ? html`<fieldset>
                    <legend>${msg('Take off')}</legend>
                    ${theirs.map(
                      (tag) =>
                        html`<crm-checkbox
                          .checked=${remove.includes(tag)}
                          @change=${(event: Event) => {
                            const { checked } = event.target as HTMLElement & { checked: boolean };
                            remove = checked ? [...remove, tag] : remove.filter((other) => other !== tag);
                          }}
                          >${tag}</crm-checkbox
                        >`,
                    )}
                  </fieldset>`
                : nothing
            }
          </div>
          <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
          <crm-button slot="footer" variant="primary" @click=${apply}>${msg('Save')}</crm-button>
        </crm-dialog>`,
        place,
      );
    };
    draw();
  });
}
