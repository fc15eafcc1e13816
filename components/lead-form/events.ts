import type { FormValues } from '../../shared/form-fields.ts';

/** About to be sent; cancel it to keep it. `values` are those of the fields, a list where several boxes of one are ticked. */
export class FormSubmitEvent extends Event {
  readonly values: FormValues;
  constructor(values: FormValues) {
    super('crm-submit', { bubbles: true, composed: true, cancelable: true });
    this.values = values;
  }
}

/** Sent, or kept to be sent later: what was kept tells once more when it is sent. */
export class FormSubmittedEvent extends Event {
  readonly kept: boolean;
  constructor(kept: boolean) {
    super('crm-submitted', { bubbles: true, composed: true });
    this.kept = kept;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-submit': FormSubmitEvent;
    'crm-submitted': FormSubmittedEvent;
  }
}
