import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import '../base/button/button.ts';
import '../base/menu/menu.ts';
import '../base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../base/menu/menu.ts';
import type { Total } from '../base/format/total.ts';
import { apartNote } from '../base/format/total.ts';
import type { IconName } from '../base/icons/icons.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import type { Pipeline } from '../../shared/records/index.ts';
import type { Condition } from './conditions.ts';
import type { BoardFilter, BoardOrder } from './filter.ts';
import { boardOrders } from './filter.ts';

export interface ToolsModel {
  pipelines: readonly Pipeline[];
  pipeline: string;
  filter: BoardFilter;
  conditions: readonly Condition[];
  order: BoardOrder;
  count: number;
  total: Total;
  /** The total by likelihood. */
  likely: Total;
  /** Menus have their choices. */
  full: boolean;
  /** There is no room for words on every button. */
  narrow: boolean;
  view: (change: { pipeline?: string; filter?: BoardFilter; order?: BoardOrder }) => void;
  moreFilters: () => void;
  /** Left out where the page has chosen what cards show. */
  chooseFields: (() => void) | undefined;
}

const orderNames = (): Record<BoardOrder, string> => ({
  close: msg('By close date'),
  value: msg('By value'),
  activity: msg('Quiet longest first'),
  added: msg('Newest first'),
  name: msg('By name'),
});

/** The bar above the lanes: pipeline, search, conditions, totals, order. */
export function renderTools(model: ToolsModel): TemplateResult {
  const { filter, conditions, count, total, likely, view } = model;
  const note = apartNote(total);
  const without = (key: keyof BoardFilter): BoardFilter => Object.fromEntries(Object.entries(filter).filter(([name]) => name !== key));
  return html`<div class="tools" part="tools">
    ${model.pipelines.length > 1 ? renderPipelines(model) : nothing}
    <label class="find">
      ${icon('search', 'small')}<span class="sr">${msg('Find in this pipeline')}</span>
      <input
        type="search"
        placeholder=${msg('Find')}
        .value=${filter.text ?? ''}
        @input=${(event: InputEvent) => event.target instanceof HTMLInputElement && view({ filter: { ...filter, text: event.target.value } })}
      />
    </label>
    ${conditions.map(
      (condition) =>
        html`<span class="chip">
          <span class="k">${condition.icon ? icon(condition.icon, 'small') : nothing}${condition.label}</span
          ><bdi class="v num">${condition.value}</bdi>
          <button
            type="button"
            aria-label=${msg(str`Take away: ${condition.label}`)}
            @click=${() => view({ filter: without(condition.key) })}
          >
            ${icon('x', 'small')}
          </button>
        </span>`,
    )}
    ${opener({ icon: model.narrow ? 'list-filter' : 'plus', label: msg('Filter'), inWords: !model.narrow, open: model.moreFilters })}
    <span class="total" title=${total.detail || nothing}>
      ${plural(count, { one: msg(str`${count} open deal`), other: msg(str`${count} open deals`) })} ·
      <bdi class="strong">${total.text}</bdi> <span class="weighted">· ${msg(str`weighted ${likely.amount}`)}</span>
      ${note ? html`<span class="muted">· ${note}</span>` : nothing}
    </span>
    ${renderOrders(model)}
    ${model.chooseFields ? opener({ icon: 'sliders-horizontal', label: msg('Card fields'), open: model.chooseFields }) : nothing}
  </div>`;
}

/** A quiet button that opens a dialog; its label is seen only where there is room for words. */
const opener = ({ icon: name, label, inWords = false, open }: { icon: IconName; label: string; inWords?: boolean; open: () => void }) =>
  html`<crm-button variant="ghost" size="small" icon=${name} label=${inWords ? nothing : label} popup="dialog" @click=${open}
    >${inWords ? label : nothing}</crm-button
  >`;

const renderPipelines = ({ pipelines, pipeline, full, view }: ToolsModel) =>
  html`<crm-menu label=${msg('Pipeline')} @crm-select=${(event: CrmSelectEvent) => view({ pipeline: event.value })}>
    <crm-button slot="trigger" variant="ghost"
      ><bdi>${pipelines.find(({ id }) => id === pipeline)?.name}</bdi><span slot="end">${icon('chevron-down', 'small')}</span></crm-button
    >
    ${full ? pipelines.map(({ id, name }) => html`<crm-menu-item value=${id} .checked=${id === pipeline}>${name}</crm-menu-item>`) : nothing}
  </crm-menu>`;

const renderOrders = ({ order, full, view }: ToolsModel) => {
  const names = orderNames();
  const chosen = (event: CrmSelectEvent) => {
    const next = boardOrders.find((name) => name === event.value);
    if (next) view({ order: next });
  };
  return html`<crm-menu label=${msg('Order')} placement="bottom-end" @crm-select=${chosen}>
    <crm-button slot="trigger" variant="ghost" size="small" icon="arrow-down-up"><span class="order">${names[order]}</span></crm-button>
    ${full ? boardOrders.map((value) => html`<crm-menu-item value=${value} .checked=${value === order}>${names[value]}</crm-menu-item>`) : nothing}
  </crm-menu>`;
};
