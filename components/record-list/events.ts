import type { Filter, ListType, Order } from '../../shared/filters/index.ts';
import { CrmEvent } from '../base/element/crm-event.ts';

/** Somebody has changed what a list shows. */
export class CrmListChangeEvent extends CrmEvent {
  constructor(readonly view: { filter: Filter; order: Order; columns: readonly string[] }) {
    super('crm-list-change');
  }
}

/** Another list is shown: one was saved, and is the one shown from then on, or the one shown was deleted. */
export class CrmListSavedEvent extends CrmEvent {
  constructor(readonly list: string) {
    super('crm-list-saved');
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
