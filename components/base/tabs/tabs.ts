import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import '../avatar/avatar.ts';
import { RovingFocus } from '../controllers/roving-focus.ts';
import { CrmElement } from '../element/crm-element.ts';
import { define } from '../element/define.ts';
import { formatNumber } from '../format/numbers.ts';
import { icon, type IconName } from '../icons/icons.ts';
import { styles } from './tabs.styles.ts';

export interface Tab {
  /** Names the slot of its panel, too. */
  value: string;
  label: string;
  icon?: IconName;
  /** Whose initials stand before the label, where it is a person's tab. */
  avatar?: string;
  count?: number;
}

/**
 * Views of one thing, one at a time. The panels are light children with the tab's value as their slot; only the chosen one is
 * in the page's flow.
 *
 * @element crm-tabs
 * @slot {value} - The panel of the tab with that value.
 * @fires change - Another tab was chosen; read `value`.
 * @csspart list
 * @csspart tab
 * @csspart panel
 * @cssproperty --crm-tabs-padding - The space before and after the tabs.
 */
export class CrmTabs extends CrmElement {
  static override styles = styles;

  /** The accessible name of the tabs. */
  @property() label = '';
  @property({ reflect: true }) value = '';
  @property({ attribute: false }) items: readonly Tab[] = [];

  constructor() {
    super();
    new RovingFocus(this, {
      items: () => this.#tabs(),
      current: () => this.#tabs().find((tab) => tab.dataset['value'] === this.#current),
      direction: 'inline',
      loop: true,
      moved: (tab) => this.#choose(tab.dataset['value'] ?? ''),
    });
  }

  /** The first tab is chosen as long as none is. */
  get #current(): string {
    return this.value || (this.items[0]?.value ?? '');
  }

  #tabs(): HTMLElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLElement>('.tab')];
  }

  #choose(value: string): void {
    if (value === this.#current) return;
    this.value = value;
    this.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  }

  protected override render(): TemplateResult {
    const current = this.#current;
    return html`
      <div class="list" part="list" role="tablist" aria-label=${this.label || nothing}>
        ${this.items.map(
          ({ value, label, icon: name, avatar, count }) =>
            html`<button
              class="tab"
              part="tab"
              type="button"
              role="tab"
              id=${`tab-${value}`}
              data-value=${value}
              aria-selected=${value === current ? 'true' : 'false'}
              aria-controls=${value === current ? 'panel' : nothing}
              @click=${() => this.#choose(value)}
            >
              ${name ? icon(name, 'small') : nothing}${avatar ? html`<crm-avatar size="small" name=${avatar}></crm-avatar>` : nothing}${label}${count === undefined ? nothing : html`<span class="num">${formatNumber(count)}</span>`}
            </button>`,
        )}
      </div>
      <div id="panel" part="panel" role="tabpanel" aria-labelledby=${`tab-${current}`}><slot name=${current}></slot></div>
    `;
  }
}

define('crm-tabs', CrmTabs);

declare global {
  interface HTMLElementTagNameMap {
    'crm-tabs': CrmTabs;
  }
}
