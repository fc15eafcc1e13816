import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { RovingFocus } from '../controllers/roving-focus.ts';
import { CrmElement } from '../element/crm-element.ts';
import { define } from '../element/define.ts';
import { icon, type IconName } from '../icons/icons.ts';
import { styles } from './segmented.styles.ts';

export interface Segment {
  value: string;
  label: string;
  icon?: IconName;
  /** Shows the icon alone; the label stays its name. */
  hideLabel?: boolean;
}

/**
 * One of a few choices, all in sight: board or list. A radio group: arrows move and choose.
 *
 * @element crm-segmented
 * @fires change - Another one was chosen; read `value`.
 * @csspart item
 */
export class CrmSegmented extends CrmElement {
  static override styles = styles;

  /** The group's accessible name. */
  @property() label = '';
  @property() value = '';
  @property({ attribute: false }) items: readonly Segment[] = [];
  /** Fills the line, all parts equally wide. */
  @property({ type: Boolean, reflect: true }) wide = false;

  constructor() {
    super();
    new RovingFocus(this, {
      items: () => this.#buttons(),
      current: () => this.#buttons().find((button) => button.dataset['value'] === this.value),
      loop: true,
      moved: (button) => this.#choose(button.dataset['value'] ?? ''),
    });
  }

  #buttons(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.item')];
  }

  #choose(value: string): void {
    if (value === this.value) return;
    this.value = value;
    this.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  }

  protected override render(): TemplateResult {
    return html`<div class="seg" role="radiogroup" aria-label=${this.label || nothing}>
      ${this.items.map(
        ({ value, label, icon: name, hideLabel }) =>
          html`<button
            class="item"
            part="item"
            type="button"
            role="radio"
            data-value=${value}
            aria-checked=${value === this.value ? 'true' : 'false'}
            aria-label=${hideLabel ? label : nothing}
            title=${hideLabel ? label : nothing}
            @click=${() => this.#choose(value)}
          >
            ${name ? icon(name, 'small') : nothing}${hideLabel ? nothing : html`<span class="cut">${label}</span>`}
          </button>`,
      )}
    </div>`;
  }
}

define('crm-segmented', CrmSegmented);

declare global {
  interface HTMLElementTagNameMap {
    'crm-segmented': CrmSegmented;
  }
}
