import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Condition, Field, Filter, ListType } from '../../shared/filters/index.ts';
import '../base/button/button.ts';
import { showDialog } from '../base/dialog/show-dialog.ts';
import { listLabel } from '../fields/labels.ts';
import { msg, str } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import { conditionRow, isUnfinished, newCondition } from './condition-row.ts';
import { partsOf, filterOf } from './parts.ts';
import type { Part } from './parts.ts';

/**
 * Asks for a filter: conditions of which all hold, among them groups of which one does. Gives the filter that was asked for, or
 * undefined.
 */
export function showFilterDialog(
  host: HTMLElement,
  options: { store: Store; type: ListType; fields: ReadonlyMap<string, Field>; filter: Filter; add?: boolean },
): Promise<Filter | undefined> {
  const { store, type, fields, filter } = options;
  const first = fields.get(type === 'task' ? 'due_date' : 'owner_id') ?? [...fields.values()][0];
  let parts: Part[] = partsOf(filter);
  const begin = (): Condition => (first ? newCondition(first) : { field: 'owner_id', is: 'filled' });
  if (options.add || parts.length === 0) parts = [...parts, { any: [begin()] }];
  return showDialog<Filter>(host, ({ answer, redraw }) => {
    const change = (at: number, any: Condition[]): void => {
      parts = any.length === 0 ? parts.filter((_part, other) => other !== at) : parts.map((part, other) => (other === at ? { any } : part));
      redraw();
    };
    return {
      heading: msg(str`Filter: ${listLabel(type)}`),
      size: 'large',
      body: html`<div class="filter">
        ${parts.length === 0 ? html`<p class="muted">${msg('Everything is shown. Add a condition to show less.')}</p>` : nothing}
        ${repeat(
          parts,
          (_part, at) => at,
          ({ any }, at) =>
            html`<fieldset class="part">
              <legend>${at === 0 ? msg('Show where') : msg('and')}</legend>
              ${any.map(
                (condition, row) =>
                  html`${row > 0 ? html`<span class="or muted">${msg('or')}</span>` : nothing}
                  ${conditionRow({
                    store,
                    type,
                    fields,
                    condition,
                    set: (next) =>
                      change(
                        at,
                        any.map((one, other) => (other === row ? next : one)),
                      ),
                    remove: () =>
                      change(
                        at,
                        any.filter((_one, other) => other !== row),
                      ),
                  })}`,
              )}
              <crm-button variant="ghost" size="small" icon="plus" @click=${() => change(at, [...any, begin()])}>${msg('or')}</crm-button>
            </fieldset>`,
        )}
        <crm-button
          size="small"
          icon="plus"
          @click=${() => {
            parts = [...parts, { any: [begin()] }];
            redraw();
          }}
          >${msg('Add a condition')}</crm-button
        >
      </div>`,
      act: {
        label: msg('Show'),
        run: () => answer(filterOf(parts.map(({ any }) => ({ any: any.filter((condition) => !isUnfinished(condition)) })))),
      },
    };
  });
}
