import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { define } from '../element/define.ts';
import { CrmField } from '../form/field.ts';
import { styles } from './checkbox.styles.ts';

/**
 * A box to tick.
 *
 * @element crm-checkbox
 * @slot - Its words, where `label` is not enough.
 * @fires input - When ticked or cleared.
 * @fires change - When ticked or cleared.
 * @csspart input - The native checkbox.
 */
export class CrmCheckbox extends CrmField {
  static override styles: CSSResultGroup = [CrmField.styles, styles];

  @property({ type: Boolean }) checked = false;
  /** Some of what it stands for is ticked; a click ticks all. */
  @property({ type: Boolean }) indeterminate = false;
  /** A round one, as for tasks. */
  @property({ type: Boolean, reflect: true }) round = false;

  #initialChecked = false;

  protected override firstUpdated(changed: PropertyValues): void {
    super.firstUpdated(changed);
    this.#initialChecked = this.checked;
  }

  override formResetCallback(): void {
    super.formResetCallback();
    this.checked = this.#initialChecked;
  }

  override formStateRestoreCallback(restored: string): void {
    this.checked = restored === 'on';
  }

  protected override formValue(): string | null {
    return this.checked ? this.value || 'on' : null;
  }

  protected override syncForm(): void {
    super.syncForm();
    this.internals.setFormValue(this.formValue(), this.checked ? 'on' : 'off');
  }

  #handleChange = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.checked = event.target.checked;
    this.indeterminate = false;
    this.syncForm();
    this.announceChange();
  };

  protected override renderControl(): TemplateResult {
    return html`<input
      id="control"
      part="input"
      class="check"
      type="checkbox"
      .checked=${live(this.checked)}
      .indeterminate=${live(this.indeterminate)}
      ?required=${this.required}
      ?disabled=${this.isDisabled || this.readonly}
      aria-invalid=${this.shownError ? 'true' : nothing}
      aria-describedby=${this.describedBy}
      @change=${this.#handleChange}
      @keydown=${this.handleEnter}
    />`;
  }

  protected override render(): TemplateResult {
    return html`
      <div class="field" part="field">
        <label class="line" part="label">
          ${this.renderControl()}
          <span class=${this.hideLabel ? 'sr' : ''}><slot>${this.label}</slot></span>
        </label>
        ${this.renderMessage()}
      </div>
    `;
  }
}

define('crm-checkbox', CrmCheckbox);

declare global {
  interface HTMLElementTagNameMap {
    'crm-checkbox': CrmCheckbox;
  }
}
