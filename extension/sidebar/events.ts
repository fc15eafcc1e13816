import { CrmEvent } from '../../components/base/element/crm-event.ts';
import type { Kind, Values } from '../../components/quick-add/create.ts';
import type { Link } from '../../components/link/link.ts';
import type { LinkedRecord } from '../messages.ts';

/** A record is to be shown: beside the mail, or on its page in the app. */
export class OpenEvent extends CrmEvent {
  constructor(
    readonly record: Pick<LinkedRecord, 'type' | 'id'>,
    readonly inApp = false,
  ) {
    super('crm-sidebar-open', { composed: true });
  }
}

/** Something is to be added, with what is known of it already. */
export class AddEvent extends CrmEvent {
  constructor(
    readonly adds: Kind,
    readonly about: Link,
    readonly given: Values = {},
  ) {
    super('crm-sidebar-add', { composed: true });
  }
}

/** The open conversation is to be linked to a record, or taken off it. */
export class LinkEvent extends CrmEvent {
  constructor(
    readonly record: LinkedRecord,
    readonly linked: boolean,
  ) {
    super('crm-sidebar-link', { composed: true });
  }
}

/** The message that is being written is to be kept on a record when it is sent. */
export class LinkComposeEvent extends CrmEvent {
  constructor(readonly record: LinkedRecord) {
    super('crm-sidebar-link-compose', { composed: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'crm-sidebar-open': OpenEvent;
    'crm-sidebar-add': AddEvent;
    'crm-sidebar-link': LinkEvent;
    'crm-sidebar-link-compose': LinkComposeEvent;
  }
}
