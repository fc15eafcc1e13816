import { html, nothing, type CSSResultGroup, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { define } from '../element/define.ts';
import { CrmField } from '../form/field.ts';
import { styleProps } from '../styles/style-props.ts';
import { styles } from './textarea.styles.ts';

/**
 * A field of several lines that grows with its text where the browser can.
 *
 * @element crm-textarea
 * @fires input - While typing.
 * @fires change - When done.
 * @csspart input - The native textarea.
 */
export class CrmTextarea extends CrmField {
  static override styles: CSSResultGroup = [CrmField.styles, styles];

  /** Its least height, in lines. */
  @property({ type: Number }) rows = 3;
  @property({ type: Number }) maxlength?: number;

  #handleInput = (event: Event): void => {
    if (event.target instanceof HTMLTextAreaElement) this.value = event.target.value;
    this.syncForm();
  };

  #handleChange = (): void => this.announceChange();

  protected override renderControl(): TemplateResult {
    return html`<textarea
      id="control"
      part="input"
      class="input"
      rows=${this.rows}
      ${styleProps({ '--rows': this.rows })}
      .value=${live(this.value)}
      placeholder=${ifDefined(this.placeholder)}
      maxlength=${ifDefined(this.maxlength)}
      ?required=${this.required}
      ?disabled=${this.isDisabled}
      ?readonly=${this.readonly}
      aria-invalid=${this.shownError ? 'true' : nothing}
      aria-describedby=${this.describedBy}
      @input=${this.#handleInput}
      @change=${this.#handleChange}
    ></textarea>`;
  }
}

define('crm-textarea', CrmTextarea);

declare global {
  interface HTMLElementTagNameMap {
    'crm-textarea': CrmTextarea;
  }
}
