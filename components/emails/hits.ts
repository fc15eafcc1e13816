import type { HitClass, HitReason, TrackedHit } from '../../shared/tracking.ts';
import { msg } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import { Refusal, Unreachable } from '../store/index.ts';

/** What was asked for of a tracked message, the newest first; none where the server cannot be asked. */
export async function hitsOf(store: Store, email: string): Promise<TrackedHit[]> {
  try {
    const answer = await store.transport.request('GET', `/tracking/emails/${email}/opens`);
    const { hits } = (await answer.json()) as { hits: TrackedHit[] };
    return hits;
  } catch (error) {
    if (error instanceof Refusal || error instanceof Unreachable) return [];
    throw error;
  }
}

const uncounted: Record<Exclude<HitClass, 'person'>, () => string> = {
  own: () => msg('The sender: not counted'),
  apple_privacy: () => msg('Apple Mail’s privacy protection: not counted'),
  gmail_prefetch: () => msg('Gmail, ahead of anybody: not counted'),
  proxy_early: () => msg('A mailbox, seconds after sending: not counted'),
  scanner: () => msg('A scanner or bot: not counted'),
  duplicate: () => msg('The same once more: not counted'),
};

const reasons: Record<HitReason, () => string> = {
  before_sending: () => msg('The window it was written in showed it.'),
  head_request: () => msg('It asked whether it is there, and fetched nothing.'),
  prefetch_header: () => msg('It says itself that it fetches ahead.'),
  gmail_prefetch_agent: () => msg('Gmail fetches pictures before it shows a message.'),
  apple_mail_privacy: () => msg('It fetches every picture, read or not.'),
  security_product: () => msg('It checks what arrives, by its name.'),
  no_agent: () => msg('It does not say what it is. Mail programs do.'),
  bot_agent: () => msg('It calls itself a program.'),
  sender_address: () => msg('It came from where the sender was at work.'),
  proxy_within_seconds: () => msg('Pictures are fetched while a message arrives.'),
  click_within_seconds: () => msg('Nobody reads and follows a link that fast.'),
  repeated: () => msg('A mail program that draws a message again is one reading.'),
  image_proxy: () => msg('Their mailbox asked for it, as it does at each opening.'),
  clicked: () => msg('Nothing speaks against a person.'),
  loaded: () => msg('A mail program showed it.'),
};

/** What a request was taken for, and whether it counts. */
export function hitWords({ kind, class: taken }: Pick<TrackedHit, 'kind' | 'class'>): string {
  // A newer server may know classes that are not known here: what counts, it has counted.
  if (taken in uncounted && taken !== 'person') return uncounted[taken]();
  return kind === 'click' ? msg('Followed a link') : msg('Opened');
}

/** Why it was taken for that; empty for reasons of a newer server. */
export const reasonWords = ({ reason }: Pick<TrackedHit, 'reason'>): string => (reason in reasons ? reasons[reason]() : '');
