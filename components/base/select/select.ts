import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { define } from '../element/define.ts';
import { CrmField } from '../form/field.ts';
import { icon } from '../icons/icons.ts';
import { styles } from './select.styles.ts';

export interface SelectOption {
  value: string;
  label: string;
  disabled?: boolean;
  /** Options of one group stand together under its name. */
  group?: string;
}

/**
 * A choice of one from a short list, by the browser's own select.
 *
 * @element crm-select
 * @slot - `<option>` elements, where `options` is not set.
 * @fires input - When chosen.
 * @fires change - When chosen.
 * @csspart input - The native select.
 */
export class CrmSelect extends CrmField {
  static override styles: CSSResultGroup = [CrmField.styles, styles];

  @property({ attribute: false }) options?: readonly SelectOption[];

  @state() private slotted: readonly SelectOption[] = [];

  #observer?: MutationObserver;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer = new MutationObserver(() => this.#readOptions());
    this.#observer.observe(this, { childList: true, subtree: true, characterData: true });
    this.#readOptions();
  }

  override disconnectedCallback(): void {
    this.#observer?.disconnect();
    super.disconnectedCallback();
  }

  /** The options it offers, wherever they come from. */
  get choices(): readonly SelectOption[] {
    return this.options ?? this.slotted;
  }

  #readOptions(): void {
    this.slotted = [...this.querySelectorAll('option')].map((option) => ({
      value: option.value,
      label: option.label,
      disabled: option.disabled,
      ...(option.parentElement instanceof HTMLOptGroupElement && { group: option.parentElement.label }),
    }));
    const chosen = this.querySelector<HTMLOptionElement>('option[selected]');
    if (chosen && this.value === '' && !this.hasUpdated) this.value = chosen.value;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    // Like a native select: without an empty choice the first one holds.
    if (this.value === '' && this.placeholder === undefined) {
      const [first] = this.choices;
      if (first) this.value = first.value;
    }
  }

  protected override updated(changed: PropertyValues): void {
    const control = this.control;
    if (control && control.value !== this.value) control.value = this.value;
    super.updated(changed);
  }

  #handleInput = (event: Event): void => {
    if (event.target instanceof HTMLSelectElement) this.value = event.target.value;
    this.syncForm();
  };

  #handleChange = (): void => this.announceChange();

  protected override renderControl(): TemplateResult {
    return html`
      <select
        id="control"
        part="input"
        class="input"
        ?required=${this.required}
        ?disabled=${this.isDisabled || this.readonly}
        aria-invalid=${this.shownError ? 'true' : nothing}
        aria-describedby=${this.describedBy}
        @input=${this.#handleInput}
        @change=${this.#handleChange}
      >
        ${this.placeholder === undefined ? nothing : html`<option value="">${this.placeholder}</option>`}
        ${this.#groups().map(([group, options]) =>
          group === '' ? options.map(renderOption) : html`<optgroup label=${group}>${options.map(renderOption)}</optgroup>`,
        )}
      </select>
      ${icon('chevron-down', 'small')}
    `;
  }

  #groups(): [string, SelectOption[]][] {
    const groups = new Map<string, SelectOption[]>();
    for (const option of this.choices) {
      const group = option.group ?? '';
      const members = groups.get(group);
      if (members) members.push(option);
      else groups.set(group, [option]);
    }
    return [...groups];
  }
}

function renderOption({ value, label, disabled = false }: SelectOption): TemplateResult {
  return html`<option value=${value} ?disabled=${disabled}>${label}</option>`;
}

define('crm-select', CrmSelect);

declare global {
  interface HTMLElementTagNameMap {
    'crm-select': CrmSelect;
  }
}
