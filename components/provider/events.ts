import { CrmEvent } from '../base/element/crm-event.ts';
import type { Problem, ProblemCode } from './problem.ts';
import { wordsFor } from './problem.ts';

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

/** The provider cannot do its work: `message` says why to people, `code` to scripts. */
export class ProviderErrorEvent extends CrmEvent {
  readonly code: ProblemCode;
  readonly message: string;
  constructor(problem: Problem) {
    super('crm-error', { composed: true });
    this.code = problem.code;
    this.message = wordsFor(problem).message;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-signed-in': SignedInEvent;
    'crm-signed-out': SignedOutEvent;
    'crm-error': ProviderErrorEvent;
  }
}
