import { CrmEvent } from '../element/crm-event.ts';

/** What closes a dialog or panel: Escape, its own close button, a press outside, or the page's code. */
export type CloseReason = 'escape' | 'button' | 'backdrop' | 'api';

/** A dialog or panel is about to close; cancel it to keep it open. */
export class CrmCloseEvent extends CrmEvent {
  constructor(readonly reason: CloseReason) {
    super('crm-close', { cancelable: true });
  }
}

/** A dialog or panel has closed. */
export class CrmClosedEvent extends CrmEvent {
  constructor(readonly reason: CloseReason) {
    super('crm-closed');
  }
}

declare global {
  interface HTMLElementEventMap {
    'crm-close': CrmCloseEvent;
    'crm-closed': CrmClosedEvent;
  }
}
