import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Contact, Lead } from '../../shared/records/index.ts';
import '../../components/base/avatar/avatar.ts';
import '../../components/base/button/button.ts';
import '../../components/base/empty/empty.ts';
import '../../components/base/input/input.ts';
import '../../components/base/select/select.ts';
import { CrmElement } from '../../components/base/element/crm-element.ts';
import { define } from '../../components/base/element/define.ts';
import { relativeDay } from '../../components/base/format/dates.ts';
import { icon } from '../../components/base/icons/icons.ts';
import { msg, str } from '../../components/base/localisation/index.ts';
import { styleProps } from '../../components/base/styles/style-props.ts';
import { QueryController, StoreController } from '../../components/provider/controllers.ts';
import type { Store } from '../../components/store/index.ts';

type Person = Lead | Contact;

interface Column {
  label: () => string;
  width: string;
  order?: (a: Person, b: Person) => number;
  cell: (row: Person, store: Store) => TemplateResult | string;
}

const rowHeight = 36;
const text = (a: string | null, b: string | null): number => (a ?? '').localeCompare(b ?? '');
const plain = (value: string): string => value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const columns: Record<'lead' | 'contact', readonly Column[]> = {
  lead: [
    {
      label: () => msg('Name'),
      width: 'minmax(140px, 2fr)',
      order: (a, b) => text(a.name, b.name),
      cell: (row) => html`<bdi class="strong cut">${row.name}</bdi>`,
    },
    {
      label: () => msg('Organization'),
      width: 'minmax(120px, 2fr)',
      order: (a, b) => text(a.organization_name, b.organization_name),
      cell: (row) => html`<bdi class="cut second">${row.organization_name ?? ''}</bdi>`,
    },
    {
      label: () => msg('Status'),
      width: '120px',
      cell: (row, store) => ('status_id' in row ? (store.get('lead_status', row.status_id)?.name ?? '') : ''),
    },
    {
      label: () => msg('Source'),
      width: '120px',
      cell: (row, store) => ('source_id' in row && row.source_id ? (store.get('source', row.source_id)?.name ?? '') : ''),
    },
    {
      label: () => msg('E-mail'),
      width: 'minmax(120px, 2fr)',
      order: (a, b) => text(a.email, b.email),
      cell: (row) => html`<bdi class="cut second">${row.email ?? ''}</bdi>`,
    },
  ],
  contact: [
    {
      label: () => msg('Name'),
      width: 'minmax(160px, 2fr)',
      order: (a, b) => text(a.name, b.name),
      cell: (row) =>
        html`${icon('is_organization' in row && row.is_organization ? 'building' : 'user', 'small')}<bdi class="strong cut"
            >${row.name}</bdi
          >`,
    },
    {
      label: () => msg('Organization'),
      width: 'minmax(120px, 2fr)',
      order: (a, b) => text(a.organization_name, b.organization_name),
      cell: (row) => html`<bdi class="cut second">${row.organization_name ?? ''}</bdi>`,
    },
    { label: () => msg('Standing'), width: '140px', cell: (row) => standing(row) },
    {
      label: () => msg('E-mail'),
      width: 'minmax(120px, 2fr)',
      order: (a, b) => text(a.email, b.email),
      cell: (row) => html`<bdi class="cut second">${row.email ?? ''}</bdi>`,
    },
    { label: () => msg('Phone'), width: '150px', cell: (row) => html`<bdi class="num second">${row.phone ?? ''}</bdi>` },
  ],
};

function standing(row: Person): string {
  if (!('customer_status' in row)) return '';
  if (row.customer_status === 'current') return msg('Customer');
  if (row.customer_status === 'past') return msg('Past customer');
  if (row.prospect_status === 'current') return msg('Prospect');
  return row.prospect_status === 'lost' ? msg('Lost prospect') : '';
}

/** Leads or contacts as rows: searched, sorted, opened. Renders what is in sight, however many there are. */
export class RecordList extends CrmElement {
  static override styles = css`
    :host {
      display: flex;
      flex-direction: column;
      min-block-size: 0;
      container-type: inline-size;
    }
    .tools {
      display: flex;
      gap: var(--crm-space-2);
      align-items: center;
      padding: 5px var(--crm-gutter);
      border-block-end: var(--crm-hairline) solid var(--crm-border);
      overflow-x: auto;
      scrollbar-width: none;
      flex: none;
    }
    .tools crm-input {
      inline-size: 220px;
      flex: none;
    }
    .tools crm-select {
      flex: none;
    }
    .count {
      margin-inline-start: auto;
      color: var(--crm-text-muted);
      white-space: nowrap;
    }
    .rows {
      flex: 1;
      overflow: auto;
      min-block-size: 0;
      position: relative;
    }
    .head,
    .row {
      display: grid;
      grid-template-columns: var(--columns) 24px 110px;
      align-items: center;
      gap: 12px;
      padding-inline: var(--crm-gutter);
      min-inline-size: 760px;
    }
    .head {
      position: sticky;
      inset-block-start: 0;
      z-index: var(--crm-layer-sticky);
      block-size: 32px;
      background: var(--crm-surface);
      box-shadow: inset 0 -1px var(--crm-border);
      color: var(--crm-text-muted);
      font-size: var(--crm-text-12);
      font-weight: var(--crm-weight-medium);
    }
    .head button {
      display: inline-flex;
      gap: 4px;
      align-items: center;
      color: inherit;
      font-weight: inherit;
      min-block-size: 24px;
    }
    .space {
      position: relative;
    }
    .row {
      position: absolute;
      inset-inline: 0;
      block-size: 36px;
      text-align: start;
      border-block-end: var(--crm-hairline) solid var(--crm-border);
      color: var(--crm-text);
    }
    .row:hover {
      background: var(--crm-surface-hover);
    }
    .row:focus-visible {
      outline: var(--crm-focus-ring);
      outline-offset: -2px;
    }
    .row > span {
      display: flex;
      gap: 7px;
      align-items: center;
      min-inline-size: 0;
    }
    .when {
      justify-content: flex-end;
      color: var(--crm-text-secondary);
      white-space: nowrap;
    }
    @container (max-width: 640px) {
      .head {
        display: none;
      }
      .row {
        min-inline-size: 0;
        grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 24px;
      }
      .row > span:nth-child(n + 3):not(.who) {
        display: none;
      }
    }
  `;

  @property() type: 'lead' | 'contact' = 'lead';
  @state() private find = '';
  @state() private owner = '';
  @state() private kind = '';
  @state() private sort: { column: number; down: boolean } | undefined;
  @state() private top = 0;
  @state() private view = 800;
  @query('.rows') private scroller!: HTMLElement | null;

  readonly #store = new StoreController(this);
  readonly #rows = new QueryController<'lead' | 'contact'>(this, this.#store);
  readonly #users = new QueryController(this, this.#store, { type: 'user', order: (a, b) => a.name.localeCompare(b.name) });
  readonly #sizes = new ResizeObserver(([entry]) => (this.view = entry?.contentRect.height ?? 800));
  #asked = '';

  protected override firstUpdated(): void {
    if (this.scroller) this.#sizes.observe(this.scroller);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  protected override willUpdate(): void {
    const asked = JSON.stringify([this.type, this.find, this.owner, this.kind, this.sort]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    const words = plain(this.find).split(/\s+/).filter(Boolean);
    const { owner, kind, sort } = this;
    const order = sort ? columns[this.type][sort.column]?.order : undefined;
    this.#rows.spec = {
      type: this.type,
      where: (row: Person) => {
        if ('converted_at' in row && row.converted_at !== null) return false;
        if (owner && row.owner_id !== owner) return false;
        if (kind && !fits(row, kind)) return false;
        if (words.length === 0) return true;
        const all = plain([row.name, row.organization_name, row.email, row.phone, ...row.tags].filter(Boolean).join(' '));
        return words.every((word) => all.includes(word));
      },
      order: order
        ? (a: Person, b: Person) => (sort?.down ? -1 : 1) * order(a, b)
        : (a: Person, b: Person) =>
            (a.last_activity_at ?? '') < (b.last_activity_at ?? '') ? 1 : (a.last_activity_at ?? '') > (b.last_activity_at ?? '') ? -1 : 0,
    } as never;
    if (this.scroller) this.scroller.scrollTop = 0;
  }

  async #open(id: string): Promise<void> {
    if (this.type === 'lead') (await import('../../components/lead-panel/show.ts')).showLead(this, id);
    else (await import('../../components/contact-panel/show.ts')).showContact(this, id);
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.row') : null;
    if (!row || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    const at = Number(row.dataset['at']) + (event.key === 'ArrowDown' ? 1 : -1);
    const scroller = this.scroller;
    if (scroller && at >= 0) {
      const place = at * rowHeight;
      if (place < scroller.scrollTop) scroller.scrollTop = place;
      else if (place + rowHeight * 2 > scroller.scrollTop + this.view) scroller.scrollTop = place + rowHeight * 2 - this.view;
      this.top = scroller.scrollTop;
    }
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`.row[data-at="${at}"]`)?.focus());
  };

  protected override render() {
    const store = this.#store.value;
    if (!store) return nothing;
    const { rows } = this.#rows as { rows: readonly Person[] };
    const own = columns[this.type];
    const from = Math.max(0, Math.floor(this.top / rowHeight) - 8);
    const to = Math.min(rows.length, Math.ceil((this.top + this.view) / rowHeight) + 8);
    const value = (event: Event) => (event.target as HTMLElement & { value: string }).value;
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
          placeholder=${msg('Everyone')}
          .value=${this.owner}
          .options=${this.#users.rows.map(({ id, name }) => ({ value: id, label: name }))}
          @change=${(event: Event) => (this.owner = value(event))}
        ></crm-select>
        <crm-select
          label=${msg('Show')}
          hide-label
          placeholder=${msg('All')}
          .value=${this.kind}
          .options=${kinds(this.type, store)}
          @change=${(event: Event) => (this.kind = value(event))}
        ></crm-select>
        <span class="count num">${rows.length}</span>
      </div>
      <div
        class="rows"
        ${styleProps({ '--columns': own.map((column) => column.width).join(' ') })}
        @scroll=${(event: Event) => (this.top = (event.target as HTMLElement).scrollTop)}
        @keydown=${this.#keydown}
      >
        <div class="head">
          ${own.map((column, at) => this.#renderHead(column, at))}<span></span><span class="when">${msg('Last activity')}</span>
        </div>
        ${
          rows.length === 0
            ? html`<crm-empty heading=${this.find || this.owner || this.kind ? msg('Nothing fits the filter') : msg('Nothing here yet')}>
                ${this.find ? msg(str`Nothing matches “${this.find}”.`) : msg('Add one with the button above, or import a file in the settings.')}
              </crm-empty>`
            : html`<div class="space" ${styleProps({ 'block-size': `${rows.length * rowHeight}px` })}>
                ${repeat(
                  rows.slice(from, to),
                  (row) => row.id,
                  (row, at) => this.#renderRow(row, from + at, own, store),
                )}
              </div>`
        }
      </div>`;
  }

  #renderHead(column: Column, at: number) {
    if (!column.order) return html`<span>${column.label()}</span>`;
    const sorted = this.sort?.column === at;
    return html`<button
      type="button"
      aria-label=${sorted ? (this.sort?.down ? msg(str`${column.label()}, sorted down`) : msg(str`${column.label()}, sorted up`)) : column.label()}
      @click=${() => (this.sort = { column: at, down: sorted ? !this.sort?.down : false })}
    >
      ${column.label()}${sorted ? icon(this.sort?.down ? 'chevron-down' : 'chevron-up', 'small') : nothing}
    </button>`;
  }

  #renderRow(row: Person, at: number, own: readonly Column[], store: Store) {
    const owner = store.get('user', row.owner_id);
    return html`<button
      type="button"
      class="row"
      data-at=${at}
      ${styleProps({ transform: `translateY(${at * rowHeight}px)` })}
      @click=${() => void this.#open(row.id)}
    >
      ${own.map((column) => html`<span>${column.cell(row, store)}</span>`)}
      <span class="who"
        ><crm-avatar size="small" name=${owner?.name ?? '?'} ?mine=${row.owner_id === store.personId} labelled></crm-avatar
      ></span>
      <span class="when num">${row.last_activity_at ? relativeDay(row.last_activity_at) : ''}</span>
    </button>`;
  }
}

function kinds(type: 'lead' | 'contact', store: Store): { value: string; label: string }[] {
  if (type === 'lead')
    return store
      .every('lead_status')
      .sort((a, b) => a.position - b.position)
      .map(({ id, name }) => ({ value: id, label: name }));
  return [
    { value: 'people', label: msg('People') },
    { value: 'organizations', label: msg('Organizations') },
    { value: 'prospects', label: msg('Prospects') },
    { value: 'customers', label: msg('Customers') },
  ];
}

function fits(row: Person, kind: string): boolean {
  if ('status_id' in row) return row.status_id === kind;
  if (kind === 'people') return !row.is_organization;
  if (kind === 'organizations') return row.is_organization;
  return kind === 'prospects' ? row.prospect_status === 'current' : row.customer_status === 'current';
}

define('inlay-record-list', RecordList);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-record-list': RecordList;
  }
}
