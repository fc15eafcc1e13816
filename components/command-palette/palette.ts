import { html, nothing } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../base/button/button.ts';
import type { Choice } from '../base/controllers/commands.ts';
import { keyCaps } from '../base/controllers/commands.ts';
import { deepActiveElement } from '../base/dialog/focus.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import { menuSurface } from '../base/styles/menu-surface.ts';
import { stageMark } from '../base/styles/stage-mark.ts';
import type { FoundRecord } from '../store/search.ts';
import { searchOf } from '../store/search.ts';
import type { Store } from '../store/index.ts';
import type { Listed } from './commands.ts';
import { listed, plainLabel } from './commands.ts';
import type { Group, Option } from './groups.ts';
import { choiceGroups, foundGroups, suggestedGroups } from './groups.ts';
import type { Addresses } from './open.ts';
import { hrefOf, openFound } from './open.ts';
import { styles } from './palette.styles.ts';
import type { Result } from './results.ts';
import { marked } from './results.ts';

/** What one search brings, to be shared out among the types. */
const mostFound = 200;
/** Of those that the server alone has: each comes with its whole record. */
const mostFromServer = 50;
/** Without so many, parts of words and mistyped ones are looked for. */
const enough = 6;

/** The palette itself: it comes when it is first opened. */
export class Palette extends CrmElement {
  static override styles = [menuSurface, stageMark, styles];

  @property({ attribute: false }) store: Store | undefined;
  @property({ attribute: false }) addresses: Addresses | undefined;
  /** Whose events tell of what is opened. */
  @property({ attribute: false }) host: HTMLElement | undefined;

  @state() private open = false;
  @state() private text = '';
  @state() private found: readonly FoundRecord[] = [];
  /** The text that `found` was found by. */
  @state() private foundBy = '';
  @state() private commands: readonly Listed[] = [];
  /** What is being chosen for a command. */
  @state() private choice: Listed | undefined;
  @state() private active = '';
  @query('dialog') private dialog!: HTMLDialogElement | null;
  @query('input') private input!: HTMLInputElement | null;

  #search: AbortController | undefined;
  #before: Element | null = null;
  #groups: Group[] = [];

  /** Opens it for a text that is there already, or for the choices of a command. */
  show(text = '', choice?: Choice): void {
    this.commands = listed();
    this.choice = choice && { command: choice, label: choice.label(), group: choice.group ?? 'page' };
    this.#write(text);
    if (!this.open) this.#before = deepActiveElement();
    this.open = true;
    if (this.store) void searchOf(this.store).prepare();
  }

  hide(): void {
    this.open = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#search?.abort();
    this.open = false;
  }

  protected override willUpdate(): void {
    this.#groups = this.open ? this.#group() : [];
    const options = this.#options;
    // What was chosen stays so when more is found; else the first is.
    if (!options.some(({ key }) => key === this.active)) this.active = options[0]?.key ?? '';
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('open')) {
      if (this.open && this.dialog && !this.dialog.open) {
        this.dialog.showModal();
        this.input?.focus();
        // What is there already is gone on with.
        this.input?.setSelectionRange(this.text.length, this.text.length);
      } else if (!this.open && this.dialog?.open) {
        this.dialog.close();
        if (this.#before instanceof HTMLElement && this.#before.isConnected) this.#before.focus();
      }
    }
    if (changed.has('active')) this.renderRoot.querySelector('.opt.active')?.scrollIntoView({ block: 'nearest' });
  }

  get #options(): readonly Option[] {
    return this.#groups.flatMap(({ options }) => options);
  }

  #write(text: string): void {
    this.text = text;
    this.active = '';
    this.#search?.abort();
    const wanted = text.trim();
    if (wanted === '' || this.choice || !this.store) {
      this.found = [];
      this.foundBy = '';
      return;
    }
    const search = new AbortController();
    this.#search = search;
    void this.#find(this.store, wanted, search.signal);
  }

  async #find(store: Store, wanted: string, signal: AbortSignal): Promise<void> {
    const whole = store.status.ready === 'all';
    const found = await searchOf(store).find(wanted, { limit: mostFound, enough, signal });
    if (signal.aborted) return;
    this.found = found;
    this.foundBy = wanted;
    if (whole) return;
    // Records are still on their way: the server has them all. What comes from there stands after what is here, so that nothing jumps.
    const { findOnServer } = await import('../store/server-search.ts');
    const more = await findOnServer(store, wanted, mostFromServer, signal);
    const here = new Set(found.map(({ id }) => id));
    if (!signal.aborted) this.found = [...found, ...more.filter(({ id }) => !here.has(id))];
  }

  #group(): Group[] {
    const { store, commands } = this;
    const text = this.text.trim();
    if (this.choice) return choiceGroups(this.choice, text);
    return text === '' ? suggestedGroups(store, commands) : foundGroups(store, this.found, this.foundBy, commands, text);
  }

  async #take(option: Option | undefined, beside = false): Promise<void> {
    const { store, addresses } = this;
    const host = this.host ?? this;
    if (option?.result && store) {
      const { type, id } = option.result;
      // Beside this page, the palette stays for the next one.
      if (!beside || hrefOf(store, type, id, addresses) === undefined) await this.#close();
      await openFound(host, store, { type, id }, { addresses, beside });
      return;
    }
    const command = option?.command?.command;
    if (!option?.command || !command) return;
    if (command.choices) {
      this.choice = option.command;
      this.#write('');
      return;
    }
    await this.#close();
    command.run();
  }

  /** Closed before anything is done: what is done may open something of its own. */
  async #close(): Promise<void> {
    this.hide();
    await this.updateComplete;
  }

  #step(by: number): void {
    const options = this.#options;
    if (options.length === 0) return;
    const at = options.findIndex(({ key }) => key === this.active);
    this.active = options[(at + by + options.length) % options.length]?.key ?? '';
  }

  readonly #key = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const { key } = event;
    const mod = event.ctrlKey || event.metaKey;
    if (key === 'ArrowDown') this.#step(1);
    else if (key === 'ArrowUp') this.#step(-1);
    else if (key === 'PageDown') this.#stepBounded(8);
    else if (key === 'PageUp') this.#stepBounded(-8);
    else if (key === 'Enter')
      void this.#take(
        this.#options.find((option) => option.key === this.active),
        mod,
      );
    else if (key === 'Escape') {
      event.stopPropagation();
      if (this.choice) this.#back();
      else this.hide();
    } else if (key === 'Backspace' && this.choice && this.text === '') this.#back();
    else return;
    event.preventDefault();
  };

  #stepBounded(by: number): void {
    const options = this.#options;
    const at = options.findIndex(({ key }) => key === this.active);
    this.active = options[Math.min(options.length - 1, Math.max(0, at + by))]?.key ?? '';
  }

  #back(): void {
    this.choice = undefined;
    this.#write('');
  }

  readonly #pressed = (event: Event): void => {
    if (event.target === this.dialog) this.hide();
  };

  protected override render() {
    const options = this.#options;
    const words = this.choice ? msg('Choose') : msg('Search, or say what to do');
    return html`<dialog
      aria-label=${msg('Search and commands')}
      @keydown=${this.#key}
      @pointerdown=${this.#pressed}
      @cancel=${(event: Event) => (event.preventDefault(), this.hide())}
      @close=${() => this.dialog?.open || this.hide()}
    >
      ${
        this.open
          ? html`<div class="line">
                ${icon('search')} ${this.choice ? html`<span class="step cut">${plainLabel(this.choice.label)}</span>` : nothing}
                <input
                  type="search"
                  role="combobox"
                  autocomplete="off"
                  autocapitalize="off"
                  spellcheck="false"
                  enterkeyhint="go"
                  aria-label=${this.choice ? plainLabel(this.choice.label) : msg('Search and commands')}
                  aria-autocomplete="list"
                  aria-expanded=${options.length > 0 ? 'true' : 'false'}
                  aria-controls="list"
                  aria-activedescendant=${this.active ? this.#idOf(this.active) : nothing}
                  placeholder=${words}
                  .value=${this.text}
                  @input=${(event: Event) => this.#write((event.target as HTMLInputElement).value)}
                />
                <kbd>Esc</kbd>
                <crm-button class="close" variant="ghost" icon="x" label=${msg('Close')} @click=${() => this.hide()}></crm-button>
              </div>
              <div class="list" id="list" role="listbox" tabindex="-1" aria-label=${msg('Results')}>
                ${repeat(
                  this.#groups,
                  ({ key }) => key,
                  (group) => this.#renderGroup(group),
                )}
              </div>
              ${options.length === 0 ? this.#renderNone() : nothing}
              <footer class="foot">
                <span class="how"><kbd>↑</kbd> <kbd>↓</kbd> ${msg('choose')}</span>
                <span class="how"><kbd>↵</kbd> ${msg('open')}</span>
                ${this.choice ? nothing : html`<span class="how"><kbd>${keyCaps('Mod+↵')[0]}</kbd> ${msg('open in a new tab')}</span>`}
                <span class="grow"></span>
                <span role="status">${this.#said()}</span>
              </footer>`
          : nothing
      }
    </dialog>`;
  }

  #said(): string {
    const text = this.text.trim();
    if (text === '' || (this.foundBy !== text && !this.choice)) return '';
    const count = this.#options.length;
    return plural(count, { one: msg(str`${count} result`), other: msg(str`${count} results`) });
  }

  #renderNone(): TemplateResult | typeof nothing {
    const text = this.text.trim();
    // Nobody knows yet.
    if (text === '' || (this.foundBy !== text && !this.choice)) return nothing;
    return html`<div class="none">
      <strong>${msg(str`Nothing is found for “${text}”`)}</strong>
      <span>${msg('Names, e-mail addresses, phone numbers and words of notes are looked in. A part is enough.')}</span>
    </div>`;
  }

  #idOf(key: string): string {
    return `o-${this.#options.findIndex((option) => option.key === key)}`;
  }

  #renderGroup({ label, options }: Group): TemplateResult {
    return html`<div role="group" aria-label=${label}>
      <p class="group" aria-hidden="true">${label}</p>
      ${repeat(
        options,
        ({ key }) => key,
        (option) => this.#renderOption(option),
      )}
    </div>`;
  }

  #renderOption(option: Option): TemplateResult {
    const active = option.key === this.active;
    const take = (event: MouseEvent) => {
      if (event.button > 1) return;
      event.preventDefault();
      void this.#take(option, event.button === 1 || event.ctrlKey || event.metaKey);
    };
    return html`<div
      class=${active ? 'opt active' : 'opt'}
      id=${this.#idOf(option.key)}
      role="option"
      aria-selected=${active ? 'true' : 'false'}
      @pointermove=${() => (this.active = option.key)}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${take}
      @auxclick=${take}
    >
      ${option.result ? this.#renderResult(option.result) : option.command ? this.#renderCommand(option.command) : nothing}
    </div>`;
  }

  #renderResult({ mark, title, detail, end }: Result): TemplateResult {
    const { foundBy } = this;
    return html`${mark}<span class="words cut"
        ><bdi>${marked(title, foundBy)}</bdi
        >${detail ? html` <span class="detail">· <bdi>${marked(detail, foundBy)}</bdi></span>` : nothing}</span
      ><span class="end">${end}</span>`;
  }

  #renderCommand({ command, label }: Listed): TemplateResult {
    return html`${icon(command.icon ?? 'arrow-right')}<span class="words cut">${marked(label, this.text.trim())}</span>${
        command.keys
          ? html`<span class="keys" aria-hidden="true">${keyCaps(command.keys).map((cap) => html`<kbd>${cap}</kbd>`)}</span>`
          : nothing
      }`;
  }
}

define('crm-palette', Palette);

declare global {
  interface HTMLElementTagNameMap {
    'crm-palette': Palette;
  }
}
