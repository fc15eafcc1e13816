import { html, nothing } from 'lit';
import type { ListType, Order } from '../../shared/filters/index.ts';
import '../base/checkbox/checkbox.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, str } from '../base/localisation/index.ts';
import { styleProps } from '../base/styles/style-props.ts';
import type { Around, Column, Link, ListedRow } from './columns.ts';
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
  /** Opens what a record is about. */
  openLink: (link: Link) => void;
  /** On a phone: rows are being chosen. */
  choosing: boolean;
}

export function renderHead({ type, columns, rows, picked, order, pickAll, sort }: RowsModel) {
  const all = picked.size > 0 && picked.size === rows.length;
  const sorted = sortedBy(type, columns, order);
  return html`<div class="head">
    <crm-checkbox
      hide-label
      label=${msg('Choose all')}
      .checked=${all}
      .indeterminate=${picked.size > 0 && !all}
      @change=${() => pickAll(!all)}
    ></crm-checkbox>
    ${columns.map((column) => renderSort(column, sorted, sort))}
  </div>`;
}

/** The column by which the rows are in order, of those shown. */
export function sortedBy(type: ListType, columns: readonly Column[], order: Order): Order[number] | undefined {
  return (order.length > 0 ? order : standardOrder[type]).find(({ field }) => columns.some(({ name }) => name === field));
}

/** The order that choosing a column gives: the other way round where the rows are in its order already. */
export const orderBy = ({ name, end }: Column, sorted: Order[number] | undefined): Order => [
  { field: name, descending: sorted?.field === name ? sorted.descending !== true : end && name !== 'owner_id' },
];

function renderSort(column: Column, by: Order[number] | undefined, sort: RowsModel['sort']) {
  const { name, label, end, sortable } = column;
  if (!sortable) return html`<span class=${end ? 'cut end' : 'cut'} title=${label}>${label}</span>`;
  const sorted = by?.field === name;
  const down = sorted && by.descending === true;
  return html`<button
    type="button"
    class=${end ? 'end' : ''}
    title=${label}
    aria-pressed=${sorted}
    aria-label=${sorted ? (down ? msg(str`${label}, sorted down`) : msg(str`${label}, sorted up`)) : msg(str`Sort by ${label}`)}
    @click=${() => sort(orderBy(column, by))}
  >
    ${sorted ? icon(down ? 'arrow-down' : 'arrow-up', 'small') : nothing}<span class="cut">${label}</span>
  </button>`;
}

export function renderRow(model: RowsModel, row: ListedRow, at: number) {
  const { around, columns, height, open } = model;
  return html`<div class=${rowClass(model, row)} ${styleProps({ transform: `translateY(${at * height}px)` })}>
    ${renderBox(model, row, at)}
    <button type="button" class="open" data-at=${at} data-id=${row.id} @click=${() => open(row.id)}>
      ${columns.map((column) => html`<span class=${column.end ? 'end' : ''}>${column.link?.(row, around) ? nothing : column.cell(row, around)}</span>`)}
    </button>
    ${columns.map((column, place) => {
      const link = column.link?.(row, around);
      // A button within the row's own would be none: it lies over it, in its column.
      return link
        ? html`<button
            type="button"
            class="linked"
            ${styleProps({ 'grid-column': String(place + 2) })}
            aria-label=${msg(str`Open ${link.name}`)}
            title=${link.name}
            @click=${() => model.openLink(link)}
          >
            ${column.cell(row, around)}
          </button>`
        : nothing;
    })}
  </div>`;
}

const rowClass = ({ picked }: RowsModel, { id }: ListedRow): string => (picked.has(id) ? 'row picked' : 'row');

function renderBox({ type, picked, pick }: RowsModel, row: ListedRow, at: number) {
  const title = (row as unknown as Record<string, unknown>)[titleOf(type)];
  return html`<crm-checkbox
    hide-label
    label=${msg(str`Choose ${String(title)}`)}
    .checked=${picked.has(row.id)}
    @click=${(event: MouseEvent) => {
      if (event.shiftKey) {
        event.preventDefault();
        pick(at, true, true);
      }
    }}
    @change=${(event: Event) => pick(at, (event.target as HTMLElement & { checked: boolean }).checked, false)}
  ></crm-checkbox>`;
}

/**
 * On a phone: the title, what comes next to it below, and two more at the end. While rows are being chosen a press anywhere on one chooses
 * it; else it opens it, and what it is about has a button of its own.
 */
export function renderNarrow(model: RowsModel, row: ListedRow, at: number) {
  const { around, columns, height, choosing, open, openLink, pick, picked } = model;
  const [title, second, ...others] = columns;
  const last = others.filter(({ name }) => name !== 'owner_id').slice(0, 2);
  const [link] = columns.flatMap((column) => column.link?.(row, around) ?? []);
  return html`<div class=${rowClass(model, row)} ${styleProps({ transform: `translateY(${at * height}px)` })}>
    ${choosing ? renderBox(model, row, at) : nothing}
    <button
      type="button"
      class="open"
      data-at=${at}
      data-id=${row.id}
      @click=${() => (choosing ? pick(at, !picked.has(row.id), false) : open(row.id))}
    >
      <span class="two">
        <span>${title?.cell(row, around)}</span>
        <span>${second?.cell(row, around)}</span>
      </span>
      <span class="ends">${last.map((column) => html`<span>${column.cell(row, around)}</span>`)}</span>
    </button>
    ${
      link && !choosing
        ? html`<button type="button" class="linked" aria-label=${msg(str`Open ${link.name}`)} @click=${() => openLink(link)}>
            ${icon('arrow-up-right', 'small')}
          </button>`
        : nothing
    }
  </div>`;
}
