import { css, html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Choice, Command } from '../base/controllers/commands.ts';
import { Commands, takeChoices } from '../base/controllers/commands.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { msg } from '../base/localisation/index.ts';
import { toast } from '../base/toast/toast.ts';
import { StoreController } from '../provider/controllers.ts';
import type { Addresses } from './open.ts';
import type { Palette } from './palette.ts';

/**
 * Search across everything, and whatever can be done on the page, in one line: it opens by Ctrl+K (⌘K) and `/`, and shows nothing
 * until then. Commands are those of the elements on the page and those that the page adds; `?` lists their keys.
 *
 * @element crm-command-palette
 * @fires {CrmOpenRecordEvent} crm-open-record - A record is about to be opened. Cancel it to show it elsewhere.
 */
export class CrmCommandPalette extends CrmElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  /** Leaves `/` and `?` to the page; Ctrl+K and the page's own buttons open it then. */
  @property({ type: Boolean, attribute: 'no-single-keys' }) noSingleKeys = false;
  /** What the page itself can do, beside what its elements can. */
  @property({ attribute: false }) commands: readonly Command[] = [];
  /** Gives the address at which the page shows a record, by its type and id; undefined for a panel or a dialog here. */
  @property({ attribute: false }) addresses: Addresses | undefined;

  @state() private loaded = false;
  @query('crm-palette') private palette!: Palette | null;

  readonly #store = new StoreController(this);
  #release: (() => void) | undefined;

  constructor() {
    super();
    new Commands(this, () => [
      { keys: 'Mod+k', label: () => msg('Search and commands'), hidden: true, run: () => void this.show() },
      ...(this.noSingleKeys ? [] : [{ keys: '/', label: () => msg('Search'), hidden: true, run: () => void this.show() }]),
      {
        ...(this.noSingleKeys ? {} : { keys: '?' }),
        label: () => msg('Keyboard shortcuts'),
        words: () => msg('keys help'),
        icon: 'circle-question-mark',
        group: 'you',
        run: () => void this.showKeys(),
      },
      ...this.commands,
    ]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#release = takeChoices((choice) => void this.#show('', choice));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#release?.();
  }

  /** Opens it, for a text that is there already. */
  show(text = ''): Promise<void> {
    return this.#show(text);
  }

  async #show(text: string, choice?: Choice): Promise<void> {
    // Once it is here it opens at once: the next key is for it.
    const { palette } = this;
    if (palette) return palette.show(text, choice);
    // Somebody goes on writing while it is fetched.
    const ahead = writtenAhead();
    let more: string | undefined = '';
    try {
      if (!(await this.#load(() => import('./palette.ts')))) return;
      this.loaded = true;
      await this.updateComplete;
    } finally {
      more = ahead();
    }
    if (more !== undefined) this.palette?.show(text + more, choice);
  }

  /** Opens the list of the keys that work on the page. */
  async showKeys(): Promise<void> {
    const list = await this.#load(() => import('./shortcut-list.ts'));
    list?.showShortcuts(this);
  }

  async #load<T>(part: () => Promise<T>): Promise<T | undefined> {
    try {
      return await part();
    } catch (error) {
      console.error(error);
      toast({ text: msg('This could not be loaded. Try again when you are online.'), tone: 'danger', from: this });
      return undefined;
    }
  }

  protected override render() {
    if (!this.loaded) return nothing;
    return html`<crm-palette .store=${this.#store.value} .addresses=${this.addresses} .host=${this}></crm-palette>`;
  }
}

/** Keeps what is written from now on; gives the function that ends it and gives the text, undefined where Escape was pressed. */
function writtenAhead(): () => string | undefined {
  let text = '';
  let left = false;
  const keep = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === 'Escape') left = true;
    else if (event.key === 'Backspace') text = text.slice(0, -1);
    else if (event.key.length === 1) text += event.key;
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  window.addEventListener('keydown', keep, true);
  return () => {
    window.removeEventListener('keydown', keep, true);
    return left ? undefined : text;
  };
}

define('crm-command-palette', CrmCommandPalette);

declare global {
  interface HTMLElementTagNameMap {
    'crm-command-palette': CrmCommandPalette;
  }
}
