import { html, nothing, type TemplateResult } from 'lit';
import type { FieldProblems } from '../../shared/mutators/rejection.ts';
import type { CustomField, ResourceType } from '../../shared/records/index.ts';
import { isFieldOf, offeredChoices } from '../../shared/records/index.ts';
import '../base/checkbox/checkbox.ts';
import '../base/textarea/textarea.ts';
import { addressParts, labelOf } from '../fields/labels.ts';
import '../fields/several.ts';
import { fieldProblem } from '../record/problem.ts';
import type { Store } from '../store/index.ts';

/** Choices of which one is looked for by typing, since a list would be long to read. */
const listed = 15;

/** What the workspace has added to records of a type and asks of whoever makes one; the rest is filled in on the record. */
export function requiredFields(
  { store, problems }: { store: Store; problems: FieldProblems },
  type: ResourceType,
  isOrganization = false,
): TemplateResult[] {
  return store
    .every('custom_field')
    .filter((custom) => custom.required && !custom.archived && isFieldOf(custom, type, isOrganization))
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1))
    .map((custom) => control(custom, fieldProblem(problems, `custom_fields.${custom.id}`, custom.name) ?? ''));
}

function control(custom: CustomField, problem: string): TemplateResult {
  const name = `custom_fields.${custom.id}`;
  const options = offeredChoices(custom).map(({ id, name: label }) => ({ value: id, label }));
  const line = (type: string, keyboard = '') =>
    html`<crm-input name=${name} type=${type} .inputMode=${keyboard} label=${custom.name} required .error=${problem}></crm-input>`;
  switch (custom.type) {
    case 'string':
      return line('text');
    case 'url':
      return line('text', 'url');
    case 'number':
    case 'date':
    case 'email':
      return line(custom.type);
    case 'phone':
      return line('tel');
    case 'text':
      return html`<crm-textarea name=${name} label=${custom.name} rows="3" required .error=${problem}></crm-textarea>`;
    case 'bool':
      return html`<crm-checkbox name=${name} label=${custom.name} .error=${problem}></crm-checkbox>`;
    case 'list':
      return options.length > listed
        ? html`<crm-combobox name=${name} label=${custom.name} required .options=${options} .error=${problem}></crm-combobox>`
        : html`<crm-select name=${name} label=${custom.name} required placeholder="" .options=${options} .error=${problem}></crm-select>`;
    case 'multi_select_list':
      return html`<crm-several name=${name} label=${custom.name} required .options=${options} .error=${problem}></crm-several>`;
    case 'address':
      return html`<fieldset>
        <legend>${custom.name}</legend>
        <div class="pair">
          ${addressParts.map(
            (part, at) =>
              html`<crm-input
                name=${`${name}.${part}`}
                label=${labelOf({ name: `address.${part}` })}
                ?required=${at === 0}
                .error=${at === 0 ? problem : ''}
              ></crm-input>`,
          )}
        </div>
      </fieldset>`;
    default:
      return html`${nothing}`;
  }
}
