import { css, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import '../base/notice/notice.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { msg } from '../base/localisation/index.ts';
import { StoreController } from '../provider/controllers.ts';
import type { Store } from '../store/index.ts';

const panels = {
  deal: () => import('../deal-panel/deal-panel.ts'),
  lead: () => import('../lead-panel/lead-panel.ts'),
  contact: () => import('../contact-panel/contact-panel.ts'),
};

/**
 * A deal, a lead or a contact as a whole page: its name and where it stands, its fields and what belongs to it at the side, what is
 * next and what happened in the middle.
 *
 * @element crm-record
 * @attr {string} type - What it is: `deal`, `lead` or `contact`.
 * @attr {string} record-id - The record's id.
 * @fires {RecordGoneEvent} crm-record-gone - The record was deleted.
 */
export class CrmRecord extends CrmElement {
  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      background: var(--crm-surface);
      color: var(--crm-text);
    }
  `;

  @property() type = 'deal';
  @property({ attribute: 'record-id' }) recordId = '';
  /** Whose records they are. */
  @property({ attribute: false }) store: Store | undefined;
  @state() private failed = false;

  readonly #provider = new StoreController(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('type')) void this.#load();
  }

  async #load(): Promise<void> {
    this.failed = false;
    try {
      await panels[this.type as keyof typeof panels]?.();
    } catch (error) {
      console.error(error);
      this.failed = true;
    }
  }

  protected override render() {
    const store = this.store ?? this.#provider.value;
    if (!store) return nothing;
    if (this.failed) return html`<crm-notice tone="danger">${msg('This could not be loaded. Try again when you are online.')}</crm-notice>`;
    switch (this.type) {
      case 'deal':
        return html`<crm-deal-panel wide .store=${store} .recordId=${this.recordId}></crm-deal-panel>`;
      case 'lead':
        return html`<crm-lead-panel wide .store=${store} .recordId=${this.recordId}></crm-lead-panel>`;
      case 'contact':
        return html`<crm-contact-panel wide .store=${store} .recordId=${this.recordId}></crm-contact-panel>`;
      default:
        return html`<crm-notice tone="danger">${msg('A record is a deal, a lead or a contact.')}</crm-notice>`;
    }
  }
}

define('crm-record', CrmRecord);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record': CrmRecord;
  }
}
