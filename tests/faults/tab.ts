import type { Store } from '../../components/store/index.ts';
import { openStoreOf } from '../../components/store/index.ts';
import type { Token } from '../../components/store/index.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import { keyOf } from '../../shared/mutators/index.ts';
import { recordTypes } from '../../shared/records/index.ts';

/** What a tab of tabs.test.ts runs: the whole store, over this browser's IndexedDB, with nothing on top of it. */

export interface TabState {
  connection: string;
  ready: string;
  waiting: number;
  /** Every record, as text by key. */
  rows: Record<string, string>;
  refused: { name: string; code: string }[];
}

let store: Store | undefined;

const tab = {
  async open({ workspaceId, personId }: { workspaceId: string; personId: string }): Promise<void> {
    store = await openStoreOf({ workspaceId, personId }, { server: location.origin, token: () => window.token(personId) });
  },

  act({ name, args }: NamedMutation): boolean {
    const act = store?.mutate[name] as ((given: unknown) => { ok: boolean }) | undefined;
    return act?.(args).ok ?? false;
  },

  /** Makes a change, and leaves the page in the same moment. */
  actAndGo(mutation: NamedMutation): void {
    tab.act(mutation);
    location.reload();
  },

  state(): TabState | undefined {
    if (!store) return undefined;
    const rows: TabState['rows'] = {};
    for (const type of recordTypes) for (const row of store.all(type)) rows[keyOf(type, row.id)] = JSON.stringify(row);
    const { connection, ready, waiting } = store.status;
    return { connection, ready, waiting, rows, refused: store.refused.map(({ name, code }) => ({ name, code })) };
  },

  /** How many mutations wait on the disk of this browser, for whichever tab lives on. */
  kept: () => count('outbox'),

  /** Whether the disk has records to open the next page with. */
  cached: async () => (await count('blocks')) > 0,

  /** Which of the tabs talks to the server, by the browser's own name for it. */
  async leader(): Promise<string | undefined> {
    const { held } = await navigator.locks.query();
    return held?.find(({ name }) => name?.includes(store?.personId ?? '?'))?.clientId;
  },

  /** As if so much time had passed while nothing ran. */
  jump(milliseconds: number): void {
    const now = Date.now;
    Date.now = () => now() + milliseconds;
  },
};

/** How many entries a table of this store has on disk. */
async function count(table: string): Promise<number> {
  const [database] = (await indexedDB.databases()).filter(({ name }) => name?.includes(store?.personId ?? '?'));
  if (database?.name === undefined) return 0;
  const db = await answer(indexedDB.open(database.name));
  const found = await answer(db.transaction(table).objectStore(table).count());
  db.close();
  return found;
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The browser gave no reason.'));
  });
}

declare global {
  interface Window {
    tab: typeof tab;
    /** Given by the test: as a page asks its server for a token. */
    token(personId: string): Promise<Token>;
  }
}
window.tab = tab;
