import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { msg, str } from '@lit/localize';
import '../avatar/avatar.ts';
import { announce } from '../controllers/announcer.ts';
import { Anchored } from '../controllers/anchored.ts';
import { CrmEvent } from '../element/crm-event.ts';
import { define } from '../element/define.ts';
import { CrmField } from '../form/field.ts';
import { icon } from '../icons/icons.ts';
import { plural } from '../localisation/plural.ts';
import { menuSurface } from '../styles/menu-surface.ts';
import { styles } from './combobox.styles.ts';
import { marked, matching, type ComboboxOption, type ComboboxSource } from './options.ts';

export type { ComboboxOption, ComboboxSource } from './options.ts';

/** Someone wants something new with these words, where nothing of that name is. */
export class CrmCreateEvent extends CrmEvent {
  constructor(readonly text: string) {
    super('crm-create');
  }
}

/**
 * A choice of one from many, found while typing. Arrow keys move in the list, Enter chooses, Escape closes it and then brings back what was chosen.
 * Options are given at once (`options`) or looked up (`source`); with `creatable` the last one offers what is not there yet.
 *
 * @element crm-combobox
 * @fires change - Another option was chosen, or none; read `value` and `selected`.
 * @fires {CrmCreateEvent} crm-create - Something new is wanted. Make it, then set `selected`.
 * @csspart input - The native input.
 * @csspart list - The options.
 */
export class CrmCombobox extends CrmField {
  static override styles: CSSResultGroup = [CrmField.styles, menuSurface, styles];

  readonly #anchored = new Anchored();

  @query('.control') private frame!: HTMLElement | null;
  @query('.menu') private list!: HTMLElement | null;

  @property({ attribute: false }) options: readonly ComboboxOption[] = [];
  @property({ attribute: false }) source?: ComboboxSource;
  @property({ type: Boolean }) creatable = false;
  /** The words of the option that makes something new. */
  @property({ attribute: false }) createLabel?: (text: string) => string;
  /** The chosen option. Setting it sets `value`; setting `value` finds it among `options`. */
  @property({ attribute: false }) selected?: ComboboxOption;

  @state() private typed?: string;
  @state() private found: readonly ComboboxOption[] = [];
  @state() private active = 0;
  @state() private opened = false;
  @state() private searching = false;

  #search?: AbortController;

  override disconnectedCallback(): void {
    this.#search?.abort();
    super.disconnectedCallback();
  }

  override formResetCallback(): void {
    super.formResetCallback();
    this.typed = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('selected') && this.selected?.value !== this.value && (this.selected || changed.get('selected'))) {
      this.value = this.selected?.value ?? '';
    } else if (changed.has('value') || changed.has('options')) {
      if (this.selected?.value !== this.value) {
        this.selected = this.options.find(({ value }) => value !== '' && value === this.value);
      }
    }
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { frame, list } = this;
    if (!frame || !list) return;
    const open = list.matches(':popover-open');
    if (this.opened && !open) this.#anchored.show(frame, list, 'bottom-fill');
    else if (!this.opened && open) this.#anchored.hide(list);
    if (this.opened) list.querySelector('.active')?.scrollIntoView({ block: 'nearest' });
  }

  get #query(): string {
    return this.typed ?? '';
  }

  /** The text of the option that makes something new, or empty when there is none. */
  get #newText(): string {
    const text = this.#query.trim();
    if (!this.creatable || text === '') return '';
    return this.found.some(({ label }) => label.toLocaleLowerCase() === text.toLocaleLowerCase()) ? '' : text;
  }

  get #count(): number {
    return this.found.length + (this.#newText ? 1 : 0);
  }

  async #lookUp(): Promise<void> {
    this.#search?.abort();
    const search = new AbortController();
    this.#search = search;
    if (!this.source) {
      this.found = matching(this.options, this.#query);
    } else {
      const answer = this.source(this.#query, search.signal);
      if (answer instanceof Promise) this.searching = true;
      try {
        const found = await answer;
        if (search.signal.aborted) return;
        this.found = found;
      } catch (error) {
        if (search.signal.aborted) return;
        this.found = [];
        this.opened = false;
        this.error = msg('The search failed. Try again.');
        console.error(error);
        return;
      } finally {
        if (this.#search === search) this.searching = false;
      }
    }
    const chosen = this.typed === undefined ? this.found.findIndex(({ value }) => value === this.value) : 0;
    this.active = Math.max(chosen, 0);
    if (!this.opened) return;
    const count = this.found.length;
    announce(plural(count, { one: msg(str`${count} match`), other: msg(str`${count} matches`) }));
  }

  #open(): void {
    if (this.isDisabled || this.readonly || this.opened) return;
    this.opened = true;
    void this.#lookUp();
  }

  #close(): void {
    this.opened = false;
    this.#search?.abort();
  }

  #choose(option: ComboboxOption | undefined): void {
    this.#close();
    this.typed = undefined;
    if (option?.value === this.value) return;
    this.selected = option;
    this.value = option?.value ?? '';
    this.syncForm();
    this.announceChange();
  }

  #take(place: number): void {
    const option = this.found[place];
    if (option) {
      this.#choose(option);
    } else if (this.#newText) {
      const text = this.#newText;
      this.#close();
      this.typed = undefined;
      this.dispatchEvent(new CrmCreateEvent(text));
    }
  }

  protected override ownProblem(): string {
    return this.required && this.value === '' && this.#query !== '' ? msg('Choose one from the list.') : '';
  }

  #handleInput = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.typed = event.target.value;
    this.opened = true;
    void this.#lookUp();
  };

  #handleKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (!this.opened) this.#open();
      else if (this.#count > 0) this.active = (this.active + (key === 'ArrowDown' ? 1 : -1) + this.#count) % this.#count;
    } else if (key === 'Enter' && this.opened && this.#count > 0) {
      event.preventDefault();
      this.#take(this.active);
    } else if (key === 'Escape' && (this.opened || this.typed !== undefined)) {
      // The dialog around it stays open: this Escape was for the list.
      event.preventDefault();
      event.stopPropagation();
      this.#close();
      this.typed = undefined;
    } else {
      this.handleEnter(event);
    }
  };

  /** Leaving keeps what was chosen; words that were emptied clear it. */
  #handleBlur = (): void => {
    if (this.typed === undefined && !this.opened) return;
    if (this.typed?.trim() === '' && !this.required) this.#choose(undefined);
    this.#close();
    this.typed = undefined;
  };

  #handleClear = (): void => {
    this.#choose(undefined);
    this.focus();
  };

  protected override renderControl(): TemplateResult {
    const { selected } = this;
    const shown = this.typed ?? selected?.label ?? '';
    const clearable = selected && !this.required && !this.isDisabled && !this.readonly;
    return html`
      ${selected && this.typed === undefined && (selected.avatar ?? selected.icon) ? html`<span class="mine">${renderMark(selected)}</span>` : nothing}
      <input
        id="control"
        part="input"
        class="input"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        aria-autocomplete="list"
        aria-expanded=${this.opened ? 'true' : 'false'}
        aria-controls="list"
        aria-activedescendant=${this.opened && this.#count > 0 ? `option-${this.active}` : nothing}
        aria-invalid=${this.shownError ? 'true' : nothing}
        aria-describedby=${this.describedBy}
        .value=${live(shown)}
        placeholder=${ifDefined(this.placeholder)}
        ?required=${this.required}
        ?disabled=${this.isDisabled}
        ?readonly=${this.readonly}
        @input=${this.#handleInput}
        @click=${this.#open}
        @keydown=${this.#handleKey}
        @blur=${this.#handleBlur}
      />
      ${
        clearable
          ? html`<button class="clear" type="button" tabindex="-1" aria-label=${msg('Clear')} @click=${this.#handleClear}>
              ${icon('x', 'small')}
            </button>`
          : html`<span class="chevron">${icon('chevron-down', 'small')}</span>`
      }
      <div
        class="menu"
        id="list"
        part="list"
        role="listbox"
        popover="manual"
        aria-label=${this.label}
        aria-busy=${this.searching ? 'true' : 'false'}
        @pointerdown=${(event: Event) => event.preventDefault()}
      >
        ${this.opened ? this.#renderOptions() : nothing}
      </div>
    `;
  }

  #renderOptions(): unknown {
    const text = this.#newText;
    const options = this.found.map((option, place) =>
      this.#renderOption(
        place,
        html` ${renderMark(option)}<span class="cut"><bdi>${renderMarked(option.label, this.#query)}</bdi></span>
          ${option.detail ? html`<span class="detail cut">${option.detail}</span>` : nothing}`,
      ),
    );
    if (text) {
      options.push(
        this.#renderOption(
          this.found.length,
          html`${icon('plus')}<span class="cut">${this.createLabel?.(text) ?? msg(str`Add “${text}”`)}</span>`,
        ),
      );
    }
    if (options.length > 0) return options;
    return html`<div class="none" role="option" aria-disabled="true" aria-selected="false">
      ${this.searching ? msg('Searching…') : msg('Nothing matches')}
    </div>`;
  }

  #renderOption(place: number, inside: TemplateResult): TemplateResult {
    const active = place === this.active;
    return html`<div
      class=${active ? 'opt active' : 'opt'}
      id=${`option-${place}`}
      role="option"
      aria-selected=${active ? 'true' : 'false'}
      @pointermove=${() => (this.active = place)}
      @click=${() => this.#take(place)}
    >
      ${inside}
    </div>`;
  }
}

function renderMark(option: ComboboxOption): TemplateResult | typeof nothing {
  if (option.avatar) {
    return html`<crm-avatar
      name=${option.label}
      ?organization=${option.avatar === 'organization'}
      ?mine=${option.mine ?? false}
    ></crm-avatar>`;
  }
  return option.icon ? icon(option.icon) : nothing;
}

function renderMarked(label: string, words: string): TemplateResult {
  const [before, hit, after] = marked(label, words);
  return html`${before}${hit ? html`<mark>${hit}</mark>` : nothing}${after}`;
}

define('crm-combobox', CrmCombobox);

declare global {
  interface HTMLElementTagNameMap {
    'crm-combobox': CrmCombobox;
  }
  interface HTMLElementEventMap {
    'crm-create': CrmCreateEvent;
  }
}
