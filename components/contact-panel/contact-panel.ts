import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import type { Row } from '../../shared/records/index.ts';
import '../base/tag/tag.ts';
import { define } from '../base/element/define.ts';
import { msg } from '../base/localisation/index.ts';
import '../record/contact-ties.ts';
import type { PanelType } from '../record/fields.ts';
import { RecordPanel } from '../record/record-panel.ts';
import type { Store } from '../store/index.ts';

/**
 * A person or an organization with all that belongs to it: fields, deals, an organization's people, tasks, appointments,
 * notes and history.
 *
 * @element crm-contact-panel
 * @attr {string} contact-id - The contact's id.
 * @fires {RecordGoneEvent} crm-record-gone - The contact was deleted.
 */
export class ContactPanel extends RecordPanel {
  /** @internal */
  override type: PanelType = 'contact';
  @property({ attribute: 'contact-id' }) override recordId = '';

  /** How it stands, from its deals: the one and the other can be true. */
  protected override renderTop(_store: Store, row: Row) {
    if (!('customer_status' in row)) return nothing;
    const customer = { none: '', current: msg('Customer'), past: msg('Past customer') }[row.customer_status];
    const prospect = { none: '', current: msg('Prospect'), lost: msg('Lost prospect') }[row.prospect_status];
    if (!customer && !prospect) return nothing;
    return html`<div class="section item">
      ${customer ? html`<crm-tag tone=${row.customer_status === 'current' ? 'success' : 'neutral'} icon="user-check">${customer}</crm-tag>` : nothing}
      ${prospect ? html`<crm-tag icon="columns-3">${prospect}</crm-tag>` : nothing}
    </div>`;
  }

  protected override renderTies(store: Store) {
    return html`<crm-contact-ties .store=${store} .type=${this.type} .recordId=${this.recordId}></crm-contact-ties>`;
  }
}

define('crm-contact-panel', ContactPanel);

declare global {
  interface HTMLElementTagNameMap {
    'crm-contact-panel': ContactPanel;
  }
}
