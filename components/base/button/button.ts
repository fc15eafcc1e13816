import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { CrmElement } from '../element/crm-element.ts';
import { define } from '../element/define.ts';
import { icon, type IconName } from '../icons/icons.ts';
import { styles } from './button.styles.ts';

export type ButtonVariant = 'plain' | 'primary' | 'ghost' | 'danger' | 'ghost-danger';

/**
 * A button, or a link that looks like one.
 *
 * @element crm-button
 * @slot - Its words. Without any it is a square with its icon, and needs a label.
 * @slot end - What follows the words, such as a mark.
 * @csspart button - The native button or link.
 * @cssproperty --crm-button-radius - Its corners. Falls back to --crm-radius.
 * @cssproperty --crm-button-padding - The space beside its words.
 */
export class CrmButton extends CrmElement {
  static formAssociated = true;
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = styles;

  readonly #internals = this.attachInternals();

  @query('.button') private control!: HTMLElement | null;

  @property({ reflect: true }) variant: ButtonVariant = 'plain';
  @property({ reflect: true }) size?: 'small';
  /** Its words begin where those above it do: for a ghost that begins a line. */
  @property({ type: Boolean, reflect: true }) flush = false;
  /** The icon before the words. */
  @property() icon?: IconName;
  /** The accessible name: needed when there is only an icon, and takes the place of the words when both are there. */
  @property() label?: string;
  /** A key that does the same, shown at its end. The shortcut itself is registered elsewhere. */
  @property() shortcut?: string;
  @property() type: 'button' | 'submit' | 'reset' = 'button';
  @property() name = '';
  @property() value = '';
  @property({ type: Boolean, reflect: true }) disabled = false;
  /** Whether a toggle button is on; leave it out for a button that is none. */
  @property({ attribute: false }) pressed?: boolean;
  /** Whether what it opens is open; leave it out for a button that opens nothing. */
  @property({ attribute: false }) expanded?: boolean;
  /** What it opens. */
  @property() popup?: 'menu' | 'dialog' | 'listbox';
  /** Makes it a link. */
  @property() href?: string;

  @state() private bare = false;
  @state() private formDisabled = false;

  override click(): void {
    this.control?.click();
  }

  formDisabledCallback(disabled: boolean): void {
    this.formDisabled = disabled;
  }

  #handleClick = (event: Event): void => {
    if (this.disabled || this.formDisabled) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const form = this.#internals.form;
    if (this.type === 'button' || !form) return;
    // Listeners of the page come after this one, and may still prevent it.
    queueMicrotask(() => {
      if (event.defaultPrevented) return;
      if (this.type === 'reset') form.reset();
      else this.#submit(form);
    });
  };

  /** A form-associated element is no submitter, so its name and value ride along as a form value for the one submit. */
  #submit(form: HTMLFormElement): void {
    if (this.name) this.#internals.setFormValue(this.value);
    form.requestSubmit();
    if (this.name) this.#internals.setFormValue(null);
  }

  #handleSlot = (event: Event): void => {
    if (event.target instanceof HTMLSlotElement) this.bare = !hasWords(event.target.assignedNodes({ flatten: true }));
  };

  protected override willUpdate(): void {
    // The slot only tells of nodes that it has; a button without any has to see so itself.
    if (!this.hasUpdated) this.bare = !hasWords([...this.childNodes].filter((node) => !(node instanceof Element && node.slot)));
  }

  protected override render(): TemplateResult {
    const name = this.bare ? 'button bare' : 'button';
    const inside = html`
      ${this.icon ? icon(this.icon, 'small') : nothing}
      <span class="words"><slot @slotchange=${this.#handleSlot}></slot></span>
      <slot name="end"></slot>
      ${this.shortcut && !this.bare ? html`<kbd aria-hidden="true">${this.shortcut}</kbd>` : nothing}
    `;
    if (this.href !== undefined) {
      return html`<a part="button" class=${name} href=${this.href} aria-label=${ifDefined(this.label)} title=${this.#title()}
        >${inside}</a
      >`;
    }
    return html`<button
      part="button"
      class=${name}
      type="button"
      ?disabled=${this.disabled || this.formDisabled}
      aria-label=${ifDefined(this.label)}
      title=${this.#title()}
      aria-pressed=${ifDefined(this.pressed)}
      aria-expanded=${ifDefined(this.expanded)}
      aria-haspopup=${ifDefined(this.popup)}
      aria-keyshortcuts=${ifDefined(this.shortcut)}
      @click=${this.#handleClick}
    >
      ${inside}
    </button>`;
  }

  /** A button with only an icon tells sighted people its name when they rest on it. */
  #title(): string | typeof nothing {
    return this.bare && this.label ? this.label : nothing;
  }
}

function hasWords(nodes: readonly Node[]): boolean {
  return nodes.some((node) => node instanceof Element || (node instanceof Text && node.data.trim() !== ''));
}

define('crm-button', CrmButton);

declare global {
  interface HTMLElementTagNameMap {
    'crm-button': CrmButton;
  }
}
