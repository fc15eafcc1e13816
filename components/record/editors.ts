import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { live } from 'lit/directives/live.js';
import { currencyDigits } from '../../shared/money.ts';
import type { Row } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/combobox/combobox.ts';
import '../base/input/input.ts';
import '../base/select/select.ts';
import '../base/textarea/textarea.ts';
import { formatLocale, msg, str } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import { addressParts, labelOf } from '../fields/labels.ts';
import '../fields/several.ts';
import type { Field, PanelType } from './fields.ts';
import { changeOf, valueIn } from './fields.ts';
import { findContacts } from './find-contacts.ts';

export interface Editing {
  store: Store;
  type: PanelType;
  row: Row<PanelType>;
  field: Field;
  /** What was wrong with the last try, in words. */
  problem: string;
  /** Says what is wrong before anything is written. */
  refuse: (problem: string) => void;
  /** Writes these fields. The editor closes when they are taken, unless it is to `stay`. */
  save: (change: Record<string, unknown>, stay?: boolean) => void;
  stop: () => void;
  /** A form around the editor saves: it has no buttons of its own, and tells of each change. */
  inForm?: boolean;
}

type Control = HTMLElement & { value: string; error: string; validationMessage: string; checkValidity: () => boolean };

/** Choices of which one is looked for by typing, since a list would be long to read. */
const listed = 15;

const valueOf = (event: Event): string => (event.target as Control).value;

/** The controls that change one field. The first of them takes the focus. */
export function editorOf(editing: Editing): TemplateResult {
  const { field, row, store, problem, save, type } = editing;
  const current = valueIn(row, field);
  const text = current === null || current === undefined ? '' : String(current);
  const set = (value: unknown) => save(changeOf(field, value));
  const take = (event: Event) => sound(event.target as Control, editing) && set(plain(field, valueOf(event)));
  switch (field.kind) {
    case 'money':
      return 'currency' in row ? moneyEditor(editing, row) : html``;
    case 'choice':
      if ((field.options?.length ?? 0) > listed && field.custom) return longChoice(editing, text, set);
      return html`<crm-select
        label=${field.label}
        hide-label
        .error=${problem}
        .value=${text}
        placeholder=${field.optional || text === '' ? msg('None') : nothing}
        .options=${withPresent(field.options ?? [], store, text)}
        @change=${(event: Event) => set(valueOf(event) || null)}
      ></crm-select>`;
    case 'contact':
      return html`<crm-combobox
          label=${field.label}
          hide-label
          .error=${problem}
          placeholder=${msg('Find a contact')}
          .source=${(query: string) => findContacts(store, query, type === 'contact')}
          @change=${(event: Event) => valueOf(event) && set(valueOf(event))}
        ></crm-combobox>
        ${field.optional && current ? html`<div class="acts"><crm-button size="small" @click=${() => set(null)}>${msg('Clear')}</crm-button></div>` : nothing}`;
    case 'tags':
      return tagsEditor(editing, Array.isArray(current) ? current.map(String) : []);
    case 'several':
      return severalEditor(editing, Array.isArray(current) ? current.map(String) : []);
    case 'paragraph':
      return html`<crm-textarea
        label=${field.label}
        hide-label
        .error=${problem}
        .value=${text}
        @change=${(event: Event) => set(valueOf(event).trim() || null)}
      ></crm-textarea>`;
    case 'address':
      return addressEditor(editing, (current ?? {}) as Record<string, string | null>);
    default: {
      const type = inputTypes[field.kind] ?? 'text';
      return html`<crm-input
        label=${field.label}
        hide-label
        type=${type}
        .inputMode=${field.kind === 'url' ? 'url' : ''}
        ?required=${field.required}
        .error=${live(problem)}
        .value=${text}
        min=${field.kind === 'percent' ? 0 : nothing}
        max=${field.kind === 'percent' ? 100 : nothing}
        @change=${(event: Event) => field.kind !== 'date' && take(event)}
        @focusout=${(event: Event) => {
          // Each figure typed into a date is a change of it: it counts when one goes on elsewhere.
          if (field.kind === 'date' && valueOf(event) !== text) take(event);
        }}
        @keydown=${(event: KeyboardEvent) => {
          if (event.key !== 'Enter' || event.isComposing) return;
          // The same key would press the value that the focus goes back to.
          event.preventDefault();
          if (!sound(event.target as Control, editing)) return;
          if (valueOf(event) === text) editing.stop();
          else take(event);
        }}
      ></crm-input>`;
    }
  }
}

/** A web address may leave out its scheme, which the browser's own field of that type asks for. */
const inputTypes: Partial<Record<Field['kind'], string>> = {
  percent: 'number',
  number: 'number',
  date: 'date',
  email: 'email',
  tel: 'tel',
};

/** Whether what stands in a control can be a value at all: a number that is none reads as empty, and would be taken for that. */
function sound(control: Control, { refuse }: Editing): boolean {
  control.error = '';
  if (control.checkValidity()) return true;
  refuse(control.validationMessage);
  return false;
}

function plain(field: Field, text: string): unknown {
  const value = text.trim();
  if (value === '') return field.optional || field.custom ? null : '';
  return field.kind === 'number' || field.kind === 'percent' ? Number(value) : value;
}

/** The options with the one that stands now, which may not be offered any more: a person who has left. */
function withPresent(options: NonNullable<Field['options']>, store: Store, value: string): NonNullable<Field['options']> {
  if (value === '' || options.some((option) => option.value === value)) return options;
  const user = store.get('user', value);
  return user ? [{ value, label: user.name }, ...options] : options;
}

const saving = ({ inForm, stop }: Editing) =>
  inForm
    ? nothing
    : html`<div class="acts">
        <crm-button size="small" variant="primary" type="submit">${msg('Save')}</crm-button>
        <crm-button size="small" @click=${stop}>${msg('Cancel')}</crm-button>
      </div>`;

/** Of an editor that writes each change at once. */
const closing = ({ inForm, stop }: Editing) =>
  inForm ? nothing : html`<div class="acts"><crm-button size="small" @click=${stop}>${msg('Done')}</crm-button></div>`;

function moneyEditor(editing: Editing, row: Row<'deal'>): TemplateResult {
  const { field, problem, save, store, inForm } = editing;
  const submit = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLElement;
    const amount = form.querySelector<Control>('crm-input');
    if (!amount || !sound(amount, editing)) return;
    const { value } = amount;
    if (inForm && value === '') return;
    save({ value: value === '' ? '0' : value, currency: form.querySelector<Control>('crm-select')?.value ?? row.currency });
  };
  /** The amount is read in the currency that is chosen; decimals that are none are dropped. */
  const change = (event: Event) => {
    const amount = (event.currentTarget as HTMLElement).parentElement?.querySelector<Control & { currency: string }>('crm-input');
    if (!amount) return;
    const currency = valueOf(event);
    amount.currency = currency;
    if (currencyDigits(currency) === 0) amount.value = amount.value.replace(/\.0+$/, '');
  };
  return html`<form novalidate @submit=${submit} @change=${inForm ? submit : nothing}>
    <crm-input
      type="money"
      label=${field.label}
      hide-label
      currency=${row.currency}
      .error=${live(problem)}
      .value=${row.value}
    ></crm-input>
    <crm-select
      label=${msg('Currency')}
      hide-label
      .value=${row.currency}
      .options=${currencies(store, row.currency)}
      @change=${change}
    ></crm-select>
    ${saving(editing)}
  </form>`;
}

/** Every currency by its name in the language of the page, those in use here first. */
function currencies(store: Store, present: string) {
  const names = new Intl.DisplayNames(formatLocale(), { type: 'currency' });
  const used = new Set([present, store.every('workspace_settings')[0]?.currency ?? present]);
  const others = Intl.supportedValuesOf('currency').filter((code) => !used.has(code));
  return [...used, ...others].map((value) => ({ value, label: `${value} · ${names.of(value) ?? value}` }));
}

function tagsEditor(editing: Editing, tags: readonly string[]): TemplateResult {
  const { store, type, field, problem, save } = editing;
  const set = (next: readonly string[]) => save({ tags: next }, true);
  const add = (tag: string) => {
    const name = tag.trim();
    if (name !== '' && !tags.some((other) => other.toLowerCase() === name.toLowerCase())) set([...tags, name]);
  };
  const options = store
    .every('tag')
    .filter((tag) => tag.resource_type === type && !tags.includes(tag.name))
    .map(({ name }) => ({ value: name, label: name }));
  // Each tag that is added makes the field a new, empty one.
  return html`${keyed(
      tags.length,
      html`<crm-combobox
        label=${field.label}
        hide-label
        placeholder=${msg('Add a tag')}
        .error=${problem}
        .options=${options}
        creatable
        .createLabel=${(name: string) => msg(str`New tag “${name}”`)}
        @change=${(event: Event) => add(valueOf(event))}
        @crm-create=${(event: Event & { text: string }) => add(event.text)}
      ></crm-combobox>`,
    )}
    <div class="tags">
      ${tags.map((tag) => html`<crm-tag removable remove-label=${msg(str`Remove the tag ${tag}`)} @crm-remove=${() => set(tags.filter((other) => other !== tag))}>${tag}</crm-tag>`)}
    </div>
    ${closing(editing)}`;
}

/** One of many choices, found by typing. */
function longChoice({ field, problem }: Editing, text: string, set: (value: unknown) => void): TemplateResult {
  return html`<crm-combobox
      label=${field.label}
      hide-label
      .error=${problem}
      .value=${text}
      placeholder=${msg('Find a choice')}
      .options=${field.options ?? []}
      @change=${(event: Event) => valueOf(event) && set(valueOf(event))}
    ></crm-combobox>
    ${field.optional && text ? html`<div class="acts"><crm-button size="small" @click=${() => set(null)}>${msg('Clear')}</crm-button></div>` : nothing}`;
}

/** Several of the choices; each that comes or goes is written at once. */
function severalEditor(editing: Editing, chosen: readonly string[]): TemplateResult {
  const { field, problem, save } = editing;
  return html`<crm-several
      label=${field.label}
      hide-label
      .error=${problem}
      .value=${live(chosen.join(' '))}
      .options=${field.options ?? []}
      @change=${(event: Event) => save(changeOf(field, valueOf(event).split(' ').filter(Boolean)), true)}
    ></crm-several>
    ${closing(editing)}`;
}

function addressEditor(editing: Editing, address: Record<string, string | null>): TemplateResult {
  const { field, problem, save, inForm } = editing;
  const submit = (event: Event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLElement;
    const next = Object.fromEntries(
      addressParts.map((name) => [name, form.querySelector<Control>(`crm-input[name="${name}"]`)?.value.trim() || null]),
    );
    save(changeOf(field, Object.values(next).some(Boolean) ? next : null));
  };
  return html`<form novalidate @submit=${submit} @change=${inForm ? submit : nothing}>
    ${addressParts.map((name, at) => html`<crm-input name=${name} label=${labelOf({ name: `address.${name}` })} .error=${at === 0 ? problem : ''} .value=${address[name] ?? ''}></crm-input>`)}
    ${saving(editing)}
  </form>`;
}
