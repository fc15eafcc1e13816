import type { Email, EmailBody } from '../../shared/records/index.ts';
import { Refusal, Unreachable } from '../store/index.ts';
import type { Store } from '../store/index.ts';

/** What each store's messages say, as far as it has been here since the page opened. */
const known = new WeakMap<Store, Map<string, EmailBody>>();

/** What a message says, where that is here: logged on this page, or read before. */
export function bodyHere(store: Store, { id, body_html, body_text }: Email): EmailBody | undefined {
  return body_html === null && body_text === null ? known.get(store)?.get(id) : keep(store, id, { body_html, body_text });
}

function keep(store: Store, id: string, body: EmailBody): EmailBody {
  const bodies = known.get(store) ?? new Map<string, EmailBody>();
  known.set(store, bodies.set(id, body));
  return body;
}

/** Asks the server for what a message says; undefined where it cannot be asked. */
export async function fetchBody(store: Store, id: string): Promise<EmailBody | undefined> {
  try {
    const answer = await store.transport.request('GET', `/emails/${id}/body`);
    return keep(store, id, (await answer.json()) as EmailBody);
  } catch (error) {
    if (error instanceof Refusal || error instanceof Unreachable) return undefined;
    throw error;
  }
}
