import type { Deal } from '../../shared/records/index.ts';
import { columnsOf, paint } from './board.ts';
import { hold, serve } from './cases.ts';
import { bootstrapLines, dealsOf } from './deals.ts';

/** IndexedDB as the browser gives it, a row for each record; and the rows as plain objects. */

const settled = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open('rows', 1);
  request.onupgradeneeded = () => {
    const store = request.result.createObjectStore('deal', { keyPath: 'id' });
    for (const field of ['owner_id', 'stage_id', 'contact_id', 'organization_id']) store.createIndex(field, field);
  };
  return settled(request);
}

serve({
  persist: async ({ rows }) => {
    const lines = bootstrapLines(Number(rows));
    const started = performance.now();
    const database = await open();
    const transaction = database.transaction('deal', 'readwrite', { durability: 'relaxed' });
    for (const deal of dealsOf(lines)) transaction.objectStore('deal').put(deal);
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    const persist = performance.now() - started;
    database.close();
    return { persist };
  },

  warm: async ({ rows }) => {
    const database = await open();
    const deals: Deal[] = await settled(database.transaction('deal').objectStore('deal').getAll());
    await paint(columnsOf(deals));
    const warm = performance.now();
    if (deals.length !== Number(rows)) throw new Error(`${deals.length} deals were on disk.`);
    return { first: warm, warm };
  },

  memory: async ({ rows }) => {
    hold([...dealsOf(bootstrapLines(Number(rows)))]);
    return {};
  },
});
