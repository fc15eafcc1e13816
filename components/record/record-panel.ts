import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { newId } from '../../shared/ids.ts';
import type { Note, Row, Task } from '../../shared/records/index.ts';
import type { HistoryEntry } from '../../shared/sync/wire.ts';
import '../base/avatar/avatar.ts';
import '../base/button/button.ts';
import '../base/checkbox/checkbox.ts';
import '../base/combobox/combobox.ts';
import '../base/input/input.ts';
import '../base/notice/notice.ts';
import '../base/select/select.ts';
import '../base/textarea/textarea.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { CrmEvent } from '../base/element/crm-event.ts';
import { define } from '../base/element/define.ts';
import { dueLabel, ownZone, relativeDay } from '../base/format/dates.ts';
import { icon } from '../base/icons/icons.ts';
import { language, msg, str } from '../base/localisation/index.ts';
import { sections } from '../base/styles/sections.ts';
import { timeline } from '../base/styles/timeline.ts';
import { toast } from '../base/toast/toast.ts';
import { moveDeal } from '../pipeline-board/move.ts';
import type { Outcome, Store } from '../store/index.ts';
import { understand } from '../task-list/due.ts';
import type { Field, PanelType } from './fields.ts';
import { fieldsOf, findContacts, remove, update } from './fields.ts';
import { historyLine } from './history-line.ts';
import { styles } from './record-panel.styles.ts';
import { shown } from './shown.ts';

/** The record is gone: whoever shows the panel closes it. */
export class RecordGoneEvent extends CrmEvent {
  constructor() {
    super('crm-record-gone', { composed: true });
  }
}

type Control = HTMLElement & { value: string };

/**
 * Everything about one deal, lead or contact: its fields, edited in place, its tasks and notes, and what happened to it. The store is given
 * to it, so that it can stand in a panel outside of the provider.
 *
 * @element crm-record-panel
 * @fires {RecordGoneEvent} crm-record-gone - The record was deleted.
 */
export class RecordPanel extends CrmElement {
  static override styles = [sections, timeline, styles];

  @property({ attribute: false }) store: Store | undefined;
  @property() type: PanelType = 'deal';
  @property({ attribute: 'record-id' }) recordId = '';
  @state() private editing = '';
  @state() private problem = '';
  @state() private history: HistoryEntry[] | 'loading' | 'offline' | undefined;

  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('store') || changed.has('recordId')) this.#watch();
  }

  get row(): Row<PanelType> | undefined {
    return this.store?.get(this.type, this.recordId) as Row<PanelType> | undefined;
  }

  #watch(): void {
    this.#stop?.();
    this.#stop = this.store?.onChanges((changes) => {
      const about = changes.some(({ id, after, before }) => id === this.recordId || [after, before].some((row) => row && 'resource_id' in row && row.resource_id === this.recordId));
      if (!about) return;
      this.requestUpdate();
      if (Array.isArray(this.history)) void this.#loadHistory();
    });
  }

  async #loadHistory(): Promise<void> {
    const { store } = this;
    if (!store) return;
    if (!Array.isArray(this.history)) this.history = 'loading';
    try {
      this.history = await store.history(this.type, this.recordId);
    } catch {
      this.history = 'offline';
    }
  }

  #tell(outcome: Outcome | undefined): boolean {
    if (!outcome || outcome.ok) return true;
    this.problem = outcome.rejection.message;
    return false;
  }

  #save(field: Field, value: unknown): void {
    const { store } = this;
    if (!store) return;
    this.problem = '';
    if (this.#tell(update(store, this.type, this.recordId, { [field.name]: value }))) this.editing = '';
  }

  #delete(): void {
    const { store, row } = this;
    if (!store || !row || !this.#tell(remove(store, this.type, this.recordId))) return;
    const { type, recordId: id } = this;
    toast({ text: msg(str`“${row.name}” is deleted.`), action: { label: msg('Undo'), run: () => void store.mutate.restoreRecord({ type, id }) } });
    this.dispatchEvent(new RecordGoneEvent());
  }

  async #convert(): Promise<void> {
    const { showConversion } = await import('../lead-panel/conversion.ts');
    if (this.store) showConversion(this, this.store, this.recordId);
  }

  protected override render() {
    const { store, row } = this;
    if (!store || !row) return html`<crm-notice tone="neutral">${msg('This record is not there any more, or not for you to see.')}</crm-notice>`;
    const pending = store.pending(this.type, this.recordId);
    const locked = 'converted_at' in row && row.converted_at !== null;
    return html`
      ${'stage_id' in row ? this.#renderStages(store, row) : nothing}
      ${this.problem ? html`<crm-notice tone="danger" alert>${this.problem}</crm-notice>` : nothing}
      ${pending && pending !== 'waiting'
        ? html`<crm-notice tone="danger" heading=${msg('A change was refused')}>${pending.message}
            <crm-button slot="actions" size="small" @click=${() => store.retry(pending)}>${msg('Try again')}</crm-button>
            <crm-button slot="actions" size="small" variant="ghost" @click=${() => store.dismiss(pending)}>${msg('Let go')}</crm-button>
          </crm-notice>`
        : nothing}
      ${locked ? html`<crm-notice tone="neutral">${msg('This lead has been converted. It can be read, and no longer changed.')}</crm-notice>` : nothing}
      <div class="section">
        <dl>${fieldsOf(store, this.type, row).map((field) => this.#renderField(store, row, field, locked))}</dl>
      </div>
      ${this.#renderTasks(store)} ${this.#renderNotes(store)} ${this.#renderHistory(store)}
      <div class="section acts">
        ${'hot' in row ? html`<crm-button icon="flame" ?pressed=${row.hot} @click=${() => this.#tell(store.mutate.updateDeal({ id: row.id, hot: !row.hot }))}>${msg('Hot')}</crm-button>` : nothing}
        ${this.type === 'lead' && !locked ? html`<crm-button variant="primary" icon="arrow-right-left" @click=${() => void this.#convert()}>${msg('Convert')}</crm-button>` : nothing}
        ${locked ? nothing : html`<crm-button variant="ghost-danger" icon="trash" @click=${() => this.#delete()}>${msg('Delete')}</crm-button>`}
      </div>
    `;
  }

  #renderStages(store: Store, deal: Row<'deal'>) {
    const own = store.get('stage', deal.stage_id);
    const stages = store.list('stage', 'pipeline_id', own?.pipeline_id ?? '').sort((a, b) => a.position - b.position);
    return html`<div class="steps" role="group" aria-label=${msg('Stage')}>
      ${stages.map(
        (stage) => html`<button type="button" aria-pressed=${stage.id === deal.stage_id} @click=${() => void moveDeal(this, store, deal.id, stage.id)}><bdi>${stage.name}</bdi></button>`,
      )}
    </div>`;
  }

  #renderField(store: Store, row: Row<PanelType>, field: Field, locked: boolean) {
    const text = shown(store, row, field);
    if (this.editing === field.name) return html`<dt>${field.label}</dt><dd>${this.#renderEditor(store, row, field)}</dd>`;
    return html`<dt>${field.label}</dt>
      <dd>
        <button type="button" class=${classMap({ value: true, none: text === '' })} ?disabled=${locked} aria-label=${msg(str`${field.label}: ${text || msg('empty')}. Change`)}
          @click=${() => {
            this.problem = '';
            this.editing = field.name;
          }}><bdi>${text || '–'}</bdi></button>
      </dd>`;
  }

  #renderEditor(store: Store, row: Row<PanelType>, field: Field) {
    const current = (row as unknown as Record<string, unknown>)[field.name];
    const stop = () => (this.editing = '');
    const value = (event: Event) => (event.target as Control).value;
    const keys = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      stop();
    };
    const plain = (text: string): unknown => {
      if (text.trim() === '') return field.kind === 'tags' ? [] : field.optional ? null : '';
      if (field.kind === 'number') return Number(text);
      if (field.kind === 'tags') return [...new Set(text.split(',').map((tag) => tag.trim()).filter(Boolean))];
      return text.trim();
    };
    const text = Array.isArray(current) ? current.join(', ') : current === null || current === undefined ? '' : String(current);
    switch (field.kind) {
      case 'choice':
        return html`<crm-select label=${field.label} hide-label autofocus .value=${text} placeholder=${field.optional ? msg('None') : nothing}
          .options=${field.options ?? []} @change=${(event: Event) => this.#save(field, value(event) || null)} @keydown=${keys}></crm-select>`;
      case 'contact':
        return html`<crm-combobox label=${field.label} hide-label autofocus .source=${(query: string) => findContacts(store, query, this.type === 'contact')}
          @change=${(event: Event) => value(event) && this.#save(field, value(event))} @keydown=${keys}></crm-combobox>
          ${field.optional && current ? html`<crm-button size="small" variant="ghost" @click=${() => this.#save(field, null)}>${msg('Clear')}</crm-button>` : nothing}`;
      case 'paragraph':
        return html`<crm-textarea label=${field.label} hide-label autofocus .value=${text} @change=${(event: Event) => this.#save(field, plain(value(event)))} @keydown=${keys}></crm-textarea>`;
      case 'address':
        return this.#renderAddress(field, (current ?? {}) as Record<string, string | null>, stop);
      default: {
        const type = field.kind === 'tags' ? 'text' : field.kind;
        return html`<crm-input label=${field.label} hide-label autofocus type=${type} currency=${'currency' in row ? row.currency : nothing} .value=${text}
          @change=${(event: Event) => this.#save(field, plain(value(event)))}
          @keydown=${(event: KeyboardEvent) => {
            keys(event);
            if (event.key === 'Enter' && value(event) === text) stop();
          }}></crm-input>`;
      }
    }
  }

  #renderAddress(field: Field, address: Record<string, string | null>, stop: () => void) {
    const parts: [string, string][] = [
      ['line1', msg('Street')],
      ['postal_code', msg('Postal code')],
      ['city', msg('City')],
      ['state', msg('State')],
      ['country', msg('Country')],
    ];
    const save = () => {
      const next: Record<string, string | null> = {};
      for (const [name] of parts) next[name] = this.renderRoot.querySelector<Control>(`crm-input[name="${name}"]`)?.value.trim() || null;
      this.#save(field, Object.values(next).some(Boolean) ? next : null);
    };
    return html`${parts.map(([name, label]) => html`<crm-input name=${name} label=${label} .value=${address[name] ?? ''}></crm-input>`)}
      <span class="acts"><crm-button size="small" variant="primary" @click=${save}>${msg('Save')}</crm-button><crm-button size="small" @click=${stop}>${msg('Cancel')}</crm-button></span>`;
  }

  #renderTasks(store: Store) {
    const zone = store.person?.timezone ?? ownZone();
    const tasks = store.list('task', 'resource_id', this.recordId).sort((a, b) => Number(a.completed) - Number(b.completed) || ((a.due_date ?? '9') < (b.due_date ?? '9') ? -1 : 1));
    const add = async (event: Event) => {
      event.preventDefault();
      const line = (event.currentTarget as HTMLElement).querySelector<Control>('crm-input');
      const text = line?.value.trim();
      if (!line || !text) return;
      const { content, due } = await understand(text, language(), zone, Date.now());
      if (this.#tell(store.mutate.createTask({ id: newId(), content, due_date: due, resource_type: this.type, resource_id: this.recordId }))) line.value = '';
    };
    return html`<section class="section">
      <header><h3>${msg('Tasks')}</h3></header>
      <form class="line-form" @submit=${add}>
        <crm-input label=${msg('Add a task')} hide-label placeholder=${msg('Call the lab tomorrow 15:00')}></crm-input>
        <crm-button type="submit">${msg('Add')}</crm-button>
      </form>
      ${tasks.map((task: Task) => {
        const due = task.due_date ? dueLabel(task.due_date, { zone }) : undefined;
        return html`<div class="task">
          <crm-checkbox round hide-label label=${msg(str`Done: ${task.content}`)} .checked=${task.completed}
            @change=${() => (task.completed ? store.mutate.reopenTask({ id: task.id }) : store.mutate.completeTask({ id: task.id }))}></crm-checkbox>
          <bdi class="what cut">${task.content}</bdi>
          <span class=${classMap({ num: true, late: due?.overdue === true && !task.completed })}>${due?.text ?? ''}</span>
        </div>`;
      })}
    </section>`;
  }

  #renderNotes(store: Store) {
    const notes = store.list('note', 'resource_id', this.recordId).sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
    const add = (event: Event) => {
      event.preventDefault();
      const field = (event.currentTarget as HTMLElement).querySelector<Control>('crm-textarea');
      if (!field || field.value.trim() === '') return;
      if (this.#tell(store.mutate.createNote({ id: newId(), content: field.value.trim(), resource_type: this.type, resource_id: this.recordId }))) field.value = '';
    };
    const drop = (note: Note) => {
      if (this.#tell(store.mutate.deleteNote({ id: note.id })))
        toast({ text: msg('The note is deleted.'), action: { label: msg('Undo'), run: () => void store.mutate.restoreRecord({ type: 'note', id: note.id }) } });
    };
    return html`<section class="section">
      <header><h3>${msg('Notes')}</h3></header>
      <form class="line-form" @submit=${add}>
        <crm-textarea label=${msg('Add a note')} hide-label rows="2" placeholder=${msg('Write a note')}></crm-textarea>
        <crm-button type="submit">${msg('Add')}</crm-button>
      </form>
      ${notes.map(
        (note) => html`<div class="line">
          <span class="pin">${icon('notebook-pen', 'small')}</span>
          <div class="body"><bdi>${store.get('user', note.creator_id ?? '')?.name ?? msg('Somebody')}</bdi><div class="quote">${note.content}</div></div>
          <time class="num">${relativeDay(note.created_at)}
            ${note.creator_id === store.personId ? html`<crm-button size="small" variant="ghost" icon="x" label=${msg('Delete the note')} @click=${() => drop(note)}></crm-button>` : nothing}</time>
        </div>`,
      )}
    </section>`;
  }

  #renderHistory(store: Store) {
    const { history } = this;
    return html`<section class="section">
      <header><h3>${msg('History')}</h3></header>
      ${history === undefined ? html`<crm-button size="small" @click=${() => void this.#loadHistory()}>${msg('Show the history')}</crm-button>` : nothing}
      ${history === 'offline' ? html`<p class="muted">${msg('The history is on the server, which cannot be reached now.')}</p>` : nothing}
      ${Array.isArray(history)
        ? history.map(
            (entry) => html`<div class="line">
              <span class="pin">${icon('rotate-ccw-clock', 'small')}</span>
              <div class="body">${historyLine(store, this.type, entry)}</div>
              <time class="num">${relativeDay(entry.at)}</time>
            </div>`,
          )
        : nothing}
    </section>`;
  }
}

define('crm-record-panel', RecordPanel);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-panel': RecordPanel;
  }
}
