import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Condition, Field, ListType, Operator, Period } from '../../shared/filters/index.ts';
import { operatorsOf } from '../../shared/filters/index.ts';
import '../base/button/button.ts';
import '../base/combobox/combobox.ts';
import type { ComboboxSource } from '../base/combobox/options.ts';
import '../base/input/input.ts';
import '../base/select/select.ts';
import '../base/tag/tag.ts';
import { msg, str } from '../base/localisation/index.ts';
import { choicesOf } from '../fields/choices.ts';
import { operatorWord, valueWord } from '../fields/conditions.ts';
import { labelOf } from '../fields/labels.ts';
import { searchOf } from '../store/search.ts';
import type { Store } from '../store/index.ts';
import { periodField } from './period-field.ts';

type Control = HTMLElement & { value: string };
const valueOf = (event: Event): string => (event.target as Control).value;

export interface ConditionModel {
  store: Store;
  type: ListType;
  fields: ReadonlyMap<string, Field>;
  condition: Condition;
  set: (condition: Condition) => void;
  remove: () => void;
}

/** A condition on a field with the first operator of its kind, and a value that it can be asked with. */
export function newCondition(field: Field): Condition {
  const [is = 'filled'] = operatorsOf[field.kind];
  return { field: field.name, is, ...valueFor(field, is, undefined) };
}

/** What an operator is asked with: the value that there is, where it fits, or an empty one. */
function valueFor(field: Field, is: Operator, value: unknown): { value?: unknown } {
  if (is === 'empty' || is === 'filled') return {};
  switch (field.kind) {
    case 'text':
    case 'words':
      return { value: typeof value === 'string' ? value : '' };
    case 'number':
    case 'money':
      if (is === 'between') return { value: Array.isArray(value) ? value : [typeof value === 'number' ? value : null, null] };
      return { value: typeof value === 'number' ? value : 0 };
    case 'bool':
      return { value: typeof value === 'boolean' ? value : true };
    case 'one':
    case 'many':
      return { value: Array.isArray(value) ? value : [] };
    default:
      return { value: typeof value === 'object' && value !== null ? value : { this: 'month' } };
  }
}

/** A condition that still lacks the value that it is asked with: it would be refused. */
export const isUnfinished = ({ is, value }: Condition): boolean =>
  (is === 'any_of' || is === 'all_of' || is === 'none_of') && Array.isArray(value) && value.length === 0;

/** One line of a filter: field, operator, value. */
export function conditionRow({ store, type, fields, condition, set, remove }: ConditionModel): TemplateResult {
  const field = fields.get(condition.field);
  const options = [...fields.values()].map((one) => ({ value: one.name, label: labelOf(one) }));
  const label = field ? labelOf(field) : condition.field;
  return html`<div class="condition" role="group" aria-label=${label}>
    <crm-combobox
      class="field"
      label=${msg('Field')}
      hide-label
      .options=${options}
      .value=${condition.field}
      @change=${(event: Event) => {
        const next = fields.get(valueOf(event));
        if (next && next.name !== condition.field) set(newCondition(next));
      }}
    ></crm-combobox>
    ${
      field
        ? html`<crm-select
              class="operator"
              label=${msg('Condition')}
              hide-label
              .value=${condition.is}
              .options=${operatorsOf[field.kind].map((is) => ({ value: is, label: operatorWord(field.kind, is) }))}
              @change=${(event: Event) => {
                const is = valueOf(event) as Operator;
                set({ field: field.name, is, ...valueFor(field, is, condition.value) });
              }}
            ></crm-select>
            <div class="value">${valueControl(field, condition, store, type, (value) => set({ ...condition, value }))}</div>`
        : html`<span class="danger">${msg('This field is not there any more.')}</span>`
    }
    <crm-button variant="ghost" size="small" icon="x" label=${msg(str`Take away: ${label}`)} @click=${remove}></crm-button>
  </div>`;
}

function valueControl(
  field: Field,
  { is, value }: Condition,
  store: Store,
  type: ListType,
  set: (value: unknown) => void,
): TemplateResult | typeof nothing {
  if (is === 'empty' || is === 'filled') return nothing;
  switch (field.kind) {
    case 'text':
    case 'words':
      return html`<crm-input
        label=${msg('Text')}
        hide-label
        .value=${String(value ?? '')}
        @change=${(event: Event) => set(valueOf(event))}
      ></crm-input>`;
    case 'number':
    case 'money':
      return numberControl(is, value, set);
    case 'bool':
      return html`<crm-select
        label=${msg('Value')}
        hide-label
        .value=${value === false ? 'no' : 'yes'}
        .options=${[
          { value: 'yes', label: msg('yes') },
          { value: 'no', label: msg('no') },
        ]}
        @change=${(event: Event) => set(valueOf(event) === 'yes')}
      ></crm-select>`;
    case 'one':
    case 'many':
      return choicesControl(field, Array.isArray(value) ? value.map(String) : [], store, type, set);
    default:
      return periodField((value ?? {}) as Period, set);
  }
}

function numberControl(is: Operator, value: unknown, set: (value: unknown) => void): TemplateResult {
  const figure = (text: string): number | null => (text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text));
  if (is !== 'between')
    return html`<crm-input
      type="number"
      step="any"
      label=${msg('Number')}
      hide-label
      .value=${String(value ?? 0)}
      @change=${(event: Event) => set(figure(valueOf(event)) ?? 0)}
    ></crm-input>`;
  const [least = null, most = null] = Array.isArray(value) ? (value as (number | null)[]) : [];
  return html`<crm-input
      type="number"
      step="any"
      label=${msg('From')}
      hide-label
      placeholder=${msg('From')}
      .value=${String(least ?? '')}
      @change=${(event: Event) => set([figure(valueOf(event)), most])}
    ></crm-input>
    <crm-input
      type="number"
      step="any"
      label=${msg('To')}
      hide-label
      placeholder=${msg('To')}
      .value=${String(most ?? '')}
      @change=${(event: Event) => set([least, figure(valueOf(event))])}
    ></crm-input>`;
}

/** Values as tags, and a field that finds more of them. */
function choicesControl(
  field: Field,
  values: readonly string[],
  store: Store,
  type: ListType,
  set: (value: unknown) => void,
): TemplateResult {
  const people =
    field.options === 'user'
      ? [
          { value: 'me', label: msg('me') },
          { value: 'my_reports', label: msg('my reports') },
        ]
      : [];
  const choices = choicesOf(field, store, type);
  const options = choices && [...people, ...choices].filter(({ value }) => !values.includes(value));
  const add = (value: string): void => {
    if (value !== '' && !values.includes(value)) set([...values, value]);
  };
  return html`${values.map((value) => {
    const word = valueWord({ field: field.name, is: 'any_of', value: [value] }, field, store, type);
    return html`<crm-tag
      removable
      remove-label=${msg(str`Take away: ${word}`)}
      @crm-remove=${() => set(values.filter((other) => other !== value))}
      >${word}</crm-tag
    >`;
  })}
  ${keyed(
    values.length,
    html`<crm-combobox
      label=${msg('Add a value')}
      hide-label
      placeholder=${values.length === 0 ? msg('Choose…') : msg('or…')}
      .options=${options ?? []}
      .source=${options ? undefined : recordSource(store, field)}
      @change=${(event: Event) => add(valueOf(event))}
    ></crm-combobox>`,
  )}`;
}

function recordSource(store: Store, field: Field): ComboboxSource {
  const types = field.options === 'contact' ? (['contact'] as const) : (['lead', 'contact', 'deal'] as const);
  return async (query, signal) =>
    (await searchOf(store).find(query, { types, limit: 12, signal })).map(({ id, row }) => ({
      value: id,
      label: 'content' in row ? row.content : 'name' in row ? row.name : '',
      ...('organization_name' in row && row.organization_name ? { detail: row.organization_name } : {}),
    }));
}
