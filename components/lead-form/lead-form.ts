import type { PropertyValues } from 'lit';
import { LitElement, html, nothing } from 'lit';
import type { FormValues } from '../../shared/form-fields.ts';
import { inputOf, trapName } from '../../shared/form-fields.ts';
import { problemWords } from '../../shared/form-words.ts';
import { codesOf } from './check.ts';
import type { Definition, Notice } from './definition.ts';
import { addressOf, define } from './definition.ts';
import { FormSubmitEvent, FormSubmittedEvent } from './events.ts';
import { renderBox, renderField, renderProblem, sign } from './fields.ts';
import { newId } from './id.ts';
import { styles } from './lead-form.styles.ts';
import type { Answer, Kept } from './outbox.ts';
import { flush, forget, keep, onSent, send } from './outbox.ts';
import { visitOf } from './visit.ts';
import type { Words } from './words.ts';
import { wordsFor } from './words.ts';

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

  get #address(): URL | Notice {
    return addressOf(this.form, this.server);
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
    // What a browser cannot read, it gives as nothing.
    const unread = (name: string) => this.renderRoot.querySelector<HTMLInputElement>(`[name="${name}"]`)?.validity.badInput ?? false;
    const codes = Object.entries(codesOf(definition, values, consent, unread));
    return Object.fromEntries(codes.map(([name, code]) => [name, this.#problemWords(definition, name, code)]));
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
    const { definition, notice, problems, state } = this;
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
    const said = Object.keys(problems).length > 0 ? words.look : notice && words[notice];
    const busy = state === 'sending';
    return html`<form part="form" novalidate @submit=${this.#submit} @input=${this.#mended} aria-busy=${busy}>
      ${definition.title ? html`<h2 part="title">${definition.title}</h2>` : nothing}
      ${said ? html`<p part="problem" class="problem" role="alert">${sign}<span>${said}</span></p>` : nothing}
      ${definition.fields.map((field) => renderField(field, definition.fields, problems, words))}
      <div class="trap" aria-hidden="true">
        <label>${words.leave} <input name=${trapName} tabindex="-1" autocomplete="off" /></label>
      </div>
      ${
        definition.consent_text
          ? html`<div part="consent">
              ${renderBox('consent', definition.consent_text, true, problems)}${renderProblem('consent', problems)}
            </div>`
          : nothing
      }
      <button part="button" aria-disabled=${busy}>${busy ? words.sending : (definition.submit_label ?? words.send)}</button>
    </form>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-lead-form': LeadForm;
  }
}
