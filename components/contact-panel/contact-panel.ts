import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { define } from '../base/element/define.ts';
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
  override type: PanelType = 'contact';
  @property({ attribute: 'contact-id' }) override recordId = '';

  protected override renderTop() {
    return nothing;
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
