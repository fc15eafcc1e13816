import type { Row } from '../../shared/records/index.ts';
import type { SearchedType } from '../../shared/search/index.ts';
import type { FoundRecord } from './search.ts';
import type { Store } from './store.ts';
import { Refusal, Unreachable } from './transport.ts';

/** What the server finds is told after what is found here, so that nothing jumps. */
const after = 0.01;

/**
 * Records found by the server within the person's sight, mistyped words forgiven as here: for as long as the records
 * themselves are still on their way. Nothing where it cannot be asked.
 */
export async function findOnServer(store: Store, text: string, limit: number, signal: AbortSignal): Promise<FoundRecord[]> {
  try {
    const response = await store.transport.request('POST', '/search', { text: text.slice(0, 255), limit });
    const { found } = (await response.json()) as { found: { type: SearchedType; score: number; row: Row<SearchedType> }[] };
    return signal.aborted ? [] : found.map(({ type, score, row }) => ({ type, id: row.id, row, score: score * after }));
  } catch (error) {
    // What is here is found all the same.
    if (error instanceof Refusal || error instanceof Unreachable) return [];
    throw error;
  }
}
