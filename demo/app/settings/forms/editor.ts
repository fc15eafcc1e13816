import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { newId } from '../../../../shared/ids.ts';
import type { FieldProblems } from '../../../../shared/mutators/rejection.ts';
import type { Form } from '../../../../shared/records/index.ts';
import { askedFields } from '../../../../shared/records/index.ts';
import '../../../../components/base/button/button.ts';
import '../../../../components/base/input/input.ts';
import '../../../../components/base/notice/notice.ts';
import '../../../../components/base/select/select.ts';
import '../../../../components/base/textarea/textarea.ts';
import { CrmElement } from '../../../../components/base/element/crm-element.ts';
import { CrmEvent } from '../../../../components/base/element/crm-event.ts';
import { define } from '../../../../components/base/element/define.ts';
import { msg, refusalWords, str } from '../../../../components/base/localisation/index.ts';
import { toast } from '../../../../components/base/toast/toast.ts';
import { orderedChoiceStyles } from '../../../../components/fields/ordered-choice.styles.ts';
import { QueryController, StoreController } from '../../../../components/provider/controllers.ts';
import { fieldProblem } from '../../../../components/record/problem.ts';
import { page } from '../page.styles.ts';
import type { Draft } from './draft.ts';
import { changesOf, draftOf, newDraft, tidied, visitorsName } from './draft.ts';
import { styles } from './editor.styles.ts';
import './embedding.ts';
import type { OriginsWantedEvent } from './embedding.ts';
import './field-list.ts';
import type { FormFieldsEvent } from './field-list.ts';
import { renderOwners, renderTags } from './leads.ts';
import { addressOf, readOrigins } from './origins.ts';
import './preview.ts';

type Control = HTMLElement & { value: string };

interface Text {
  hint?: string;
  placeholder?: string;
  longest?: number;
  /** Takes what was written once it is left. */
  settle?: (written: string) => void;
}

/** What was written and not saved, by the form's id (`new` for one that is not made yet): leaving the page loses nothing. */
const unsaved = new Map<string, Draft>();

/** The form is saved: a new one has an id now. */
export class FormSavedEvent extends CrmEvent {
  constructor(readonly form: string) {
    super('crm-form-saved');
  }
}

/** Back to the list is wanted. */
export class FormLeftEvent extends CrmEvent {
  constructor() {
    super('crm-form-left');
  }
}

/**
 * A form is made or changed, with what visitors will see of it beside.
 *
 * @fires {FormSavedEvent} crm-form-saved - It is saved.
 * @fires {FormLeftEvent} crm-form-left - Back to the list is wanted.
 */
export class FormEditor extends CrmElement {
  static override styles = [page, orderedChoiceStyles, styles];

  /** The one that is changed; without it one is made. */
  @property({ attribute: false }) form: Form | undefined;
  @state() private draft: Draft | undefined;
  @state() private problems: FieldProblems = {};
  /** Why it was refused, where it is about no field. */
  @state() private refusal = '';
  /** The origins as they are written, one a line. */
  @state() private origins = '';

  /** What the draft began from. */
  #before: Draft | undefined;
  readonly #store = new StoreController(this);
  readonly #customFields = new QueryController(this, this.#store, {
    type: 'custom_field',
    order: (a, b) => a.position - b.position || (a.id < b.id ? -1 : 1),
  });
  readonly #users = new QueryController(this, this.#store, { type: 'user', order: (a, b) => a.name.localeCompare(b.name) });
  readonly #sources = new QueryController(this, this.#store, { type: 'source', order: (a, b) => a.name.localeCompare(b.name) });
  readonly #tags = new QueryController(this, this.#store, { type: 'tag', order: (a, b) => a.name.localeCompare(b.name) });

  override focus(): void {
    this.renderRoot.querySelector('h2')?.focus();
  }

  get #key(): string {
    return this.form?.id ?? 'new';
  }

  protected override willUpdate(): void {
    const store = this.#store.value;
    if (this.draft || !store) return;
    this.#before = this.form ? draftOf(this.form) : newDraft(store.personId);
    this.#begin(unsaved.get(this.#key) ?? this.#before);
  }

  #begin(draft: Draft): void {
    this.draft = draft;
    this.origins = draft.allowed_origins.join('\n');
    this.problems = {};
    this.refusal = '';
  }

  #set(change: Partial<Draft>): void {
    if (!this.draft) return;
    this.draft = { ...this.draft, ...change };
    unsaved.set(this.#key, this.draft);
  }

  #setOrigins(text: string): void {
    this.origins = text;
    const { origins, unread } = readOrigins(text);
    const { allowed_origins: _, ...others } = this.problems;
    this.problems =
      unread === undefined
        ? others
        : { ...others, allowed_origins: { code: 'incorrect_value', message: msg(str`“${unread}” is no address of a site.`) } };
    this.#set({ allowed_origins: origins });
  }

  #discard(): void {
    unsaved.delete(this.#key);
    this.draft = undefined;
  }

  readonly #save = (event?: Event): void => {
    event?.preventDefault();
    const store = this.#store.value;
    if (!store || !this.draft || !this.#before) return;
    if (readOrigins(this.origins).unread !== undefined) return this.#focusProblem('allowed_origins');
    const draft = tidied(this.draft);
    const id = this.form?.id ?? newId();
    const outcome = this.form
      ? store.mutate.updateForm({ id, ...changesOf(this.#before, draft) })
      : store.mutate.createForm({ id, ...draft });
    if (!outcome.ok) {
      this.problems = outcome.rejection.fields ?? {};
      this.refusal = outcome.rejection.fields ? '' : refusalWords(outcome.rejection);
      return this.#focusProblem(Object.keys(this.problems)[0]?.split('.')[0] ?? '');
    }
    unsaved.delete(this.#key);
    this.#before = draft;
    this.#begin(draft);
    toast({
      text: this.form ? msg(str`“${draft.name}” is saved: pages show it so from now on.`) : msg(str`“${draft.name}” is made.`),
      from: this,
    });
    this.dispatchEvent(new FormSavedEvent(id));
  };

  #focusProblem(name: string): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[name="${name}"]`)?.focus());
  }

  protected override render() {
    const { draft } = this;
    if (!draft || !this.#before || !this.#store.value) return nothing;
    const asked = askedFields(draft, this.#customFields.rows);
    const changed = !this.form || Object.keys(changesOf(this.#before, tidied(draft))).length > 0;
    return html`<div class="top">
        <crm-button variant="ghost" icon="chevron-left" @click=${() => this.dispatchEvent(new FormLeftEvent())}>${msg('Forms')}</crm-button>
        <h2 class="cut" tabindex="-1">${draft.name.trim() || msg('A new form')}</h2>
        ${changed && unsaved.has(this.#key) ? html`<crm-button variant="ghost" @click=${() => this.#discard()}>${msg('Discard changes')}</crm-button>` : nothing}
        <crm-button variant="primary" ?disabled=${!changed} @click=${() => this.#save()}
          >${this.form ? msg('Save') : msg('Make the form')}</crm-button
        >
      </div>
      ${this.refusal ? html`<crm-notice tone="danger" alert>${this.refusal}</crm-notice>` : nothing}
      <div class="columns">
        <form class="editing" novalidate @submit=${this.#save}>
          ${this.#renderWords()} ${this.#renderFields(draft)} ${this.#renderEnd(draft)} ${this.#renderLeads(draft)} ${this.#renderPlaces()}
        </form>
        <div class="beside">
          <inlay-form-preview .form=${draft} .asked=${asked}></inlay-form-preview>
          ${
            this.form
              ? html`<inlay-form-embedding
                  .form=${draft}
                  .asked=${asked}
                  @crm-origins-wanted=${({ origins }: OriginsWantedEvent) => this.#setOrigins([...draft.allowed_origins, ...origins].join('\n'))}
                ></inlay-form-embedding>`
              : html`<p class="muted">${msg('Once it is made, what puts it on a page is here to copy.')}</p>`
          }
        </div>
      </div>`;
  }

  #problem(name: string, label: string): string {
    return fieldProblem(this.problems, name, label) ?? '';
  }

  #renderText(name: 'name' | 'title' | 'submit_label' | 'thanks_url', label: string, more: Text = {}) {
    const value = (event: Event) => (event.currentTarget as Control).value;
    return html`<crm-input
      name=${name}
      label=${label}
      hint=${more.hint ?? ''}
      placeholder=${more.placeholder ?? ''}
      maxlength=${more.longest ?? 255}
      ?required=${name === 'name'}
      .value=${this.draft?.[name] ?? ''}
      .error=${this.#problem(name, label)}
      @input=${(event: Event) => this.#set({ [name]: value(event) })}
      @change=${(event: Event) => more.settle?.(value(event).trim())}
    ></crm-input>`;
  }

  #renderLines(name: 'consent_text' | 'thanks_message', label: string, hint: string) {
    return html`<crm-textarea
      name=${name}
      label=${label}
      hint=${hint}
      rows="2"
      maxlength="2000"
      .value=${this.draft?.[name] ?? ''}
      .error=${this.#problem(name, label)}
      @input=${(event: Event) => this.#set({ [name]: (event.currentTarget as Control).value })}
    ></crm-textarea>`;
  }

  #renderWords() {
    return html`<section>
      <div class="pair">
        ${this.#renderText('name', msg('Name'), { hint: msg('For your colleagues: visitors do not see it.') })}
        ${this.#renderText('title', msg('Heading'), { hint: msg('Above the form; empty: none.') })}
      </div>
    </section>`;
  }

  #renderFields(draft: Draft) {
    const own = this.#customFields.rows.filter(({ resource_type }) => resource_type === 'lead');
    return html`<section aria-labelledby="fields">
      <h3 id="fields">${msg('Fields')}</h3>
      <inlay-form-field-list
        name="fields"
        .fields=${draft.fields}
        .customFields=${own}
        .problem=${this.#problem('fields', msg('Fields'))}
        @crm-form-fields=${({ fields }: FormFieldsEvent) => this.#set({ fields: [...fields] })}
      ></inlay-form-field-list>
    </section>`;
  }

  #renderEnd(draft: Draft) {
    const settle = (written: string) => this.#set({ thanks_url: written === '' ? null : (addressOf(written) ?? written) });
    return html`<section aria-labelledby="end">
      <h3 id="end">${msg('Consent, button and thanks')}</h3>
      ${this.#renderLines('consent_text', msg('Consent text'), msg('A box that must be ticked; its words are kept with the lead. Empty: none.'))}
      ${this.#renderText('submit_label', msg('Words on the button'), { placeholder: visitorsName('send'), longest: 64 })}
      ${this.#renderLines('thanks_message', msg('Thanks'), msg('In place of the form once it is sent. Empty: a general word of thanks.'))}
      ${this.#renderText('thanks_url', msg('Or a page of thanks'), {
        hint: draft.thanks_url ? msg('Visitors go there once it is sent, instead of reading the words above.') : '',
        placeholder: 'https://example.com/thanks',
        longest: 2048,
        settle,
      })}
    </section>`;
  }

  #renderLeads(draft: Draft) {
    const problem = (name: string, label: string) => this.#problem(name, label);
    return html`<section aria-labelledby="leads">
      <h3 id="leads">${msg('Its leads')}</h3>
      ${renderOwners({
        owners: draft.owner_ids,
        users: this.#users.rows,
        problem: problem('owner_ids', msg('Owners')),
        change: (owner_ids) => {
          this.#set({ owner_ids });
          this.performUpdate();
        },
      })}
      <div class="pair">
        <crm-select
          name="source_id"
          label=${msg('Source')}
          placeholder=${msg('None')}
          .value=${draft.source_id ?? ''}
          .options=${this.#sources.rows.filter(({ resource_type }) => resource_type === 'lead').map(({ id, name }) => ({ value: id, label: name }))}
          .error=${problem('source_id', msg('Source'))}
          @change=${(event: Event) => this.#set({ source_id: (event.currentTarget as Control).value || null })}
        ></crm-select>
        ${renderTags({ tags: draft.tags, known: this.#tags.rows, problem: problem('tags', msg('Tags')), change: (tags) => this.#set({ tags }) })}
      </div>
    </section>`;
  }

  #renderPlaces() {
    return html`<section aria-labelledby="places">
      <h3 id="places">${msg('Where it may stand')}</h3>
      <crm-textarea
        name="allowed_origins"
        label=${msg('Sites, one on a line')}
        hint=${msg('Such as https://www.example.com. Empty: pages of every site may show it.')}
        rows="3"
        .value=${this.origins}
        .error=${this.#problem('allowed_origins', msg('Sites, one on a line'))}
        @change=${(event: Event) => this.#setOrigins((event.currentTarget as Control).value)}
      ></crm-textarea>
    </section>`;
  }
}

define('inlay-form-editor', FormEditor);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-form-editor': FormEditor;
  }
}
