import { css, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { newId } from '../../shared/ids.ts';
import type { Note } from '../../shared/records/index.ts';
import { isAdministrator } from '../../shared/records/index.ts';
import { mayDelete } from '../../shared/mutators/permission.ts';
import '../base/button/button.ts';
import '../base/menu/menu.ts';
import '../base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../base/menu/menu.ts';
import '../base/tag/tag.ts';
import { define } from '../base/element/define.ts';
import { formatDateTime, formatTime, relativeDay } from '../base/format/dates.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, str } from '../base/localisation/index.ts';
import { marks } from '../base/styles/marks.ts';
import { sections } from '../base/styles/sections.ts';
import { timeline } from '../base/styles/timeline.ts';
import { toast } from '../base/toast/toast.ts';
import '../notes/note-form.ts';
import type { GivenNote, NoteForm, NoteGivenEvent, NoteProblems } from '../notes/note-form.ts';
import { noteText, renderNote } from '../notes/note-text.ts';
import type { Outcome, Store } from '../store/index.ts';
import { RecordPart } from './part.ts';
import { partStyles } from './part.styles.ts';
import { Sought } from './sought.ts';
import { problemOf } from './problem.ts';

/** What was begun on a record and not kept yet, by the record's id: a panel that is closed loses no words. */
const drafts = new Map<string, string>();

/** The notes on a record, the important ones first, then the newest. One's own can be written anew and deleted. */
export class RecordNotes extends RecordPart {
  static override styles = [
    sections,
    timeline,
    marks,
    partStyles,
    noteText,
    css`
      .whole {
        grid-column: 2 / -1;
        min-inline-size: 0;
      }
      .line .quote {
        white-space: normal;
      }
      .important .quote {
        border-inline-start: 3px solid var(--crm-text-secondary);
      }
      .marks {
        margin-block-end: 4px;
      }
      .marks span {
        display: inline-flex;
        align-items: center;
        gap: 4px;
      }
      .line > :is(.pin, .body) {
        align-self: center;
      }
      .end {
        display: flex;
        align-items: center;
        gap: 4px;
      }
      .end time {
        font-size: var(--crm-text-12);
      }
      crm-note-form {
        display: block;
      }
      .section crm-note-form {
        margin-block-end: var(--crm-space-2);
      }
    `,
  ];

  /** Only what is written anew: the notes themselves stand among what happened. */
  @property({ type: Boolean }) composing = false;
  /** Only the note with this id, as one line among others. */
  @property() single = '';
  @state() private editing = '';
  @state() private problems: NoteProblems = {};

  constructor() {
    super();
    new Sought(this, (id) => this.renderRoot.querySelector<HTMLElement>(`[data-note="${CSS.escape(id)}"]`));
  }

  readonly #add = ({ note }: NoteGivenEvent): void => {
    const { store, type, recordId } = this;
    const form = this.renderRoot.querySelector<NoteForm>('#add');
    if (!store || !form) return;
    const outcome = store.mutate.createNote({ id: newId(), ...note, resource_type: type, resource_id: recordId });
    this.#say(outcome);
    if (!outcome.ok) return;
    drafts.delete(recordId);
    form.clear();
    form.focus();
  };

  #save(store: Store, note: Note, changes: Partial<GivenNote>): void {
    if (Object.keys(changes).length === 0) return this.#close(note);
    const outcome = store.mutate.updateNote({ id: note.id, ...changes });
    this.#say(outcome);
    if (outcome.ok) this.#close(note);
  }

  /** A refusal is said by the form, at the field that it is about. */
  #say(outcome: Outcome): void {
    if (outcome.ok) this.problems = {};
    else {
      const ofTags = Object.keys(outcome.rejection.fields ?? {}).some((path) => path.split('.')[0] === 'tags');
      this.problems = ofTags
        ? { tags: problemOf(outcome.rejection, 'tags', msg('Tags')) }
        : { content: problemOf(outcome.rejection, 'content', msg('Note')) };
    }
  }

  #close({ id }: Note): void {
    this.editing = '';
    this.problems = {};
    void this.updateComplete.then(() => this.focusOn(`crm-menu[data-id="${id}"] crm-button`));
  }

  #act(store: Store, note: Note, act: string): void {
    if (act === 'edit') {
      this.problems = {};
      this.editing = note.id;
    } else if (act === 'important') this.told(store.mutate.updateNote({ id: note.id, is_important: !note.is_important }));
    else this.#drop(store, note);
  }

  #drop(store: Store, { id }: Note): void {
    if (!this.told(store.mutate.deleteNote({ id }))) return;
    toast({
      text: msg('The note is deleted.'),
      action: { label: msg('Undo'), run: () => void store.mutate.restoreRecord({ type: 'note', id }) },
      from: this,
    });
  }

  readonly #draft = (event: Event): void => {
    const { text } = event.currentTarget as NoteForm;
    if (text.trim() === '') drafts.delete(this.recordId);
    else drafts.set(this.recordId, text);
  };

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('recordId')) return;
    this.editing = '';
    this.problems = {};
  }

  protected override render() {
    const { store } = this;
    if (!store) return html``;
    const { single } = this;
    if (single) {
      const note = store.get('note', single);
      return note ? this.#renderNote(store, note) : html``;
    }
    if (this.composing) return this.#renderForm();
    const notes = store
      .list('note', 'resource_id', this.recordId)
      .sort((a, b) => Number(b.is_important) - Number(a.is_important) || (a.created_at < b.created_at ? 1 : -1));
    return html`<section class="section" aria-labelledby="head">
      <header><h3 id="head">${msg('Notes')}</h3></header>
      ${this.#renderForm()}
      <div>
        ${repeat(
          notes,
          ({ id }) => id,
          (note) => this.#renderNote(store, note),
        )}
      </div>
    </section>`;
  }

  #renderForm() {
    return html`${repeat(
      [this.recordId],
      (id) => id,
      (id) =>
        html`<crm-note-form
          id="add"
          draft=${drafts.get(id) ?? ''}
          .problems=${this.editing ? {} : this.problems}
          @crm-note=${this.#add}
          @input=${this.#draft}
        ></crm-note-form>`,
    )}`;
  }

  #renderNote(store: Store, note: Note) {
    const zone = store.person?.timezone;
    const clock = zone ? { zone } : {};
    const who = store.get('user', note.creator_id ?? '')?.name ?? msg('Somebody');
    const editing = this.editing === note.id;
    return html`<div class=${note.is_important ? 'line important' : 'line'} data-note=${note.id}>
      <span class="pin">${icon('notebook-pen', 'small')}</span>
      <div class="body"><bdi class="strong">${who}</bdi></div>
      <span class="end">
        <time class="num muted" datetime=${note.created_at} title=${formatDateTime(note.created_at, clock)}
          >${this.single ? formatTime(note.created_at, clock) : relativeDay(note.created_at, clock)}</time
        >
        ${editing ? nothing : this.#renderMenu(store, note, who)}
      </span>
      <div class="whole">
        ${
          editing
            ? html`<crm-note-form
                id="edit"
                .note=${note}
                .problems=${this.problems}
                @crm-note=${(event: NoteGivenEvent) => this.#save(store, note, event.changes)}
                @crm-note-left=${() => this.#close(note)}
              ></crm-note-form>`
            : html`<div class="quote">${this.#renderMarks(note)}${renderNote(note.content)}</div>`
        }
      </div>
    </div>`;
  }

  #renderMenu(store: Store, note: Note, who: string) {
    const { person } = store;
    const own = note.creator_id === store.personId;
    const label = msg(str`What to do with the note of ${who}`);
    const mayChange = own || (person !== undefined && isAdministrator(person));
    return html`<crm-menu
      data-id=${note.id}
      placement="bottom-end"
      label=${label}
      @crm-select=${(event: CrmSelectEvent) => this.#act(store, note, event.value)}
    >
      <crm-button slot="trigger" size="small" variant="ghost" icon="ellipsis" popup="menu" label=${label}></crm-button>
      <crm-menu-item value="important" icon="flag" .checked=${note.is_important}>${msg('Important')}</crm-menu-item>
      ${mayChange ? html`<crm-menu-item value="edit" icon="pencil">${msg('Change')}</crm-menu-item>` : nothing}
      ${
        person && mayDelete(person, note, (id) => store.get('user', id)?.reports_to)
          ? html`<hr />
              <crm-menu-item value="delete" icon="trash" danger>${msg('Delete')}</crm-menu-item>`
          : nothing
      }
    </crm-menu>`;
  }

  #renderMarks({ is_important, type, tags }: Note) {
    if (!is_important && type === 'regular' && tags.length === 0) return nothing;
    return html`<div class="marks">
      ${is_important ? html`<span>${icon('flag', 'small')} ${msg('Important')}</span>` : nothing}
      ${type === 'restricted' ? html`<span>${icon('lock', 'small')} ${msg('Only you see this')}</span>` : nothing}
      ${tags.map((tag) => html`<crm-tag>${tag}</crm-tag>`)}
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (changed.has('editing') && this.editing) void this.focusOn('#edit');
  }
}

define('crm-record-notes', RecordNotes);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-notes': RecordNotes;
  }
}
