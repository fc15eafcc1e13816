import { html, nothing, type TemplateResult } from 'lit';
import { mayAssign } from '../../shared/mutators/permission.ts';
import type { FieldProblems } from '../../shared/mutators/rejection.ts';
import { reminderMinutes } from '../../shared/records/work.ts';
import '../base/combobox/combobox.ts';
import '../base/input/input.ts';
import '../base/notice/notice.ts';
import '../base/segmented/segmented.ts';
import '../base/select/select.ts';
import '../notes/note-editor.ts';
import type { ComboboxOption, CrmCombobox, CrmCreateEvent } from '../base/combobox/combobox.ts';
import { formatMoney } from '../base/format/money.ts';
import { msg, str } from '../base/localisation/index.ts';
import { linkSource } from '../link/link.ts';
import { fieldProblem } from '../record/problem.ts';
import { before } from '../reminders/words.ts';
import type { Store } from '../store/index.ts';
import type { Kind } from './create.ts';
import { newOrganization } from './create.ts';
import { requiredFields } from '../fields/required-fields.ts';

/** What the fields need to know. */
export interface Form {
  store: Store;
  problems: FieldProblems;
  /** What the task's line was understood to say. */
  understood: string;
  /** What a task or a note is about from the start. */
  about: ComboboxOption | undefined;
  /** The contact chosen for a deal. */
  contact: string;
  typed: (text: string) => void;
  chose: (contact: string) => void;
}

/** The fields of each kind. The names are those of the record's own fields. */
export function fieldsOf(kind: Exclude<Kind, 'appointment'>, form: Form): TemplateResult {
  const text = (name: string, label: string, type = 'text', required = false, first = false) =>
    html`<crm-input
      name=${name}
      type=${type}
      label=${label}
      ?required=${required}
      ?autofocus=${first}
      maxlength="255"
      .error=${fieldProblem(form.problems, name, label) ?? ''}
    ></crm-input>`;
  const reachable = html`<div class="pair">${text('email', msg('E-mail'), 'email')}${text('phone', msg('Phone'), 'tel')}</div>`;
  switch (kind) {
    case 'lead':
      return html`<div class="pair">
          ${text('first_name', msg('First name'), 'text', false, true)}${text('last_name', msg('Last name'))}
        </div>
        <div class="pair">${text('organization_name', msg('Organization'))}${text('title', msg('Job title'))}</div>
        ${reachable}
        <div class="pair">${owners(form, false)}${sources(form, 'lead')}</div>
        ${requiredFields(form, 'lead')}`;
    case 'person':
      return html`<div class="pair">
          ${text('first_name', msg('First name'), 'text', false, true)}${text('last_name', msg('Last name'))}
        </div>
        <div class="pair">${contacts(form, msg('Organization'), true)}${text('title', msg('Job title'))}</div>
        ${reachable} ${owners(form, false)} ${requiredFields(form, 'contact')}`;
    case 'organization':
      return html`${text('name', msg('Name'), 'text', true, true)} ${text('website', msg('Website'), 'url')} ${reachable}
      ${owners(form, false)} ${requiredFields(form, 'contact', true)}`;
    case 'deal':
      return html`${text('name', msg('Name'), 'text', true, true)} ${contacts(form, msg('Contact'), false)}
        <div class="pair">${value(form)}${text('estimated_close_date', msg('Estimated close date'), 'date')}</div>
        ${stages(form)}
        <div class="pair">${owners(form, false)}${sources(form, 'deal')}</div>
        ${requiredFields(form, 'deal')} ${already(form)}`;
    case 'task':
      return html`<crm-input
          name="content"
          label=${msg('What is to be done, and when')}
          placeholder=${msg('Call the lab tomorrow 15:00')}
          required
          autofocus
          maxlength="2000"
          .hint=${form.understood}
          .error=${fieldProblem(form.problems, 'content', msg('Task')) ?? ''}
          @input=${(event: Event) => form.typed((event.target as HTMLInputElement).value)}
        ></crm-input>
        ${about(form, false)}
        <div class="pair">
          <crm-select
            name="reminder_offset"
            label=${msg('Reminder')}
            placeholder=${msg('None')}
            .options=${reminderMinutes.map((minutes) => ({ value: String(minutes), label: before(minutes) }))}
          ></crm-select>
          ${owners(form, true)}
        </div>`;
    case 'note':
      return html`${about(form, true)}
        <crm-note-editor
          name="content"
          label=${msg('Note')}
          rows="5"
          required
          ?autofocus=${form.about !== undefined}
          .error=${fieldProblem(form.problems, 'content', msg('Note')) ?? ''}
        ></crm-note-editor>`;
  }
}

/** Who it is for: oneself at first. A task goes only to people to whom one may give it. */
function owners({ store }: Form, task: boolean): TemplateResult {
  const { person } = store;
  const people = store
    .every('user')
    .filter((user) => user.status === 'active' && (user.id === store.personId || !task || (person && mayAssign(person, user))))
    .sort((a, b) => a.name.localeCompare(b.name));
  return html`<crm-select
    name="owner_id"
    label=${msg('Owner')}
    .value=${store.personId}
    .options=${people.map(({ id, name }) => ({ value: id, label: name }))}
  ></crm-select>`;
}

function sources({ store }: Form, type: 'lead' | 'deal'): TemplateResult {
  const options = store
    .every('source')
    .filter(({ resource_type }) => resource_type === type)
    .sort((a, b) => a.name.localeCompare(b.name))
    .map(({ id, name }) => ({ value: id, label: name }));
  return html`<crm-select name="source_id" label=${msg('Source')} placeholder=${msg('No source')} .options=${options}></crm-select>`;
}

/** A contact found while typing, or an organization that is made along. Its values are plain ids. */
function contacts(form: Form, label: string, organizations: boolean): TemplateResult {
  const find = linkSource(form.store, ['contact']);
  const source = async (query: string, signal: AbortSignal): Promise<ComboboxOption[]> => {
    const found = await find(query, signal);
    return found
      .filter(({ avatar }) => !organizations || avatar === 'organization')
      .map((option) => ({ ...option, value: option.value.slice('contact:'.length) }));
  };
  const made = (event: CrmCreateEvent) => {
    const combobox = event.currentTarget as CrmCombobox;
    combobox.selected = { value: newOrganization(event.text), label: event.text, avatar: 'organization', detail: msg('New organization') };
    form.chose('');
  };
  return html`<crm-combobox
    name="contact_id"
    label=${label}
    .source=${source}
    creatable
    .createLabel=${(text: string) => msg(str`New organization “${text}”`)}
    .error=${fieldProblem(form.problems, 'contact_id', label) ?? ''}
    @crm-create=${made}
    @change=${(event: Event) => form.chose((event.currentTarget as CrmCombobox).value)}
  ></crm-combobox>`;
}

function value({ store, problems }: Form): TemplateResult {
  const currency = store.every('workspace_settings')[0]?.currency ?? 'EUR';
  return html`<crm-input
    name="value"
    type="money"
    currency=${currency}
    label=${msg(str`Value (${currency})`)}
    .error=${fieldProblem(problems, 'value', msg('Value')) ?? ''}
  ></crm-input>`;
}

/** The open stages, of each pipeline where there are several. */
function stages({ store }: Form): TemplateResult | typeof nothing {
  const pipelines = store.every('pipeline').sort((a, b) => a.position - b.position);
  const open = store
    .every('stage')
    .filter(({ active }) => active)
    .sort((a, b) => a.position - b.position);
  const first = open.find(({ pipeline_id }) => pipeline_id === pipelines[0]?.id);
  if (!first) return nothing;
  if (pipelines.length === 1)
    return html`<div>
      <span class="label" aria-hidden="true">${msg('Stage')}</span
      ><crm-segmented
        wide
        name="stage_id"
        label=${msg('Stage')}
        .value=${first.id}
        .items=${open.map(({ id, name }) => ({ value: id, label: name }))}
      ></crm-segmented>
    </div>`;
  const options = pipelines.flatMap((pipeline) =>
    open.filter(({ pipeline_id }) => pipeline_id === pipeline.id).map(({ id, name }) => ({ value: id, label: name, group: pipeline.name })),
  );
  return html`<crm-select name="stage_id" label=${msg('Stage')} .value=${first.id} .options=${options}></crm-select>`;
}

/** The open deals that a chosen contact has already, so that none is entered twice. */
function already({ store, contact }: Form): TemplateResult | typeof nothing {
  const open = new Map(
    store
      .every('stage')
      .filter(({ active }) => active)
      .map(({ id, name }) => [id, name]),
  );
  const deal = contact === '' ? undefined : store.list('deal', 'contact_id', contact).find(({ stage_id }) => open.has(stage_id));
  if (!deal) return nothing;
  const stage = open.get(deal.stage_id) ?? '';
  return html`<crm-notice tone="warning" icon="copy"
    >${msg(str`${deal.contact_name ?? ''} already has “${deal.name}” in ${stage}, ${formatMoney(deal.value, deal.currency)}.`)}</crm-notice
  >`;
}

function about(form: Form, required: boolean): TemplateResult {
  return html`<crm-combobox
    name="link"
    label=${msg('About')}
    placeholder=${msg('Lead, contact or deal')}
    ?required=${required}
    ?autofocus=${required && form.about === undefined}
    .selected=${form.about}
    .source=${linkSource(form.store)}
    .error=${fieldProblem(form.problems, 'resource_id', msg('About')) ?? ''}
  ></crm-combobox>`;
}
