import { css, html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Filter, ListType } from '../../../shared/filters/index.ts';
import type { SmartList } from '../../../shared/records/index.ts';
import { CrmElement } from '../../../components/base/element/crm-element.ts';
import { define } from '../../../components/base/element/define.ts';
import { formatNumber } from '../../../components/base/format/numbers.ts';
import { icon } from '../../../components/base/icons/icons.ts';
import { msg } from '../../../components/base/localisation/index.ts';
import { listLabel } from '../../../components/fields/labels.ts';
import { QueryController, StoreController } from '../../../components/provider/controllers.ts';
import { countOf } from '../../../components/record-list/view.ts';

const everything: Filter = { all: [] };

/** Milliseconds after a change within which further ones are counted with it. */
const settle = 400;

/** The smart lists of a type, shared and private, each with how many records it has. */
export class ListsPane extends CrmElement {
  static override styles = css`
    :host {
      display: block;
      overflow-y: auto;
      padding: 8px;
    }
    h2 {
      margin: 0;
      padding: 10px 8px 4px;
      font-size: var(--crm-text-12);
      font-weight: var(--crm-weight-medium);
      color: var(--crm-text-muted);
    }
    a {
      display: flex;
      align-items: center;
      gap: 8px;
      min-block-size: 30px;
      padding-inline: 8px;
      border-radius: var(--crm-radius);
      color: var(--crm-text-secondary);
      text-decoration: none;
    }
    a:hover {
      background: var(--crm-surface-hover);
    }
    a[aria-current] {
      background: var(--crm-surface-pressed, var(--crm-surface-hover));
      color: var(--crm-text);
      font-weight: var(--crm-weight-medium);
    }
    a:focus-visible {
      outline: var(--crm-focus-ring);
      outline-offset: -2px;
    }
    .num {
      margin-inline-start: auto;
      color: var(--crm-text-muted);
      font-weight: var(--crm-weight-regular);
    }
    p {
      margin: 0;
      padding: 4px 8px;
      font-size: var(--crm-text-12);
      color: var(--crm-text-muted);
    }
  `;

  @property() type: ListType = 'lead';
  @property() list = '';
  /** Where a list is: its id is put behind it. */
  @property() base = '';
  @state() private counts: ReadonlyMap<string, number> = new Map();

  readonly #store = new StoreController(this);
  readonly #lists = new QueryController(this, this.#store, {
    type: 'smart_list',
    order: (a, b) => a.position - b.position || a.name.localeCompare(b.name),
  });
  #stop: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #counted = '';

  constructor() {
    super();
    this.#store.onChange(() => this.#watch());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwatch();
    clearTimeout(this.#timer);
  }

  #watch(): void {
    this.#unwatch();
    const store = this.#store.value;
    if (!store || !this.isConnected) return;
    this.#stop = [
      store.onChanges((changes) => changes.some(({ type }) => type === this.type || type === 'smart_list') && this.#later()),
      store.onStatus(() => store.status.ready === 'all' && this.#counted !== this.#key() && this.#later()),
    ];
    this.#later();
  }

  #unwatch(): void {
    for (const stop of this.#stop.splice(0)) stop();
  }

  protected override updated(): void {
    if (this.#counted !== this.#key()) this.#later();
  }

  #key(): string {
    return JSON.stringify([this.type, this.#lists.rows.map(({ id, version }) => [id, version])]);
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#count(), this.#counted === '' ? 0 : settle);
  }

  /** A list at a time, so that counting many of them holds nothing up. */
  async #count(): Promise<void> {
    const store = this.#store.value;
    if (!store) return;
    this.#counted = this.#key();
    const counts = new Map<string, number>();
    for (const { id, filter } of [{ id: '', filter: everything }, ...this.#mine()]) {
      const count = countOf(store, this.type, filter);
      if (count !== undefined) counts.set(id, count);
      await new Promise((resolve) => setTimeout(resolve));
    }
    this.counts = counts;
  }

  #mine(): SmartList[] {
    return this.#lists.rows.filter(({ list_type }) => list_type === this.type);
  }

  protected override render() {
    const mine = this.#mine();
    const shared = mine.filter((list) => list.shared);
    const own = mine.filter((list) => !list.shared);
    return html`<nav aria-label=${msg('Smart lists')}>
      ${this.#renderList('', listLabel(this.type))}
      ${
        shared.length > 0
          ? html`<h2>${msg('Shared')}</h2>
              ${shared.map(({ id, name }) => this.#renderList(id, name, 'users'))}`
          : nothing
      }
      ${
        own.length > 0
          ? html`<h2>${msg('Private')}</h2>
              ${own.map(({ id, name }) => this.#renderList(id, name, 'lock'))}`
          : nothing
      }
      ${mine.length === 0 ? html`<p>${msg('Filter the list and save it: it stands here then, for you or for everyone.')}</p>` : nothing}
    </nav>`;
  }

  #renderList(id: string, name: string, mark: 'users' | 'lock' | 'list' = 'list') {
    const count = this.counts.get(id);
    return html`<a href=${id ? `${this.base}/list/${id}` : this.base} aria-current=${this.list === id ? 'page' : nothing}>
      ${icon(mark, 'small')}<bdi class="cut">${name}</bdi
      >${count === undefined ? nothing : html`<span class="num">${formatNumber(count)}</span>`}
    </a>`;
  }
}

define('inlay-lists-pane', ListsPane);

declare global {
  interface HTMLElementTagNameMap {
    'inlay-lists-pane': ListsPane;
  }
}
