import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import type { FieldProblems } from '../../shared/mutators/rejection.ts';
import type { RecordType } from '../../shared/records/index.ts';
import type { CrmCombobox } from '../base/combobox/combobox.ts';
import { PhoneWidth } from '../base/controllers/media-query.ts';
import { Commands } from '../base/controllers/commands.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { CrmEvent } from '../base/element/crm-event.ts';
import { define } from '../base/element/define.ts';
import { ownZone, relativeDay } from '../base/format/dates.ts';
import { language, msg, refusalWords, str } from '../base/localisation/index.ts';
import { pairs } from '../base/styles/pairs.ts';
import { toast } from '../base/toast/toast.ts';
import type { Link } from '../link/link.ts';
import type { Written } from '../fields/custom-control.ts';
import type { Control } from '../fields/written.ts';
import { isSound, writtenIn } from '../fields/written.ts';
import { StoreController } from '../provider/controllers.ts';
import type { Draft } from '../calendar/appointment-form.ts';
import type { Kind, Values } from './create.ts';

export type { Kind } from './create.ts';

/** Something was added. */
export class AddedEvent extends CrmEvent {
  readonly record: RecordType;
  readonly id: string;
  constructor(record: RecordType, id: string) {
    super('crm-added', { composed: true });
    this.record = record;
    this.id = id;
  }
}

/** The parts that come when the dialog is opened first. */
type Parts = { create: typeof import('./create.ts'); fields: typeof import('./fields.ts'); link: typeof import('../link/link.ts') };

/** Milliseconds without a key after which it is looked for what is there already. */
const settle = 350;

/**
 * The one dialog that adds: a lead, a contact, a deal, a task, an appointment or a note. It stands once on a page, and opens by `c` or `show()`.
 *
 * @element crm-quick-add
 * @fires {AddedEvent} crm-added - Something was added; read `record` and `id`.
 */
export class CrmQuickAdd extends CrmElement {
  static override styles = [
    pairs,
    css`
      :host {
        display: contents;
      }
      .again {
        margin-inline-end: auto;
      }
    `,
  ];

  /** What is added, unless somebody chooses another kind. */
  @property() kind: Kind = 'deal';
  @property({ type: Boolean, reflect: true }) open = false;
  /** What a task, an appointment or a note is about from the start. */
  @property({ attribute: false }) about: Link = { resource_type: null, resource_id: null };
  /** What is known already, by the names of the fields; of an organization that is not there yet, `newOrganization` of its name. */
  @property({ attribute: false }) given: Values = {};
  @state() private problems: FieldProblems = {};
  @state() private message = '';
  @state() private understood = '';
  @state() private contact = '';
  @state() private again = false;
  /** Counts the forms: each one has fields of its own. */
  @state() private turn = 0;
  /** A new appointment: the next full hour. */
  @state() private draft: Draft | undefined;
  @state() private parts: Parts | undefined;
  /** What is there already and looks like this. */
  @state() private alike: TemplateResult | typeof nothing = nothing;
  @query('.fields') private form!: HTMLElement | null;

  /** The task's line as it was last written. */
  #line = '';
  /** The form that has been filled with what is known. */
  #filled = '';
  #looking: ReturnType<typeof setTimeout> | undefined;
  readonly #store = new StoreController(this);
  readonly #phone = new PhoneWidth(this);

  constructor() {
    super();
    new Commands(this, [{ keys: 'c', label: () => msg('Add something'), icon: 'plus', group: 'add', run: () => this.show() }]);
  }

  get #zone(): string {
    return this.#store.value?.person?.timezone ?? ownZone();
  }

  /** Opens the dialog, for a kind and about a record where these are known, with what is known of it. */
  show(kind: Kind = this.kind, about: Link = this.about, given: Values = {}): void {
    this.kind = kind;
    this.about = about;
    this.given = given;
    this.open = true;
  }

  async #load(): Promise<void> {
    if (this.parts) return;
    try {
      const [create, fields, link] = await Promise.all([
        import('./create.ts'),
        import('./fields.ts'),
        import('../link/link.ts'),
        import('../calendar/appointment-form.ts'),
        import('../base/button/button.ts'),
        import('../base/checkbox/checkbox.ts'),
        import('../base/dialog/dialog.ts'),
      ]);
      this.parts = { create, fields, link };
    } catch (error) {
      console.error(error);
      this.open = false;
      toast({ text: msg('The dialog could not be loaded. Try again when you are online.'), tone: 'danger', from: this });
    }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('open') || !this.open) return;
    this.#clear();
    void this.#load();
  }

  protected override updated(): void {
    const form = `${this.kind}/${this.turn}`;
    if (!this.open || !this.form || !this.parts || this.#filled === form) return;
    this.#filled = form;
    this.#fill(this.parts);
  }

  /** Writes what is known into the fields, as somebody would: it can be changed. */
  #fill({ link, create }: Parts): void {
    const store = this.#store.value;
    if (!store) return;
    const anew = create.newOrganization('');
    for (const field of this.form?.querySelectorAll<Control | CrmCombobox>('[name]') ?? []) {
      const value = this.given[field.getAttribute('name') ?? ''];
      if (!value) continue;
      if (!('selected' in field)) field.value = value;
      else if (value.startsWith(anew))
        field.selected = { value, label: value.slice(anew.length), avatar: 'organization', detail: msg('New organization') };
      else {
        const option = link.linkOption(store, { resource_type: 'contact', resource_id: value });
        if (option) field.selected = { ...option, value };
        this.contact = value;
      }
    }
    if (Object.keys(this.given).length > 0) this.#lookAlike();
  }

  #clear(): void {
    this.problems = {};
    this.message = '';
    this.understood = '';
    this.#line = '';
    this.contact = '';
    clearTimeout(this.#looking);
    this.alike = nothing;
    this.turn += 1;
    const start = Math.ceil((Date.now() + 1) / 3_600_000) * 3_600_000;
    const at = (time: number) => new Date(time).toISOString();
    this.draft = { all_day: false, start_at: at(start), end_at: at(start + 3_600_000), ...this.about };
  }

  readonly #choose = (event: Event): void => {
    this.kind = (event.target as Control).value as Kind;
    this.#clear();
  };

  readonly #typed = async (text: string): Promise<void> => {
    this.#line = text;
    const { understand } = await import('../task-list/due.ts');
    const { due, phrase } = await understand(text, language(), this.#zone, Date.now());
    // Somebody has gone on writing meanwhile.
    if (this.#line !== text) return;
    const when = due === null ? '' : relativeDay(due, { zone: this.#zone });
    this.understood = due === null ? '' : msg(str`“${phrase}” is understood: ${when}`);
  };

  /** Looks for what is there already, when somebody stops writing for a moment. */
  readonly #lookAlike = (): void => {
    clearTimeout(this.#looking);
    const { kind, turn } = this;
    const store = this.#store.value;
    if (!store || (kind !== 'lead' && kind !== 'person' && kind !== 'organization')) return;
    this.#looking = setTimeout(() => {
      void import('../merge/hint.ts')
        .then(({ alikeHint }) => alikeHint(this, store, kind, this.#values()))
        .then((alike) => {
          if (this.turn === turn && this.open) this.alike = alike;
        })
        // Offline before it has ever come: who adds does without.
        .catch((error: unknown) => console.warn('Inlay cannot look for what is there already.', error));
    }, settle);
  };

  #values(): Written {
    return this.form ? writtenIn(this.form) : {};
  }

  readonly #save = async (): Promise<void> => {
    const store = this.#store.value;
    const { form, parts, kind } = this;
    if (!store || !form || !parts) return;
    if (kind === 'appointment') {
      const id = form.querySelector('crm-appointment-form')?.save();
      if (id !== undefined) this.#added('appointment', id);
      return;
    }
    const fields = [...form.querySelectorAll<Control>('[name]')];
    this.problems = {};
    await this.updateComplete;
    if (!(await isSound(form))) return;
    const { outcome, type, id } = await parts.create.create(store, kind, this.#values(), {
      language: language(),
      zone: this.#zone,
      now: Date.now(),
    });
    if (outcome.ok) {
      this.#added(type, id);
      return;
    }
    this.problems = outcome.rejection.fields ?? {};
    const named = (path: string) =>
      fields.find((field) => path === field.getAttribute('name') || field.getAttribute('name')?.startsWith(`${path}.`));
    const field = Object.keys(this.problems).map(named).find(Boolean);
    this.message = field ? '' : refusalWords(outcome.rejection);
    field?.focus();
  };

  #added(type: RecordType, id: string): void {
    toast({ text: msg('Added.'), from: this });
    if (this.again) this.#clear();
    else this.open = false;
    this.dispatchEvent(new AddedEvent(type, id));
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing) return;
    const target = event
      .composedPath()
      .find((node): node is HTMLElement => node instanceof HTMLElement && node.localName.startsWith('crm-'));
    const line = target?.localName === 'crm-input' && this.kind !== 'appointment';
    if (!line && !event.metaKey && !event.ctrlKey) return;
    event.preventDefault();
    void this.#save();
  };

  protected override render() {
    const store = this.#store.value;
    const { parts, kind } = this;
    if (!store || !parts) return nothing;
    return html`<crm-dialog
      heading=${msg('Add')}
      ?open=${this.open}
      size="large"
      @crm-closed=${() => (this.open = false)}
      @keydown=${this.#keydown}
    >
      ${this.open ? this.#renderForm(parts) : nothing}
      <crm-checkbox
        slot="footer"
        class="again"
        label=${msg('Add another')}
        .checked=${this.again}
        @change=${(event: Event) => (this.again = (event.target as HTMLElement & { checked: boolean }).checked)}
      ></crm-checkbox>
      <crm-button slot="footer" @click=${() => (this.open = false)}>${msg('Cancel')}</crm-button>
      <crm-button slot="footer" variant="primary" @click=${this.#save}>${labels()[kind].act}</crm-button>
    </crm-dialog>`;
  }

  #renderForm(parts: Parts): TemplateResult {
    const chosen = this.kind;
    const kinds = Object.entries(labels()).map(([value, { name }]) => ({ value, label: name }));
    return html`<div class="fields" @input=${this.#lookAlike} @change=${this.#lookAlike}>
      ${
        this.#phone.matches
          ? html`<crm-select
              label=${msg('What to add')}
              hide-label
              .value=${chosen}
              @change=${this.#choose}
              .options=${kinds}
            ></crm-select>`
          : html`<crm-segmented label=${msg('What to add')} .value=${chosen} @change=${this.#choose} .items=${kinds}></crm-segmented>`
      }
      ${this.message ? html`<crm-notice tone="danger" alert>${this.message}</crm-notice>` : nothing}
      ${keyed(`${chosen}/${this.turn}`, html`<div class="fields">${this.#renderFields(parts)}</div>`)} ${this.alike}
    </div>`;
  }

  #renderFields({ fields, link }: Parts): TemplateResult | typeof nothing {
    const store = this.#store.value;
    if (!store) return nothing;
    if (this.kind === 'appointment') {
      return html`<crm-appointment-form autofocus .store=${store} .appointment=${this.draft}></crm-appointment-form>`;
    }
    return fields.fieldsOf(this.kind, {
      store,
      problems: this.problems,
      understood: this.understood,
      about: link.linkOption(store, this.about),
      contact: this.contact,
      typed: (text) => void this.#typed(text),
      chose: (contact) => (this.contact = contact),
    });
  }
}

/** The name of each kind, and of the button that adds one. */
const labels = (): Record<Kind, { name: string; act: string }> => ({
  lead: { name: msg('Lead'), act: msg('Add lead') },
  person: { name: msg('Person'), act: msg('Add person') },
  organization: { name: msg('Organization'), act: msg('Add organization') },
  deal: { name: msg('Deal'), act: msg('Add deal') },
  task: { name: msg('Task'), act: msg('Add task') },
  appointment: { name: msg('Appointment'), act: msg('Add appointment') },
  note: { name: msg('Note'), act: msg('Add note') },
});

define('crm-quick-add', CrmQuickAdd);

declare global {
  interface HTMLElementTagNameMap {
    'crm-quick-add': CrmQuickAdd;
  }
  interface HTMLElementEventMap {
    'crm-added': AddedEvent;
  }
}
