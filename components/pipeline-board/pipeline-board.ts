import { html, nothing } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Pipeline, Stage, WorkspaceSettings } from '../../shared/records/index.ts';
import '../base/button/button.ts';
import '../base/empty/empty.ts';
import { Commands } from '../base/controllers/commands.ts';
import { CrmElement } from '../base/element/crm-element.ts';
import { define } from '../base/element/define.ts';
import { totalOf } from '../base/format/total.ts';
import { readNumberFormats } from '../base/format/numbers.ts';
import { writesPlainly } from '../base/format/plain-money.ts';
import { fetchWhenIdle, idle } from '../base/idle.ts';
import { chips } from '../base/styles/chips.ts';
import { stageMark } from '../base/styles/stage-mark.ts';
import { styleProps } from '../base/styles/style-props.ts';
import { msg } from '../base/localisation/index.ts';
import { DealOpenEvent } from '../deal-card/events.ts';
import { orderedChoiceStyles } from '../fields/ordered-choice.styles.ts';
import { QueryController, StatusController, StoreController } from '../provider/controllers.ts';
import { leaveTrail } from '../record/trail.ts';
import type { Store } from '../store/index.ts';
import { renderNothing, renderSkeleton } from './blank.ts';
import { CardFields } from './card-fields.ts';
import { conditionsOf } from './conditions.ts';
import { CardDrag } from './drag.ts';
import { BoardViewEvent } from './events.ts';
import type { BoardFilter, BoardOrder } from './filter.ts';
import { filterText, readFilter } from './filter.ts';
import { OpenPipeline, rememberPipeline } from './first-pipeline.ts';
import { CardKeys } from './keys.ts';
import './lane.ts';
import type { BoardLane } from './lane.ts';
import { renderLaneHead } from './lane-head.ts';
import { LaneQueries } from './lanes.ts';
import { moveDeal } from './move.ts';
import { styles } from './pipeline-board.styles.ts';
import { stageShade } from './stage-shade.ts';
import { renderSteps } from './steps.ts';
import { addSums } from './sums.ts';
import { targetAt } from './target.ts';
import { renderTools } from './tools.ts';
import { renderTray } from './tray.ts';

/** Pixels that the bar and a lane's head take, about. */
const aboveLanes = 97;
/** Where the styles turn lanes into one lane at a time. */
const phoneWidth = 640;

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
  static override styles = [chips, stageMark, orderedChoiceStyles, styles];

  /** The pipeline's id; left out, the one that the person has chosen last, else the first with open deals. */
  @property() pipeline = '';
  /** As an attribute: `filter="owner=…&hot=1"`, the same text that `filterText` makes. */
  @property({ converter: { fromAttribute: readFilter, toAttribute: filterText } }) filter: BoardFilter = {};
  /** `close`, `value`, `activity`, `added` or `name`. */
  @property() order: BoardOrder = 'close';

  /** Names of fields on the cards, with spaces between: `source_id custom_fields.ID`. Left out, what the person or the workspace has chosen. */
  @property({ attribute: 'card-fields' }) cardFields: string | undefined;

  @state() private lifted: string | undefined;
  @state() private overStage: string | undefined;
  /** The page has had time since the first cards. */
  @state() private full = false;
  /** It has had time since all deals have come. */
  @state() private rested = false;
  /** On a phone: the lane that is in sight. */
  @state() private inSight: string | undefined;
  @query('.board') private board!: HTMLElement | null;
  @query('.steps [aria-current]') private step!: HTMLElement | null;

  readonly #store = new StoreController(this);
  readonly #status = new StatusController(this, this.#store);
  readonly #pipelines = new QueryController(this, this.#store, { type: 'pipeline', order: (a, b) => a.position - b.position });
  readonly #stages = new QueryController(this, this.#store, { type: 'stage', order: (a, b) => a.position - b.position });
  readonly #settings = new QueryController(this, this.#store, { type: 'workspace_settings' });
  readonly #lanes = new LaneQueries(this, this.#store);
  readonly #cardFields = new CardFields();
  /** How high the board is, as the browser tells of itself: to ask would lay it out. */
  #height: number | undefined;
  /** Whether it is wider than a phone, once that is known. */
  @state() private wide: boolean | undefined;
  readonly #sizes = new ResizeObserver(([entry]) => {
    this.#height = entry?.contentRect.height;
    this.wide = (entry?.contentRect.width ?? 0) > phoneWidth;
  });
  #shown = false;
  readonly #opened = new OpenPipeline();
  /** What opens from the board is on its way. */
  #fetched = false;
  readonly #keys = new CardKeys({
    rtl: () => this.rtl,
    stages: () => this.#ownStages,
    ids: (stage) => this.#lanes.deals(stage).map(({ id }) => id),
    focusCard: (stage, at) => void this.#lane(stage)?.focusCard(at),
    carrying: (id, stage) => {
      this.lifted = id;
      this.overStage = stage;
      if (stage) this.#reveal(stage);
    },
    drop: (id, stage) => void this.#move(id, stage).then(() => this.#refocus(id)),
  });

  constructor() {
    super();
    // What cards show is chosen by the person or the workspace, among fields of the workspace's own.
    for (const type of ['user', 'custom_field'] as const) new QueryController(this, this.#store, { type });
    this.addEventListener('pointerdown', () => {
      this.#keys.cancel();
      // What is pressed may be carried: by the time it is dropped the rules are there.
      void this.#store.value?.able().catch(() => undefined);
    });
    this.addEventListener('crm-deal-open', (event) => {
      const stage = event instanceof DealOpenEvent ? this.#stageOf(event.dealId) : undefined;
      if (stage !== undefined)
        leaveTrail(
          'deal',
          this.#lanes.deals(stage).map(({ id }) => id),
        );
    });
    new Commands(this, [
      {
        keys: 'Mod+/',
        label: () => msg('Find in this pipeline'),
        icon: 'search',
        run: () => this.renderRoot.querySelector<HTMLElement>('.find input')?.focus(),
      },
    ]);
    new CardDrag(this, {
      pick: (path) => {
        const card = path.find((node): node is HTMLElement => node instanceof HTMLElement && node.localName === 'crm-deal-card');
        const id = card?.getAttribute('deal-id');
        return card && id ? { id, card } : undefined;
      },
      lift: (id) => (this.lifted = id),
      over: (stage) => (this.overStage = stage),
      target: (x, y) => targetAt(this.renderRoot, x, y),
      drop: (id, stage) => void this.#move(id, stage),
      scroller: () => this.board,
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    this.#keys.cancel();
  }

  protected override willUpdate(): void {
    const store = this.#store.value;
    if (store) this.#opened.choose(store, this.#status.value.ready, this.#pipelines.rows, this.#stages.rows);
    this.#cardFields.ask(store, this.cardFields?.split(/\s+/).filter(Boolean));
    this.#lanes.ask(this.#ownStages, this.filter, this.order, this.#rates);
  }

  protected override firstUpdated(): void {
    // After the records have been asked for, and before they come.
    if (this.#status.value.ready === 'none' && !writesPlainly()) setTimeout(readNumberFormats);
  }

  protected override updated(): void {
    if (!this.#shown && this.#status.value.ready !== 'none') {
      this.#shown = true;
      void idle().then(() => (this.full = true));
    }
    if (this.#fetched || this.#status.value.ready !== 'all') return;
    this.#fetched = true;
    void idle().then(() => (this.rested = true));
    fetchWhenIdle(
      // What is small first: the panel is the greater part.
      async () => readNumberFormats(),
      () => import('./reason-dialog.ts'),
      () => import('../deal-panel/show.ts'),
      () => import('./filter-dialog.ts'),
      () => import('./card-fields-dialog.ts'),
    );
  }

  get #rates(): WorkspaceSettings | undefined {
    return this.#settings.rows[0];
  }

  get #pipeline(): Pipeline | undefined {
    return this.#opened.of(this.#pipelines.rows, this.pipeline);
  }

  get #ownStages(): Stage[] {
    const pipeline = this.#pipeline;
    return this.#stages.rows.filter((stage) => stage.pipeline_id === pipeline?.id);
  }

  async #move(dealId: string, stageId: string): Promise<void> {
    const store = this.#store.value;
    if (store) await moveDeal(this, store, dealId, stageId);
  }

  #lane(stageId: string): BoardLane | null {
    return this.renderRoot.querySelector(`[data-stage="${stageId}"] crm-board-lane`);
  }

  #reveal(stageId: string, behavior: ScrollBehavior = 'auto'): void {
    this.renderRoot.querySelector(`[data-stage="${stageId}"]`)?.scrollIntoView({ inline: 'start', block: 'nearest', behavior });
  }

  /** Which lane a phone shows: its tab is marked. */
  readonly #scrolled = (): void => {
    const { board } = this;
    if (!board) return;
    const middle = board.getBoundingClientRect();
    const x = middle.left + middle.width / 2;
    const stage = targetAt(this.renderRoot, x, middle.top + 1)?.stage ?? this.inSight;
    if (stage === this.inSight) return;
    this.inSight = stage;
    void this.updateComplete.then(() => this.step?.scrollIntoView({ inline: 'nearest', block: 'nearest' }));
  };

  /** The focus follows a deal: to its card, or to its line in a tray. */
  async #refocus(id: string): Promise<void> {
    await this.updateComplete;
    const stage = this.#store.value?.get('deal', id)?.stage_id;
    if (stage === undefined) return;
    const at = this.#lanes.deals(stage).findIndex((deal) => deal.id === id);
    const lane = this.#lane(stage);
    if (lane && at >= 0) await lane.focusCard(at);
    else this.renderRoot.querySelector<HTMLElement>(`.tray [data-deal="${id}"]`)?.focus();
  }

  #view(change: { pipeline?: string; filter?: BoardFilter; order?: BoardOrder }): void {
    if (change.pipeline !== undefined) {
      this.pipeline = change.pipeline;
      const store = this.#store.value;
      if (store) rememberPipeline(store.personId, change.pipeline);
    }
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
    if (!store || this.#status.value.ready === 'none') return renderSkeleton();
    const stages = this.#ownStages;
    const active = stages.filter((stage) => stage.active);
    const closed = stages.filter((stage) => !stage.active);
    if (active.length === 0)
      return html`<div class="blank">
        <crm-empty heading=${msg('No pipeline yet')}>${msg('An administrator sets one up in the settings.')}</crm-empty>
      </div>`;
    const conditions = conditionsOf(this.filter, store);
    const count = active.reduce((sum, stage) => sum + this.#lanes.deals(stage.id).length, 0);
    return html`
      ${renderTools({
        pipelines: this.#pipelines.rows.filter((row) => !row.disabled),
        pipeline: this.#pipeline?.id ?? '',
        filter: this.filter,
        conditions,
        order: this.order,
        count,
        total: totalOf(addSums(active.map((stage) => this.#lanes.sums(stage.id))), this.#rates),
        likely: totalOf(addSums(active.map((stage) => this.#lanes.likely(stage))), this.#rates),
        // A menu gets its choices when there is time: it opens long after the first cards.
        full: this.full || this.#status.value.ready === 'all',
        narrow: this.wide === false,
        view: (change) => this.#view(change),
        moreFilters: () => void this.#moreFilters(store),
        chooseFields: this.cardFields === undefined ? () => void this.#chooseFields(store) : undefined,
      })}
      ${
        this.wide
          ? nothing
          : renderSteps({
              active,
              closed,
              current: this.inSight ?? active[0]?.id,
              count: (stage) => this.#lanes.deals(stage).length,
              show: (stage) => this.#reveal(stage, 'smooth'),
            })
      }
      ${count === 0 && this.#status.value.ready === 'all' ? renderNothing(this.filter, conditions, () => this.#view({ filter: {} })) : nothing}
      <div
        class="board"
        part="board"
        ${styleProps({ '--lanes': String(active.length) })}
        @keydown=${this.#keys.handle}
        @scroll=${{ handleEvent: this.#scrolled, passive: true }}
      >
        ${repeat(
          active,
          (stage) => stage.id,
          (stage, at) => this.#renderLane(stage, at, active.length),
        )}
        <div class="trays">
          ${closed.map((stage) =>
            renderTray({
              stage,
              deals: this.#lanes.deals(stage.id),
              total: totalOf(this.#lanes.sums(stage.id), this.#rates),
              over: this.overStage === stage.id,
              open: (id) => this.#openDeal(id),
            }),
          )}
        </div>
      </div>
    `;
  }

  async #moreFilters(store: Store): Promise<void> {
    const { showFilterDialog } = await import('./filter-dialog.ts');
    const filter = await showFilterDialog(this, store, this.filter);
    if (filter) this.#view({ filter });
  }

  async #chooseFields(store: Store): Promise<void> {
    const { chooseCardFields } = await import('./card-fields-dialog.ts');
    await chooseCardFields(this, store, this.#cardFields.names);
  }

  #renderLane(stage: Stage, at: number, count: number) {
    const deals = this.#lanes.deals(stage.id);
    const over = this.overStage === stage.id && this.#stageOf(this.lifted) !== stage.id;
    return html`<section
      class=${classMap({ lane: true, over })}
      part="lane"
      data-stage=${stage.id}
      aria-labelledby="s-${stage.id}"
      ${styleProps({ '--stage': stageShade(at, count) })}
    >
      ${renderLaneHead({
        stage,
        count: deals.length,
        total: totalOf(this.#lanes.sums(stage.id), this.#rates),
        likely: totalOf(this.#lanes.likely(stage), this.#rates),
      })}
      <crm-board-lane
        .store=${this.#store.value}
        .deals=${deals}
        .likelyHeight=${this.#height === undefined ? undefined : this.#height - aboveLanes}
        .fields=${this.#cardFields.names}
        .rested=${this.rested}
        .lifted=${this.lifted}
        ?over=${over}
      ></crm-board-lane>
    </section>`;
  }

  #stageOf(dealId: string | undefined): string | undefined {
    return dealId === undefined ? undefined : this.#store.value?.get('deal', dealId)?.stage_id;
  }
}

define('crm-pipeline-board', PipelineBoard);

declare global {
  interface HTMLElementTagNameMap {
    'crm-pipeline-board': PipelineBoard;
  }
}
