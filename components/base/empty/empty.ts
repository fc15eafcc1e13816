import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { CrmElement } from '../element/crm-element.ts';
import { define } from '../element/define.ts';
import { styles } from './empty.styles.ts';

/**
 * What stands where nothing is yet: what this place is for in a sentence, then the next step as a button.
 *
 * @element crm-empty
 * @slot - The sentence.
 * @slot actions - The next step.
 */
export class CrmEmpty extends CrmElement {
  static override styles = styles;

  @property() heading = '';
  /** Draws a hairline around it, where it stands beside others. */
  @property({ type: Boolean, reflect: true }) framed = false;

  @state() private leadsOn = false;

  readonly #handleActions = (event: Event): void => {
    if (event.target instanceof HTMLSlotElement) this.leadsOn = event.target.assignedElements().length > 0;
  };

  protected override render(): TemplateResult {
    return html`<div class="empty">
      ${this.heading ? html`<h3 class="title" part="heading">${this.heading}</h3>` : nothing}
      <div class="words"><slot></slot></div>
      <div class=${this.leadsOn ? 'acts' : 'acts vacant'}><slot name="actions" @slotchange=${this.#handleActions}></slot></div>
    </div>`;
  }
}

define('crm-empty', CrmEmpty);

declare global {
  interface HTMLElementTagNameMap {
    'crm-empty': CrmEmpty;
  }
}
