import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { msg } from '@lit/localize';
import '../button/button.ts';
import { CrmElement } from '../element/crm-element.ts';
import { define } from '../element/define.ts';
import { CrmClosedEvent, CrmCloseEvent, type CloseReason } from './close-event.ts';
import { frame, styles } from './dialog.styles.ts';
import { deepActiveElement, firstFocus, holdsFocus } from './focus.ts';

/**
 * A modal dialog on the browser's own. The focus goes to the element with `autofocus`, else to the first control, and back to where it
 * was when the dialog closes.
 *
 * @element crm-dialog
 * @slot - What it is about.
 * @slot heading - In place of `heading`, where it is more than words.
 * @slot heading-end - Beside the heading.
 * @slot footer - Its buttons; the primary one last.
 * @fires {CrmCloseEvent} crm-close - About to close; can be cancelled.
 * @fires {CrmClosedEvent} crm-closed - Has closed.
 * @csspart dialog
 * @csspart body
 * @csspart footer
 * @cssproperty --crm-dialog-width - Its greatest width.
 * @cssproperty --crm-dialog-radius - Its corners. Falls back to --crm-radius-large.
 * @cssproperty --crm-dialog-padding - The space around its content.
 */
export class CrmDialog extends CrmElement {
  static override styles: CSSResultGroup = [frame, styles];

  @query('dialog') private dialog!: HTMLDialogElement | null;

  @property({ type: Boolean, reflect: true }) open = false;
  @property() heading = '';
  @property({ reflect: true }) size: 'small' | 'medium' | 'large' = 'medium';
  /** Keeps it open when someone presses outside it. */
  @property({ type: Boolean, attribute: 'no-backdrop-close' }) noBackdropClose = false;

  @state() private hasFooter = false;

  #reason: CloseReason = 'api';
  #before: Element | null = null;
  #pressedOutside = false;

  show(): void {
    this.open = true;
  }

  /** Asks to close; false when a listener of `crm-close` refused. */
  close(reason: CloseReason = 'api'): boolean {
    if (!this.open) return true;
    if (!this.dispatchEvent(new CrmCloseEvent(reason))) return false;
    this.#reason = reason;
    this.open = false;
    return true;
  }

  override disconnectedCallback(): void {
    this.dialog?.close();
    super.disconnectedCallback();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return;
    const dialog = this.dialog;
    if (!dialog) return;
    if (this.open && !dialog.open) {
      this.#before = deepActiveElement();
      dialog.showModal();
      void this.#focusFirst();
    } else if (!this.open && dialog.open) {
      dialog.close();
      if (this.#before instanceof HTMLElement && this.#before.isConnected) this.#before.focus();
      this.dispatchEvent(new CrmClosedEvent(this.#reason));
      this.#reason = 'api';
    }
  }

  /** Slotted elements may render only now: they can take the focus after that, from what the browser has found so far. */
  async #focusFirst(): Promise<void> {
    const found = deepActiveElement();
    await new Promise(requestAnimationFrame);
    if (!this.open) return;
    const slots = this.renderRoot.querySelectorAll<HTMLSlotElement>('.body slot, .foot slot');
    const target = firstFocus(slots);
    // The page may have chosen for itself.
    if (target && (deepActiveElement() === found || ![...this.children].some(holdsFocus))) target.focus();
  }

  #handleCancel = (event: Event): void => {
    if (event.target !== this.dialog) return;
    event.preventDefault();
    this.close('escape');
  };

  /** Browsers close a dialog on a second Escape even where the first was refused: then it is open no longer. */
  #handleNativeClose = (event: Event): void => {
    if (event.target !== this.dialog || !this.open || !this.isConnected) return;
    this.#reason = 'escape';
    this.open = false;
    this.dispatchEvent(new CrmClosedEvent('escape'));
  };

  #handlePointerDown = (event: PointerEvent): void => {
    this.#pressedOutside = event.target === this.dialog;
  };

  /** A press that began inside, to select text say, does not close. */
  #handleClick = (event: MouseEvent): void => {
    if (event.target === this.dialog && this.#pressedOutside && !this.noBackdropClose) this.close('backdrop');
  };

  #handleFooter = (event: Event): void => {
    if (event.target instanceof HTMLSlotElement) this.hasFooter = event.target.assignedElements().length > 0;
  };

  protected override render(): TemplateResult {
    return html`
      <dialog
        part="dialog"
        aria-labelledby="heading"
        @cancel=${this.#handleCancel}
        @close=${this.#handleNativeClose}
        @pointerdown=${this.#handlePointerDown}
        @click=${this.#handleClick}
      >
        <header class="top">
          <h2 class="title" id="heading"><slot name="heading">${this.heading || nothing}</slot></h2>
          <slot name="heading-end"></slot>
          <crm-button variant="ghost" icon="x" label=${msg('Close')} @click=${() => this.close('button')}></crm-button>
        </header>
        <div class="body" part="body"><slot></slot></div>
        <footer class=${this.hasFooter ? 'foot' : 'foot vacant'} part="footer">
          <slot name="footer" @slotchange=${this.#handleFooter}></slot>
        </footer>
      </dialog>
    `;
  }
}

define('crm-dialog', CrmDialog);

declare global {
  interface HTMLElementTagNameMap {
    'crm-dialog': CrmDialog;
  }
}
