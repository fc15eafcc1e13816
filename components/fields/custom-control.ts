import { html, type TemplateResult } from 'lit';
import type { CustomField, CustomFields } from '../../shared/records/index.ts';
import { offeredChoices } from '../../shared/records/index.ts';
import '../base/checkbox/checkbox.ts';
import '../base/combobox/combobox.ts';
import '../base/input/input.ts';
import '../base/select/select.ts';
import '../base/textarea/textarea.ts';
import { styleProps } from '../base/styles/style-props.ts';
import { addressParts, labelOf } from './labels.ts';
import './several.ts';

/** Choices of which one is looked for by typing, since a list would be long to read. */
const listed = 15;

/** What stands in controls, by their names; empty ones are empty text. */
export type Written = Readonly<Record<string, string>>;

/** Forms stand in all kinds of elements: what holds an address together brings its style along. */
const legend = {
  padding: 0,
  'margin-block-end': 'var(--crm-space-1)',
  'font-size': 'var(--crm-text-12)',
  'font-weight': 'var(--crm-weight-medium)',
  color: 'var(--crm-text-secondary)',
};
const pair = { display: 'grid', 'grid-template-columns': 'repeat(2, minmax(0, 1fr))', gap: 'var(--crm-space-3)' };

export const customName = ({ id }: Pick<CustomField, 'id'>): string => `custom_fields.${id}`;

/**
 * A control for a custom field, under the name `custom_fields.<id>`; of an address there is one for each part.
 * `customValue` reads what is written in it.
 */
export function customControl(
  custom: CustomField,
  {
    label = custom.name,
    required = false,
    problem = '',
    written = {},
  }: { label?: string; required?: boolean; problem?: string; written?: Written },
): TemplateResult {
  const name = customName(custom);
  const value = written[name] ?? '';
  const options = offeredChoices(custom).map(({ id, name: choice }) => ({ value: id, label: choice }));
  const line = (type: string, keyboard = '') =>
    html`<crm-input
      name=${name}
      type=${type}
      .inputMode=${keyboard}
      label=${label}
      ?required=${required}
      .value=${value}
      .error=${problem}
    ></crm-input>`;
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
      return html`<crm-textarea
        name=${name}
        label=${label}
        rows="3"
        ?required=${required}
        .value=${value}
        .error=${problem}
      ></crm-textarea>`;
    case 'bool':
      return html`<crm-checkbox name=${name} label=${label} .checked=${value !== ''} .error=${problem}></crm-checkbox>`;
    case 'list':
      return options.length > listed
        ? html`<crm-combobox
            name=${name}
            label=${label}
            ?required=${required}
            .options=${options}
            .value=${value}
            .error=${problem}
          ></crm-combobox>`
        : html`<crm-select
            name=${name}
            label=${label}
            ?required=${required}
            placeholder=""
            .options=${options}
            .value=${value}
            .error=${problem}
          ></crm-select>`;
    case 'multi_select_list':
      return html`<crm-several
        name=${name}
        label=${label}
        ?required=${required}
        .options=${options}
        .value=${value}
        .error=${problem}
      ></crm-several>`;
    case 'address':
      return html`<fieldset>
        <legend ${styleProps(legend)}>${label}</legend>
        <div ${styleProps(pair)}>
          ${addressParts.map(
            (part, at) =>
              html`<crm-input
                name=${`${name}.${part}`}
                label=${labelOf({ name: `address.${part}` })}
                ?required=${required && at === 0}
                .value=${written[`${name}.${part}`] ?? ''}
                .error=${at === 0 ? problem : ''}
              ></crm-input>`,
          )}
        </div>
      </fieldset>`;
  }
}

/** A value as it stands in the controls of its field: `customValue` backwards. */
export function customWritten(custom: Pick<CustomField, 'id'>, value: CustomFields[string] | undefined): Written {
  const name = customName(custom);
  if (value === undefined || value === null || value === false) return {};
  if (Array.isArray(value)) return { [name]: value.join(' ') };
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).flatMap(([part, text]) => (text ? [[`${name}.${part}`, text]] : [])));
  return { [name]: value === true ? 'on' : String(value) };
}

/** What is written in the controls of a custom field, as a mutator takes it; undefined where that is nothing. */
export function customValue(custom: CustomField, written: Written): CustomFields[string] | undefined {
  const name = customName(custom);
  const text = written[name] ?? '';
  if (custom.type === 'address') {
    const part = (of: string): string | null => written[`${name}.${of}`] || null;
    const address = {
      line1: part('line1'),
      postal_code: part('postal_code'),
      city: part('city'),
      state: part('state'),
      country: part('country'),
    };
    return Object.values(address).some(Boolean) ? address : undefined;
  }
  if (text === '') return undefined;
  if (custom.type === 'number') return Number(text);
  if (custom.type === 'multi_select_list') return text.split(' ');
  return custom.type === 'bool' ? true : text;
}
