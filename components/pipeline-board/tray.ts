import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { formatMoney } from '../base/format/money.ts';
import type { Total } from '../base/format/total.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, str } from '../base/localisation/index.ts';
import { styleProps } from '../base/styles/style-props.ts';
import type { Deal, Stage } from '../../shared/records/index.ts';
import { trayDays } from './lanes.ts';

/** The latest that a tray names. */
const trayRows = 9;
const icons = {
  incoming: 'circle-dashed',
  in_progress: 'circle-dashed',
  won: 'circle-check',
  lost: 'circle-x',
  unqualified: 'circle-slash',
} as const;

export interface TrayModel {
  stage: Stage;
  /** The latest first. */
  deals: readonly Deal[];
  total: Total;
  /** A card is held over it. */
  over: boolean;
  open: (dealId: string) => void;
}

/** A closed stage: how much came lately, and the latest by name. Takes drops like a lane. */
export function renderTray({ stage, deals, total, over, open }: TrayModel): TemplateResult {
  return html`<section
    class=${classMap({ tray: true, over })}
    part="tray"
    data-stage=${stage.id}
    aria-labelledby="s-${stage.id}"
    ${styleProps({ '--stage': `var(--crm-stage-${stage.category})` })}
  >
    <h2 id="s-${stage.id}">${icon(icons[stage.category])}<bdi>${stage.name}</bdi> <span class="num muted">${deals.length}</span></h2>
    <bdi class="sum" title=${total.detail || nothing}>${total.text}</bdi>
    <span class="note">${msg(str`last ${trayDays} days`)}</span>
    <ul class="last">
      ${deals.slice(0, trayRows).map(
        (deal) =>
          html`<li>
            <button type="button" data-deal=${deal.id} @click=${() => open(deal.id)}>
              <bdi class="cut">${deal.name}</bdi><bdi class="money">${formatMoney(deal.value, deal.currency)}</bdi>
            </button>
          </li>`,
      )}
    </ul>
  </section>`;
}
