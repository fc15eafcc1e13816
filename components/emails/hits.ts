import { msg } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import { Refusal, Unreachable } from '../store/index.ts';

/** One request for what a tracked message carries, and what it was taken for. */
export interface Hit {
  at: string;
  kind: 'open' | 'click';
  class: string;
}

/** What was asked for, the newest first; none where the server cannot be asked. */
export async function hitsOf(store: Store, email: string): Promise<Hit[]> {
  try {
    const answer = await store.transport.request('GET', `/tracking/emails/${email}/opens`);
    const { hits } = (await answer.json()) as { hits: Hit[] };
    return hits;
  } catch (error) {
    if (error instanceof Refusal || error instanceof Unreachable) return [];
    throw error;
  }
}

export function hitWords({ kind, class: taken }: Hit): string {
  switch (taken) {
    case 'own':
      return msg('Yourself: not counted');
    case 'apple_privacy':
      return msg('Apple Mail’s privacy protection: not counted');
    case 'gmail_prefetch':
      return msg('Gmail, ahead of anybody: not counted');
    case 'proxy_early':
      return msg('A mailbox, seconds after sending: not counted');
    case 'scanner':
      return msg('A scanner or bot: not counted');
    case 'duplicate':
      return msg('The same once more: not counted');
    default:
      return kind === 'click' ? msg('Followed a link') : msg('Opened');
  }
}
