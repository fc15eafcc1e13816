import { LitElement, html, nothing } from 'lit';
import { newId } from './id.ts';
import { styles } from './lead-form.styles.ts';
import type { Answer } from './outbox.ts';
import { flush, keep, send } from './outbox.ts';
import type { Words } from './words.ts';
import { wordsFor } from './words.ts';

interface Definition {
  title: string | null;
  submit_label: string | null;
  fields: { name: string; label: string | null; required: boolean }[];
  consent_text: string | null;
  thanks_message: string | null;
  thanks_url: string | null;
}

/** About to be sent; cancel it to keep it. `values` are those of the fields. */
export class FormSubmitEvent extends Event {
  readonly values: Readonly<Record<string, string>>;
  constructor(values: Record<string, string>) {
    super('crm-submit', { bubbles: true, composed: true, cancelable: true });
    this.values = values;
  }
}

/** Sent, or kept to be sent later. */
export class FormSubmittedEvent extends Event {
  readonly kept: boolean;
  constructor(kept: boolean) {
    super('crm-submitted', { bubbles: true, composed: true });
    this.kept = kept;
  }
}

const types: Record<string, string> = { email: 'email', phone: 'tel', mobile: 'tel', website: 'url' };
const autocompletes: Record<string, string> = {
  first_name: 'given-name',
  last_name: 'family-name',
  organization_name: 'organization',
  title: 'organization-title',
  email: 'email',
  phone: 'tel',
  mobile: 'tel',
  website: 'url',
  city: 'address-level2',
  country: 'country-name',
};
const trap = 'homepage_url';
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** The server takes nothing sooner than this after the form was shown. */
const soonest = 1600;

/**
 * A lead form for marketing pages: its fields come from the server, its words are the visitor's, and what is sent without a connection is
 * kept and sent later.
 *
 * @element crm-lead-form
 * @attr form - The form's key.
 * @attr server - The server's address; left out, where the script came from.
 * @attr lang - The language; left out, that of the page.
 * @fires {FormSubmitEvent} crm-submit - About to be sent; can be cancelled.
 * @fires {FormSubmittedEvent} crm-submitted - Sent, or kept to be sent later.
 * @csspart form
 * @csspart field
 * @csspart button
 * @cssproperty --crm-form-reserve - The height that is kept free while the form loads.
 */
export class LeadForm extends LitElement {
  static override styles = styles;
  static override properties = {
    form: {},
    server: {},
    lang: {},
    definition: { state: true },
    problems: { state: true },
    said: { state: true },
    busy: { state: true },
  };

  declare form: string;
  declare server: string;
  declare definition: Definition | undefined;
  declare problems: Record<string, string>;
  declare said: { text: string; done: boolean } | undefined;
  declare busy: boolean;

  #ticket = '';
  #shown = 0;
  /** One for each filled-in form: pressed twice, or sent again after an error, it stays one lead. */
  #id = newId();

  constructor() {
    super();
    this.form = '';
    this.server = new URL(import.meta.url).origin;
    this.problems = {};
    this.busy = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('online', this.#flush);
    this.#flush();
    queueMicrotask(() => void this.#load());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('online', this.#flush);
  }

  readonly #flush = (): void => void flush();

  get #words(): Words {
    return wordsFor(this.lang || this.closest<HTMLElement>('[lang]')?.lang || navigator.language);
  }

  get #base(): string {
    return `${this.server.replace(/\/$/, '')}/forms/${encodeURIComponent(this.form)}`;
  }

  async #load(): Promise<void> {
    if (!this.form || this.definition) return;
    try {
      const response = await fetch(this.#base, { credentials: 'omit' });
      if (!response.ok) throw new Error(String(response.status));
      const { form, ticket } = (await response.json()) as { form: Definition; ticket: string };
      this.#ticket = ticket;
      this.#shown = performance.now();
      this.definition = form;
      this.said = undefined;
    } catch {
      this.said = { text: this.#words.gone, done: false };
    }
  }

  #values(): Record<string, string> {
    const data = new FormData(this.renderRoot.querySelector('form') ?? undefined);
    return Object.fromEntries([...data].map(([name, value]) => [name, String(value).trim()]));
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { definition } = this;
    if (!definition || this.busy) return;
    const { consent, [trap]: trapped = '', ...values } = this.#values();
    this.problems = this.#check(definition, values, consent !== undefined);
    if (Object.keys(this.problems).length > 0) return this.#focusProblem();
    if (!this.dispatchEvent(new FormSubmitEvent(values))) return;
    this.busy = true;
    const query = new URLSearchParams(location.search);
    const utm = Object.fromEntries(['source', 'medium', 'campaign', 'term', 'content'].map((name) => [name, query.get(`utm_${name}`)]));
    const body = JSON.stringify({
      id: this.#id,
      ticket: this.#ticket,
      values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
      consent: consent !== undefined,
      referrer: (document.referrer || location.href).slice(0, 2048),
      utm: Object.values(utm).some(Boolean) ? utm : null,
      [trap]: trapped,
    });
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, soonest - (performance.now() - this.#shown))));
    const entry = { url: `${this.#base}/submissions`, body, at: Date.now() };
    const answer = await send(entry);
    this.busy = false;
    if (!answer) this.#offline(entry);
    else this.#answered(definition, answer);
  };

  #offline(entry: Parameters<typeof keep>[0]): void {
    if (!keep(entry)) {
      this.said = { text: this.#words.later, done: false };
      return;
    }
    this.said = { text: this.#words.kept, done: true };
    this.dispatchEvent(new FormSubmittedEvent(true));
  }

  #answered(definition: Definition, answer: Answer): void {
    if (answer.ok) {
      this.#id = newId();
      this.dispatchEvent(new FormSubmittedEvent(false));
      if (answer.thanks.url) location.assign(answer.thanks.url);
      else this.said = { text: answer.thanks.message ?? this.#words.thanks, done: true };
      return;
    }
    const words = this.#words;
    const known = new Set([...definition.fields.map(({ name }) => name), 'consent']);
    for (const [name, { code }] of Object.entries(answer.fields))
      if (known.has(name))
        this.problems = {
          ...this.problems,
          [name]: code === 'missing' ? words.missing : code === 'too_long' ? words.too_long : words.wrong,
        };
    if (Object.keys(this.problems).length > 0) this.#focusProblem();
    else this.said = { text: words.later, done: false };
  }

  #check(definition: Definition, values: Record<string, string>, consent: boolean): Record<string, string> {
    const problems: Record<string, string> = {};
    const words = this.#words;
    for (const { name, required } of definition.fields) {
      const value = values[name] ?? '';
      if (required && value === '') problems[name] = words.missing;
      else if (name === 'email' && value !== '' && !email.test(value)) problems[name] = words.email_wrong;
    }
    if (definition.consent_text && !consent) problems['consent'] = words.missing;
    return problems;
  }

  #focusProblem(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }

  protected override render() {
    const { definition, said } = this;
    const words = this.#words;
    if (said?.done) return html`<p class="said" role="status">${said.text}</p>`;
    if (!definition) return html`<div class="waiting">${said ? html`<p class="problem" role="alert">${said.text}</p>` : nothing}</div>`;
    const many = Object.keys(this.problems).length > 0;
    return html`<form part="form" novalidate @submit=${this.#submit} aria-busy=${this.busy}>
      ${definition.title ? html`<h2>${definition.title}</h2>` : nothing}
      ${many || said ? html`<p class="problem" role="alert">${said?.text ?? words.look}</p>` : nothing}
      ${definition.fields.map((field) => this.#renderField(field, words))}
      <div class="trap" aria-hidden="true">
        <label>${words.leave} <input name=${trap} tabindex="-1" autocomplete="off" /></label>
      </div>
      ${
        definition.consent_text
          ? html`<div>
              <div class="consent">
                <input
                  type="checkbox"
                  id="consent"
                  name="consent"
                  aria-invalid=${'consent' in this.problems}
                  aria-describedby="consent-problem"
                />
                <label for="consent">${definition.consent_text}</label>
              </div>
              ${this.#renderProblem('consent')}
            </div>`
          : nothing
      }
      <button part="button" ?disabled=${this.busy}>${this.busy ? words.sending : (definition.submit_label ?? words.send)}</button>
    </form>`;
  }

  #renderField({ name, label, required }: Definition['fields'][number], words: Words) {
    const text = label ?? words[name as keyof Words];
    const invalid = name in this.problems;
    const shared = { id: name, problem: `${name}-problem` };
    return html`<div part="field" class=${name === 'first_name' || name === 'last_name' ? 'half' : ''}>
      <label for=${shared.id}>${text} ${required ? nothing : html`<small>${words.optional}</small>`}</label>
      ${
        name === 'description'
          ? html`<textarea
              id=${shared.id}
              name=${name}
              rows="3"
              maxlength="20000"
              ?required=${required}
              aria-invalid=${invalid}
              aria-describedby=${shared.problem}
            ></textarea>`
          : html`<input
              id=${shared.id}
              name=${name}
              type=${types[name] ?? 'text'}
              autocomplete=${autocompletes[name] ?? 'on'}
              maxlength="254"
              ?required=${required}
              aria-invalid=${invalid}
              aria-describedby=${shared.problem}
            />`
      }
      ${this.#renderProblem(name)}
    </div>`;
  }

  #renderProblem(name: string) {
    return html`<p class="problem" id="${name}-problem" ?hidden=${!(name in this.problems)}>${this.problems[name] ?? nothing}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-lead-form': LeadForm;
  }
}
