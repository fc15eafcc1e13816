import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { AskedField } from '../../../../shared/form-fields.ts';
import '../../../../components/base/button/button.ts';
import { CrmElement } from '../../../../components/base/element/crm-element.ts';
import { define } from '../../../../components/base/element/define.ts';
import { msg } from '../../../../components/base/localisation/index.ts';
import '../../../../components/base/segmented/segmented.ts';
import type { Definition } from '../../../../components/lead-form/definition.ts';
import '../../../../components/lead-form/standalone.ts';
import type { Draft } from './draft.ts';
import { styles } from './editor.styles.ts';

/** A form as visitors will have it, while it is made: it can be tried, and sends nothing. */
export class FormPreview extends CrmElement {
  static override styles = styles;

  @property({ attribute: false }) form: Draft | undefined;
  @property({ attribute: false }) asked: readonly AskedField[] = [];
  @state() private theme: 'light' | 'dark' = 'light';
  @state() private thanked = false;

  #text = '';
  #definition: Definition | undefined;

  /** The same object as long as it is the same form: what was tried in it stays. */
  protected override willUpdate(): void {
    const { form, asked } = this;
    if (!form) return;
    const { title, submit_label, consent_text, thanks_message } = form;
    const definition = {
      fields: [...asked],
      title: title || null,
      submit_label: submit_label || null,
      consent_text: consent_text || null,
      thanks_message: thanks_message || null,
    };
    const text = JSON.stringify(definition);
    if (text === this.#text) return;
    this.#text = text;
    this.#definition = definition;
    this.thanked = false;
  }

  #again(): void {
    this.thanked = false;
    this.renderRoot.querySelector('crm-lead-form')?.reset();
  }

  protected override render() {
    return html`<section class="code" aria-labelledby="preview">
      <div class="row">
        <h3 id="preview">${msg('Preview')}</h3>
        ${this.thanked ? html`<crm-button size="small" @click=${() => this.#again()}>${msg('Show the form again')}</crm-button>` : nothing}
        <crm-segmented
          label=${msg('Light or dark')}
          .value=${this.theme}
          .items=${[
            { value: 'light', label: msg('Light'), icon: 'sun', hideLabel: true },
            { value: 'dark', label: msg('Dark'), icon: 'moon', hideLabel: true },
          ]}
          @change=${(event: Event) => (this.theme = (event.target as HTMLElement & { value: 'light' | 'dark' }).value)}
        ></crm-segmented>
      </div>
      <div class="preview ${this.theme}" data-crm-theme=${this.theme}>
        <crm-lead-form
          .preview=${this.#definition}
          @crm-submitted=${(event: Event) => {
            event.stopPropagation();
            this.thanked = true;
          }}
        ></crm-lead-form>
      </div>
    </section>`;
  }
}

define('inlay-form-preview', FormPreview);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-form-preview': FormPreview;
  }
}
