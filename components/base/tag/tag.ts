import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { msg } from '@lit/localize';
import { CrmElement } from '../element/crm-element.ts';
import { CrmEvent } from '../element/crm-event.ts';
import { define } from '../element/define.ts';
import { icon, type IconName } from '../icons/icons.ts';
import { styles } from './tag.styles.ts';

/** Someone asks for a tag to go. The tag itself stays: its owner removes it. */
export class CrmRemoveEvent extends CrmEvent {
  constructor() {
    super('crm-remove');
  }
}

/**
 * A short word on something: a tag, or a status when it has a tone.
 *
 * @element crm-tag
 * @slot - Its words.
 * @fires {CrmRemoveEvent} crm-remove - Its cross was pressed.
 * @csspart tag
 */
export class CrmTag extends CrmElement {
  static override styles = styles;

  @property({ reflect: true }) tone: 'neutral' | 'danger' | 'warning' | 'success' = 'neutral';
  @property() icon?: IconName;
  /** Gives it a cross. */
  @property({ type: Boolean }) removable = false;
  /** The accessible name of the cross; say what it removes. */
  @property({ attribute: 'remove-label' }) removeLabel?: string;

  #handleRemove = (): void => {
    this.dispatchEvent(new CrmRemoveEvent());
  };

  protected override render(): TemplateResult {
    return html`<span class="tag" part="tag">
      ${this.icon ? icon(this.icon, 'small') : nothing}
      <bdi class="cut"><slot></slot></bdi>
      ${
        this.removable
          ? html`<button class="remove" type="button" aria-label=${this.removeLabel ?? msg('Remove')} @click=${this.#handleRemove}>
              ${icon('x', 'small')}
            </button>`
          : nothing
      }
    </span>`;
  }
}

define('crm-tag', CrmTag);

declare global {
  interface HTMLElementTagNameMap {
    'crm-tag': CrmTag;
  }
  interface HTMLElementEventMap {
    'crm-remove': CrmRemoveEvent;
  }
}
