import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { Row, Stage } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import { define } from '../base/element/define.ts';
import { daysSince, relativeDay } from '../base/format/dates.ts';
import { formatMoneyFull } from '../base/format/money.ts';
import { formatPercent } from '../base/format/numbers.ts';
import type { IconName } from '../base/icons/icons.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, str } from '../base/localisation/index.ts';
import { styleProps } from '../base/styles/style-props.ts';
import { moveDeal } from '../pipeline-board/move.ts';
import '../products/deal-products.ts';
import '../record/deal-people.ts';
import { RecordPanel } from '../record/record-panel.ts';
import type { PanelType } from '../record/fields.ts';
import type { Store } from '../store/index.ts';
import { styles } from './deal-panel.styles.ts';

const marks: Partial<Record<Stage['category'], IconName>> = { won: 'circle-check', lost: 'circle-x', unqualified: 'circle-slash' };

/** Stage `at` of `count` takes one of eight colours, the last one the most certain. */
const shade = (at: number, count: number): number => (count === 1 ? 1 : Math.round(1 + (7 * at) / (count - 1)));

/**
 * A deal with all that belongs to it: its stage, its fields, who takes part, tasks, appointments, notes and history.
 *
 * @element crm-deal-panel
 * @attr {string} deal-id - The deal's id.
 * @fires {RecordGoneEvent} crm-record-gone - The deal was deleted.
 */
export class DealPanel extends RecordPanel {
  static override styles = [RecordPanel.styles, styles];

  /** @internal */
  override type: PanelType = 'deal';
  @property({ attribute: 'deal-id' }) override recordId = '';

  protected override renderTop(store: Store, row: Row) {
    if (!('stage_id' in row)) return nothing;
    const own = store.get('stage', row.stage_id);
    const stages = store.list('stage', 'pipeline_id', own?.pipeline_id ?? '').sort((a, b) => a.position - b.position);
    const hot = () => void this.told(store.mutate.updateDeal({ id: row.id, hot: !row.hot }));
    const move = (stage: Stage) => () => void moveDeal(this, store, row.id, stage.id);
    const active = stages.filter((stage) => stage.active);
    const at = active.findIndex(({ id }) => id === row.stage_id);
    const zone = store.person?.timezone;
    const days = daysSince(row.last_stage_change_at, zone ? { zone } : {});
    const step = (stage: Stage, place: number) =>
      html`<button
        type="button"
        class=${classMap({ step: true, passed: place < at })}
        ${styleProps({ '--stage': `var(--crm-stage-${shade(place, active.length)})` })}
        aria-pressed=${stage.id === row.stage_id}
        title=${stage.name}
        @click=${move(stage)}
      >
        <bdi class="cut">${stage.name}</bdi>
        ${stage.id === row.stage_id ? html`<span class="num since">${msg(str`${days} d so far`)}</span>` : nothing}
      </button>`;
    const end = (stage: Stage) =>
      html`<button
        type="button"
        class=${`end ${stage.category}`}
        aria-pressed=${stage.id === row.stage_id}
        title=${stage.name}
        @click=${move(stage)}
      >
        ${icon(marks[stage.category] ?? 'circle-slash', 'small')}<bdi class="cut">${stage.name}</bdi>
      </button>`;
    return html`<div class="top">
      <div class="steps" role="group" aria-label=${msg('Stage')}>${active.map(step)}</div>
      ${own && !own.active ? html`<p class="muted">${msg(str`${own.name} · ${relativeDay(row.last_stage_change_at, zone ? { zone } : {})}. Choose a stage to open the deal again.`)}</p>` : nothing}
      <div class="ends">
        <div class="steps" role="group" aria-label=${msg('Close the deal')}>${stages.filter((stage) => !stage.active).map(end)}</div>
        <crm-button class=${row.hot ? 'is-hot' : ''} size="small" icon="flame" .pressed=${row.hot} @click=${hot}>${msg('Hot')}</crm-button>
      </div>
    </div>`;
  }

  /** What it is worth, and how likely it is to come in. */
  protected override renderWorth(store: Store, row: Row) {
    if (!('stage_id' in row)) return nothing;
    const stage = store.get('stage', row.stage_id);
    const own = row.customized_win_likelihood;
    const likely = formatPercent(own ?? stage?.likelihood ?? 0);
    return html`<div class="worth">
      <strong><bdi>${formatMoneyFull(row.value, row.currency)}</bdi></strong>
      ${stage?.active ? html`<span class="muted">${own === null ? msg(str`${likely} likely, from the stage`) : msg(str`${likely} likely`)}</span>` : nothing}
    </div>`;
  }

  protected override renderTies(store: Store) {
    return html`<crm-deal-people .store=${store} .type=${this.type} .recordId=${this.recordId}></crm-deal-people>
      <crm-deal-products .store=${store} .type=${this.type} .recordId=${this.recordId}></crm-deal-products>`;
  }
}

define('crm-deal-panel', DealPanel);

declare global {
  interface HTMLElementTagNameMap {
    'crm-deal-panel': DealPanel;
  }
}
