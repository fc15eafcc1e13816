import { css, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Note } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/input/input.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { CrmEvent } from '../base/element/crm-event.ts';
import { define } from '../base/element/define.ts';
import { msg } from '../base/localisation/index.ts';
import './note-editor.ts';

export type GivenNote = Pick<Note, 'content' | 'is_important' | 'type' | 'tags'>;

export interface NoteProblems {
  content?: string;
  tags?: string;
}

/** Somebody has written a note, and wants it kept. */
export class NoteGivenEvent extends CrmEvent {
  readonly note: GivenNote;
  /** What of it is another than it was when somebody began: what others have changed meanwhile stays theirs. */
  readonly changes: Partial<GivenNote>;
  constructor(note: GivenNote, before: GivenNote | undefined) {
    super('crm-note');
    this.note = note;
    this.changes = Object.fromEntries(
      Object.entries(note).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(before?.[field as keyof GivenNote])),
    );
  }
}

/** Somebody leaves a note as it was. */
export class NoteLeftEvent extends CrmEvent {
  constructor() {
    super('crm-note-left');
  }
}

type Editor = HTMLElement & { value: string; updateComplete: Promise<boolean> };

/** Tags as people write them: with commas between, each once. */
export function tagsOf(text: string): string[] {
  const tags = new Map<string, string>();
  for (const tag of text.split(',').map((one) => one.trim()))
    if (tag !== '' && !tags.has(tag.toLowerCase())) tags.set(tag.toLowerCase(), tag);
  return [...tags.values()];
}

/**
 * Writes a note: a new one, which takes little room until somebody begins, or one that is there, in its place.
 *
 * @element crm-note-form
 * @fires {NoteGivenEvent} crm-note - It is to be kept.
 * @fires {NoteLeftEvent} crm-note-left - It is left as it was.
 */
export class NoteForm extends CrmElement {
  static override styles = css`
    form {
      display: grid;
      gap: 6px;
    }
    .acts {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--crm-space-2);
    }
    .hint {
      flex: 1;
      font-size: var(--crm-text-12);
      color: var(--crm-text-muted);
    }
  `;

  /** The note that is changed; left out for a new one. */
  @property({ attribute: false }) note: Note | undefined;
  /** What was written of a new one before. */
  @property() draft = '';
  /** What is wrong with it, in words, by what it is about. */
  @property({ attribute: false }) problems: NoteProblems = {};

  /** What the field begins with. */
  @state() private written = '';
  @state() private begun = false;
  @state() private important = false;
  @state() private restricted = false;
  @state() private tags: string | undefined;
  #before: Note | undefined;
  @query('crm-note-editor') private editor!: Editor | null;

  /** What is written at this moment. */
  get text(): string {
    return this.editor?.value ?? this.draft;
  }

  override focus(): void {
    void this.#focus();
  }

  async #focus(): Promise<void> {
    await this.updateComplete;
    await this.editor?.updateComplete;
    this.editor?.focus();
  }

  /** Makes it empty again, for the next note. */
  clear(): void {
    if (this.editor) this.editor.value = '';
    this.important = false;
    this.restricted = false;
    this.tags = undefined;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated && this.draft) {
      this.written = this.draft;
      this.begun = true;
    }
    // What somebody is writing stays, also when the note changes elsewhere meanwhile.
    if (!this.note || !changed.has('note') || changed.get('note')?.id === this.note.id) return;
    this.#before = this.note;
    const { content, is_important, type, tags } = this.note;
    this.begun = true;
    this.written = content;
    this.important = is_important;
    this.restricted = type === 'restricted';
    this.tags = tags.length > 0 ? tags.join(', ') : undefined;
  }

  /** It stays as large from then on: to shrink when it is left would move away what is being pressed. */
  readonly #begin = (): void => {
    this.begun = true;
  };

  readonly #keys = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.note) return;
    event.stopPropagation();
    event.preventDefault();
    this.#cancel();
  };

  readonly #cancel = (): void => {
    this.dispatchEvent(new NoteLeftEvent());
  };

  readonly #give = (event: Event): void => {
    event.preventDefault();
    const content = this.text.trim();
    if (content === '') {
      this.focus();
      return;
    }
    this.dispatchEvent(
      new NoteGivenEvent(
        {
          content,
          is_important: this.important,
          type: this.restricted ? 'restricted' : 'regular',
          tags: tagsOf(this.tags ?? ''),
        },
        this.#before,
      ),
    );
  };

  protected override render() {
    const { note } = this;
    const hold = (event: Event) => event.preventDefault();
    return html`<form novalidate @submit=${this.#give} @focusin=${this.#begin} @keydown=${this.#keys}>
      <crm-note-editor
        label=${note ? msg('Note') : msg('Add a note')}
        hide-label
        rows=${note ? 4 : this.begun ? 3 : 1}
        maxlength="100000"
        placeholder=${msg('Write a note')}
        .value=${this.written}
        .error=${this.problems.content ?? ''}
        ?quiet=${!this.begun}
      >
        <crm-button
          slot="toolbar"
          size="small"
          variant="ghost"
          icon="flag"
          .pressed=${this.important}
          @mousedown=${hold}
          @click=${() => (this.important = !this.important)}
          >${msg('Important')}</crm-button
        ><crm-button
          slot="toolbar"
          size="small"
          variant="ghost"
          icon="lock"
          .pressed=${this.restricted}
          @mousedown=${hold}
          @click=${() => (this.restricted = !this.restricted)}
          >${msg('Only me')}</crm-button
        ><crm-button
          slot="toolbar"
          size="small"
          variant="ghost"
          icon="tag"
          .expanded=${this.tags !== undefined}
          @mousedown=${hold}
          @click=${this.#toggleTags}
          >${msg('Tags')}</crm-button
        >
      </crm-note-editor>
      ${
        this.tags === undefined
          ? nothing
          : html`<crm-input
              name="tags"
              label=${msg('Tags')}
              hide-label
              placeholder=${msg('Tags, with commas between')}
              .value=${this.tags}
              .error=${this.problems.tags ?? ''}
              @input=${(event: Event) => (this.tags = (event.currentTarget as Editor).value)}
            ></crm-input>`
      }
      ${
        this.begun
          ? html`<div class="acts">
              <span class="hint" role="status">${this.restricted ? msg('Nobody else will see this note.') : nothing}</span>
              ${note ? html`<crm-button size="small" @click=${this.#cancel}>${msg('Cancel')}</crm-button>` : nothing}
              <crm-button size="small" variant="primary" type="submit">${note ? msg('Save') : msg('Add note')}</crm-button>
            </div>`
          : nothing
      }
    </form>`;
  }

  readonly #toggleTags = async (): Promise<void> => {
    this.tags = this.tags === undefined ? '' : undefined;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('crm-input')?.focus();
  };
}

define('crm-note-form', NoteForm);

declare global {
  interface HTMLElementTagNameMap {
    'crm-note-form': NoteForm;
  }
  interface HTMLElementEventMap {
    'crm-note': NoteGivenEvent;
    'crm-note-left': NoteLeftEvent;
  }
}
