import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { Row, Stage } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import { define } from '../base/element/define.ts';
import { msg } from '../base/localisation/index.ts';
import { moveDeal } from '../pipeline-board/move.ts';
import '../record/deal-people.ts';
import { RecordPanel } from '../record/record-panel.ts';
import type { PanelType } from '../record/fields.ts';
import type { Store } from '../store/index.ts';
import { styles } from './deal-panel.styles.ts';

/**
 * A deal with all that belongs to it: its stage, its fields, who takes part, tasks, appointments, notes and history.
 *
 * @element crm-deal-panel
 * @attr {string} deal-id - The deal's id.
 * @fires {RecordGoneEvent} crm-record-gone - The deal was deleted.
 */
export class DealPanel extends RecordPanel {
  static override styles = [RecordPanel.styles, styles];

  override type: PanelType = 'deal';
  @property({ attribute: 'deal-id' }) override recordId = '';

  protected override renderTop(store: Store, row: Row) {
    if (!('stage_id' in row)) return nothing;
    const own = store.get('stage', row.stage_id);
    const stages = store.list('stage', 'pipeline_id', own?.pipeline_id ?? '').sort((a, b) => a.position - b.position);
    const hot = () => void this.told(store.mutate.updateDeal({ id: row.id, hot: !row.hot }));
    const step = (stage: Stage) =>
      html`<button
        type="button"
        class=${stage.category}
        aria-pressed=${stage.id === row.stage_id}
        title=${stage.name}
        @click=${() => void moveDeal(this, store, row.id, stage.id)}
      >
        <bdi>${stage.name}</bdi>
      </button>`;
    return html`<div class="top">
      <div class="steps" role="group" aria-label=${msg('Stage')}>${stages.filter(({ active }) => active).map(step)}</div>
      <div class="ends">
        <div class="steps" role="group" aria-label=${msg('Close the deal')}>${stages.filter(({ active }) => !active).map(step)}</div>
        <crm-button class=${row.hot ? 'is-hot' : ''} size="small" icon="flame" .pressed=${row.hot} @click=${hot}>${msg('Hot')}</crm-button>
      </div>
    </div>`;
  }

  protected override renderTies(store: Store) {
    return html`<crm-deal-people .store=${store} .type=${this.type} .recordId=${this.recordId}></crm-deal-people>`;
  }
}

define('crm-deal-panel', DealPanel);

declare global {
  interface HTMLElementTagNameMap {
    'crm-deal-panel': DealPanel;
  }
}
