import { html, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { msg } from '@lit/localize';
import { deepActiveElement, holdsFocus } from '../dialog/focus.ts';
import { CrmElement } from '../element/crm-element.ts';
import { define } from '../element/define.ts';
import { icon } from '../icons/icons.ts';
import { barsAtFoot, whenBarsMove } from './at-foot.ts';
import type { ToastOptions } from './toast.ts';
import { styles } from './toaster.styles.ts';

interface Shown extends ToastOptions {
  id: number;
}

/** Toasts that show at a time; older ones give way. */
const most = 3;

/**
 * Where toasts show: one for each page, in the top layer. Made by `toast()`.
 *
 * @element crm-toaster
 */
export class CrmToaster extends CrmElement {
  static override styles = styles;

  @state() private shown: readonly Shown[] = [];

  #last = 0;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
  #unhear: (() => void) | undefined;
  /** Where the focus was before it came to a toast. */
  #before: Element | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.popover = 'manual';
    this.#unhear = whenBarsMove(() => this.#keepClear());
    this.ownerDocument.addEventListener('focusout', this.#remember);
    // In a frame the pointer can leave the whole page at once, and leaves no element of it then.
    this.ownerDocument.documentElement.addEventListener('pointerleave', this.#release);
  }

  override disconnectedCallback(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#unhear?.();
    this.ownerDocument.removeEventListener('focusout', this.#remember);
    this.ownerDocument.documentElement.removeEventListener('pointerleave', this.#release);
    super.disconnectedCallback();
  }

  /** Shows one, above whatever is in the top layer; gives what closes it. */
  add(options: ToastOptions): () => void {
    const id = ++this.#last;
    const close = () => this.#remove(id);
    this.shown = [...this.shown.slice(1 - most), { ...options, id }];
    if (this.matches(':popover-open')) this.hidePopover();
    this.showPopover();
    this.#wait(id, options);
    return close;
  }

  protected override updated(): void {
    this.#keepClear();
  }

  /** Stands above a bar that it would lie over. */
  #keepClear(): void {
    if (this.shown.length === 0) return;
    this.style.removeProperty('--lift');
    const own = this.getBoundingClientRect();
    const tops = [...barsAtFoot()]
      .map((bar) => bar.getBoundingClientRect())
      .filter((bar) => bar.height > 0 && bar.top < own.bottom && bar.bottom > own.top && bar.left < own.right && bar.right > own.left)
      .map(({ top }) => top);
    if (tops.length > 0) this.style.setProperty('--lift', `${Math.ceil(innerHeight - Math.min(...tops) + 8)}px`);
  }

  /** One with an act stays longer, since it is the only way back. */
  #wait(id: number, { action, seconds = action ? 10 : 5 }: ToastOptions): void {
    this.#timers.set(
      id,
      setTimeout(() => this.#remove(id), seconds * 1000),
    );
  }

  #remove(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    const held = holdsFocus(this);
    this.shown = this.shown.filter((one) => one.id !== id);
    if (this.shown.length === 0 && this.matches(':popover-open')) this.hidePopover();
    if (held) void this.updateComplete.then(() => this.#giveBack());
  }

  #remember = (event: FocusEvent): void => {
    const [left] = event.composedPath();
    if (left instanceof Element && left.getRootNode() !== this.renderRoot) this.#before = left;
  };

  /** Whoever pressed a button that has gone goes on where they were. */
  #giveBack(): void {
    if (deepActiveElement() !== this.ownerDocument.body) return;
    if (this.#before instanceof HTMLElement && this.#before.isConnected) this.#before.focus({ preventScroll: true });
  }

  /** While someone points at one or is in it, none goes away. */
  #hold = (): void => {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  };

  #release = (): void => {
    for (const one of this.shown) if (!this.#timers.has(one.id)) this.#wait(one.id, one);
  };

  #act(one: Shown): void {
    this.#remove(one.id);
    one.action?.run();
  }

  protected override render(): TemplateResult {
    return html`<div
      class="toasts"
      role="status"
      @pointerenter=${this.#hold}
      @pointerleave=${this.#release}
      @focusin=${this.#hold}
      @focusout=${this.#release}
    >
      ${repeat(
        this.shown,
        ({ id }) => id,
        (one) =>
          html`<div class="toast" part="toast">
            ${one.tone === 'danger' ? icon('circle-alert') : nothing}
            <span class="grow">${one.text}</span>
            ${one.action ? html`<button class="act" type="button" @click=${() => this.#act(one)}>${one.action.label}</button>` : nothing}
            <button class="close" type="button" aria-label=${msg('Close')} @click=${() => this.#remove(one.id)}>
              ${icon('x', 'small')}
            </button>
          </div>`,
      )}
    </div>`;
  }
}

define('crm-toaster', CrmToaster);

declare global {
  interface HTMLElementTagNameMap {
    'crm-toaster': CrmToaster;
  }
}
