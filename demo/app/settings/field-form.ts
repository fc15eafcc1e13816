import { css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { newId } from '../../../shared/ids.ts';
import type { CustomFieldType, ResourceType } from '../../../shared/records/index.ts';
import { customFieldTypes, hasChoices, newChoice } from '../../../shared/records/index.ts';
import '../../../components/base/checkbox/checkbox.ts';
import '../../../components/base/input/input.ts';
import '../../../components/base/select/select.ts';
import '../../../components/base/textarea/textarea.ts';
import { define } from '../../../components/base/element/define.ts';
import { msg, str } from '../../../components/base/localisation/index.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { holderOptions, kindOf, marksOf, recordsOf } from './field-kinds.ts';
import { page } from './page.styles.ts';
import { pastedWords, readChoices } from './pasted-choices.ts';
import { SettingsForm } from './settings-form.ts';

/**
 * Adds a field: its name, its type, which is fixed from then on, and the choices of a list.
 *
 * @fires {CrmClosedEvent} crm-closed - It has closed.
 */
export class FieldForm extends SettingsForm {
  static override styles = [
    page,
    SettingsForm.styles,
    css`
      .kinds {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(240px, 100%), 1fr));
        gap: 6px;
      }
      .kinds label {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        column-gap: 8px;
        align-items: start;
        padding: 7px 10px;
        border: var(--crm-hairline) solid var(--crm-border);
        border-radius: var(--crm-radius);
      }
      .kinds label:hover {
        background: var(--crm-surface-hover);
      }
      .kinds label:has(:checked) {
        border-color: var(--crm-accent);
        background: var(--crm-surface-active);
      }
      .kinds input {
        margin-block-start: 3px;
        accent-color: var(--crm-accent);
      }
      .kinds small {
        display: block;
        font-size: var(--crm-text-12);
        color: var(--crm-text-secondary);
      }
    `,
  ];

  /** Of which records it is. */
  @property() type: ResourceType = 'lead';
  @state() private kind: CustomFieldType = 'string';

  protected override save(): void {
    const name = this.control('name')?.value ?? '';
    const read = hasChoices(this.kind) ? readChoices(this.control('choices')?.value ?? '') : { choices: [], leftOut: 0 };
    if (read.problem !== undefined) {
      this.problems = { choices: { code: 'incorrect_value', message: read.problem } };
      return;
    }
    const outcome = this.store?.mutate.createCustomField({
      id: newId(),
      resource_type: this.type,
      name,
      type: this.kind,
      required: this.control('required')?.checked ?? false,
      ...marksOf(this.control('holders')?.value ?? 'both'),
      choices: read.choices.map((choice) => newChoice(choice.id, choice.name)),
    });
    if (!this.tell(outcome)) return;
    const added = msg(str`“${name.trim()}” is added.`);
    toast({ text: read.leftOut > 0 ? `${added} ${pastedWords(read)}` : added, from: this });
  }

  protected override render() {
    return this.renderFrame({
      heading: msg(str`Add a field: ${recordsOf(this.type)}`),
      act: msg('Add the field'),
      body: html`<form novalidate @submit=${this.submit}>
        ${this.renderRefusal()}
        <crm-input
          name="name"
          label=${msg('Name')}
          required
          autofocus
          maxlength="128"
          .error=${this.problem('name', msg('Name'))}
        ></crm-input>
        <fieldset>
          <legend>${msg('Type: it cannot be changed later')}</legend>
          <div class="kinds">
            ${customFieldTypes.map((type) => {
              const { label, use } = kindOf(type);
              return html`<label
                ><input type="radio" name="kind" value=${type} .checked=${type === this.kind} @change=${() => (this.kind = type)} /><span
                  ><span class="strong">${label}</span><small>${use}</small></span
                ></label
              >`;
            })}
          </div>
        </fieldset>
        ${
          hasChoices(this.kind)
            ? html`<crm-textarea
                name="choices"
                rows="5"
                label=${msg('Choices, one per line')}
                hint=${msg('Paste a list of up to 500; doubles are left out.')}
                .error=${this.problems['choices']?.message ?? ''}
              ></crm-textarea>`
            : nothing
        }
        ${
          this.type === 'contact'
            ? html`<crm-select name="holders" label=${msg('Of')} .value=${'both'} .options=${holderOptions()}></crm-select>`
            : nothing
        }
        <crm-checkbox name="required" label=${msg('Required: asked for whenever somebody makes a record')}></crm-checkbox>
      </form>`,
    });
  }
}

define('inlay-field-form', FieldForm);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-field-form': FieldForm;
  }
}
