import { CrmEvent } from '../base/element/crm-event.ts';

/** Somebody has signed in, and their records can be read. */
export class SignedInEvent extends CrmEvent {
  readonly personId: string;
  readonly workspaceId: string;
  constructor(personId: string, workspaceId: string) {
    super('crm-signed-in', { composed: true });
    this.personId = personId;
    this.workspaceId = workspaceId;
  }
}

/** Nobody is signed in any more. */
export class SignedOutEvent extends CrmEvent {
  constructor() {
    super('crm-signed-out', { composed: true });
  }
}

/** The provider cannot do its work; `message` says why. */
export class ProviderErrorEvent extends CrmEvent {
  readonly message: string;
  constructor(message: string) {
    super('crm-error', { composed: true });
    this.message = message;
  }
}
