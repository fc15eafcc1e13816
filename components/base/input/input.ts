import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { msg, str } from '@lit/localize';
import { canonicalMoney } from '../../../shared/money.ts';
import { define } from '../element/define.ts';
import { formatAmount, parseMoney } from '../format/money.ts';
import { CrmField } from '../form/field.ts';
import { icon, type IconName } from '../icons/icons.ts';
import { styles } from './input.styles.ts';

export type InputType = 'text' | 'number' | 'email' | 'tel' | 'url' | 'search' | 'password' | 'date' | 'time' | 'datetime-local' | 'money';

/**
 * A field of one line.
 *
 * `type="money"` takes an amount as people write it in their language and gives canonical decimal text of `currency`
 * ("312500.00"); `value` is empty while it is no amount.
 *
 * @element crm-input
 * @slot start - Before the text.
 * @slot end - After the text.
 * @fires input - While typing.
 * @fires change - When done.
 * @csspart field - Label, control and message.
 * @csspart label
 * @csspart input - The native input.
 * @csspart error
 * @csspart hint
 * @cssproperty --crm-field-radius - Its corners. Falls back to --crm-radius.
 */
export class CrmInput extends CrmField {
  static override styles: CSSResultGroup = [CrmField.styles, styles];

  @property({ reflect: true }) type: InputType = 'text';
  /** ISO 4217 code of the amount, for type="money". */
  @property() currency = 'EUR';
  @property() icon?: IconName;
  @property() autocomplete = '';
  @property() min?: string;
  @property() max?: string;
  @property() step?: string;
  @property() pattern?: string;
  @property({ type: Number }) minlength?: number;
  @property({ type: Number }) maxlength?: number;
  @property() override inputMode = '';

  /** What stands in a money field while someone types in it, or when it is no amount. */
  @state() private typed?: string;

  #handleInput = (event: Event): void => {
    const control = event.target;
    if (!(control instanceof HTMLInputElement)) return;
    if (this.type === 'money') {
      this.typed = control.value;
      this.value = parseMoney(control.value, this.currency) ?? '';
    } else {
      this.value = control.value;
    }
    this.syncForm();
  };

  #handleChange = (): void => {
    if (this.type === 'money' && (this.value !== '' || this.typed?.trim() === '')) this.typed = undefined;
    this.announceChange();
  };

  protected override ownProblem(): string {
    if (this.type !== 'money') return '';
    const typed = this.typed?.trim() ?? this.value;
    if (typed === '' || canonicalMoney(this.value, this.currency) !== undefined) return '';
    const example = formatAmount('12500', this.currency);
    return msg(str`Write an amount such as ${example}.`);
  }

  #shown(): string {
    if (this.type !== 'money') return this.value;
    return this.typed ?? (this.value === '' ? '' : formatAmount(this.value, this.currency));
  }

  protected override renderControl(): TemplateResult {
    const money = this.type === 'money';
    return html`
      ${this.icon ? icon(this.icon) : nothing}
      <slot name="start"></slot>
      <input
        id="control"
        part="input"
        class=${money ? 'input money' : 'input'}
        type=${money ? 'text' : this.type}
        .value=${live(this.#shown())}
        placeholder=${ifDefined(this.placeholder)}
        autocomplete=${autofill(this.autocomplete)}
        inputmode=${money ? 'decimal' : this.inputMode || nothing}
        min=${ifDefined(this.min)}
        max=${ifDefined(this.max)}
        step=${ifDefined(this.step ?? (this.type === 'number' ? 'any' : undefined))}
        pattern=${ifDefined(this.pattern)}
        minlength=${ifDefined(this.minlength)}
        maxlength=${ifDefined(this.maxlength)}
        ?required=${this.required}
        ?disabled=${this.isDisabled}
        ?readonly=${this.readonly}
        aria-invalid=${this.shownError ? 'true' : nothing}
        aria-describedby=${this.describedBy}
        @input=${this.#handleInput}
        @change=${this.#handleChange}
        @keydown=${this.handleEnter}
      />
      <slot name="end"></slot>
    `;
  }
}

/** Lit types the attribute by the list of HTML's tokens; any text of a page may stand there. */
const autofill = (token: string): AutoFill | typeof nothing => (token === '' ? nothing : (token as AutoFill));

define('crm-input', CrmInput);

declare global {
  interface HTMLElementTagNameMap {
    'crm-input': CrmInput;
  }
}
