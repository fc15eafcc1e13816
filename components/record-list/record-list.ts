import { html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { dayIn } from '../../shared/dates.ts';
import type { Filter, ListType, Order } from '../../shared/filters/index.ts';
import { fieldsOf, listTypes } from '../../shared/filters/index.ts';
import type { RecordType, SmartList } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/empty/empty.ts';
import '../base/notice/notice.ts';
import { PhoneWidth } from '../base/controllers/media-query.ts';
import { Commands } from '../base/controllers/commands.ts';
import { deepActiveElement } from '../base/dialog/focus.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { msg, str } from '../base/localisation/index.ts';
import { styleProps } from '../base/styles/style-props.ts';
import { AtFoot } from '../base/toast/at-foot.ts';
import { chips } from '../base/styles/chips.ts';
import { orderedChoiceStyles } from '../fields/ordered-choice.styles.ts';
import { QueryController, StatusController, StoreController } from '../provider/controllers.ts';
import { leaveTrail } from '../record/trail.ts';
import type { Store } from '../store/index.ts';
import { renderBulk } from './bulk.ts';
import type { ListedRow } from './columns.ts';
import { columnsOf, leastWidth } from './columns.ts';
import { CrmListChangeEvent, CrmListSavedEvent, CrmOpenRecordEvent } from './events.ts';
import { FindAhead } from './find-ahead.ts';
import { Many } from './many.ts';
import { openRecord } from './open-record.ts';
import { everything, isEverything } from './parts.ts';
import { styles } from './record-list.styles.ts';
import type { RowsModel } from './rows.ts';
import { renderHead, renderNarrow, renderRow } from './rows.ts';
import { renderTools } from './tools.ts';
import type { ListView } from './view.ts';
import { specOf } from './view.ts';

/**
 * Leads, contacts, deals or tasks as rows: filtered by any field, put in order, in columns of choice, saved as a list, many changed at
 * once. Draws what is in sight, however many there are.
 *
 * @element crm-record-list
 * @fires {CrmListChangeEvent} crm-list-change - Filter, order or columns have changed; read `view`.
 * @fires {CrmListSavedEvent} crm-list-saved - Another list is shown: one was saved, or the one shown was deleted; read `list`.
 * @fires {CrmOpenRecordEvent} crm-open-record - A record is about to be opened in a panel. Cancel it to show it elsewhere.
 * @slot empty - What is said, and offered, where there is nothing yet.
 * @csspart tools
 * @csspart rows
 */
export class CrmRecordList extends CrmElement {
  static override styles = [chips, orderedChoiceStyles, styles];

  /** What it lists. */
  @property() type: ListType = 'lead';
  /** The id of the smart list that it shows; empty for all that can be seen. */
  @property() list = '';
  /** What it shows of them; a smart list sets it. */
  @property({ attribute: false }) filter: Filter = everything;
  @property({ attribute: false }) order: Order = [];
  /** Names of fields; empty for the usual ones. */
  @property({ attribute: false }) columns: readonly string[] = [];

  @state() private find = '';
  @state() private picked: ReadonlySet<string> = new Set();
  @state() private top = 0;
  @state() private view = 800;
  @state() private problem = '';
  /** On a phone, where rows have no boxes until somebody wants to choose some. */
  @state() private choosing = false;
  @query('.rows') private scroller!: HTMLElement | null;
  @query('.tools crm-input') private finder!: HTMLElement | null;

  readonly #store = new StoreController(this);
  readonly #status = new StatusController(this, this.#store);
  readonly #rows = new QueryController<ListType & RecordType>(this, this.#store);
  readonly #custom = new QueryController(this, this.#store, { type: 'custom_field' });
  readonly #lists = new QueryController(this, this.#store, { type: 'smart_list' });
  readonly #phone = new PhoneWidth(this);
  readonly #many = new Many(this);
  readonly #ahead = new FindAhead();
  readonly #sizes = new ResizeObserver(([entry]) => (this.view = entry?.contentRect.height ?? 800));
  #asked = '';
  #shown = '';
  #last = -1;
  /** The row at whose place the focus stays, where what holds it goes: the bar over the list, or a row. */
  #held: number | undefined;

  constructor() {
    super();
    new Commands(this, [
      { keys: 'Mod+/', label: () => msg('Find in this list'), icon: 'search', run: () => this.finder?.focus() },
      { keys: 'f', label: () => msg('Filter this list'), icon: 'list-filter', run: () => void this.#editFilter(true) },
    ]);
    new AtFoot(this, () => this.renderRoot.querySelector('.bulk'));
    // Rows show what these are called, and their next task.
    new QueryController(this, this.#store, { type: 'task', where: ({ completed }) => !completed });
    for (const type of ['user', 'stage', 'source', 'lead_status', 'workspace_settings'] as const)
      new QueryController(this, this.#store, { type });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.scroller) this.#sizes.observe(this.scroller);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    this.#ahead.stop();
  }

  protected override firstUpdated(): void {
    // What opened a dialog may have gone with the rows that were chosen.
    this.renderRoot.addEventListener('crm-closed', () => deepActiveElement() === document.body && this.#focusNear(this.#last));
  }

  protected override updated(): void {
    this.#ahead.take(this.type, this.#rows.rows);
    // The rows come with the store, later than the element where a provider is still signing in; what is observed already stays so.
    if (this.scroller) this.#sizes.observe(this.scroller);
    if (this.#held !== undefined && !this.shadowRoot?.activeElement) this.#focusNear(this.#held);
  }

  #holding(): number | undefined {
    const active = this.shadowRoot?.activeElement;
    if (active?.closest('.bulk')) return this.#last;
    if (!(active instanceof HTMLElement) || !active.matches('.open')) return undefined;
    // One that is only scrolled out of sight is let go.
    const { id, at } = active.dataset;
    return this.#rows.rows.some((row) => row.id === id) ? undefined : Number(at);
  }

  get #height(): number {
    return this.#phone.matches ? 60 : 36;
  }

  get #smartList(): SmartList | undefined {
    return this.#lists.rows.find(({ id }) => id === this.list);
  }

  get #fields() {
    return fieldsOf(this.type, this.#custom.rows);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!listTypes.includes(this.type)) this.type = 'lead';
    if (changed.has('type') && changed.get('type') !== undefined && !changed.has('list')) this.list = '';
    this.#takeList(changed);
    this.#held = undefined;
    const store = this.#store.value;
    if (!store) return;
    this.#held = this.#holding();
    // Relative days move on with the day.
    const today = dayIn(store.person?.timezone ?? 'UTC', new Date().toISOString());
    const asked = JSON.stringify([this.type, this.filter, this.find, this.order, today, this.#custom.rows.length, store.status.ready]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.picked = new Set();
    const { filter, find, order } = this;
    const { spec, problem } = specOf(store, this.type, { filter, find, order });
    this.problem = problem ? problem.message : '';
    this.#rows.spec = spec;
    if (this.scroller) this.scroller.scrollTop = 0;
    this.top = 0;
  }

  /** A smart list brings its filter, order and columns, as soon as it is there. */
  #takeList(changed: PropertyValues<this>): void {
    const list = this.#smartList;
    const key = `${this.type} ${this.list} ${list ? 'there' : ''}`;
    if (key === this.#shown || (this.list !== '' && !list)) return;
    const first = this.#shown === '';
    this.#shown = key;
    if (list) {
      this.filter = list.filter;
      this.order = list.order;
      this.columns = list.columns;
    } else if (!first) {
      if (!changed.has('filter')) this.filter = everything;
      if (!changed.has('order')) this.order = [];
      if (!changed.has('columns')) this.columns = [];
    }
    this.find = '';
  }

  #change(view: Partial<ListView>): void {
    Object.assign(this, view);
    this.dispatchEvent(new CrmListChangeEvent({ filter: this.filter, order: this.order, columns: this.columns }));
  }

  async #editFilter(add = false): Promise<void> {
    const store = this.#store.value;
    if (!store) return;
    const { showFilterDialog } = await import('./filter-dialog.ts');
    const filter = await showFilterDialog(this, { store, type: this.type, fields: this.#fields, filter: this.filter, add });
    if (filter) this.#change({ filter });
  }

  async #editColumns(): Promise<void> {
    const { showColumnsDialog } = await import('./columns-dialog.ts');
    const columns = await showColumnsDialog(this, { type: this.type, fields: this.#fields, columns: this.columns });
    if (columns) this.#change({ columns });
  }

  #open(type: ListType, id: string): void {
    if (type === this.type && type !== 'task')
      leaveTrail(
        type,
        this.#rows.rows.map((row) => row.id),
      );
    if (this.dispatchEvent(new CrmOpenRecordEvent(type, id))) void openRecord(this, this.#store.value, type, id);
  }

  #pick(at: number, on: boolean, through: boolean): void {
    const { rows } = this.#rows;
    const next = new Set(this.picked);
    const from = through && this.#last >= 0 ? Math.min(this.#last, at) : at;
    const to = through && this.#last >= 0 ? Math.max(this.#last, at) : at;
    for (let place = from; place <= to; place++) {
      const id = rows[place]?.id;
      if (id === undefined) continue;
      if (on) next.add(id);
      else next.delete(id);
    }
    this.#last = at;
    this.picked = next;
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.open') : null;
    if (!row) return;
    const at = Number(row.dataset['at']);
    if (event.key === 'x' && !event.ctrlKey && !event.metaKey) {
      this.#pick(at, !this.picked.has(row.dataset['id'] ?? ''), event.shiftKey);
      return;
    }
    const steps: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#focus(Math.min(this.#rows.rows.length - 1, Math.max(0, at + step)));
  };

  #focus(at: number): void {
    const { scroller } = this;
    const height = this.#height;
    if (scroller) {
      const place = at * height;
      if (place < scroller.scrollTop) scroller.scrollTop = place;
      else if (place + height * 2 > scroller.scrollTop + this.view) scroller.scrollTop = place + height * 2 - this.view;
      this.top = scroller.scrollTop;
    }
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`.open[data-at="${at}"]`)?.focus());
  }

  /** Gives the focus to the row at this place, or to the nearest to it of those in sight; to the search where there are none. */
  #focusNear(at: number): void {
    const from = Math.ceil(this.top / this.#height);
    const to = Math.min(this.#rows.rows.length, Math.floor((this.top + this.view) / this.#height) - 1) - 1;
    const row = this.renderRoot.querySelector<HTMLElement>(`.open[data-at="${Math.max(from, Math.min(at, to))}"]`);
    (row ?? this.finder)?.focus({ preventScroll: true });
  }

  protected override render() {
    const store = this.#store.value;
    if (!store) return nothing;
    const { rows } = this.#rows as { rows: readonly ListedRow[] };
    const height = this.#height;
    const columns = columnsOf(this.type, this.columns, this.#fields);
    const from = Math.max(0, Math.floor(this.top / height) - 8);
    const to = Math.min(rows.length, Math.ceil((this.top + this.view) / height) + 8);
    const model: RowsModel = {
      type: this.type,
      around: { store, type: this.type, clock: store.person?.timezone ? { zone: store.person.timezone } : {} },
      columns,
      rows,
      picked: this.picked,
      order: this.order,
      height,
      pickAll: (on) => (this.picked = on ? new Set(rows.map(({ id }) => id)) : new Set()),
      pick: (at, on, through) => this.#pick(at, on, through),
      sort: (order) => this.#change({ order }),
      open: (id) => this.#open(this.type, id),
      openLink: ({ type, id }) => this.#open(type, id),
      choosing: this.choosing,
    };
    const renderOne = this.#phone.matches ? renderNarrow : renderRow;
    return html`${this.#renderTools(store, rows.length)}
      ${this.problem ? html`<crm-notice tone="danger" alert>${this.problem} ${msg('Take the condition away to see the list.')}</crm-notice>` : nothing}
      <div
        class="rows"
        part="rows"
        ${styleProps({ '--columns': columns.map(({ width }) => width).join(' '), '--least': `${Math.max(620, leastWidth(columns))}px` })}
        @scroll=${(event: Event) => (this.top = (event.target as HTMLElement).scrollTop)}
        @keydown=${this.#keydown}
      >
        ${rows.length === 0 ? nothing : renderHead(model)}
        ${
          rows.length === 0
            ? this.#renderEmpty()
            : html`<div class="space" ${styleProps({ 'block-size': `${rows.length * height + (this.picked.size > 0 ? 72 : 0)}px` })}>
                ${repeat(
                  rows.slice(from, to),
                  (row) => row.id,
                  (row, at) => renderOne(model, row, from + at),
                )}
              </div>`
        }
      </div>
      ${
        this.picked.size > 0 || this.#many.progress
          ? renderBulk({
              host: this,
              store,
              type: this.type,
              many: this.#many,
              rows: rows.filter(({ id }) => this.picked.has(id)),
              all: rows,
              choose: (ids) => (this.picked = new Set(ids)),
              narrow: this.#phone.matches,
            })
          : nothing
      }`;
  }

  #renderTools(store: Store, count: number) {
    return renderTools({
      host: this,
      store,
      type: this.type,
      list: this.#smartList,
      fields: this.#fields,
      view: { filter: this.filter, order: this.order, columns: this.columns },
      find: this.find,
      count,
      sums: this.#rows.sums,
      seek: (text) => (this.find = text),
      change: (view) => this.#change(view),
      editFilter: (add) => void this.#editFilter(add),
      editColumns: () => void this.#editColumns(),
      reset: () => this.#reset(),
      ...(this.#phone.matches
        ? { columns: columnsOf(this.type, this.columns, this.#fields), choosing: this.choosing, chooseRows: (on) => this.#choose(on) }
        : {}),
      moveTo: (list) => this.#moveTo(list),
    });
  }

  #choose(on: boolean): void {
    this.choosing = on;
    if (!on) this.picked = new Set();
  }

  #reset(): void {
    const list = this.#smartList;
    this.#change(list ? { filter: list.filter, order: list.order, columns: list.columns } : { filter: everything, order: [] });
  }

  #moveTo(list: string): void {
    this.list = list;
    this.dispatchEvent(new CrmListSavedEvent(list));
  }

  #renderEmpty() {
    // Rows may still be coming: nothing is said of them until they all are there.
    if (this.#status.value.ready !== 'all' || this.problem) return nothing;
    if (this.find || !isEverything(this.filter))
      return html`<crm-empty heading=${msg('Nothing fits the filter')}>
        ${this.find ? msg(str`Nothing matches “${this.find}”.`) : msg('Every condition must hold at once. Take one away to see more.')}
        <crm-button
          slot="actions"
          @click=${() => {
            this.find = '';
            this.#change({ filter: everything });
          }}
          >${msg('Show all')}</crm-button
        >
      </crm-empty>`;
    return html`<slot name="empty"><crm-empty heading=${msg('Nothing here yet')}></crm-empty></slot>`;
  }
}

define('crm-record-list', CrmRecordList);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-list': CrmRecordList;
  }
}
