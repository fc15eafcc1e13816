import { html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { CustomField, ResourceType } from '../../../shared/records/index.ts';
import { hasChoices, isAdministrator, offeredChoices, resourceTypes } from '../../../shared/records/index.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/checkbox/checkbox.ts';
import '../../../components/base/empty/empty.ts';
import '../../../components/base/input/input.ts';
import '../../../components/base/segmented/segmented.ts';
import '../../../components/base/select/select.ts';
import { announce } from '../../../components/base/controllers/announcer.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { icon } from '../../../components/base/icons/icons.ts';
import { msg, plural, refusalWords, str } from '../../../components/base/localisation/index.ts';
import { toast } from '../../../components/base/toast/toast.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';
import { problemOf } from '../../../components/record/problem.ts';
import type { Outcome } from '../../../components/store/index.ts';
import './choices.ts';
import './field-form.ts';
import { holderOptions, holdersOf, kindOf, marksOf, recordsOf } from './field-kinds.ts';
import { styles } from './fields.styles.ts';
import { page } from './page.styles.ts';
import { Reordering } from './reordering.ts';
import { styles as lines } from './stages.styles.ts';

type Control = HTMLElement & { value: string; checked: boolean };

/** The fields that a workspace has added to its leads, contacts and deals. Administrators keep them; others read. */
export class Fields extends CrmElement {
  static override styles = [page, lines, styles];

  @state() private type: ResourceType = 'lead';
  @state() private adding = false;
  /** The field whose choices are open, by its id. */
  @state() private choosing = '';
  /** Why a name was refused, by the id of the field. */
  @state() private problems: Readonly<Record<string, string>> = {};

  readonly #store = new StoreController(this);
  readonly #fields = new QueryController(this, this.#store, {
    type: 'custom_field',
    order: (a, b) => a.position - b.position || (a.id < b.id ? -1 : 1),
  });
  readonly #users = new QueryController(this, this.#store, { type: 'user' });
  readonly #order = new Reordering(this, {
    ids: () => this.#present.map(({ id }) => id),
    commit: (ids, moved) => this.#reorder(ids, moved),
  });

  get #own(): readonly CustomField[] {
    return this.#fields.rows.filter(({ resource_type }) => resource_type === this.type);
  }

  get #present(): readonly CustomField[] {
    return this.#order.shown(this.#own.filter(({ archived }) => !archived));
  }

  get #administrator(): boolean {
    return this.#users.rows.some((user) => user.id === this.#store.value?.personId && isAdministrator(user));
  }

  #tell(outcome: Outcome | undefined): boolean {
    if (outcome && !outcome.ok) toast({ text: refusalWords(outcome.rejection), tone: 'danger', from: this });
    this.requestUpdate();
    return outcome?.ok ?? false;
  }

  #reorder(ids: readonly string[], id: string): void {
    if (!this.#tell(this.#store.value?.mutate.reorderCustomFields({ resource_type: this.type, ids: [...ids] }))) return;
    const name = this.#own.find((field) => field.id === id)?.name ?? '';
    announce(msg(str`${name} is number ${ids.indexOf(id) + 1} now.`));
  }

  #rename({ id }: CustomField, control: Control): void {
    const outcome = this.#store.value?.mutate.updateCustomField({ id, name: control.value });
    const problem = outcome && !outcome.ok ? problemOf(outcome.rejection, 'name', msg('Name')) : '';
    this.problems = { ...this.problems, [id]: problem };
  }

  #archive({ id, name }: CustomField, archived: boolean): void {
    const put = (away: boolean) => this.#tell(this.#store.value?.mutate.updateCustomField({ id, archived: away }));
    if (!put(archived)) return;
    // The button that had the focus is gone with its line.
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.grip, crm-button')?.focus());
    toast({
      text: archived ? msg(str`“${name}” is archived. Records keep what they have in it.`) : msg(str`“${name}” is back.`),
      action: { label: msg('Undo'), run: () => void put(!archived) },
      from: this,
    });
  }

  protected override render() {
    if (!this.#store.value) return nothing;
    const present = this.#present;
    const archived = this.#own.filter((field) => field.archived);
    const changes = this.#administrator;
    const choosing = this.#fields.rows.find(({ id }) => id === this.choosing);
    return html`<div class="top">
        <crm-segmented
          label=${msg('Fields of')}
          .value=${this.type}
          .items=${resourceTypes.map((type) => ({ value: type, label: recordsOf(type) }))}
          @change=${(event: Event) => (this.type = (event.target as Control).value as ResourceType)}
        ></crm-segmented>
        ${changes ? html`<crm-button variant="primary" icon="plus" @click=${() => (this.adding = true)}>${msg('Add a field')}</crm-button>` : nothing}
      </div>
      ${!changes && present.length > 0 ? html`<p class="muted">${msg('An administrator adds and changes them.')}</p>` : nothing}
      ${present.length === 0 ? this.#renderNone(changes) : this.#renderHead(changes)}
      ${repeat(
        present,
        ({ id }) => id,
        (field, at) => (changes ? this.#renderField(field, at, present.length) : this.#renderRead(field)),
      )}
      ${archived.length === 0 ? nothing : html`<h2>${msg('Archived')}</h2>`}
      ${repeat(
        archived,
        ({ id }) => id,
        (field) => this.#renderArchived(field, changes),
      )}
      ${this.adding ? html`<inlay-field-form .type=${this.type} @crm-closed=${() => (this.adding = false)}></inlay-field-form>` : nothing}
      ${choosing ? html`<inlay-choices .field=${choosing} @crm-closed=${() => (this.choosing = '')}></inlay-choices>` : nothing}`;
  }

  #renderNone(changes: boolean) {
    return html`<crm-empty framed heading=${msg('No fields of your own yet')}>
      ${changes ? msg('Add what your work asks for and the standard fields lack: it is shown on each record, found by filters, and filled in by imports.') : msg('An administrator adds them.')}
    </crm-empty>`;
  }

  #renderHead(changes: boolean) {
    const contacts = this.type === 'contact';
    if (!changes) return html`<div class="line head read"><span>${msg('Field')}</span><span>${msg('Type')}</span><span></span></div>`;
    return html`<div class="line head ${contacts ? 'contacts' : ''}" aria-hidden="true">
      <span></span><span>${msg('Field')}</span><span>${msg('Type')}</span>${contacts ? html`<span>${msg('Of')}</span>` : nothing}<span
      ></span><span></span>
    </div>`;
  }

  #renderField(field: CustomField, at: number, count: number) {
    const contacts = field.resource_type === 'contact';
    const { mutate } = this.#store.value ?? {};
    return html`<div class="line ${contacts ? 'contacts' : ''} ${field.id === this.#order.moving ? 'moving' : ''}" data-id=${field.id}>
      <button
        type="button"
        class="grip"
        title=${msg('Drag, or press the up and down arrows')}
        aria-label=${msg(str`Move ${field.name}: ${at + 1} of ${count}`)}
        @pointerdown=${(event: PointerEvent) => this.#order.carry(event, field.id)}
        @keydown=${(event: KeyboardEvent) => this.#order.key(event, field.id)}
      >
        ${icon('grip-vertical', 'small')}
      </button>
      <crm-input
        class="quiet"
        label=${msg(str`Name of ${field.name}`)}
        hide-label
        maxlength="128"
        .value=${field.name}
        .error=${this.problems[field.id] ?? ''}
        @change=${(event: Event) => this.#rename(field, event.currentTarget as Control)}
      ></crm-input>
      ${this.#renderKind(field, true)}
      ${
        contacts
          ? html`<crm-select
              class="holders"
              label=${msg(str`Which contacts have ${field.name}`)}
              hide-label
              .value=${holdersOf(field)}
              .options=${holderOptions()}
              @change=${(event: Event) => this.#tell(mutate?.updateCustomField({ id: field.id, ...marksOf((event.target as Control).value) }))}
            ></crm-select>`
          : nothing
      }
      <crm-checkbox
        class="required"
        .checked=${field.required}
        @change=${(event: Event) => this.#tell(mutate?.updateCustomField({ id: field.id, required: (event.target as Control).checked }))}
        >${msg('Required')}<span class="sr">: ${field.name}</span></crm-checkbox
      >
      <crm-button
        class="hide"
        size="small"
        variant="ghost"
        icon="eye-off"
        label=${msg(str`Archive ${field.name}`)}
        @click=${() => this.#archive(field, true)}
      ></crm-button>
    </div>`;
  }

  #renderKind(field: CustomField, opens: boolean) {
    const { label } = kindOf(field.type);
    if (!hasChoices(field.type)) return html`<span class="kind">${label}</span>`;
    const count = offeredChoices(field).length;
    const choices = plural(count, { one: msg(str`${count} choice`), other: msg(str`${count} choices`) });
    return html`<span class="kind"
      ><span>${label}</span> ${
        opens
          ? html`<crm-button size="small" label=${`${choices}: ${field.name}`} @click=${() => (this.choosing = field.id)}
              >${choices}</crm-button
            >`
          : html`<span class="muted">${choices}</span>`
      }</span
    >`;
  }

  #renderRead(field: CustomField) {
    return html`<div class="line read">
      <bdi class="strong">${field.name}</bdi>
      ${this.#renderKind(field, false)}
      <span class="muted">${field.required ? msg('Required') : nothing}</span>
    </div>`;
  }

  #renderArchived(field: CustomField, changes: boolean) {
    return html`<div class="line put-away">
      <bdi class="muted">${field.name}</bdi>
      ${this.#renderKind(field, false)}
      ${
        changes
          ? html`<crm-button size="small" label=${msg(str`Bring back ${field.name}`)} @click=${() => this.#archive(field, false)}
              >${msg('Bring back')}</crm-button
            >`
          : html`<span></span>`
      }
    </div>`;
  }
}

define('inlay-fields', Fields);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-fields': Fields;
  }
}
