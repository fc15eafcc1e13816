import { CrmEvent } from '../../../components/base/element/crm-event.ts';
import type { PageMessage } from '../../messages.ts';

/** Somebody wants messages to be logged, whatever the rules say of colleagues. */
export class LogEvent extends CrmEvent {
  constructor(readonly messages: readonly PageMessage[]) {
    super('crm-sidebar-log', { composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'crm-sidebar-log': LogEvent;
  }
}
