import { html, nothing } from 'lit';
import type { Field, ListType } from '../../shared/filters/index.ts';
import type { SmartList } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/input/input.ts';
import '../base/menu/menu.ts';
import '../base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../base/menu/menu.ts';
import type { IconName } from '../base/icons/icons.ts';
import { formatNumber } from '../base/format/numbers.ts';
import { apartNote, totalOf } from '../base/format/total.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import type { Column } from './columns.ts';
import { renderChips } from './filter-chips.ts';
import { isEverything } from './parts.ts';
import { orderBy, sortedBy } from './rows.ts';
import { renderSaving } from './saving.ts';
import type { ListView } from './view.ts';

export interface ToolsModel {
  host: HTMLElement;
  store: Store;
  type: ListType;
  /** The smart list that is shown, if one is. */
  list: SmartList | undefined;
  fields: ReadonlyMap<string, Field>;
  view: ListView;
  find: string;
  count: number;
  /** In minor units by currency. */
  sums: ReadonlyMap<string, number>;
  seek: (text: string) => void;
  change: (view: Partial<ListView>) => void;
  /** `add` begins another condition. */
  editFilter: (add: boolean) => void;
  editColumns: () => void;
  reset: () => void;
  /** On a phone, whose rows have no head to be sorted by. */
  columns?: readonly Column[];
  /** On a phone: whether rows are being chosen. */
  choosing?: boolean;
  chooseRows?: (on: boolean) => void;
  /** Another list is to be shown. */
  moveTo: (list: string) => void;
}

/** The bar above the rows: search, conditions, how many there are and what they are worth, saving, columns. */
export function renderTools(model: ToolsModel) {
  const { host, store, type, list, fields, view, change, moveTo } = model;
  const changed = list
    ? JSON.stringify([list.filter, list.order, list.columns]) !== JSON.stringify([view.filter, view.order, view.columns])
    : !isEverything(view.filter);
  return html`<div class="tools" part="tools">
    <crm-input
      type="search"
      icon="search"
      label=${msg('Find in this list')}
      hide-label
      placeholder=${msg('Find')}
      .value=${model.find}
      @input=${(event: Event) => model.seek((event.target as HTMLElement & { value: string }).value)}
    ></crm-input>
    ${renderChips({ store, type, fields, filter: view.filter, change: (filter) => change({ filter }), edit: () => model.editFilter(false) })}
    <crm-button variant="ghost" size="small" icon="plus" popup="dialog" @click=${() => model.editFilter(true)}>${msg('Filter')}</crm-button>
    <span class="count" role="status">${renderSummary(model)}</span>
    ${changed ? html`<crm-button variant="ghost" size="small" @click=${model.reset}>${msg('Reset')}</crm-button>` : nothing}
    ${changed || list ? renderSaving({ host, store, type, list, changed, view, moveTo }) : nothing}
    ${model.columns ? renderOrder(model, model.columns) : nothing}
    ${
      model.chooseRows
        ? html`<crm-button variant="ghost" size="small" @click=${() => model.chooseRows?.(!model.choosing)}
            >${model.choosing ? msg('Finish') : msg('Choose rows')}</crm-button
          >`
        : nothing
    }
    ${model.columns ? renderMore(model) : renderAtHand(model)}
  </div>`;
}

function renderOrder({ type, view, change }: ToolsModel, columns: readonly Column[]) {
  const sorted = sortedBy(type, columns, view.order);
  const chosen = ({ value }: CrmSelectEvent): void => {
    const column = columns.find(({ name }) => name === value);
    if (column) change({ order: orderBy(column, sorted) });
  };
  return html`<crm-menu label=${msg('Order')} placement="bottom-end" @crm-select=${chosen}>
    <crm-button slot="trigger" variant="ghost" size="small" icon="arrow-down-up" label=${msg('Order')}></crm-button>
    ${columns
      .filter(({ sortable }) => sortable)
      .map(({ name, label }) => {
        const here = sorted?.field === name;
        const words = sorted?.descending ? msg(str`${label}, sorted down`) : msg(str`${label}, sorted up`);
        return html`<crm-menu-item value=${name} .checked=${here}>${here ? words : label}</crm-menu-item>`;
      })}
  </crm-menu>`;
}

async function exportIt({ host, store, type, list, fields, view, find }: ToolsModel): Promise<void> {
  const { showExportDialog } = await import('./export-dialog.ts');
  await showExportDialog(host, { store, type, fields, view, find, name: list?.name ?? '' });
}

function renderAtHand(model: ToolsModel) {
  const tool = (name: IconName, label: string, run: () => void) =>
    html`<crm-button variant="ghost" size="small" icon=${name} label=${label} popup="dialog" @click=${run}></crm-button>`;
  return html`${tool('sliders-horizontal', msg('Columns'), model.editColumns)}${tool('download', msg('Export'), () => void exportIt(model))}`;
}

/** On a phone there is no room for each: they share a menu. */
function renderMore(model: ToolsModel) {
  const chosen = ({ value }: CrmSelectEvent): void => {
    if (value === 'columns') model.editColumns();
    else void exportIt(model);
  };
  return html`<crm-menu label=${msg('More')} placement="bottom-end" @crm-select=${chosen}>
    <crm-button slot="trigger" variant="ghost" size="small" icon="ellipsis" label=${msg('More')}></crm-button>
    <crm-menu-item value="columns" icon="sliders-horizontal">${msg('Columns')}</crm-menu-item>
    <crm-menu-item value="export" icon="download">${msg('Export')}</crm-menu-item>
  </crm-menu>`;
}

function renderSummary({ store, count, sums }: ToolsModel) {
  const number = formatNumber(count);
  const words = plural(count, { one: msg(str`${number} record`), other: msg(str`${number} records`) });
  if (sums.size === 0) return words;
  const total = totalOf(sums, store.every('workspace_settings')[0]);
  const note = apartNote(total);
  return html`${words} ·
    <bdi class="num strong" title=${total.detail || nothing}>${total.text}</bdi>
    ${note ? html`<span>· ${note}</span>` : nothing}`;
}
