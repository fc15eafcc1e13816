import { css, html, type CSSResultGroup, type TemplateResult } from 'lit';
import '../base/button/button.ts';
import { RovingFocus } from '../base/controllers/roving-focus.ts';
import { define } from '../base/element/define.ts';
import type { IconName } from '../base/icons/icons.ts';
import { msg } from '../base/localisation/index.ts';
import { CrmTextarea } from '../base/textarea/textarea.ts';
import type { Change, Written } from './writing.ts';
import { continued, linked, listed, marked } from './writing.ts';

const isApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);

/**
 * A field for a note: plain text with the signs of note-format.ts, and a toolbar and keys that write them. Enter goes on
 * with a list; an address that is pasted over words makes a link of them.
 *
 * @element crm-note-editor
 * @slot toolbar - Further buttons, at the end of the toolbar.
 */
export class NoteEditor extends CrmTextarea {
  static override styles: CSSResultGroup = [
    CrmTextarea.styles,
    css`
      .control {
        display: grid;
        gap: 4px;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 2px;
      }
      .tools ::slotted(:first-child) {
        margin-inline-start: auto;
      }
      :host([quiet]) .tools {
        display: none;
      }
    `,
  ];

  constructor() {
    super();
    new RovingFocus(this, {
      items: () => [...(this.renderRoot?.querySelectorAll<HTMLElement>('.tools > crm-button') ?? [])],
      direction: 'inline',
    });
  }

  get #area(): HTMLTextAreaElement | undefined {
    return this.control instanceof HTMLTextAreaElement ? this.control : undefined;
  }

  /** Writes a change as the person's own typing, so that the browser's undo takes it back. */
  #write(make: (written: Written) => Change | undefined): boolean {
    const area = this.#area;
    if (!area || area.readOnly || area.disabled) return false;
    const change = make({ text: area.value, from: area.selectionStart, to: area.selectionEnd });
    if (!change) return false;
    area.focus();
    area.setSelectionRange(change.from, change.to);
    const typed = change.text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, change.text);
    if (!typed) {
      area.setRangeText(change.text, change.from, change.to);
      area.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    }
    area.setSelectionRange(...change.select);
    return true;
  }

  /** Writes words where the caret stands, in place of what is selected; false where nothing can be written. */
  insert(words: string): boolean {
    return this.#write(({ from, to }) => ({ from, to, text: words, select: [from + words.length, from + words.length] }));
  }

  readonly #bold = () => this.#write((written) => marked(written, '**'));
  readonly #italic = () => this.#write((written) => marked(written, '*'));
  readonly #bullets = () => this.#write((written) => listed(written, false));
  readonly #numbers = () => this.#write((written) => listed(written, true));
  readonly #link = () => this.#write((written) => linked(written));

  readonly #keys = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (this.#write(continued)) event.preventDefault();
      return;
    }
    const command = isApple() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
    if (!command || event.shiftKey || event.altKey) return;
    const act = { b: this.#bold, i: this.#italic, k: this.#link }[event.key.toLowerCase()];
    if (act) act();
    else if (event.key === 'Enter') this.form?.requestSubmit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #paste = (event: ClipboardEvent): void => {
    const area = this.#area;
    const address = event.clipboardData?.getData('text/plain').trim() ?? '';
    if (!area || area.selectionStart === area.selectionEnd || !/^https?:\/\/\S+$/.test(address)) return;
    if (/\n|\]\(|^https?:\/\//.test(area.value.slice(area.selectionStart, area.selectionEnd))) return;
    event.preventDefault();
    this.#write((written) => linked(written, address));
  };

  /** A press on the toolbar leaves the focus and the selection where they are. */
  readonly #hold = (event: Event): void => event.preventDefault();

  protected override renderControl(): TemplateResult {
    const key = (letter: string) => (isApple() ? `⌘${letter}` : `Ctrl+${letter}`);
    const tool = (icon: IconName, label: string, act: () => unknown, shortcut?: string) =>
      html`<crm-button
        size="small"
        variant="ghost"
        icon=${icon}
        label=${shortcut ? `${label} (${shortcut})` : label}
        ?disabled=${this.isDisabled}
        @mousedown=${this.#hold}
        @click=${act}
      ></crm-button>`;
    return html`<div class="writing" @keydown=${this.#keys} @paste=${this.#paste}>${super.renderControl()}</div>
      <div class="tools" role="toolbar" aria-label=${msg('Formatting')} aria-controls="control">
        ${tool('bold', msg('Bold'), this.#bold, key('B'))} ${tool('italic', msg('Italic'), this.#italic, key('I'))}
        ${tool('list', msg('List'), this.#bullets)} ${tool('list-ordered', msg('Numbered list'), this.#numbers)}
        ${tool('link', msg('Link'), this.#link, key('K'))}
        <slot name="toolbar"></slot>
      </div>`;
  }
}

define('crm-note-editor', NoteEditor);

declare global {
  interface HTMLElementTagNameMap {
    'crm-note-editor': NoteEditor;
  }
}
