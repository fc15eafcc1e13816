import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Field, ListType } from '../../shared/filters/index.ts';
import '../base/button/button.ts';
import '../base/checkbox/checkbox.ts';
import { showDialog } from '../base/dialog/show-dialog.ts';
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
  let shown = (options.columns.length > 0 ? options.columns : standardColumns[type]).filter((name) => name !== title);
  const names = [
    ...[...fields.values()].filter(({ kind }) => kind !== 'words').map(({ name }) => name),
    ...(type === 'task' ? [] : ['next_task']),
  ];
  const label = (name: string): string => {
    const field = fields.get(name);
    return field ? labelOf(field) : name === 'next_task' ? msg('Next task') : name;
  };
  return showDialog<string[]>(host, ({ answer, redraw }) => {
    const change = (next: string[]): void => {
      shown = next;
      redraw();
    };
    const move = (at: number, by: number): void => {
      const next = [...shown];
      const [name] = next.splice(at, 1);
      if (name !== undefined) next.splice(at + by, 0, name);
      change(next);
    };
    const hidden = names.filter((name) => name !== title && !shown.includes(name)).sort((a, b) => label(a).localeCompare(label(b)));
    return {
      heading: msg('Columns'),
      body: html`<ul class="columns">
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
      </ul>`,
      aside: html`<crm-button slot="footer" variant="ghost" @click=${() => change(standardColumns[type].filter((name) => name !== title))}
        >${msg('As at first')}</crm-button
      >`,
      act: { label: msg('Show'), run: () => answer([...shown]) },
    };
  });
}
