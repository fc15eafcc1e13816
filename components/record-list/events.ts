import type { Filter, ListType, Order } from '../../shared/filters/index.ts';
import { CrmEvent } from '../base/element/crm-event.ts';

/** Somebody has changed what a list shows. */
export class CrmListChangeEvent extends CrmEvent {
  constructor(readonly view: { filter: Filter; order: Order; columns: readonly string[] }) {
    super('crm-list-change');
  }
}

/** A record is about to be opened. Cancel it to show it in another place. */
export class CrmOpenRecordEvent extends CrmEvent {
  constructor(
    readonly listType: ListType,
    readonly recordId: string,
  ) {
    super('crm-open-record', { cancelable: true, composed: true });
  }
}
