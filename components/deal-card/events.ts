import { CrmEvent } from '../base/element/crm-event.ts';

/** Somebody opens a deal. Cancel it to show the deal in a way of your own. */
export class DealOpenEvent extends CrmEvent {
  readonly dealId: string;
  constructor(dealId: string) {
    super('crm-deal-open', { cancelable: true, composed: true });
    this.dealId = dealId;
  }
}
