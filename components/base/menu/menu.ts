import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { CrmButton } from '../button/button.ts';
import { Anchored, type Placement } from '../controllers/anchored.ts';
import { CrmElement } from '../element/crm-element.ts';
import { CrmEvent } from '../element/crm-event.ts';
import { define } from '../element/define.ts';
import { menuSurface } from '../styles/menu-surface.ts';
import { CrmMenuItem } from './menu-item.ts';
import { styles } from './menu.styles.ts';

/** An item of a menu was chosen. Cancel it to keep the menu open. */
export class CrmSelectEvent extends CrmEvent {
  readonly value: string;
  constructor(readonly item: CrmMenuItem) {
    super('crm-select', { cancelable: true });
    this.value = item.value;
  }
}

/** How long letters typed one after the other belong together, in milliseconds. */
const typingPause = 700;

/**
 * A menu that opens from a button: click, Enter, Space or the down arrow. Arrows, Home, End and the first letters move in it; Escape, Tab and a press
 * elsewhere close it.
 *
 * @element crm-menu
 * @slot trigger - The button.
 * @slot - crm-menu-item elements, and `<hr>` between groups.
 * @fires {CrmSelectEvent} crm-select - An item was chosen.
 * @csspart menu
 */
export class CrmMenu extends CrmElement {
  static override styles: CSSResultGroup = [menuSurface, styles];

  readonly #anchored = new Anchored();

  @query('.anchor') private anchor!: HTMLElement | null;
  @query('.menu') private menu!: HTMLElement | null;

  /** The accessible name of the list; the trigger's words when left out. */
  @property() label = '';
  @property() placement: Placement = 'bottom-start';
  @property({ type: Boolean, reflect: true }) open = false;

  #wasOpen = false;
  #typed = '';
  #typedAt = 0;

  get items(): CrmMenuItem[] {
    return [...this.querySelectorAll('crm-menu-item')].filter((item) => !item.hidden && !item.disabled);
  }

  get #trigger(): HTMLElement | null {
    return this.querySelector<HTMLElement>('[slot="trigger"]');
  }

  protected override firstUpdated(): void {
    this.#tellTrigger();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return;
    this.#tellTrigger();
    const { anchor, menu } = this;
    if (!anchor || !menu) return;
    if (this.open) this.#anchored.show(anchor, menu, this.placement);
    else this.#anchored.hide(menu);
  }

  #tellTrigger(): void {
    const trigger = this.#trigger;
    if (!trigger) return;
    if (trigger instanceof CrmButton) {
      trigger.popup = 'menu';
      trigger.expanded = this.open;
    } else {
      trigger.setAttribute('aria-haspopup', 'menu');
      trigger.setAttribute('aria-expanded', String(this.open));
    }
  }

  async #show(edge: 'first' | 'last'): Promise<void> {
    this.open = true;
    await this.updateComplete;
    const { items } = this;
    const chosen = items.find(({ checked }) => checked);
    (chosen ?? (edge === 'first' ? items[0] : items.at(-1)))?.focus();
  }

  #close(returnFocus: boolean): void {
    this.open = false;
    if (returnFocus) this.#trigger?.focus();
  }

  /** The press that closes the menu from outside also clicks the trigger: it must not open again at once. */
  #handleTriggerDown = (): void => {
    this.#wasOpen = this.open;
  };

  #handleTriggerClick = (event: MouseEvent): void => {
    const keyboard = event.detail === 0;
    const open = keyboard ? this.open : this.#wasOpen;
    this.#wasOpen = false;
    if (open) this.#close(true);
    else void this.#show('first');
  };

  #handleTriggerKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    void this.#show(event.key === 'ArrowDown' ? 'first' : 'last');
  };

  #handleToggle = (event: ToggleEvent): void => {
    if (event.newState === 'closed') this.open = false;
  };

  #handleClick = (event: Event): void => {
    const item = event.composedPath().find((target): target is CrmMenuItem => target instanceof CrmMenuItem);
    if (item) this.#choose(item);
  };

  #choose(item: CrmMenuItem): void {
    if (item.disabled) return;
    if (this.dispatchEvent(new CrmSelectEvent(item))) this.#close(this.menu?.matches(':focus-within') ?? true);
  }

  #handleMenuKey = (event: KeyboardEvent): void => {
    const { items } = this;
    const from = items.findIndex((item) => item.matches(':focus'));
    const focused = items[from];
    const { key } = event;
    if (key === 'Tab') {
      this.#close(false);
      return;
    }
    if (key === 'ArrowDown') items[(from + 1) % items.length]?.focus();
    else if (key === 'ArrowUp') items.at(from <= 0 ? -1 : from - 1)?.focus();
    else if (key === 'Home') items[0]?.focus();
    else if (key === 'End') items.at(-1)?.focus();
    else if (key === 'Escape') this.#close(true);
    else if ((key === 'Enter' || (key === ' ' && this.#typed === '')) && focused) this.#choose(focused);
    else if (key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) this.#find(key, event.timeStamp, from);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** Moves to the next item that begins with the letters typed. */
  #find(key: string, at: number, from: number): void {
    this.#typed = at - this.#typedAt < typingPause ? this.#typed + key : key;
    this.#typedAt = at;
    const letters = this.#typed.toLocaleLowerCase();
    const { items } = this;
    const start = letters.length === 1 ? from + 1 : Math.max(from, 0);
    const order = [...items.slice(start), ...items.slice(0, start)];
    order.find((item) => (item.textContent ?? '').trim().toLocaleLowerCase().startsWith(letters))?.focus();
    setTimeout(() => {
      if (this.#typedAt === at) this.#typed = '';
    }, typingPause);
  }

  protected override render(): TemplateResult {
    return html`
      <span class="anchor" @pointerdown=${this.#handleTriggerDown} @click=${this.#handleTriggerClick} @keydown=${this.#handleTriggerKey}>
        <slot name="trigger"></slot>
      </span>
      <div
        class="menu"
        part="menu"
        role="menu"
        popover="auto"
        aria-label=${this.label || this.#trigger?.getAttribute('label') || this.#trigger?.textContent?.trim() || nothing}
        @click=${this.#handleClick}
        @keydown=${this.#handleMenuKey}
        @toggle=${this.#handleToggle}
      >
        <slot></slot>
      </div>
    `;
  }
}

define('crm-menu', CrmMenu);

declare global {
  interface HTMLElementTagNameMap {
    'crm-menu': CrmMenu;
  }
  interface HTMLElementEventMap {
    'crm-select': CrmSelectEvent;
  }
}
