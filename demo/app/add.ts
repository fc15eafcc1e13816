import { css, html, nothing } from 'lit';
import { query, state } from 'lit/decorators.js';
import { newId } from '../../shared/ids.ts';
import type { FieldProblems } from '../../shared/mutators/rejection.ts';
import '../../components/base/button/button.ts';
import '../../components/base/combobox/combobox.ts';
import '../../components/base/dialog/dialog.ts';
import '../../components/base/input/input.ts';
import '../../components/base/notice/notice.ts';
import '../../components/base/segmented/segmented.ts';
import '../../components/base/textarea/textarea.ts';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { ownZone } from '../../components/base/format/dates.ts';
import { language, msg, str } from '../../components/base/localisation/index.ts';
import { toast } from '../../components/base/toast/toast.ts';
import { StoreController } from '../../components/provider/controllers.ts';
import type { Outcome, Store } from '../../components/store/index.ts';
import { findContacts } from '../../components/record/fields.ts';
import { understand } from '../../components/task-list/due.ts';

type Kind = 'lead' | 'person' | 'organization' | 'deal' | 'task';
type Values = Record<string, string>;

/** The one dialog that adds: a lead, a contact, a deal or a task. */
export class Add extends CrmElement {
  static override styles = css`
    form {
      display: grid;
      gap: var(--crm-space-3);
    }
    .two {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: var(--crm-space-3);
    }
  `;

  @state() private kind: Kind = 'deal';
  @state() private problems: FieldProblems = {};
  @state() private message = '';
  @query('form') private form!: HTMLFormElement;
  @query('crm-dialog') private dialog!: HTMLElement & { open: boolean };

  readonly #store = new StoreController(this);

  readonly #save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const store = this.#store.value;
    if (!store) return;
    const values: Values = {};
    for (const field of this.form.querySelectorAll<HTMLElement & { name: string; value: string }>('[name]')) values[field.name] = field.value.trim();
    const outcome = await create(store, this.kind, values);
    if (outcome.ok) {
      this.dialog.open = false;
      toast({ text: msg('Added.') });
    } else {
      this.problems = outcome.rejection.fields ?? {};
      this.message = outcome.rejection.message;
    }
  };

  protected override render() {
    const store = this.#store.value;
    if (!store) return nothing;
    return html`<crm-dialog heading=${msg('Add')} open>
      <form @submit=${this.#save} id="add">
        <crm-segmented label=${msg('What to add')} .value=${this.kind}
          .items=${[
            { value: 'lead', label: msg('Lead') },
            { value: 'person', label: msg('Person') },
            { value: 'organization', label: msg('Organization') },
            { value: 'deal', label: msg('Deal') },
            { value: 'task', label: msg('Task') },
          ]}
          @change=${(event: Event) => {
            this.kind = (event.target as HTMLElement & { value: Kind }).value;
            this.problems = {};
            this.message = '';
          }}></crm-segmented>
        ${this.message ? html`<crm-notice tone="danger" alert>${this.message}</crm-notice>` : nothing}
        ${this.#renderFields(store)}
      </form>
      <crm-button slot="footer" @click=${() => (this.dialog.open = false)}>${msg('Cancel')}</crm-button>
      <crm-button slot="footer" variant="primary" @click=${this.#save}>${msg('Add')}</crm-button>
    </crm-dialog>`;
  }

  #text(name: string, label: string, type = 'text') {
    return html`<crm-input name=${name} type=${type} label=${label} .error=${this.problems[name]?.message ?? ''}></crm-input>`;
  }

  #renderFields(store: Store) {
    const contacts = (query: string) => findContacts(store, query, this.kind === 'person');
    const currency = store.every('workspace_settings')[0]?.currency ?? 'EUR';
    switch (this.kind) {
      case 'lead':
        return html`<div class="two">${this.#text('first_name', msg('First name'))}${this.#text('last_name', msg('Last name'))}</div>
          ${this.#text('organization_name', msg('Organization'))}
          <div class="two">${this.#text('email', msg('E-mail'), 'email')}${this.#text('phone', msg('Phone'), 'tel')}</div>`;
      case 'person':
        return html`<div class="two">${this.#text('first_name', msg('First name'))}${this.#text('last_name', msg('Last name'))}</div>
          <crm-combobox name="contact_id" label=${msg('Organization')} .source=${contacts} .error=${this.problems['contact_id']?.message ?? ''}></crm-combobox>
          <div class="two">${this.#text('email', msg('E-mail'), 'email')}${this.#text('phone', msg('Phone'), 'tel')}</div>`;
      case 'organization':
        return html`${this.#text('name', msg('Name'))}
          <div class="two">${this.#text('website', msg('Website'))}${this.#text('phone', msg('Phone'), 'tel')}</div>`;
      case 'deal':
        return html`${this.#text('name', msg('Name'))}
          <crm-combobox name="contact_id" label=${msg('Contact')} .source=${contacts} .error=${this.problems['contact_id']?.message ?? ''}></crm-combobox>
          <div class="two">
            <crm-input name="value" type="money" currency=${currency} label=${msg(str`Value (${currency})`)} .error=${this.problems['value']?.message ?? ''}></crm-input>
            ${this.#text('estimated_close_date', msg('Estimated close date'), 'date')}
          </div>`;
      case 'task':
        return html`<crm-input name="content" label=${msg('What is to be done, and when')} placeholder=${msg('Call the lab tomorrow 15:00')} .error=${this.problems['content']?.message ?? ''}></crm-input>`;
    }
  }
}

async function create(store: Store, kind: Kind, values: Values): Promise<Outcome> {
  const id = newId();
  const given = (name: string): string | null => values[name] || null;
  switch (kind) {
    case 'lead':
      return store.mutate.createLead({
        id,
        first_name: given('first_name'),
        last_name: given('last_name'),
        organization_name: given('organization_name'),
        email: given('email'),
        phone: given('phone'),
      });
    case 'person':
      return store.mutate.createContact({
        id,
        first_name: given('first_name'),
        last_name: given('last_name'),
        contact_id: given('contact_id'),
        email: given('email'),
        phone: given('phone'),
      });
    case 'organization':
      return store.mutate.createContact({ id, is_organization: true, name: values['name'] ?? '', website: given('website'), phone: given('phone') });
    case 'deal':
      return store.mutate.createDeal({
        id,
        name: values['name'] ?? '',
        contact_id: given('contact_id'),
        value: values['value'] || '0',
        estimated_close_date: given('estimated_close_date'),
      });
    case 'task': {
      const zone = store.person?.timezone ?? ownZone();
      const { content, due } = await understand(values['content'] ?? '', language(), zone, Date.now());
      return store.mutate.createTask({ id, content, due_date: due });
    }
  }
}

define('inlay-add', Add);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-add': Add;
  }
}
