import { html, nothing, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Field, ListType } from '../../shared/filters/index.ts';
import '../base/button/button.ts';
import '../base/checkbox/checkbox.ts';
import '../base/dialog/dialog.ts';
import { msg, str } from '../base/localisation/index.ts';
import { labelOf } from '../fields/labels.ts';
import { standardColumns, titleOf } from './columns.ts';

/** Asks which columns a list shows, and in which order. Gives their names, or undefined. */
export function showColumnsDialog(
  host: HTMLElement,
  options: { type: ListType; fields: ReadonlyMap<string, Field>; columns: readonly string[] },
): Promise<string[] | undefined> {
  const { type, fields } = options;
  const title = titleOf(type);
  const place = document.createElement('div');
  (host.shadowRoot ?? host).append(place);
  let shown = (options.columns.length > 0 ? options.columns : standardColumns[type]).filter((name) => name !== title);
  const names = [
    ...[...fields.values()].filter(({ kind }) => kind !== 'words').map(({ name }) => name),
    ...(type === 'task' ? [] : ['next_task']),
  ];
  const label = (name: string): string => {
    const field = fields.get(name);
    return field ? labelOf(field) : name === 'next_task' ? msg('Next task') : name;
  };
  return new Promise((resolve) => {
    let chosen: string[] | undefined;
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
    const change = (next: string[]): void => {
      shown = next;
      draw();
    };
    const move = (at: number, by: number): void => {
      const next = [...shown];
      const [name] = next.splice(at, 1);
      if (name !== undefined) next.splice(at + by, 0, name);
      change(next);
    };
    const draw = (): void => {
      const hidden = names.filter((name) => name !== title && !shown.includes(name)).sort((a, b) => label(a).localeCompare(label(b)));
      render(
        html`<crm-dialog size="small" heading=${msg('Columns')} open @crm-closed=${closed}>
          <ul class="columns">
            ${repeat(
              shown,
              (name) => name,
              (name, at) =>
                html`<li>
                  <crm-checkbox checked @change=${() => change(shown.filter((other) => other !== name))}>${label(name)}</crm-checkbox>
                  <crm-button
                    variant="ghost"
                    size="small"
                    icon="arrow-up"
                    label=${msg(str`Move ${label(name)} up`)}
                    ?disabled=${at === 0}
                    @click=${() => move(at, -1)}
                  ></crm-button>
                  <crm-button
                    variant="ghost"
                    size="small"
                    icon="arrow-down"
                    label=${msg(str`Move ${label(name)} down`)}
                    ?disabled=${at === shown.length - 1}
                    @click=${() => move(at, 1)}
                  ></crm-button>
                </li>`,
            )}
            ${repeat(
              hidden,
              (name) => name,
              (name) => html`<li><crm-checkbox @change=${() => change([...shown, name])}>${label(name)}</crm-checkbox></li>`,
            )}
          </ul>
          <crm-button slot="footer" variant="ghost" @click=${() => change(standardColumns[type].filter((name) => name !== title))}
            >${msg('As at first')}</crm-button
          >
          <crm-button slot="footer" @click=${close}>${msg('Cancel')}</crm-button>
          <crm-button
            slot="footer"
            variant="primary"
            @click=${() => {
              chosen = [...shown];
              close();
            }}
            >${msg('Show')}</crm-button
          >
        </crm-dialog>`,
        place,
      );
    };
    draw();
  });
}
