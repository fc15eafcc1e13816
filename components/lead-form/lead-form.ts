import type { PropertyValues } from 'lit';
import { LitElement, html, nothing } from 'lit';
import type { AskedField, FormValues } from '../../shared/form-fields.ts';
import { addressPartNames, addressParts, inputOf, isUnwritten, longestPart, problemOf, trapName } from '../../shared/form-fields.ts';
import { problemWords } from '../../shared/form-words.ts';
import { FormSubmitEvent, FormSubmittedEvent } from './events.ts';
import { newId } from './id.ts';
import { styles } from './lead-form.styles.ts';
import type { Answer, Kept } from './outbox.ts';
import { flush, forget, keep, onSent, send } from './outbox.ts';
import { visitOf } from './visit.ts';
import type { Words } from './words.ts';
import { wordsFor } from './words.ts';

/** A form as the server gives it to pages. */
export interface Definition {
  title: string | null;
  submit_label: string | null;
  /** A newer server may know fields that this script does not. */
  fields: AskedField[];
  consent_text: string | null;
  thanks_message?: string | null;
}

type Notice = 'no_form' | 'no_server' | 'gone' | 'elsewhere' | 'unreachable' | 'later';

/** The server takes nothing sooner than this after the form was shown. */
const soonest = 1600;

/**
 * A lead form for marketing pages: its fields come from the server, its words are the visitor's, and what is sent without a connection is
 * kept and sent later.
 *
 * @element crm-lead-form
 * @attr {string} form - The form's key.
 * @attr {string} server - The server's address; left out, where the script came from.
 * @attr {string} lang - The language; left out, that of the page.
 * @attr {string} state - How it stands, for the page's styles: `loading`, `ready`, `sending`, `sent`, `kept` or `failed`. The element sets it.
 * @fires {FormSubmitEvent} crm-submit - About to be sent, with `values`; can be cancelled.
 * @fires {FormSubmittedEvent} crm-submitted - Sent, or `kept` to be sent later.
 * @csspart form
 * @csspart title
 * @csspart field
 * @csspart label
 * @csspart input
 * @csspart problem - What is wrong with a field, or with the whole.
 * @csspart consent
 * @csspart button
 * @csspart message - What is said when it is sent or kept.
 * @cssproperty --crm-form-font - The font; left out, the page's.
 * @cssproperty --crm-form-reserve - The height that is kept free while the form loads.
 * @cssproperty --crm-accent - The button and the tick.
 * @cssproperty --crm-on-accent - The words on the button.
 * @cssproperty --crm-radius - Corners of inputs and button.
 * @cssproperty --crm-surface-raised - Behind inputs.
 * @cssproperty --crm-border-control - The edge of inputs.
 * @cssproperty --crm-text - Words.
 * @cssproperty --crm-text-muted - “optional”.
 * @cssproperty --crm-danger-text - Problems.
 * @cssproperty --crm-focus-colour - The ring around what has the focus.
 */
export class LeadForm extends LitElement {
  static override styles = styles;
  static override properties = {
    form: {},
    server: {},
    lang: {},
    preview: { attribute: false },
    state: { reflect: true },
    definition: { state: true },
    problems: { state: true },
    notice: { state: true },
    thanks: { state: true },
  };

  declare form: string;
  declare server: string;
  /** A definition to show without a server, as where the form is made: what is filled in is checked, and goes nowhere. */
  declare preview: Definition | undefined;
  declare state: 'loading' | 'ready' | 'sending' | 'sent' | 'kept' | 'failed';
  declare private definition: Definition | undefined;
  declare private problems: Record<string, string>;
  declare private notice: Notice | undefined;
  declare private thanks: string | null;

  #ticket = '';
  #shown = 0;
  /** One for each filled-in form: pressed twice, or sent again after an error, it stays one lead. */
  #id = newId();
  #kept: string | undefined;
  #loading: symbol | undefined;
  #stop: (() => void) | undefined;
  readonly #language = new MutationObserver(() => this.requestUpdate());

  constructor() {
    super();
    this.form = '';
    this.server = new URL(import.meta.url).origin;
    this.state = 'loading';
    this.problems = {};
    this.thanks = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = onSent((sent) => sent.body === this.#kept && this.#thank(null));
    this.#language.observe(document.documentElement, { attributes: true, attributeFilter: ['lang'] });
    addEventListener('online', this.#online);
    this.#online();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#language.disconnect();
    removeEventListener('online', this.#online);
  }

  /** Shows the form again, empty: after it was sent, or to begin anew. */
  reset(): void {
    this.#id = newId();
    this.#kept = undefined;
    void this.#load();
  }

  readonly #online = (): void => {
    void flush();
    if (this.notice === 'unreachable') void this.#load();
  };

  get #words(): Words {
    return wordsFor(this.lang || this.closest<HTMLElement>('[lang]:not([lang=""])')?.lang || navigator.language);
  }

  /** The form's address; what is wrong with the attributes where there is none. */
  get #address(): URL | 'no_form' | 'no_server' {
    if (!/^[0-9a-z]{16,64}$/.test(this.form)) return 'no_form';
    // Without its protocol an address would be taken for a path of the host's own site.
    const server =
      /^(https?:\/\/|\/)/i.test(this.server) && URL.canParse(this.server, location.href) ? new URL(this.server, location.href) : undefined;
    return server ? new URL(`${server.href.replace(/\/$/, '')}/forms/${this.form}`) : 'no_server';
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('form') || changed.has('server') || changed.has('preview')) void this.#load();
  }

  async #load(): Promise<void> {
    const mine = (this.#loading = Symbol('loading'));
    this.definition = this.notice = undefined;
    this.problems = {};
    if (this.preview) {
      this.definition = this.preview;
      this.state = 'ready';
      return;
    }
    const address = this.#address;
    if (!(address instanceof URL)) return this.#fail(address);
    this.state = 'loading';
    const outcome = await define(address);
    if (this.#loading !== mine) return;
    if (typeof outcome === 'string') return this.#fail(outcome);
    this.#ticket = outcome.ticket;
    this.#shown = performance.now();
    this.definition = outcome.form;
    this.state = 'ready';
  }

  #fail(notice: Notice): void {
    this.notice = notice;
    this.state = 'failed';
    console.warn(`<crm-lead-form>: ${wordsFor('en')[notice]}`, { form: this.form, server: this.server, origin: location.origin });
  }

  #values(): Record<string, string | string[]> {
    const values: Record<string, string | string[]> = {};
    for (const [name, value] of new FormData(this.renderRoot.querySelector('form') ?? undefined)) {
      const text = String(value).trim();
      const before = values[name];
      values[name] = before === undefined ? text : [before, text].flat();
    }
    return values;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { definition, preview } = this;
    const address = this.#address;
    if (!definition || this.state === 'sending') return;
    const { consent, [trapName]: trapped = '', ...values } = this.#values();
    this.notice = undefined;
    this.problems = this.#check(definition, values, consent !== undefined);
    if (Object.keys(this.problems).length > 0) return this.#focusProblem();
    if (!this.dispatchEvent(new FormSubmitEvent(values))) return;
    if (preview) return this.#thank(preview.thanks_message ?? null);
    if (!(address instanceof URL)) return;
    this.state = 'sending';
    const body = JSON.stringify({
      id: this.#id,
      ticket: this.#ticket,
      values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
      consent: consent !== undefined,
      ...visitOf(location.href, document.referrer),
      [trapName]: trapped,
    });
    const entry = { url: `${address.href}/submissions`, body, at: Date.now() };
    const kept = keep(entry);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, soonest - (performance.now() - this.#shown))));
    const answer = await send(entry);
    if (answer.kind !== 'later') forget(entry);
    this.state = 'ready';
    if (answer.kind !== 'later') await this.#answered(definition, answer);
    else if (kept) this.#waits(entry);
    else this.notice = 'later';
  };

  #waits(entry: Kept): void {
    this.#kept = entry.body;
    this.state = 'kept';
    this.#focusMessage();
    this.dispatchEvent(new FormSubmittedEvent(true));
    void flush();
  }

  #thank(message: string | null): void {
    this.#kept = undefined;
    this.thanks = message;
    this.state = 'sent';
    this.#focusMessage();
    this.dispatchEvent(new FormSubmittedEvent(false));
  }

  async #answered(definition: Definition, answer: Exclude<Answer, { kind: 'later' }>): Promise<void> {
    if (answer.kind === 'taken') {
      const { message, url } = answer.thanks;
      this.#thank(message);
      if (url && /^https?:/.test(url)) location.assign(url);
      return;
    }
    const shown = [...definition.fields.map(({ name }) => name), 'consent'];
    const wrong = Object.entries(answer.fields).filter(([name]) => shown.includes(name));
    this.problems = Object.fromEntries(wrong.map(([name, { code }]) => [name, this.#problemWords(definition, name, code)]));
    if (wrong.length > 0) return this.#focusProblem();
    // The server does not know the ticket any more: what was typed stays, and goes with a new one as soon as that is here.
    const address = this.#address;
    this.state = 'sending';
    const outcome = 'ticket' in answer.fields && address instanceof URL ? await define(address) : undefined;
    if (typeof outcome === 'object') this.#ticket = outcome.ticket;
    this.state = 'ready';
    this.notice = 'later';
  }

  #problemWords({ fields }: Definition, name: string, code: string): string {
    const field = fields.find((one) => one.name === name);
    return problemWords(this.#words, field ? inputOf(field).type : 'box', code);
  }

  #check(definition: Definition, values: FormValues, consent: boolean): Record<string, string> {
    const { fields } = definition;
    const codes: Record<string, string> = {};
    for (const field of fields) {
      const { name } = field;
      // What a browser cannot read, it gives as nothing.
      const unread = this.renderRoot.querySelector<HTMLInputElement>(`[name="${name}"]`)?.validity.badInput;
      const code = unread ? 'incorrect_value' : problemOf(field, values);
      if (code) codes[name] = code;
    }
    const [first] = fields;
    if (first && Object.keys(codes).length === 0 && fields.every((field) => isUnwritten(field, values))) codes[first.name] = 'missing';
    if (definition.consent_text && !consent) codes['consent'] = 'missing';
    return Object.fromEntries(Object.entries(codes).map(([name, code]) => [name, this.#problemWords(definition, name, code)]));
  }

  /** A problem goes as soon as it is mended; others wait for the next try. */
  readonly #mended = ({ target }: Event): void => {
    const { definition } = this;
    const written = (target as HTMLInputElement).name;
    // Each part of an address has a name of its own.
    const name = Object.keys(this.problems).find((one) => written === one || written.startsWith(`${one}.`));
    if (!definition || name === undefined) return;
    const { consent, ...values } = this.#values();
    if (name in this.#check(definition, values, consent !== undefined)) return;
    const { [name]: _, ...rest } = this.problems;
    this.problems = rest;
  };

  #focusProblem(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }

  /** The button that had the focus is gone: whoever reads by ear or by keyboard goes on at the message. */
  #focusMessage(): void {
    const inside = this.matches(':focus-within');
    void this.updateComplete.then(() => inside && this.renderRoot.querySelector<HTMLElement>('.message')?.focus());
  }

  protected override render() {
    const { definition, notice, state } = this;
    const words = this.#words;
    if (state === 'sent' || state === 'kept')
      return html`<p part="message" class="message" role="status" tabindex="-1">
        ${state === 'kept' ? words.kept : (this.thanks ?? words.thanks)}
      </p>`;
    if (!definition)
      return html`<div class="waiting" aria-busy=${state === 'loading'}>
        ${notice ? html`<p part="problem" class="problem" role="alert">${sign}<span>${words[notice]}</span></p>` : nothing}
        ${notice === 'unreachable' ? html`<button part="button" type="button" @click=${this.#online}>${words.again}</button>` : nothing}
      </div>`;
    const said = Object.keys(this.problems).length > 0 ? words.look : notice && words[notice];
    const busy = state === 'sending';
    return html`<form part="form" novalidate @submit=${this.#submit} @input=${this.#mended} aria-busy=${busy}>
      ${definition.title ? html`<h2 part="title">${definition.title}</h2>` : nothing}
      ${said ? html`<p part="problem" class="problem" role="alert">${sign}<span>${said}</span></p>` : nothing}
      ${definition.fields.map((field) => this.#renderField(field, definition.fields, words))}
      <div class="trap" aria-hidden="true">
        <label>${words.leave} <input name=${trapName} tabindex="-1" autocomplete="off" /></label>
      </div>
      ${
        definition.consent_text
          ? html`<div part="consent">${this.#renderBox('consent', definition.consent_text, true)}${this.#renderProblem('consent')}</div>`
          : nothing
      }
      <button part="button" aria-disabled=${busy}>${busy ? words.sending : (definition.submit_label ?? words.send)}</button>
    </form>`;
  }

  #renderField(field: AskedField, fields: readonly AskedField[], words: Words) {
    const { name, required } = field;
    const { type } = inputOf(field);
    const label = html`${field.label ?? (words as Record<string, string>)[name] ?? name}
    ${required ? nothing : html`<small>${words.optional}</small>`}`;
    if (type === 'box') return html`<div part="field">${this.#renderBox(name, label, required)}${this.#renderProblem(name)}</div>`;
    if (type === 'boxes' || type === 'address')
      return html`<fieldset part="field" aria-describedby="${name}-problem">
        <legend part="label">${label}</legend>
        ${type === 'boxes' ? this.#renderBoxes(field) : this.#renderAddress(name, words)} ${this.#renderProblem(name)}
      </fieldset>`;
    // The two names stand side by side where both are asked.
    const half = pair.includes(name) && pair.every((one) => fields.some((other) => other.name === one));
    return html`<div part="field" class=${half ? 'half' : ''}>
      <label part="label" for=${name}>${label}</label>
      ${this.#renderInput(field, words)} ${this.#renderProblem(name)}
    </div>`;
  }

  #renderInput(field: AskedField, words: Words) {
    const { name, required, choices = [] } = field;
    const { type, autocomplete, longest } = inputOf(field);
    const invalid = name in this.problems;
    if (type === 'lines')
      return html`<textarea
        part="input"
        id=${name}
        name=${name}
        rows="3"
        maxlength=${longest}
        ?required=${required}
        aria-invalid=${invalid}
        aria-describedby="${name}-problem"
      ></textarea>`;
    if (type === 'list')
      return html`<select
        part="input"
        id=${name}
        name=${name}
        ?required=${required}
        aria-invalid=${invalid}
        aria-describedby="${name}-problem"
      >
        <option value="">${words.choose}</option>
        ${choices.map((choice) => html`<option value=${choice.id}>${choice.name}</option>`)}
      </select>`;
    return html`<input
      part="input"
      id=${name}
      name=${name}
      type=${type}
      step="any"
      autocomplete=${autocomplete}
      maxlength=${longest}
      ?required=${required}
      aria-invalid=${invalid}
      aria-describedby="${name}-problem"
    />`;
  }

  #renderBox(name: string, label: unknown, required: boolean) {
    return html`<div class="box">
      <input
        type="checkbox"
        id=${name}
        name=${name}
        ?required=${required}
        aria-invalid=${name in this.problems}
        aria-describedby="${name}-problem"
      />
      <label for=${name}>${label}</label>
    </div>`;
  }

  #renderBoxes({ name, choices = [] }: AskedField) {
    return choices.map(
      (choice) =>
        html`<div class="box">
          <input type="checkbox" id=${choice.id} name=${name} value=${choice.id} aria-invalid=${name in this.problems} />
          <label for=${choice.id}>${choice.name}</label>
        </div>`,
    );
  }

  #renderAddress(name: string, words: Words) {
    return html`<div class="parts">
      ${addressPartNames.map(
        (part) =>
          html`<div class=${part === 'line1' ? '' : 'half'}>
            <label part="label" for="${name}.${part}">${words[part]}</label>
            <input
              part="input"
              id="${name}.${part}"
              name="${name}.${part}"
              autocomplete=${addressParts[part]}
              maxlength=${longestPart(part)}
              aria-invalid=${name in this.problems}
            />
          </div>`,
      )}
    </div>`;
  }

  #renderProblem(name: string) {
    const problem = this.problems[name];
    return html`<p part="problem" class="problem" id="${name}-problem" ?hidden=${!problem}>${sign}<span>${problem}</span></p>`;
  }
}

const pair = ['first_name', 'last_name'];

const sign = html`<svg viewBox="0 0 24 24" aria-hidden="true">
  <circle cx="12" cy="12" r="10" />
  <path d="M12 8v4m0 4v.1" />
</svg>`;

/** What a form asks, with a new ticket; or why not. */
async function define(address: URL): Promise<{ form: Definition; ticket: string } | Notice> {
  try {
    const response = await fetch(address, { credentials: 'omit' });
    const answer = (await response.json()) as { form?: Definition; ticket?: string };
    if (response.status === 404) return 'gone';
    if (response.status === 403) return 'elsewhere';
    return Array.isArray(answer.form?.fields) ? { form: answer.form, ticket: String(answer.ticket) } : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-lead-form': LeadForm;
  }
}
