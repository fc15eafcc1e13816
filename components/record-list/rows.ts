import { html, nothing } from 'lit';
import type { ListType, Order } from '../../shared/filters/index.ts';
import '../base/checkbox/checkbox.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, str } from '../base/localisation/index.ts';
import { styleProps } from '../base/styles/style-props.ts';
import type { Around, Column, ListedRow } from './columns.ts';
import { titleOf } from './columns.ts';
import { standardOrder } from './view.ts';

export interface RowsModel {
  type: ListType;
  around: Around;
  columns: readonly Column[];
  rows: readonly ListedRow[];
  picked: ReadonlySet<string>;
  order: Order;
  /** Pixels from one row to the next. */
  height: number;
  pickAll: (on: boolean) => void;
  /** `through` takes all rows from the one that was picked last. */
  pick: (at: number, on: boolean, through: boolean) => void;
  sort: (order: Order) => void;
  open: (id: string) => void;
}

export function renderHead({ type, columns, rows, picked, order, pickAll, sort }: RowsModel) {
  const all = picked.size > 0 && picked.size === rows.length;
  return html`<div class="head">
    <crm-checkbox
      hide-label
      label=${msg('Choose all')}
      .checked=${all}
      .indeterminate=${picked.size > 0 && !all}
      @change=${() => pickAll(!all)}
    ></crm-checkbox>
    ${columns.map((column) => renderSort(column, order.length > 0 ? order : standardOrder[type], sort))}
  </div>`;
}

function renderSort({ name, label, end, sortable }: Column, [first]: Order, sort: RowsModel['sort']) {
  if (!sortable) return html`<span class=${end ? 'cut end' : 'cut'}>${label}</span>`;
  const sorted = first?.field === name;
  const down = sorted && first.descending === true;
  return html`<button
    type="button"
    class=${end ? 'end' : ''}
    aria-pressed=${sorted}
    aria-label=${sorted ? (down ? msg(str`${label}, sorted down`) : msg(str`${label}, sorted up`)) : msg(str`Sort by ${label}`)}
    @click=${() => sort([{ field: name, descending: sorted ? !down : end && name !== 'owner_id' }])}
  >
    ${sorted ? icon(down ? 'arrow-down' : 'arrow-up', 'small') : nothing}<span class="cut">${label}</span>
  </button>`;
}

export function renderRow({ type, around, columns, picked, height, pick, open }: RowsModel, row: ListedRow, at: number) {
  const chosen = picked.has(row.id);
  const title = (row as unknown as Record<string, unknown>)[titleOf(type)];
  return html`<div class=${chosen ? 'row picked' : 'row'} ${styleProps({ transform: `translateY(${at * height}px)` })}>
    <crm-checkbox
      hide-label
      label=${msg(str`Choose ${String(title)}`)}
      .checked=${chosen}
      @click=${(event: MouseEvent) => {
        if (event.shiftKey) {
          event.preventDefault();
          pick(at, true, true);
        }
      }}
      @change=${(event: Event) => pick(at, (event.target as HTMLElement & { checked: boolean }).checked, false)}
    ></crm-checkbox>
    <button type="button" class="open" data-at=${at} data-id=${row.id} @click=${() => open(row.id)}>
      ${columns.map((column) => html`<span class=${column.end ? 'end' : ''}>${column.cell(row, around)}</span>`)}
    </button>
  </div>`;
}

/** On a phone: the title, what comes next to it below, and two more at the end. */
export function renderNarrow({ around, columns, height, open }: RowsModel, row: ListedRow, at: number) {
  const [title, second, ...others] = columns;
  const last = others.filter(({ name }) => name !== 'owner_id').slice(0, 2);
  return html`<div class="row" ${styleProps({ transform: `translateY(${at * height}px)` })}>
    <button type="button" class="open" data-at=${at} data-id=${row.id} @click=${() => open(row.id)}>
      <span class="two">
        <span>${title?.cell(row, around)}</span>
        <span>${second?.cell(row, around)}</span>
      </span>
      <span class="ends">${last.map((column) => html`<span>${column.cell(row, around)}</span>`)}</span>
    </button>
  </div>`;
}
