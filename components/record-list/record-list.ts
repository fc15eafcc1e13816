import { html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { dayIn } from '../../shared/dates.ts';
import type { Filter, ListType, Order } from '../../shared/filters/index.ts';
import { fieldsOf, listTypes } from '../../shared/filters/index.ts';
import { converted } from '../../shared/money.ts';
import type { RecordType, SmartList } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/checkbox/checkbox.ts';
import '../base/empty/empty.ts';
import '../base/input/input.ts';
import '../base/menu/menu.ts';
import '../base/menu/menu-item.ts';
import type { CrmSelectEvent } from '../base/menu/menu.ts';
import '../base/notice/notice.ts';
import { PhoneWidth } from '../base/controllers/media-query.ts';
import { Shortcuts } from '../base/controllers/shortcuts.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { formatSum } from '../base/format/money.ts';
import { formatNumber } from '../base/format/numbers.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import { styleProps } from '../base/styles/style-props.ts';
import { chips } from '../base/styles/chips.ts';
import { toast } from '../base/toast/toast.ts';
import { operatorWord, valueWord } from '../fields/conditions.ts';
import { labelOf, listLabel } from '../fields/labels.ts';
import { QueryController, StatusController, StoreController } from '../provider/controllers.ts';
import type { Store } from '../store/index.ts';
import { renderBulk } from './bulk.ts';
import type { Around, Column, ListedRow } from './columns.ts';
import { columnsOf, titleOf } from './columns.ts';
import { CrmListChangeEvent, CrmListSavedEvent, CrmOpenRecordEvent } from './events.ts';
import { filterOf, isBuilt, isEverything, partsOf } from './parts.ts';
import { styles } from './record-list.styles.ts';
import { specOf, standardOrder } from './view.ts';

type Control = HTMLElement & { value: string; checked: boolean };

const everything: Filter = { all: [] };

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
  static override styles = [chips, styles];

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
  @query('.rows') private scroller!: HTMLElement | null;
  @query('.tools crm-input') private finder!: HTMLElement | null;

  readonly #store = new StoreController(this);
  readonly #status = new StatusController(this, this.#store);
  readonly #rows = new QueryController<ListType & RecordType>(this, this.#store);
  readonly #custom = new QueryController(this, this.#store, { type: 'custom_field' });
  readonly #lists = new QueryController(this, this.#store, { type: 'smart_list' });
  readonly #phone = new PhoneWidth(this);
  readonly #sizes = new ResizeObserver(([entry]) => (this.view = entry?.contentRect.height ?? 800));
  #asked = '';
  #shown = '';
  #last = -1;

  constructor() {
    super();
    new Shortcuts(this, [
      { keys: '/', label: () => msg('Find in this list'), run: () => this.finder?.focus() },
      { keys: 'f', label: () => msg('Filter this list'), run: () => void this.#editFilter(true) },
    ]);
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
  }

  protected override firstUpdated(): void {
    if (this.scroller) this.#sizes.observe(this.scroller);
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
    const store = this.#store.value;
    if (!store) return;
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

  #change(view: { filter?: Filter; order?: Order; columns?: readonly string[] }): void {
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

  async #open(id: string): Promise<void> {
    if (!this.dispatchEvent(new CrmOpenRecordEvent(this.type, id))) return;
    const store = this.#store.value;
    if (this.type === 'lead') (await import('../lead-panel/show.ts')).showLead(this, id);
    else if (this.type === 'contact') (await import('../contact-panel/show.ts')).showContact(this, id);
    else if (this.type === 'deal') (await import('../deal-panel/show.ts')).showDeal(this, id);
    else if (store) {
      const task = store.get('task', id);
      if (task) (await import('../task-list/task-dialog.ts')).showTaskDialog(this, store, task);
    }
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

  protected override render() {
    const store = this.#store.value;
    if (!store) return nothing;
    const { rows } = this.#rows as { rows: readonly ListedRow[] };
    const height = this.#height;
    const around: Around = { store, type: this.type, clock: store.person?.timezone ? { zone: store.person.timezone } : {} };
    const columns = columnsOf(this.type, this.columns, this.#fields);
    const from = Math.max(0, Math.floor(this.top / height) - 8);
    const to = Math.min(rows.length, Math.ceil((this.top + this.view) / height) + 8);
    return html`${this.#renderTools(store, rows.length)}
      ${this.problem ? html`<crm-notice tone="danger" alert>${this.problem} ${msg('Take the condition away to see the list.')}</crm-notice>` : nothing}
      <div
        class="rows"
        part="rows"
        ${styleProps({ '--columns': columns.map(({ width }) => width).join(' '), '--least': `${Math.max(620, columns.length * 96)}px` })}
        @scroll=${(event: Event) => (this.top = (event.target as HTMLElement).scrollTop)}
        @keydown=${this.#keydown}
      >
        ${rows.length === 0 ? nothing : this.#renderHead(columns, rows)}
        ${
          rows.length === 0
            ? this.#renderEmpty()
            : html`<div class="space" ${styleProps({ 'block-size': `${rows.length * height + (this.picked.size > 0 ? 72 : 0)}px` })}>
                ${repeat(
                  rows.slice(from, to),
                  (row) => row.id,
                  (row, at) =>
                    this.#phone.matches
                      ? this.#renderNarrow(row, from + at, columns, around)
                      : this.#renderRow(row, from + at, columns, around),
                )}
              </div>`
        }
      </div>
      ${
        this.picked.size > 0
          ? renderBulk({
              host: this,
              store,
              type: this.type,
              rows: rows.filter(({ id }) => this.picked.has(id)),
              done: () => (this.picked = new Set()),
            })
          : nothing
      }`;
  }

  #renderTools(store: Store, count: number) {
    const list = this.#smartList;
    const changed = list
      ? JSON.stringify([list.filter, list.order, list.columns]) !== JSON.stringify([this.filter, this.order, this.columns])
      : !isEverything(this.filter);
    return html`<div class="tools" part="tools">
      <crm-input
        type="search"
        icon="search"
        label=${msg('Find in this list')}
        hide-label
        placeholder=${msg('Find')}
        .value=${this.find}
        @input=${(event: Event) => (this.find = (event.target as Control).value)}
      ></crm-input>
      ${this.#renderChips(store)}
      <crm-button variant="ghost" size="small" icon="plus" popup="dialog" @click=${() => void this.#editFilter(true)}
        >${msg('Filter')}</crm-button
      >
      <span class="count" role="status">${this.#summary(count)}</span>
      ${changed ? html`<crm-button variant="ghost" size="small" @click=${() => this.#reset()}>${msg('Reset')}</crm-button>` : nothing}
      ${changed || list ? this.#renderSave(store, list, changed) : nothing}
      <crm-button
        variant="ghost"
        size="small"
        icon="sliders-horizontal"
        label=${msg('Columns')}
        popup="dialog"
        @click=${() => void this.#editColumns()}
      ></crm-button>
    </div>`;
  }

  #summary(count: number) {
    const number = formatNumber(count);
    const words = plural(count, { one: msg(str`${number} record`), other: msg(str`${number} records`) });
    const { sums } = this.#rows;
    return sums.size === 0 ? words : html`${words} · <bdi class="num strong" title=${formatSum(sums)}>${this.#total(sums)}</bdi>`;
  }

  /** In the workspace's currency where it says what all the others are worth; else each currency by itself. */
  #total(sums: ReadonlyMap<string, number>): string {
    const settings = this.#store.value?.every('workspace_settings')[0];
    if (!settings || sums.size < 2) return formatSum(sums);
    const { minor, missing } = converted(sums, settings.currency, settings.rates);
    return missing.length > 0 ? formatSum(sums) : `≈ ${formatSum(new Map([[settings.currency, minor]]))}`;
  }

  #renderChips(store: Store) {
    if (isEverything(this.filter)) return nothing;
    if (!isBuilt(this.filter))
      return html`<span class="chip"
        ><span class="k">${msg('A filter of several levels')}</span
        ><button type="button" aria-label=${msg('Take the filter away')} @click=${() => this.#change({ filter: everything })}>
          ${icon('x', 'small')}
        </button></span
      >`;
    const fields = this.#fields;
    const parts = partsOf(this.filter);
    return parts.map(({ any }, at) => {
      const [first] = any;
      if (!first) return nothing;
      const field = fields.get(first.field);
      const label = field ? labelOf(field) : first.field;
      const value = field ? valueWord(first, field, store, this.type) : '';
      return html`<span class="chip">
        <button class="part" type="button" title=${msg('Change the filter')} @click=${() => void this.#editFilter()}>
          <span class="k">${label}</span>
          <span class="op">${field ? operatorWord(field.kind, first.is) : ''}</span>
          ${value ? html`<bdi class="v num">${value}</bdi>` : nothing}
          ${any.length > 1 ? html`<span class="op">${msg(str`or ${any.length - 1} more`)}</span>` : nothing}
        </button>
        <button
          type="button"
          aria-label=${msg(str`Take away: ${label}`)}
          @click=${() => this.#change({ filter: filterOf(parts.filter((_part, other) => other !== at)) })}
        >
          ${icon('x', 'small')}
        </button>
      </span>`;
    });
  }

  #reset(): void {
    const list = this.#smartList;
    this.#change(list ? { filter: list.filter, order: list.order, columns: list.columns } : { filter: everything, order: [] });
  }

  #renderSave(store: Store, list: SmartList | undefined, changed: boolean) {
    const mine = list && (list.owner_id === store.personId || store.person?.role === 'admin');
    if (!list) return html`<crm-button size="small" popup="dialog" @click=${() => void this.#save(store)}>${msg('Save list')}</crm-button>`;
    const chosen = (event: CrmSelectEvent): void => {
      if (event.value === 'save')
        this.#put(store.mutate.updateSmartList({ id: list.id, filter: this.filter, order: this.order, columns: [...this.columns] }));
      else if (event.value === 'new') void this.#save(store);
      else if (event.value === 'rename') void this.#save(store, list);
      else if (event.value === 'delete') this.#delete(store, list);
    };
    return html`<crm-menu label=${msg('This list')} placement="bottom-end" @crm-select=${chosen}>
      <crm-button slot="trigger" size="small">${msg('This list')}</crm-button>
      ${mine && changed ? html`<crm-menu-item value="save">${msg('Save changes')}</crm-menu-item>` : nothing}
      <crm-menu-item value="new">${msg('Save as another list')}</crm-menu-item>
      ${mine ? html`<crm-menu-item value="rename">${msg('Rename or share')}</crm-menu-item><crm-menu-item value="delete">${msg('Delete list')}</crm-menu-item>` : nothing}
    </crm-menu>`;
  }

  async #save(store: Store, list?: SmartList): Promise<void> {
    const [{ showSaveDialog }, { newId }] = await Promise.all([import('./save-dialog.ts'), import('../../shared/ids.ts')]);
    const id = newId();
    const heading = list ? msg('Rename or share') : msg(str`Save list: ${listLabel(this.type)}`);
    const saved = await showSaveDialog(this, { name: list?.name ?? '', shared: list?.shared ?? false, heading }, ({ name, shared }) => {
      const outcome = list
        ? store.mutate.updateSmartList({ id: list.id, name, shared })
        : store.mutate.createSmartList({
            id,
            name,
            shared,
            list_type: this.type,
            filter: this.filter,
            order: this.order,
            columns: [...this.columns],
          });
      return outcome.ok ? undefined : outcome.rejection.message;
    });
    if (saved && !list) this.#moveTo(id);
  }

  #delete(store: Store, list: SmartList): void {
    this.#put(store.mutate.deleteSmartList({ id: list.id }));
    this.#moveTo('');
    toast({
      text: msg(str`“${list.name}” is deleted.`),
      action: { label: msg('Undo'), run: () => void store.mutate.restoreRecord({ type: 'smart_list', id: list.id }) },
      from: this,
    });
  }

  #moveTo(list: string): void {
    this.list = list;
    this.dispatchEvent(new CrmListSavedEvent(list));
  }

  #put(outcome: ReturnType<Store['mutate']['updateSmartList']>): void {
    if (!outcome.ok) toast({ text: outcome.rejection.message, tone: 'danger', from: this });
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

  #renderHead(columns: readonly Column[], rows: readonly ListedRow[]) {
    const all = this.picked.size > 0 && this.picked.size === rows.length;
    return html`<div class="head">
      <crm-checkbox
        hide-label
        label=${msg('Choose all')}
        .checked=${all}
        .indeterminate=${this.picked.size > 0 && !all}
        @change=${() => (this.picked = all ? new Set() : new Set(rows.map(({ id }) => id)))}
      ></crm-checkbox>
      ${columns.map((column) => this.#renderSort(column))}
    </div>`;
  }

  #renderSort({ name, label, end, sortable }: Column) {
    if (!sortable) return html`<span class=${end ? 'cut end' : 'cut'}>${label}</span>`;
    const [first] = this.order.length > 0 ? this.order : standardOrder[this.type];
    const sorted = first?.field === name;
    const down = sorted && first.descending === true;
    return html`<button
      type="button"
      class=${end ? 'end' : ''}
      aria-pressed=${sorted}
      aria-label=${sorted ? (down ? msg(str`${label}, sorted down`) : msg(str`${label}, sorted up`)) : msg(str`Sort by ${label}`)}
      @click=${() => this.#change({ order: [{ field: name, descending: sorted ? !down : end && name !== 'owner_id' }] })}
    >
      ${sorted ? icon(down ? 'arrow-down' : 'arrow-up', 'small') : nothing}<span class="cut">${label}</span>
    </button>`;
  }

  #renderRow(row: ListedRow, at: number, columns: readonly Column[], around: Around) {
    const picked = this.picked.has(row.id);
    const title = (row as unknown as Record<string, unknown>)[titleOf(this.type)];
    return html`<div class=${picked ? 'row picked' : 'row'} ${styleProps({ transform: `translateY(${at * this.#height}px)` })}>
      <crm-checkbox
        hide-label
        label=${msg(str`Choose ${String(title)}`)}
        .checked=${picked}
        @click=${(event: MouseEvent) => {
          if (event.shiftKey) {
            event.preventDefault();
            this.#pick(at, true, true);
          }
        }}
        @change=${(event: Event) => this.#pick(at, (event.target as Control).checked, false)}
      ></crm-checkbox>
      <button type="button" class="open" data-at=${at} data-id=${row.id} @click=${() => void this.#open(row.id)}>
        ${columns.map((column) => html`<span class=${column.end ? 'end' : ''}>${column.cell(row, around)}</span>`)}
      </button>
    </div>`;
  }

  /** On a phone: the title, what comes next to it below, and two more at the end. */
  #renderNarrow(row: ListedRow, at: number, [title, second, ...others]: readonly Column[], around: Around) {
    const last = others.filter(({ name }) => name !== 'owner_id').slice(0, 2);
    return html`<div class="row" ${styleProps({ transform: `translateY(${at * this.#height}px)` })}>
      <button type="button" class="open" data-at=${at} data-id=${row.id} @click=${() => void this.#open(row.id)}>
        <span class="two">
          <span>${title?.cell(row, around)}</span>
          <span>${second?.cell(row, around)}</span>
        </span>
        <span class="ends">${last.map((column) => html`<span>${column.cell(row, around)}</span>`)}</span>
      </button>
    </div>`;
  }
}

define('crm-record-list', CrmRecordList);

declare global {
  interface HTMLElementTagNameMap {
    'crm-record-list': CrmRecordList;
  }
}
