import { html, nothing } from 'lit';
import type { CSSResultGroup, PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Row } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/notice/notice.ts';
import { Commands } from '../base/controllers/commands.ts';
import { CrmEvent } from '../base/element/crm-event.ts';
import { fetchWhenIdle } from '../base/idle.ts';
import { formatDateLong } from '../base/format/dates.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, refusalWords, str } from '../base/localisation/index.ts';
import { sections } from '../base/styles/sections.ts';
import { toast } from '../base/toast/toast.ts';
import { StoreController } from '../provider/controllers.ts';
import type { Refused, Store } from '../store/index.ts';
import { recordCommands } from './commands.ts';
import { remove } from './fields.ts';
import { RecordPart } from './part.ts';
import { pageStyles } from './page.styles.ts';
import { partStyles } from './part.styles.ts';
import './record-appointments.ts';
import '../emails/record-emails.ts';
import './record-calls.ts';
import './record-composer.ts';
import './record-fields.ts';
import './record-heading.ts';
import './record-history.ts';
import './record-notes.ts';
import './record-tasks.ts';
import './record-timeline.ts';
import { rememberVisit } from './recent.ts';
import { wayBack } from './way-back.ts';

/** They stand below most of a panel: it does not wait for them. */
const loadDocuments = () => import('../documents/record-documents.ts');
fetchWhenIdle(loadDocuments);

/** The record was deleted: whoever shows the panel closes it. */
export class RecordGoneEvent extends CrmEvent {
  constructor() {
    super('crm-record-gone', { composed: true });
  }
}

/**
 * Everything about one record: its fields, edited in place, its tasks, appointments, notes and documents, and what happened to it. The
 * panels of deals, leads and contacts add what is theirs. The store is that of the provider around it, unless it is given one.
 */
export abstract class RecordPanel extends RecordPart {
  static override styles: CSSResultGroup = [sections, partStyles, pageStyles];

  /** The place that shows the panel shows the name as well. */
  @property({ type: Boolean, attribute: 'no-heading' }) noHeading = false;
  /** Lays it out for a whole page: fields at the side, what is next and what happened in the middle. */
  @property({ type: Boolean, reflect: true }) wide = false;
  @state() private problem = '';

  readonly #provider = new StoreController(this);
  #provided: Store | undefined;
  #visited = '';

  constructor() {
    super();
    // Offline before they have ever come, the panel does without them.
    void loadDocuments().catch(() => undefined);
    new Commands(this, () => (this.store && !this.locked ? recordCommands(this, this.store, this.type, this.recordId) : []));
    this.#provider.onChange((store) => {
      if (this.store === this.#provided) this.store = store;
      this.#provided = store;
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (changed.has('recordId')) this.problem = '';
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const { store, row, type, recordId: id } = this;
    if (!store || !row || this.#visited === id) return;
    this.#visited = id;
    rememberVisit(store.personId, { type, id });
  }

  /** What stands above the fields. */
  protected abstract renderTop(store: Store, row: Row): unknown;
  /** What stands below them. */
  protected abstract renderTies(store: Store, row: Row): unknown;

  /** What a page shows beside the name. */
  protected renderWorth(_store: Store, _row: Row): unknown {
    return nothing;
  }

  /** A record that can be read, and no longer changed. */
  protected get locked(): boolean {
    const { row } = this;
    return row !== undefined && 'converted_at' in row && row.converted_at !== null;
  }

  readonly #delete = (): void => {
    const { store, row, type, recordId: id } = this;
    if (!store || !row) return;
    const back = wayBack(store, type, id);
    const outcome = remove(store, type, id);
    if (!outcome.ok) {
      this.problem = refusalWords(outcome.rejection);
      return;
    }
    toast({
      text: msg(str`“${row.name}” is deleted.`),
      action: { label: msg('Undo'), run: () => void back() },
      from: this,
    });
    this.dispatchEvent(new RecordGoneEvent());
  };

  readonly #merge = async (): Promise<void> => {
    const { store, type, recordId } = this;
    if (!store || type === 'deal') return;
    const { mergeWithAnother } = await import('../merge/other.ts');
    await mergeWithAnother(this, store, type, recordId);
  };

  protected override connectionChanged(): void {
    this.requestUpdate();
  }

  #retry(store: Store, refused: Refused): void {
    const outcome = store.retry(refused);
    this.problem = outcome.ok ? '' : refusalWords(outcome.rejection);
  }

  protected override render() {
    const { store, row, type, recordId } = this;
    if (!store) return nothing;
    if (!row && store.status.ready !== 'all') return nothing;
    if (!row) return html`<crm-notice tone="neutral">${msg('This record is not there any more, or not for you to see.')}</crm-notice>`;
    if (this.wide) return this.#renderPage(store, row);
    return html`
      ${this.noHeading ? nothing : html`<h2 class="title section"><crm-record-heading .store=${store} .type=${type} .recordId=${recordId}></crm-record-heading></h2>`}
      ${this.renderTop(store, row)} ${this.#renderPending(store)}
      ${this.problem ? html`<crm-notice tone="danger" alert>${this.problem}</crm-notice>` : nothing}
      <crm-record-fields .store=${store} .type=${type} .recordId=${recordId} ?locked=${this.locked}></crm-record-fields>
      ${this.renderTies(store, row)} ${this.locked ? nothing : this.#renderWork(store)}
      <crm-record-history .store=${store} .type=${type} .recordId=${recordId}></crm-record-history>
      ${this.#renderFoot(store, row)}
    `;
  }

  #renderFoot(store: Store, row: Row) {
    return html`<div class="section item foot">
      <span class="muted grow">${this.#added(store, row)}</span>
      ${
        this.locked || this.type === 'deal'
          ? nothing
          : html`<crm-button variant="ghost" flush icon="merge" popup="dialog" @click=${this.#merge}>${msg('Merge…')}</crm-button>`
      }
      ${this.locked ? nothing : html`<crm-button variant="ghost-danger" ?flush=${this.type === 'deal'} icon="trash" @click=${this.#delete}>${msg('Delete')}</crm-button>`}
    </div>`;
  }

  #renderPage(store: Store, row: Row) {
    const { type, recordId, locked } = this;
    return html`<div class="page">
      <div class="summit">
        ${
          this.noHeading
            ? nothing
            : html`<header class="name-line">
                <h2 class="title"><crm-record-heading .store=${store} .type=${type} .recordId=${recordId}></crm-record-heading></h2>
                ${this.renderWorth(store, row)}
              </header>`
        }
        ${this.renderTop(store, row)} ${this.#renderPending(store)}
        ${this.problem ? html`<crm-notice tone="danger" alert>${this.problem}</crm-notice>` : nothing}
      </div>
      <div class="aside">
        <crm-record-fields .store=${store} .type=${type} .recordId=${recordId} ?locked=${locked}></crm-record-fields>
        ${this.renderTies(store, row)}
        ${locked ? nothing : html`<crm-record-documents .store=${store} .type=${type} .recordId=${recordId}></crm-record-documents>`}
        ${this.#renderFoot(store, row)}
      </div>
      <div class="middle">
        ${
          locked
            ? nothing
            : html`<crm-record-composer .store=${store} .type=${type} .recordId=${recordId}></crm-record-composer>
                <crm-record-tasks coming .store=${store} .type=${type} .recordId=${recordId}></crm-record-tasks>
                <crm-record-appointments coming .store=${store} .type=${type} .recordId=${recordId}></crm-record-appointments>`
        }
        <crm-record-timeline .store=${store} .type=${type} .recordId=${recordId}></crm-record-timeline>
      </div>
    </div>`;
  }

  /** What people do about it. Of a lead that was converted, all of that is its contact's now. */
  #renderWork(store: Store) {
    const { type, recordId } = this;
    return html`<crm-record-tasks .store=${store} .type=${type} .recordId=${recordId}></crm-record-tasks>
      <crm-record-appointments .store=${store} .type=${type} .recordId=${recordId}></crm-record-appointments>
      <crm-record-emails .store=${store} .type=${type} .recordId=${recordId}></crm-record-emails>
      <crm-record-calls .store=${store} .type=${type} .recordId=${recordId}></crm-record-calls>
      <crm-record-notes .store=${store} .type=${type} .recordId=${recordId}></crm-record-notes>
      <crm-record-documents .store=${store} .type=${type} .recordId=${recordId}></crm-record-documents>`;
  }

  #renderPending(store: Store) {
    const pending = store.pending(this.type, this.recordId);
    const { connection } = store.status;
    if (pending === undefined) return nothing;
    // While the server answers, a change waits for a moment only: to say so would make the panel jump.
    if (pending === 'waiting' && connection !== 'offline' && connection !== 'signed-out') return nothing;
    if (pending === 'waiting')
      return html`<p class="section item muted" role="status">${icon('cloud-off', 'small')} ${msg('Changes wait to be sent.')}</p>`;
    return html`<crm-notice tone="danger" heading=${msg('A change was refused')}>
      ${refusalWords(pending)}
      <crm-button slot="actions" size="small" @click=${() => this.#retry(store, pending)}>${msg('Try again')}</crm-button>
      <crm-button slot="actions" size="small" variant="ghost" @click=${() => store.dismiss(pending)}>${msg('Let go')}</crm-button>
    </crm-notice>`;
  }

  #added(store: Store, row: Row): string {
    const clock = store.person?.timezone ? { zone: store.person.timezone } : {};
    const on = formatDateLong('added_at' in row ? row.added_at : row.created_at, clock);
    const who = row.creator_id === null ? undefined : store.get('user', row.creator_id)?.name;
    return who ? msg(str`Added ${on} by ${who}`) : msg(str`Added ${on}`);
  }
}
