import { css, html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../components/base/button/button.ts';
import { define } from '../../../components/base/element/define.ts';
import { formatDate } from '../../../components/base/format/dates.ts';
import { formatNumber } from '../../../components/base/format/numbers.ts';
import { icon } from '../../../components/base/icons/icons.ts';
import { msg, str } from '../../../components/base/localisation/index.ts';
import { sections } from '../../../components/base/styles/sections.ts';
import { noteText, renderNote } from '../../../components/notes/note-text.ts';
import '../../../components/record/record-notes.ts';
import type { Note } from '../../../shared/records/index.ts';
import type { Store } from '../../../components/store/index.ts';
import type { PanelType } from '../../../components/record/fields.ts';
import { SidebarPart } from '../sidebar-part.ts';

const few = 3;

/** The notes on somebody and on their deals: the important ones first, then the newest, a few of them; a new one is written in place. */
export class PersonNotes extends SidebarPart {
  static override styles = [
    sections,
    noteText,
    css`
      .note + .note {
        margin-block-start: 10px;
      }
      .note-text {
        color: var(--crm-text-secondary);
        line-height: 1.5;
      }
      .by {
        display: flex;
        align-items: center;
        gap: 5px;
        margin-block-start: 3px;
      }
      .section {
        padding-block: 11px;
      }
      .all {
        margin-block-start: var(--crm-space-1);
        font-size: var(--crm-text-12);
        color: var(--crm-accent-text);
      }
      .all:hover {
        text-decoration: underline;
      }
    `,
  ];

  @property() type: PanelType = 'contact';
  @property({ attribute: 'record-id' }) recordId = '';
  @property({ attribute: false }) further: readonly string[] = [];
  @state() private adding = false;
  @state() private all = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('recordId')) return;
    this.adding = false;
    this.all = false;
  }

  readonly #toggle = async (): Promise<void> => {
    this.adding = !this.adding;
    await this.updateComplete;
    const form = this.renderRoot.querySelector('crm-record-notes[composing]');
    if (!form || !('updateComplete' in form)) return;
    await form.updateComplete;
    form.shadowRoot?.querySelector<HTMLElement>('crm-note-form')?.focus();
  };

  protected override render() {
    const { store } = this;
    if (!store) return html``;
    const notes = [this.recordId, ...this.further]
      .flatMap((id) => store.list('note', 'resource_id', id))
      .sort((a, b) => Number(b.is_important) - Number(a.is_important) || (a.created_at < b.created_at ? 1 : -1));
    const shown = this.all ? notes : notes.slice(0, few);
    return html`<section class="section" aria-labelledby="head">
      <header>
        <h3 id="head" class="head grow">${msg('Notes')}</h3>
        <crm-button
          size="small"
          variant="ghost"
          icon="plus"
          label=${msg('Add note')}
          title=${msg('Add note')}
          .expanded=${this.adding}
          @click=${this.#toggle}
        ></crm-button>
      </header>
      ${
        this.adding
          ? html`<crm-record-notes composing .store=${store} .type=${this.type} .recordId=${this.recordId}></crm-record-notes>`
          : nothing
      }
      ${notes.length === 0 && !this.adding ? html`<p class="muted">${msg('No note yet.')}</p>` : nothing}
      ${repeat(
        shown,
        ({ id }) => id,
        (note) => this.#renderNote(store, note),
      )}
      ${
        notes.length > shown.length
          ? html`<button type="button" class="all" @click=${() => (this.all = true)}>
              ${msg(str`Show all ${formatNumber(notes.length)} notes`)}
            </button>`
          : nothing
      }
    </section>`;
  }

  #renderNote(store: Store, note: Note) {
    const who = store.get('user', note.creator_id ?? '')?.name ?? msg('Somebody');
    return html`<div class="note">
      ${renderNote(note.content)}
      <p class="label by">
        ${note.is_important ? html`<span role="img" aria-label=${msg('Important')}>${icon('flag', 'small')}</span>` : nothing}
        ${note.type === 'restricted' ? html`<span role="img" aria-label=${msg('Only you see this')}>${icon('lock', 'small')}</span>` : nothing}
        <span><bdi>${who}</bdi> · <time datetime=${note.created_at}>${formatDate(note.created_at, this.clock)}</time></span>
      </p>
    </div>`;
  }
}

define('crm-sidebar-notes', PersonNotes);

declare global {
  interface HTMLElementTagNameMap {
    'crm-sidebar-notes': PersonNotes;
  }
}
