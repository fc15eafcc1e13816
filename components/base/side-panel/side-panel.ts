import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { msg } from '@lit/localize';
import '../button/button.ts';
import { PhoneWidth } from '../controllers/media-query.ts';
import { CrmClosedEvent, CrmCloseEvent, type CloseReason } from '../dialog/close-event.ts';
import { frame } from '../dialog/dialog.styles.ts';
import { deepActiveElement, holdsFocus } from '../dialog/focus.ts';
import { CrmElement } from '../element/crm-element.ts';
import { define } from '../element/define.ts';
import { styles } from './side-panel.styles.ts';

/**
 * A panel over the ending edge of the page, for a record beside the list it came from. The page stays usable; on a phone the panel
 * fills the screen and is modal. It lies in the top layer, so that no page can cover it.
 *
 * @element crm-side-panel
 * @slot - The record.
 * @slot heading - In place of `heading`, where it is more than words.
 * @slot heading-end - Beside the heading: its actions.
 * @slot footer - Buttons that stay in sight.
 * @fires {CrmCloseEvent} crm-close - About to close; can be cancelled.
 * @fires {CrmClosedEvent} crm-closed - Has closed.
 * @csspart panel
 * @csspart body
 * @csspart footer
 * @cssproperty --crm-side-panel-width - Its width, 480 px.
 */
export class CrmSidePanel extends CrmElement {
  static override styles: CSSResultGroup = [frame, styles];

  readonly #phone = new PhoneWidth(this, () => this.#reopen());

  @query('dialog') private panel!: HTMLDialogElement | null;

  @property({ type: Boolean, reflect: true }) open = false;
  @property() heading = '';
  /** Its accessible name, where the heading is not enough. */
  @property() label = '';

  @state() private hasFooter = false;

  #reason: CloseReason = 'api';
  #before: Element | null = null;

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
    this.#hide();
    super.disconnectedCallback();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.open && this.hasUpdated) this.#reveal();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('open')) return;
    if (this.open) {
      this.#before = deepActiveElement();
      this.#reveal();
      this.panel?.focus();
    } else if (changed.get('open')) {
      const inside = holdsFocus(this);
      this.#hide();
      // Only a focus that would be lost is given back: someone may have gone on working in the page.
      if (inside && this.#before instanceof HTMLElement && this.#before.isConnected) this.#before.focus();
      this.dispatchEvent(new CrmClosedEvent(this.#reason));
      this.#reason = 'api';
    }
  }

  #reveal(): void {
    const panel = this.panel;
    if (!panel || panel.open || panel.matches(':popover-open')) return;
    if (this.#phone.matches) {
      panel.popover = null;
      panel.showModal();
    } else {
      panel.popover = 'manual';
      panel.showPopover();
    }
  }

  #hide(): void {
    const panel = this.panel;
    if (!panel) return;
    if (panel.open) panel.close();
    if (panel.matches(':popover-open')) panel.hidePopover();
  }

  #reopen(): void {
    if (!this.open) return;
    this.#hide();
    this.#reveal();
  }

  #handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
    // A dialog that was opened from within the panel lies over it: the key is for that one.
    if (event.composedPath().find((target) => target instanceof HTMLDialogElement) !== this.panel) return;
    event.preventDefault();
    event.stopPropagation();
    this.close('escape');
  };

  #handleCancel = (event: Event): void => {
    if (event.target !== this.panel) return;
    event.preventDefault();
    this.close('escape');
  };

  #handleFooter = (event: Event): void => {
    if (event.target instanceof HTMLSlotElement) this.hasFooter = event.target.assignedElements().length > 0;
  };

  protected override render(): TemplateResult {
    return html`
      <dialog
        part="panel"
        tabindex="-1"
        aria-label=${this.label || nothing}
        aria-labelledby=${this.label ? nothing : 'heading'}
        @keydown=${this.#handleKey}
        @cancel=${this.#handleCancel}
      >
        <header class="top">
          <h2 class="title cut" id="heading"><slot name="heading">${this.heading || nothing}</slot></h2>
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

define('crm-side-panel', CrmSidePanel);

declare global {
  interface HTMLElementTagNameMap {
    'crm-side-panel': CrmSidePanel;
  }
}
