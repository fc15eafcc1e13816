import { css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import '../base/combobox/combobox.ts';
import type { CrmCombobox } from '../base/combobox/combobox.ts';
import '../base/tag/tag.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { msg, str } from '../base/localisation/index.ts';
import type { Choice } from './choices.ts';

/**
 * Several choices of a list: each is added by typing, and taken away on its own. `value` holds them with spaces between, and
 * `change` tells of each one that comes or goes.
 */
export class CrmSeveral extends CrmElement {
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = css`
    :host {
      display: grid;
      gap: var(--crm-space-2);
    }
    .tags {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
    }
  `;

  @property({ reflect: true }) name = '';
  @property() label = '';
  @property({ type: Boolean, attribute: 'hide-label' }) hideLabel = false;
  @property({ type: Boolean, reflect: true }) required = false;
  @property() error = '';
  @property() value = '';
  @property({ attribute: false }) options: readonly Choice[] = [];
  @state() private missing = false;

  #refocus = false;

  get values(): string[] {
    return this.value.split(' ').filter(Boolean);
  }

  reportValidity(): boolean {
    this.missing = this.required && this.values.length === 0;
    return !this.missing;
  }

  #set(values: readonly string[]): void {
    this.value = values.join(' ');
    this.missing = false;
    this.#refocus = true;
    this.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
  }

  readonly #add = (event: Event): void => {
    event.stopPropagation();
    const { value } = event.target as CrmCombobox;
    if (value && !this.values.includes(value)) this.#set([...this.values, value]);
  };

  protected override updated(): void {
    if (!this.#refocus) return;
    this.#refocus = false;
    void this.#focusField();
  }

  async #focusField(): Promise<void> {
    const field = this.renderRoot.querySelector('crm-combobox');
    await field?.updateComplete;
    field?.focus();
  }

  protected override render() {
    const chosen = this.values;
    // Each choice that comes or goes makes the field a new, empty one.
    return html`${keyed(
      this.value,
      html`<crm-combobox
        label=${this.label}
        ?hide-label=${this.hideLabel}
        ?required=${this.required && chosen.length === 0}
        placeholder=${msg('Add a choice')}
        .error=${this.error || (this.missing ? msg('Choose one from the list.') : '')}
        .options=${this.options.filter(({ value }) => !chosen.includes(value))}
        @change=${this.#add}
      ></crm-combobox>`,
    )}
    ${
      chosen.length === 0
        ? nothing
        : html`<div class="tags">
            ${this.options
              .filter(({ value }) => chosen.includes(value))
              .map(
                ({ value, label }) =>
                  html`<crm-tag
                    removable
                    remove-label=${msg(str`Remove ${label}`)}
                    @crm-remove=${() => this.#set(chosen.filter((other) => other !== value))}
                    >${label}</crm-tag
                  >`,
              )}
          </div>`
    }`;
  }
}

define('crm-several', CrmSeveral);

declare global {
  interface HTMLElementTagNameMap {
    'crm-several': CrmSeveral;
  }
}
