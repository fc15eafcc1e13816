import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { CrmElement } from '../element/crm-element.ts';
import { icon } from '../icons/icons.ts';
import { styles } from './field.styles.ts';
import { problemOf } from './problems.ts';

/** A native control inside a field. */
export type NativeControl = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/**
 * The base of the fields: a label, a native control in the shadow root, a hint or an error, and a part in the form around it.
 * Its errors are the control's own, in the language of the kit, shown once the person has left the field or tried to submit;
 * `error` shows one of the page's at once.
 *
 * It tells of changes by the events of native controls: `input` while typing, `change` when done. Both bubble and cross
 * shadow roots; read `event.target.value`.
 */
export abstract class CrmField extends CrmElement {
  static formAssociated = true;
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles: CSSResultGroup = styles;

  protected readonly internals: ElementInternals = this.attachInternals();

  @property() label = '';
  /** Keeps the label for assistive technology only. */
  @property({ type: Boolean, attribute: 'hide-label' }) hideLabel = false;
  /** One line of help below. */
  @property() hint = '';
  /** What is wrong, in words, from outside: a refusal of the server, say. */
  @property() error = '';
  @property({ reflect: true }) name = '';
  @property() value = '';
  @property() placeholder?: string;
  @property({ type: Boolean, reflect: true }) required = false;
  @property({ type: Boolean, reflect: true }) disabled = false;
  @property({ type: Boolean, reflect: true }) readonly = false;

  @state() protected formDisabled = false;
  @state() private tried = false;

  #initial = '';
  #problem = '';

  /** The native control, once rendered. */
  protected get control(): NativeControl | null {
    return this.renderRoot?.querySelector<NativeControl>('#control') ?? null;
  }

  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  get validity(): ValidityState {
    return this.internals.validity;
  }

  get validationMessage(): string {
    return this.internals.validationMessage;
  }

  checkValidity(): boolean {
    this.syncForm();
    return this.internals.checkValidity();
  }

  reportValidity(): boolean {
    this.syncForm();
    this.tried = true;
    return this.internals.reportValidity();
  }

  /** Selects the text of the control, where it has any. */
  select(): void {
    const control = this.control;
    if (control && 'select' in control) control.select();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('invalid', this.#handleInvalid);
    this.addEventListener('focusout', this.#handleFocusOut);
  }

  override disconnectedCallback(): void {
    this.removeEventListener('invalid', this.#handleInvalid);
    this.removeEventListener('focusout', this.#handleFocusOut);
    super.disconnectedCallback();
  }

  formDisabledCallback(disabled: boolean): void {
    this.formDisabled = disabled;
  }

  formResetCallback(): void {
    this.value = this.#initial;
    this.tried = false;
  }

  formStateRestoreCallback(restored: string): void {
    this.value = restored;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    // The page has put back what the field began with, as after a form that was sent: nobody has tried anything yet.
    if (changed.has('value') && this.value === this.#initial && this.control && this.control.value !== this.value) this.tried = false;
  }

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    this.#initial = this.value;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.syncForm();
  }

  /** What the form is given; null for nothing. */
  protected formValue(): string | null {
    return this.value;
  }

  /** What is wrong with the value beyond what the native control finds. */
  protected ownProblem(): string {
    return '';
  }

  /** Tells the form the value and whether it is valid. */
  protected syncForm(): void {
    this.internals.setFormValue(this.formValue());
    const control = this.control;
    if (!control) return;
    const custom = this.error || this.ownProblem();
    const before = this.#problem;
    if (custom) {
      this.internals.setValidity({ customError: true }, custom, control);
      this.#problem = custom;
    } else if (control.validity.valid) {
      this.internals.setValidity({});
      this.#problem = '';
    } else {
      this.#problem = problemOf(control);
      this.internals.setValidity(control.validity, this.#problem, control);
    }
    if (this.tried && before !== this.#problem) this.requestUpdate();
  }

  /** The error to show now, if any. */
  protected get shownError(): string {
    return this.error || (this.tried ? this.#problem : '');
  }

  protected get isDisabled(): boolean {
    return this.disabled || this.formDisabled;
  }

  /** The ids that describe the control: its error or its hint. */
  protected get describedBy(): string | typeof nothing {
    return this.shownError || this.hint ? 'below' : nothing;
  }

  /** Sends `change`, which a native control keeps inside the shadow root. */
  protected announceChange(): void {
    this.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  }

  /** Enter in a single line submits the form around it, as with native controls. */
  protected handleEnter = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing || event.shiftKey || event.metaKey || event.ctrlKey) return;
    const form = this.internals.form;
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  };

  #handleInvalid = (event: Event): void => {
    // The field shows the problem itself, in place of the browser's bubble.
    event.preventDefault();
    this.tried = true;
  };

  #handleFocusOut = (event: FocusEvent): void => {
    const next = event.relatedTarget;
    if (next instanceof Node && this.renderRoot.contains(next)) return;
    // Someone who only passes through an empty field is not told off yet.
    if (this.value !== '' || this.value !== this.#initial) this.tried = true;
  };

  /** The control itself, with id="control". */
  protected abstract renderControl(): TemplateResult;

  /** The error, or else the hint, below the control. */
  protected renderMessage(): TemplateResult | typeof nothing {
    const error = this.shownError;
    if (error) return html`<p class="error" id="below" part="error">${icon('circle-alert', 'small')}<span>${error}</span></p>`;
    return this.hint ? html`<p class="hint" id="below" part="hint">${this.hint}</p>` : nothing;
  }

  protected override render(): TemplateResult {
    return html`
      <div class="field" part="field">
        <label class=${this.hideLabel ? 'sr' : 'name'} part="label" for="control">${this.label}</label>
        <div class="control" part="control">${this.renderControl()}</div>
        ${this.renderMessage()}
      </div>
    `;
  }
}
