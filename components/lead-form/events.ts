/** About to be sent; cancel it to keep it. `values` are those of the fields. */
export class FormSubmitEvent extends Event {
  readonly values: Readonly<Record<string, string>>;
  constructor(values: Record<string, string>) {
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
