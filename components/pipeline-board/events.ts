import { CrmEvent } from '../base/element/crm-event.ts';
import type { BoardFilter, BoardOrder } from './filter.ts';

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
