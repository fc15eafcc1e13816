import type { ResourceType } from '../../shared/records/index.ts';

/** What a cell stands for that is more than the value of a field. */

/** What a row hangs on. */
export class Linked {
  readonly type: ResourceType;
  readonly id: string;
  /** Where the row names nothing else that it hangs on. */
  readonly weak: boolean;
  constructor(type: ResourceType, id: string, weak = false) {
    this.type = type;
    this.id = id;
    this.weak = weak;
  }
}

/** An organization that nobody knows yet: it is made with the row. */
export class NewOrganization {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** Who comes to an appointment. */
export class Attendees {
  readonly ids: string[] = [];
  readonly guests: { email: string; name: null }[] = [];
}
