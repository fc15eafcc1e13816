/**
 * The base of the kit's events. An event bubbles; it crosses shadow roots (`composed`) only where a host page needs it,
 * and can be cancelled only when it is told before the thing happens.
 */
export class CrmEvent extends Event {
  constructor(type: `crm-${string}`, options: { cancelable?: boolean; composed?: boolean } = {}) {
    super(type, { bubbles: true, ...options });
  }
}
