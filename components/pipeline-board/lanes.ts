import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Deal, Stage } from '../../shared/records/index.ts';
import { toMinor } from '../../shared/money.ts';
import type { Rates } from '../base/format/total.ts';
import type { StoreController } from '../provider/controllers.ts';
import type { Query, Store } from '../store/index.ts';
import type { BoardFilter, BoardOrder } from './filter.ts';
import { comparisonOf, matcher } from './filter.ts';
import { weighted } from './sums.ts';

/** Days that a tray looks back on. */
export const trayDays = 30;

const nothing: ReadonlyMap<string, number> = new Map();

interface Lane {
  query: Query<'deal'>;
  stop: () => void;
  /** As it was counted last, and of what. */
  likely?: { rows: readonly Deal[]; likelihood: number; sums: ReadonlyMap<string, number> };
}

/** A live list of deals for each stage, made anew when stages, filter or order are others. */
export class LaneQueries implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #store: StoreController;
  readonly #lanes = new Map<string, Lane>();
  #key = '';
  #of: Store | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, store: StoreController) {
    this.#host = host;
    this.#store = store;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#drop();
  }

  /** To be called before each render. */
  ask(stages: readonly Stage[], filter: BoardFilter, order: BoardOrder, rates: Rates | undefined): void {
    const store = this.#store.value;
    const key = JSON.stringify([
      stages.map(({ id, active }) => [id, active]),
      filter,
      order,
      order === 'value' && [rates?.currency, rates?.rates],
    ]);
    if (key === this.#key && store === this.#of) return;
    this.#drop();
    if (!store || !this.#host.isConnected) return;
    this.#key = key;
    this.#of = store;
    const where = matcher(filter);
    const comparison = comparisonOf(order, rates);
    const since = new Date(Date.now() - trayDays * 86_400_000).toISOString();
    const lately = (deal: Deal) => deal.last_stage_change_at >= since && (!where || where(deal));
    for (const { id, active } of stages) {
      const query = store.query({
        type: 'deal',
        by: ['stage_id', id],
        amount: (deal: Deal) => deal,
        order: active ? comparison : lastMoved,
        ...(active ? (where ? { where } : {}) : { where: lately }),
      });
      this.#lanes.set(id, { query, stop: query.subscribe(() => this.#host.requestUpdate()) });
    }
  }

  deals(stageId: string): readonly Deal[] {
    return this.#lanes.get(stageId)?.query.rows ?? [];
  }

  /** In minor units by currency. */
  sums(stageId: string): ReadonlyMap<string, number> {
    return this.#lanes.get(stageId)?.query.sums ?? nothing;
  }

  /** The sums times how likely they are: by the stage, or by the deal where somebody has said so. */
  likely({ id, likelihood }: Pick<Stage, 'id' | 'likelihood'>): ReadonlyMap<string, number> {
    const lane = this.#lanes.get(id);
    if (!lane) return nothing;
    const { rows, sums } = lane.query;
    if (lane.likely?.rows === rows && lane.likely.likelihood === likelihood) return lane.likely.sums;
    const weighed = weighted(sums, likelihood);
    for (const { customized_win_likelihood: own, value, currency } of rows)
      if (own !== null && own !== likelihood)
        weighed.set(currency, (weighed.get(currency) ?? 0) + Math.round(((toMinor(value, currency) ?? 0) * (own - likelihood)) / 100));
    lane.likely = { rows, likelihood, sums: weighed };
    return weighed;
  }

  #drop(): void {
    for (const { stop } of this.#lanes.values()) stop();
    this.#lanes.clear();
    this.#key = '';
    this.#of = undefined;
  }
}

const lastMoved = (a: Deal, b: Deal): number =>
  a.last_stage_change_at < b.last_stage_change_at ? 1 : a.last_stage_change_at > b.last_stage_change_at ? -1 : 0;
