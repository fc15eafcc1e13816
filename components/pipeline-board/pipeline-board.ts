import { html, nothing } from 'lit';
import type { PropertyValues } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Deal, Pipeline, Stage } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/empty/empty.ts';
import '../base/input/input.ts';
import '../base/select/select.ts';
import { announce } from '../base/controllers/announcer.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { CrmEvent } from '../base/element/crm-event.ts';
import { define } from '../base/element/define.ts';
import { styleProps } from '../base/styles/style-props.ts';
import { formatMoney } from '../base/format/money.ts';
import { icon } from '../base/icons/icons.ts';
import { msg, plural, str } from '../base/localisation/index.ts';
import { DealOpenEvent } from '../deal-card/events.ts';
import { QueryController, StatusController, StoreController } from '../provider/controllers.ts';
import type { Query, Store } from '../store/index.ts';
import { CardDrag } from './drag.ts';
import type { BoardFilter, BoardOrder } from './filter.ts';
import { isEmpty, matcher, orders } from './filter.ts';
import './lane.ts';
import type { BoardLane } from './lane.ts';
import { moveDeal } from './move.ts';
import { styles } from './pipeline-board.styles.ts';
import { addSums, longSum, shortSum, weighted } from './sums.ts';

/** The pipeline, the filter or the order has changed: a host may keep it, in its address for instance. */
export class BoardViewEvent extends CrmEvent {
  readonly pipeline: string;
  readonly filter: BoardFilter;
  readonly order: BoardOrder;
  constructor(pipeline: string, filter: BoardFilter, order: BoardOrder) {
    super('crm-board-view', { composed: true });
    this.pipeline = pipeline;
    this.filter = filter;
    this.order = order;
  }
}

const trayDays = 30;
const trayRows = 9;
const categoryIcons = { won: 'circle-check', lost: 'circle-x', unqualified: 'circle-slash' } as const;

/**
 * The pipeline as lanes of cards, one for each active stage, and trays for what is won, lost and unqualified.
 *
 * @element crm-pipeline-board
 * @fires {DealOpenEvent} crm-deal-open - A card was pressed. Cancel it to keep the panel from opening.
 * @fires {BoardViewEvent} crm-board-view - Pipeline, filter or order have changed.
 * @csspart tools
 * @csspart board
 * @csspart lane
 * @csspart tray
 */
export class PipelineBoard extends CrmElement {
  static override styles = styles;

  /** The pipeline's id; left out, the first one. */
  @property() pipeline = '';
  @property({ attribute: false }) filter: BoardFilter = {};
  @property() order: BoardOrder = 'close';

  @state() private lifted: string | undefined;
  @state() private overStage: string | undefined;
  /** Picked up by keyboard: where Enter would put it. */
  @state() private carrying: { id: string; stage: string } | undefined;
  @query('.board') private board!: HTMLElement | null;

  readonly #store = new StoreController(this);
  readonly #status = new StatusController(this, this.#store);
  readonly #pipelines = new QueryController(this, this.#store, { type: 'pipeline', order: (a, b) => a.position - b.position });
  readonly #stages = new QueryController(this, this.#store, { type: 'stage', order: (a, b) => a.position - b.position });
  readonly #users = new QueryController(this, this.#store, { type: 'user', order: (a, b) => a.name.localeCompare(b.name) });
  readonly #lanes = new Map<string, { query: Query<'deal'>; stop: () => void }>();
  #lanesOf = '';
  #lanesStore: Store | undefined;

  constructor() {
    super();
    new CardDrag(this, {
      pick: (path) => {
        const card = path.find((node): node is HTMLElement => node instanceof HTMLElement && node.localName === 'crm-deal-card');
        const id = card?.getAttribute('deal-id');
        return card && id ? { id, card } : undefined;
      },
      lift: (id) => (this.lifted = id),
      over: (stage) => (this.overStage = stage),
      target: (x, y) => this.#targetAt(x, y),
      drop: (id, stage) => void this.#move(id, stage),
      scroller: () => this.board,
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#dropLanes();
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    this.#keepLanes();
  }

  get #pipeline(): Pipeline | undefined {
    const { rows } = this.#pipelines;
    return rows.find((row) => row.id === this.pipeline) ?? rows.find((row) => !row.disabled);
  }

  get #ownStages(): Stage[] {
    const pipeline = this.#pipeline;
    return this.#stages.rows.filter((stage) => stage.pipeline_id === pipeline?.id);
  }

  /** A live list for each stage; made anew when the question has changed. */
  #keepLanes(): void {
    const store = this.#store.value;
    const stages = store && this.isConnected ? this.#ownStages : [];
    const key = JSON.stringify([stages.map((stage) => stage.id), this.filter, this.order]);
    if (key === this.#lanesOf && store === this.#lanesStore) return;
    this.#dropLanes();
    this.#lanesOf = key;
    this.#lanesStore = store;
    if (!store) return;
    const where = matcher(this.filter);
    const since = new Date(Date.now() - trayDays * 86_400_000).toISOString();
    for (const stage of stages) {
      const query = store.query({
        type: 'deal',
        by: ['stage_id', stage.id],
        amount: (deal: Deal) => deal,
        order: stage.active ? orders[this.order] : (a: Deal, b: Deal) => (a.last_stage_change_at < b.last_stage_change_at ? 1 : -1),
        ...(stage.active ? (where ? { where } : {}) : { where: (deal: Deal) => deal.last_stage_change_at >= since && (!where || where(deal)) }),
      });
      this.#lanes.set(stage.id, { query, stop: query.subscribe(() => this.requestUpdate()) });
    }
  }

  #dropLanes(): void {
    for (const { stop } of this.#lanes.values()) stop();
    this.#lanes.clear();
    this.#lanesOf = '';
  }

  #dealsOf(stageId: string): readonly Deal[] {
    return this.#lanes.get(stageId)?.query.rows ?? [];
  }

  #sumsOf(stageId: string): ReadonlyMap<string, number> {
    return this.#lanes.get(stageId)?.query.sums ?? new Map();
  }

  #targetAt(x: number, y: number): { stage: string; scroller: HTMLElement | undefined } | undefined {
    for (const element of this.renderRoot.querySelectorAll<HTMLElement>('[data-stage]')) {
      const box = element.getBoundingClientRect();
      if (x < box.left || x > box.right || y < box.top || y > box.bottom) continue;
      return { stage: element.dataset['stage'] ?? '', scroller: element.querySelector<HTMLElement>('crm-board-lane') ?? undefined };
    }
    return undefined;
  }

  async #move(dealId: string, stageId: string): Promise<void> {
    const store = this.#store.value;
    if (store) await moveDeal(this, store, dealId, stageId);
  }

  #lane(stageId: string): BoardLane | null {
    return this.renderRoot.querySelector(`[data-stage="${stageId}"] crm-board-lane`);
  }

  readonly #keydown = (event: KeyboardEvent): void => {
    const path = event.composedPath();
    const card = path.find((node): node is HTMLElement => node instanceof HTMLElement && node.localName === 'crm-deal-card');
    const holder = path.find((node): node is HTMLElement => node instanceof HTMLElement && node.dataset['stage'] !== undefined);
    const id = card?.getAttribute('deal-id');
    const stage = holder?.dataset['stage'];
    if (!id || !stage || event.altKey || event.ctrlKey || event.metaKey) return;
    if (this.carrying) this.#carry(event);
    else this.#walk(event, id, stage);
  };

  /** Arrows go from card to card and from lane to lane; Space picks up. */
  #walk(event: KeyboardEvent, id: string, stage: string): void {
    const deals = this.#dealsOf(stage);
    const at = deals.findIndex((deal) => deal.id === id);
    const active = this.#ownStages.filter((row) => row.active);
    const here = active.findIndex((row) => row.id === stage);
    const forward = this.rtl ? 'ArrowLeft' : 'ArrowRight';
    const back = this.rtl ? 'ArrowRight' : 'ArrowLeft';
    const go = (lane: string | undefined, index: number) => lane && void this.#lane(lane)?.focusCard(index);
    if (event.key === 'ArrowDown') go(stage, at + 1);
    else if (event.key === 'ArrowUp') go(stage, at - 1);
    else if (event.key === 'Home') go(stage, 0);
    else if (event.key === 'End') go(stage, deals.length - 1);
    else if (event.key === forward || event.key === back) {
      const step = event.key === forward ? 1 : -1;
      for (let next = here + step; active[next]; next += step)
        if (this.#dealsOf(active[next]?.id ?? '').length > 0) {
          go(active[next]?.id, at);
          break;
        }
    } else if (event.key === ' ') {
      this.carrying = { id, stage };
      this.lifted = id;
      announce(msg('Picked up. Arrow keys choose a stage, Enter drops, Escape cancels.'), 'assertive');
    } else return;
    event.preventDefault();
  }

  /** A card in the hand of the keyboard: arrows choose the stage, Enter drops, Escape puts back. */
  #carry(event: KeyboardEvent): void {
    const { carrying } = this;
    if (!carrying) return;
    const stages = this.#ownStages;
    const at = stages.findIndex((row) => row.id === carrying.stage);
    const forward = this.rtl ? 'ArrowLeft' : 'ArrowRight';
    const back = this.rtl ? 'ArrowRight' : 'ArrowLeft';
    if (event.key === forward || event.key === back || event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === forward || event.key === 'ArrowDown' ? 1 : -1;
      const next = stages[at + step];
      if (next) {
        this.carrying = { ...carrying, stage: next.id };
        this.overStage = next.id;
        announce(next.name, 'assertive');
        this.renderRoot.querySelector(`[data-stage="${next.id}"]`)?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
      }
    } else if (event.key === 'Enter' || event.key === ' ') {
      const { id, stage } = carrying;
      this.#putDown();
      void this.#move(id, stage).then(() => this.#refocus(id));
    } else if (event.key === 'Escape' || event.key === 'Tab') {
      this.#putDown();
      announce(msg('Cancelled. The deal stays where it was.'), 'assertive');
      if (event.key === 'Tab') return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #putDown(): void {
    this.carrying = undefined;
    this.lifted = undefined;
    this.overStage = undefined;
  }

  async #refocus(id: string): Promise<void> {
    await this.updateComplete;
    const stage = this.#store.value?.get('deal', id)?.stage_id;
    const at = stage === undefined ? -1 : this.#dealsOf(stage).findIndex((deal) => deal.id === id);
    if (stage !== undefined && at >= 0) await this.#lane(stage)?.focusCard(at);
  }

  #view(change: { pipeline?: string; filter?: BoardFilter; order?: BoardOrder }): void {
    if (change.pipeline !== undefined) this.pipeline = change.pipeline;
    if (change.filter !== undefined) this.filter = change.filter;
    if (change.order !== undefined) this.order = change.order;
    this.dispatchEvent(new BoardViewEvent(this.pipeline, this.filter, this.order));
  }

  #openDeal(id: string): void {
    const event = new DealOpenEvent(id);
    if (!this.dispatchEvent(event)) return;
    void import('../deal-panel/show.ts').then(({ showDeal }) => showDeal(this, id));
  }

  protected override render() {
    const store = this.#store.value;
    const ready = this.#status.value.ready !== 'none';
    if (!store || !ready) return this.#renderSkeleton();
    const stages = this.#ownStages;
    const active = stages.filter((stage) => stage.active);
    const closed = stages.filter((stage) => !stage.active);
    if (active.length === 0) return html`<div class="blank"><crm-empty heading=${msg('No pipeline yet')}>${msg('An administrator sets one up in the settings.')}</crm-empty></div>`;
    const count = active.reduce((sum, stage) => sum + this.#dealsOf(stage.id).length, 0);
    return html`
      ${this.#renderTools(store, active, count)}
      <div class="steps" role="group" aria-label=${msg('Stages')}>
        ${stages.map(
          (stage) => html`<button type="button" @click=${() => this.renderRoot.querySelector(`[data-stage="${stage.id}"]`)?.scrollIntoView({ inline: 'start', block: 'nearest', behavior: 'smooth' })}>
            ${stage.name} <span class="num muted">${this.#dealsOf(stage.id).length}</span>
          </button>`,
        )}
      </div>
      ${count === 0 && !isEmpty(this.filter) ? this.#renderNothing() : nothing}
      <div class="board" part="board" ${styleProps({ '--lanes': String(active.length) })} @keydown=${this.#keydown}>
        ${repeat(
          active,
          (stage) => stage.id,
          (stage, at) => this.#renderLane(store, stage, at, active.length),
        )}
        <div class="trays">${closed.map((stage) => this.#renderTray(store, stage))}</div>
      </div>
    `;
  }

  #renderTools(store: Store, active: readonly Stage[], count: number) {
    const own = store.every('workspace_settings')[0]?.currency ?? 'EUR';
    const total = addSums(active.map((stage) => this.#sumsOf(stage.id)));
    const likely = addSums(active.map((stage) => weighted(this.#sumsOf(stage.id), stage.likelihood)));
    const pipelines = this.#pipelines.rows.filter((row) => !row.disabled);
    const tags = store.every('tag').filter((tag) => tag.resource_type === 'deal').sort((a, b) => a.name.localeCompare(b.name));
    const value = (event: Event) => (event.target as HTMLElement & { value: string }).value;
    return html`<div class="tools" part="tools">
      ${pipelines.length > 1
        ? html`<crm-select label=${msg('Pipeline')} hide-label .value=${this.#pipeline?.id ?? ''}
            .options=${pipelines.map(({ id, name }) => ({ value: id, label: name }))}
            @change=${(event: Event) => this.#view({ pipeline: value(event) })}></crm-select>`
        : nothing}
      <crm-input class="find" type="search" icon="search" label=${msg('Find in this pipeline')} hide-label placeholder=${msg('Find')}
        .value=${this.filter.text ?? ''} @input=${(event: Event) => this.#view({ filter: { ...this.filter, text: value(event) } })}></crm-input>
      <crm-select label=${msg('Owner')} hide-label placeholder=${msg('Everyone')} .value=${this.filter.owner ?? ''}
        .options=${this.#users.rows.map(({ id, name }) => ({ value: id, label: name }))}
        @change=${(event: Event) => this.#view({ filter: { ...this.filter, owner: value(event) } })}></crm-select>
      ${tags.length > 0
        ? html`<crm-select label=${msg('Tag')} hide-label placeholder=${msg('All tags')} .value=${this.filter.tag ?? ''}
            .options=${tags.map(({ name }) => ({ value: name, label: name }))}
            @change=${(event: Event) => this.#view({ filter: { ...this.filter, tag: value(event) } })}></crm-select>`
        : nothing}
      <crm-button icon="flame" ?pressed=${this.filter.hot ?? false} @click=${() => this.#view({ filter: { ...this.filter, hot: !this.filter.hot } })}>${msg('Hot')}</crm-button>
      <crm-button icon="sliders-horizontal" popup="dialog" label=${msg('More filters')} @click=${() => void this.#moreFilters()}></crm-button>
      ${isEmpty(this.filter) ? nothing : html`<crm-button variant="ghost" @click=${() => this.#view({ filter: {} })}>${msg('Clear filter')}</crm-button>`}
      <span class="total" title=${longSum(total)}>
        ${plural(count, { one: msg(str`${count} open deal`), other: msg(str`${count} open deals`) })} ·
        <bdi class="strong">${shortSum(total, own)}</bdi> · ${msg(str`weighted ${shortSum(likely, own)}`)}
      </span>
      <crm-select label=${msg('Order')} hide-label .value=${this.order}
        .options=${[
          { value: 'close', label: msg('By close date') },
          { value: 'value', label: msg('By value') },
          { value: 'activity', label: msg('Quiet longest first') },
          { value: 'added', label: msg('Newest first') },
          { value: 'name', label: msg('By name') },
        ]}
        @change=${(event: Event) => this.#view({ order: value(event) as BoardOrder })}></crm-select>
    </div>`;
  }

  async #moreFilters(): Promise<void> {
    const { showFilterDialog } = await import('./filter-dialog.ts');
    const filter = await showFilterDialog(this, this.filter);
    if (filter) this.#view({ filter });
  }

  #renderLane(store: Store, stage: Stage, at: number, count: number) {
    const own = store.every('workspace_settings')[0]?.currency ?? 'EUR';
    const deals = this.#dealsOf(stage.id);
    const sums = this.#sumsOf(stage.id);
    const step = count === 1 ? 1 : Math.round(1 + (7 * at) / (count - 1));
    const over = this.overStage === stage.id && this.#stageOf(this.lifted) !== stage.id;
    return html`<section class=${classMap({ lane: true, over })} part="lane" data-stage=${stage.id} aria-labelledby="s-${stage.id}"
      ${styleProps({ '--stage': `var(--crm-stage-${step})` })}>
      <header class="lane-head">
        <div class="row">
          <h2 id="s-${stage.id}" class="cut"><bdi>${stage.name}</bdi></h2>
          <span class="num muted">${deals.length}<span class="sr"> ${plural(deals.length, { one: msg('deal'), other: msg('deals') })}</span></span>
          <bdi class="sum" title=${longSum(sums)}>${shortSum(sums, own)}</bdi>
        </div>
        <div class="row">
          <span>${msg(str`${stage.likelihood}% likely`)}</span><bdi title=${longSum(weighted(sums, stage.likelihood))}>${shortSum(weighted(sums, stage.likelihood), own)}</bdi>
        </div>
        <div class="likely"><i ${styleProps({ 'inline-size': `${stage.likelihood}%` })}></i></div>
      </header>
      <crm-board-lane .deals=${deals} .lifted=${this.lifted} ?over=${over}></crm-board-lane>
    </section>`;
  }

  #stageOf(dealId: string | undefined): string | undefined {
    return dealId === undefined ? undefined : this.#store.value?.get('deal', dealId)?.stage_id;
  }

  #renderTray(store: Store, stage: Stage) {
    const own = store.every('workspace_settings')[0]?.currency ?? 'EUR';
    const deals = this.#dealsOf(stage.id);
    const category = stage.category as keyof typeof categoryIcons;
    return html`<section class=${classMap({ tray: true, over: this.overStage === stage.id })} part="tray" data-stage=${stage.id}
      aria-labelledby="s-${stage.id}" ${styleProps({ '--stage': `var(--crm-stage-${category})` })}>
      <h2 id="s-${stage.id}">${icon(categoryIcons[category])}<bdi>${stage.name}</bdi> <span class="num muted">${deals.length}</span></h2>
      <bdi class="sum" title=${longSum(this.#sumsOf(stage.id))}>${shortSum(this.#sumsOf(stage.id), own)}</bdi>
      <span class="note">${msg(str`last ${trayDays} days`)}</span>
      <ul class="last">
        ${deals.slice(0, trayRows).map(
          (deal) => html`<li><button type="button" @click=${() => this.#openDeal(deal.id)}>
            <bdi class="cut">${deal.name}</bdi><bdi class="money">${formatMoney(deal.value, deal.currency)}</bdi>
          </button></li>`,
        )}
      </ul>
    </section>`;
  }

  #renderNothing() {
    return html`<crm-empty heading=${msg('No deal fits the filter')}>
      ${this.filter.text ? msg(str`Nothing here matches “${this.filter.text}”.`) : msg('Take a condition away to see more.')}
      <crm-button slot="actions" @click=${() => this.#view({ filter: {} })}>${msg('Clear filter')}</crm-button>
    </crm-empty>`;
  }

  #renderSkeleton() {
    return html`<div class="board" aria-busy="true" aria-label=${msg('Loading')} ${styleProps({ '--lanes': '4' })}>
      ${[5, 4, 3, 2].map((count) => html`<div class="lane"><div class="ghosts">${Array.from({ length: count }, () => html`<i></i>`)}</div></div>`)}
    </div>`;
  }
}

define('crm-pipeline-board', PipelineBoard);

declare global {
  interface HTMLElementTagNameMap {
    'crm-pipeline-board': PipelineBoard;
  }
}
