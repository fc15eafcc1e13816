import type { ListType } from '../../shared/filters/index.ts';
import { listTypes } from '../../shared/filters/index.ts';
import type { Row } from '../../shared/records/index.ts';
import type { FoundRecord } from './search.ts';
import type { Store } from './store.ts';
import { Refusal, Unreachable } from './transport.ts';

/** Of each type, what a list of results has room for. */
const most = 6;

/** What the server finds is told after what is found here: it knows no mistakes, and no better order than its own. */
const score = 0.01;

/**
 * Leads, contacts, deals and tasks that have all the words of a text, found by the server within the person's sight: for as long as
 * the records themselves are still on their way. Nothing where it cannot be asked.
 */
export async function findOnServer(store: Store, text: string, signal: AbortSignal): Promise<FoundRecord[]> {
  const filter = { all: [{ field: 'text', is: 'contains', value: text }] };
  const ask = async (type: ListType): Promise<FoundRecord[]> => {
    try {
      const response = await store.transport.request('POST', '/lists/query', { type, filter, limit: most });
      const { rows } = (await response.json()) as { rows: Row<ListType>[] };
      return rows.map((row) => ({ type, id: row.id, row, score }));
    } catch (error) {
      // What is here is found all the same.
      if (error instanceof Refusal || error instanceof Unreachable) return [];
      throw error;
    }
  };
  const found = await Promise.all(listTypes.map(ask));
  return signal.aborted ? [] : found.flat();
}
