import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { Lead, Row } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/notice/notice.ts';
import { define } from '../base/element/define.ts';
import { msg } from '../base/localisation/index.ts';
import type { PanelType } from '../record/fields.ts';
import { RecordPanel } from '../record/record-panel.ts';
import type { Store } from '../store/index.ts';

/**
 * A lead with all that belongs to it, and the way to make a contact of it.
 *
 * @element crm-lead-panel
 * @attr {string} lead-id - The lead's id.
 * @fires {RecordGoneEvent} crm-record-gone - The lead was deleted.
 */
export class LeadPanel extends RecordPanel {
  /** @internal */
  override type: PanelType = 'lead';
  @property({ attribute: 'lead-id' }) override recordId = '';

  readonly #convert = async (): Promise<void> => {
    const { showConversion } = await import('./conversion.ts');
    if (this.store) showConversion(this, this.store, this.recordId);
  };

  protected override renderTop(store: Store, row: Row) {
    if (!('status_id' in row)) return nothing;
    if (this.locked) return this.#renderConverted(store, row);
    return html`<div class="section">
      <crm-button variant="primary" icon="arrow-right-left" popup="dialog" @click=${this.#convert}>${msg('Convert')}</crm-button>
    </div>`;
  }

  protected override renderTies() {
    return nothing;
  }

  #renderConverted(store: Store, lead: Lead) {
    const conversion = lead.conversion_id === null ? undefined : store.get('lead_conversion', lead.conversion_id);
    const contact = conversion?.individual_id ?? conversion?.organization_id;
    const deal = conversion?.deal_id;
    const showContact = async (id: string) => (await import('../contact-panel/show.ts')).showContact(this, id, store);
    const showDeal = async (id: string) => (await import('../deal-panel/show.ts')).showDeal(this, id, store);
    return html`<crm-notice tone="neutral">
      ${msg('This lead has been converted. It can be read, and no longer changed.')}
      ${contact && store.get('contact', contact) ? html`<crm-button slot="actions" size="small" icon="contact" @click=${() => void showContact(contact)}>${msg('Show the contact')}</crm-button>` : nothing}
      ${deal && store.get('deal', deal) ? html`<crm-button slot="actions" size="small" icon="columns-3" @click=${() => void showDeal(deal)}>${msg('Show the deal')}</crm-button>` : nothing}
    </crm-notice>`;
  }
}

define('crm-lead-panel', LeadPanel);

declare global {
  interface HTMLElementTagNameMap {
    'crm-lead-panel': LeadPanel;
  }
}
