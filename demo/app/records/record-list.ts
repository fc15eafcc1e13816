import { html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import '../../../components/base/avatar/avatar.ts';
import '../../../components/base/button/button.ts';
import '../../../components/base/checkbox/checkbox.ts';
import '../../../components/base/empty/empty.ts';
import '../../../components/base/input/input.ts';
import '../../../components/base/select/select.ts';
import { MediaQuery, PhoneWidth } from '../../../components/base/controllers/media-query.ts';
import { Shortcuts } from '../../../components/base/controllers/shortcuts.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { dayOf, daysSince, formatTime, ownZone, relativeDay } from '../../../components/base/format/dates.ts';
import { icon } from '../../../components/base/icons/icons.ts';
import { msg, str } from '../../../components/base/localisation/index.ts';
import { styleProps } from '../../../components/base/styles/style-props.ts';
import { QueryController, StatusController, StoreController } from '../../../components/provider/controllers.ts';
import { renderBulk } from './bulk.ts';
import type { Around, Column, Person, PersonType } from './columns.ts';
import { columnsOf, standing, statusOf } from './columns.ts';
import { kindsOf, matcher } from './filter.ts';
import { styles } from './record-list.styles.ts';

type Control = HTMLElement & { value: string; checked: boolean };

const latest = (a: Person, b: Person): number => {
  const [one, other] = [a.last_activity_at ?? '', b.last_activity_at ?? ''];
  return one < other ? 1 : one > other ? -1 : 0;
};

/** The time today, the day before that. */
function lastActivity({ last_activity_at: at }: Person, zone: string): string {
  if (at === null) return '';
  return daysSince(at, { zone }) === 0 ? formatTime(at, { zone }) : relativeDay(dayOf(at, zone), { zone });
}

/** Leads or contacts as rows: searched, sorted, chosen, opened. Renders what is in sight, however many there are. */
export class RecordList extends CrmElement {
  static override styles = styles;

  @property() type: PersonType = 'lead';
  @state() private find = '';
  @state() private owner = '';
  @state() private kind = '';
  /** The column by its name; `activity` is the last one. */
  @state() private sort = { column: 'activity', down: true };
  @state() private picked: ReadonlySet<string> = new Set();
  @state() private top = 0;
  @state() private view = 800;
  @query('.rows') private scroller!: HTMLElement | null;
  @query('.tools crm-input') private finder!: HTMLElement | null;

  readonly #store = new StoreController(this);
  readonly #status = new StatusController(this, this.#store);
  readonly #rows = new QueryController<PersonType>(this, this.#store);
  readonly #users = new QueryController(this, this.#store, { type: 'user', order: (a, b) => a.name.localeCompare(b.name) });
  readonly #phone = new PhoneWidth(this);
  readonly #wide = new MediaQuery(this, '(min-width: 1200px)');
  readonly #sizes = new ResizeObserver(([entry]) => (this.view = entry?.contentRect.height ?? 800));
  #asked = '';

  constructor() {
    super();
    new Shortcuts(this, [{ keys: '/', label: () => msg('Find in this list'), run: () => this.finder?.focus() }]);
    // Each row shows its next task.
    new QueryController(this, this.#store, { type: 'task', where: ({ completed }) => !completed });
    new QueryController(this, this.#store, { type: 'lead_status' });
  }

  get #height(): number {
    return this.#phone.matches ? 60 : 36;
  }

  protected override firstUpdated(): void {
    if (this.scroller) this.#sizes.observe(this.scroller);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.scroller) this.#sizes.observe(this.scroller);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('type')) this.#reset();
    const asked = JSON.stringify([this.type, this.find, this.owner, this.kind, this.sort]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.picked = new Set();
    const { sort, type } = this;
    const order = columnsOf[type].find(({ name }) => name === sort.column)?.order;
    // The types of the two lists differ only in what the matcher looks at by itself.
    this.#rows.spec = {
      type,
      where: matcher({ find: this.find, owner: this.owner, kind: this.kind }),
      order: order
        ? (a: Person, b: Person) => (sort.down ? -1 : 1) * order(a, b)
        : (a: Person, b: Person) => (sort.down ? 1 : -1) * latest(a, b),
    } as never;
    if (this.scroller) this.scroller.scrollTop = 0;
  }

  #reset(): void {
    this.find = this.owner = this.kind = '';
  }

  async #open(id: string): Promise<void> {
    if (this.type === 'lead') (await import('../../../components/lead-panel/show.ts')).showLead(this, id);
    else (await import('../../../components/contact-panel/show.ts')).showContact(this, id);
  }

  #pick(id: string, on: boolean): void {
    const next = new Set(this.picked);
    if (on) next.add(id);
    else next.delete(id);
    this.picked = next;
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.open') : null;
    if (!row) return;
    if (event.key === 'x' && row.dataset['id'] !== undefined) {
      this.#pick(row.dataset['id'], !this.picked.has(row.dataset['id']));
      return;
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const at = Number(row.dataset['at']) + (event.key === 'ArrowDown' ? 1 : -1);
    const scroller = this.scroller;
    const height = this.#height;
    if (scroller && at >= 0) {
      const place = at * height;
      if (place < scroller.scrollTop) scroller.scrollTop = place;
      else if (place + height * 2 > scroller.scrollTop + this.view) scroller.scrollTop = place + height * 2 - this.view;
      this.top = scroller.scrollTop;
    }
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`.open[data-at="${at}"]`)?.focus());
  };

  protected override render() {
    const store = this.#store.value;
    if (!store) return nothing;
    const { rows } = this.#rows as { rows: readonly Person[] };
    const height = this.#height;
    const around: Around = { store, zone: store.person?.timezone ?? ownZone() };
    const own = columnsOf[this.type].filter(({ wide }) => !wide || this.#wide.matches);
    const from = Math.max(0, Math.floor(this.top / height) - 8);
    const to = Math.min(rows.length, Math.ceil((this.top + this.view) / height) + 8);
    return html`${this.#renderTools(rows.length)}
      <div
        class="rows"
        ${styleProps({ '--columns': own.map((column) => column.width).join(' ') })}
        @scroll=${(event: Event) => (this.top = (event.target as HTMLElement).scrollTop)}
        @keydown=${this.#keydown}
      >
        ${rows.length === 0 ? nothing : this.#renderHead(own, rows)}
        ${
          rows.length === 0
            ? this.#renderEmpty()
            : html`<div class="space" ${styleProps({ 'block-size': `${rows.length * height + (this.picked.size > 0 ? 72 : 0)}px` })}>
                ${repeat(
                  rows.slice(from, to),
                  (row) => row.id,
                  (row, at) =>
                    this.#phone.matches ? this.#renderNarrow(row, from + at, around) : this.#renderRow(row, from + at, own, around),
                )}
              </div>`
        }
      </div>
      ${
        this.picked.size > 0
          ? renderBulk(
              this,
              store,
              this.type,
              rows.filter(({ id }) => this.picked.has(id)),
              () => (this.picked = new Set()),
            )
          : nothing
      }`;
  }

  #renderTools(count: number) {
    const store = this.#store.value;
    if (!store) return nothing;
    const value = (event: Event) => (event.target as Control).value;
    return html`<div class="tools">
      <crm-input
        type="search"
        icon="search"
        label=${msg('Find')}
        hide-label
        placeholder=${msg('Find')}
        .value=${this.find}
        @input=${(event: Event) => (this.find = value(event))}
      ></crm-input>
      <crm-select
        label=${msg('Owner')}
        hide-label
        placeholder=${msg('Every owner')}
        .value=${this.owner}
        .options=${this.#users.rows.filter(({ status }) => status === 'active').map(({ id, name }) => ({ value: id, label: name }))}
        @change=${(event: Event) => (this.owner = value(event))}
      ></crm-select>
      <crm-select
        label=${this.type === 'lead' ? msg('Status') : msg('Show')}
        hide-label
        placeholder=${this.type === 'lead' ? msg('Every status') : msg('All contacts')}
        .value=${this.kind}
        .options=${kindsOf(this.type, store)}
        @change=${(event: Event) => (this.kind = value(event))}
      ></crm-select>
      ${this.find || this.owner || this.kind ? html`<crm-button variant="ghost" size="small" @click=${() => this.#reset()}>${msg('Reset')}</crm-button>` : nothing}
      <span class="count num" role="status">${this.type === 'lead' ? msg(str`${count} leads`) : msg(str`${count} contacts`)}</span>
    </div>`;
  }

  #renderEmpty() {
    // Rows may still be coming: nothing is said of them until they all are there.
    if (this.#status.value.ready !== 'all') return nothing;
    if (this.find || this.owner || this.kind)
      return html`<crm-empty heading=${msg('Nothing fits the filter')}>
        ${this.find ? msg(str`Nothing matches “${this.find}”.`) : nothing}
        <crm-button slot="actions" @click=${() => this.#reset()}>${msg('Show all')}</crm-button>
      </crm-empty>`;
    const lead = this.type === 'lead';
    return html`<crm-empty heading=${lead ? msg('No leads yet') : msg('No contacts yet')}>
      ${lead ? msg('A lead is somebody who may buy one day. Add one, import a file, or put a form on your site.') : msg('Contacts are the people and organizations you deal with. Add one, import a file, or convert a lead.')}
      <crm-button
        slot="actions"
        variant="primary"
        icon="plus"
        @click=${() => this.dispatchEvent(new Event('inlay-add', { bubbles: true, composed: true }))}
        >${lead ? msg('Add lead') : msg('Add contact')}</crm-button
      >
      <crm-button slot="actions" icon="upload" href="#/settings/import">${msg('Import')}</crm-button>
    </crm-empty>`;
  }

  #renderHead(own: readonly Column[], rows: readonly Person[]) {
    const all = this.picked.size > 0 && rows.every(({ id }) => this.picked.has(id));
    return html`<div class="head">
      <crm-checkbox
        hide-label
        label=${msg('Choose all')}
        .checked=${all}
        @change=${() => (this.picked = all ? new Set() : new Set(rows.map(({ id }) => id)))}
      ></crm-checkbox>
      ${own.map((column) => (column.order ? this.#renderSort(column.name, column.label()) : html`<span class="cut">${column.label()}</span>`))}
      <span></span>${this.#renderSort('activity', msg('Last activity'), 'when')}
    </div>`;
  }

  #renderSort(column: string, label: string, name = '') {
    const sorted = this.sort.column === column;
    const { down } = this.sort;
    return html`<button
      type="button"
      class=${name}
      aria-pressed=${sorted}
      aria-label=${sorted ? (down ? msg(str`${label}, sorted down`) : msg(str`${label}, sorted up`)) : msg(str`Sort by ${label}`)}
      @click=${() => (this.sort = { column, down: sorted ? !down : column === 'activity' })}
    >
      ${sorted ? icon(down ? 'arrow-down' : 'arrow-up', 'small') : nothing}${label}
    </button>`;
  }

  #renderRow(row: Person, at: number, own: readonly Column[], around: Around) {
    const { zone } = around;
    const picked = this.picked.has(row.id);
    return html`<div class=${picked ? 'row picked' : 'row'} ${styleProps({ transform: `translateY(${at * this.#height}px)` })}>
      <crm-checkbox
        hide-label
        label=${msg(str`Choose ${row.name}`)}
        .checked=${picked}
        @change=${(event: Event) => this.#pick(row.id, (event.target as Control).checked)}
      ></crm-checkbox>
      <button type="button" class="open" data-at=${at} data-id=${row.id} @click=${() => void this.#open(row.id)}>
        ${own.map((column) => html`<span>${column.cell(row, around)}</span>`)}
        <span>${this.#renderOwner(row)}</span>
        <span class="when num">${lastActivity(row, zone)}</span>
      </button>
    </div>`;
  }

  #renderNarrow(row: Person, at: number, { store, zone }: Around) {
    const below = this.type === 'lead' ? statusOf(row, store) : standing(row);
    const kind =
      'is_organization' in row ? html`<span class="kind">${icon(row.is_organization ? 'building' : 'user', 'small')}</span>` : nothing;
    return html`<div class="row" ${styleProps({ transform: `translateY(${at * this.#height}px)` })}>
      <button type="button" class="open" data-at=${at} data-id=${row.id} @click=${() => void this.#open(row.id)}>
        <span class="two">
          <span>${kind}<bdi class="strong cut">${row.name}</bdi></span>
          <span class="second"
            ><bdi class="cut"
              >${row.organization_name && row.organization_name !== row.name ? row.organization_name : (row.email ?? '')}</bdi
            ></span
          >
        </span>
        <span class="ends">
          <span class="when num">${lastActivity(row, zone)}</span>
          <span class="status second">${below}${this.#renderOwner(row)}</span>
        </span>
      </button>
    </div>`;
  }

  #renderOwner(row: Person) {
    const store = this.#store.value;
    const owner = store?.get('user', row.owner_id);
    return html`<crm-avatar size="small" name=${owner?.name ?? '?'} ?mine=${row.owner_id === store?.personId} labelled></crm-avatar>`;
  }
}

define('inlay-record-list', RecordList);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-record-list': RecordList;
  }
}
