import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { ResourceType } from '../../shared/records/index.ts';
import '../base/combobox/combobox.ts';
import { showDialog } from '../base/dialog/show-dialog.ts';
import '../base/tag/tag.ts';
import { formatNumber } from '../base/format/numbers.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import type { ListedRow } from './columns.ts';

/** Asks which tags to put on records, and which of theirs to take off. */
export function showTagDialog(
  host: HTMLElement,
  store: Store,
  type: ResourceType,
  rows: readonly ListedRow[],
): Promise<{ add: string[]; remove: string[] } | undefined> {
  const theirs = [...new Set(rows.flatMap((row) => ('tags' in row ? row.tags : [])))].sort((a, b) => a.localeCompare(b));
  const known = store.every('tag').filter(({ resource_type }) => resource_type === type);
  let add: string[] = [];
  let remove: string[] = [];
  return showDialog<{ add: string[]; remove: string[] }>(host, ({ answer, cancel, redraw }) => {
    const put = (name: string): void => {
      const tag = name.trim();
      if (tag !== '' && !add.some((other) => other.toLowerCase() === tag.toLowerCase())) add = [...add, tag];
      redraw();
    };
    return {
      heading: plural(rows.length, {
        one: msg(str`Tag ${formatNumber(rows.length)} record`),
        other: msg(str`Tag ${formatNumber(rows.length)} records`),
      }),
      body: html`<div class="tags-asked">
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
                  redraw();
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
      </div>`,
      act: { label: msg('Save'), run: () => (add.length + remove.length > 0 ? answer({ add, remove }) : cancel()) },
    };
  });
}
