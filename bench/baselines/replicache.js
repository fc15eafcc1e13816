import { Replicache } from 'replicache';
import { columnsOf, paint } from '../pages/board.ts';
import { serve } from '../pages/cases.ts';
import { bootstrapLines, dealsOf, editedId, editedStage } from '../pages/deals.ts';
import { byField, edits, mountLists } from '../pages/lists.ts';

/** Replicache, whose pulls and pushes are answered by the page itself. */

const answered = { httpStatusCode: 200, errorMessage: '' };

const open = (pull) =>
  new Replicache({
    name: 'rows',
    logLevel: 'error',
    pullInterval: null,
    indexes: { stage: { prefix: 'deal/', jsonPointer: '/stage_id' } },
    mutators: { put: (tx, deal) => tx.set(`deal/${deal.id}`, deal) },
    puller: pull ?? (() => new Promise(() => {})),
    pusher: () => new Promise(() => {}),
  });

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** How many chunks of its tree are on disk. */
async function chunks({ idbName }) {
  const database = await settled(indexedDB.open(idbName));
  try {
    return await settled(database.transaction('chunks').objectStore('chunks').count());
  } finally {
    database.close();
  }
}

serve({
  /** Until nothing more is written: what it has written last is on disk by then. */
  persist: async ({ rows }) => {
    const lines = bootstrapLines(Number(rows));
    const started = performance.now();
    let pulls = 0;
    const replicache = open(async () => ({
      response: {
        cookie: ++pulls,
        lastMutationIDChanges: {},
        patch: pulls > 1 ? [] : [...dealsOf(lines)].map((deal) => ({ op: 'put', key: `deal/${deal.id}`, value: deal })),
      },
      httpRequestInfo: answered,
    }));
    let written = 0;
    let last = started;
    while (written < Number(rows) / 100 || performance.now() - last < 1500) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (performance.now() - started > 120_000) throw new Error(`${written} chunks were written.`);
      const count = await chunks(replicache);
      if (count === written) continue;
      written = count;
      last = performance.now();
    }
    await replicache.close();
    return { persist: last - started };
  },

  warm: async ({ rows }) => {
    const deals = await open().query((tx) => tx.scan({ prefix: 'deal/' }).values().toArray());
    await paint(columnsOf(deals));
    const warm = performance.now();
    if (deals.length !== Number(rows)) throw new Error(`${deals.length} deals were on disk.`);
    return { first: warm, warm };
  },

  edit: async () => {
    const replicache = open();
    const lists = mountLists();
    for (const { list, field } of lists)
      replicache.subscribe(async (tx) => tx.scan({ indexName: 'stage', prefix: editedStage }).values().toArray(), {
        onData: (deals) => list.show([...deals].sort(byField(field))),
      });
    const edited = await replicache.query((tx) => tx.get(`deal/${editedId}`));
    return edits(lists, (value) => replicache.mutate.put({ ...edited, value }));
  },
});
