import { css, html, nothing } from 'lit';
import { state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { newId } from '../../shared/ids.ts';
import type { Note } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/textarea/textarea.ts';
import { define } from '../base/element/define.ts';
import { relativeDay } from '../base/format/dates.ts';
import { icon } from '../base/icons/icons.ts';
import { msg } from '../base/localisation/index.ts';
import { sections } from '../base/styles/sections.ts';
import { timeline } from '../base/styles/timeline.ts';
import { toast } from '../base/toast/toast.ts';
import { RecordPart } from './part.ts';
import { partStyles } from './part.styles.ts';

type Control = HTMLElement & { value: string };

/** The notes on a record, the newest first. One's own can be written anew and deleted. */
export class RecordNotes extends RecordPart {
  static override styles = [
    sections,
    timeline,
    partStyles,
    css`
      .whole {
        grid-column: 2 / -1;
        min-inline-size: 0;
      }
    `,
  ];

  @state() private editing = '';

  readonly #add = (event: Event): void => {
    event.preventDefault();
    const { store, type, recordId } = this;
    const field = this.renderRoot.querySelector<Control>('form crm-textarea');
    const content = field?.value.trim();
    if (!store || !field || !content) return;
    if (this.told(store.mutate.createNote({ id: newId(), content, resource_type: type, resource_id: recordId }))) field.value = '';
  };

  #save(note: Note): void {
    const content = this.renderRoot.querySelector<Control>('#edit')?.value.trim() ?? '';
    if (!this.store) return;
    if (content === note.content || this.told(this.store.mutate.updateNote({ id: note.id, content }))) this.editing = '';
  }

  #drop({ id }: Note): void {
    const { store } = this;
    if (!store || !this.told(store.mutate.deleteNote({ id }))) return;
    toast({
      text: msg('The note is deleted.'),
      action: { label: msg('Undo'), run: () => void store.mutate.restoreRecord({ type: 'note', id }) },
      from: this,
    });
  }

  protected override render() {
    const { store } = this;
    if (!store) return html``;
    const notes = store.list('note', 'resource_id', this.recordId).sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
    return html`<section class="section" aria-labelledby="head">
      <header><h3 id="head">${msg('Notes')}</h3></header>
      <form class="line-form" novalidate @submit=${this.#add}>
        <crm-textarea label=${msg('Add a note')} hide-label rows="2" placeholder=${msg('Write a note')}></crm-textarea>
        <crm-button type="submit">${msg('Add')}</crm-button>
      </form>
      ${repeat(
        notes,
        ({ id }) => id,
        (note) =>
          html`<div class="line">
            <span class="pin">${icon('notebook-pen', 'small')}</span>
            <div class="body">
              <bdi class="strong">${store.get('user', note.creator_id ?? '')?.name ?? msg('Somebody')}</bdi>
            </div>
            <time class="num" datetime=${note.created_at}
              >${relativeDay(note.created_at, store.person?.timezone ? { zone: store.person.timezone } : {})}
              ${
                note.creator_id === store.personId && this.editing !== note.id
                  ? html`<crm-button
                        size="small"
                        variant="ghost"
                        icon="pencil"
                        label=${msg('Change the note')}
                        @click=${() => (this.editing = note.id)}
                      ></crm-button
                      ><crm-button
                        size="small"
                        variant="ghost"
                        icon="trash"
                        label=${msg('Delete the note')}
                        @click=${() => this.#drop(note)}
                      ></crm-button>`
                  : nothing
              }</time
            >
            <div class="whole">
              ${this.editing === note.id ? this.#renderEditor(note) : html`<div class="quote"><bdi>${note.content}</bdi></div>`}
            </div>
          </div>`,
      )}
    </section>`;
  }

  #renderEditor(note: Note) {
    const keys = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      event.preventDefault();
      this.editing = '';
    };
    return html`<crm-textarea id="edit" label=${msg('Note')} hide-label .value=${note.content} @keydown=${keys}></crm-textarea>
      <div class="acts">
        <crm-button size="small" variant="primary" @click=${() => this.#save(note)}>${msg('Save')}</crm-button>
        <crm-button size="small" @click=${() => (this.editing = '')}>${msg('Cancel')}</crm-button>
      </div>`;
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('editing') && this.editing) void this.focusOn('#edit');
  }
}

define('crm-record-notes', RecordNotes);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-notes': RecordNotes;
  }
}
