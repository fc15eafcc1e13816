import { createRxDatabase } from 'rxdb/plugins/core';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { columnsOf, paint } from '../pages/board.ts';
import { serve } from '../pages/cases.ts';
import { bootstrapLines, dealsOf, editedId, editedStage } from '../pages/deals.ts';
import { edits, mountLists } from '../pages/lists.ts';

/** RxDB with its free storage over IndexedDB. */

const indexed = ['owner_id', 'stage_id', 'contact_id', 'organization_id'];

function schema() {
  const [sample] = dealsOf(bootstrapLines(1));
  const properties = Object.fromEntries(
    Object.entries(sample).map(([field, value]) => {
      if (field === 'id' || indexed.includes(field)) return [field, { type: 'string', maxLength: 40 }];
      if (Array.isArray(value)) return [field, { type: 'array', items: { type: 'string' } }];
      if (typeof value === 'number' || field === 'customized_win_likelihood') return [field, { type: ['number', 'null'] }];
      return [field, { type: typeof value === 'boolean' ? 'boolean' : ['string', 'null'] }];
    }),
  );
  return { version: 0, primaryKey: 'id', type: 'object', properties, required: ['id', ...indexed], indexes: indexed };
}

async function open() {
  const database = await createRxDatabase({ name: 'rows', storage: getRxStorageDexie(), multiInstance: false, eventReduce: true });
  const { deals } = await database.addCollections({ deals: { schema: schema() } });
  return { database, deals };
}

serve({
  persist: async ({ rows }) => {
    const lines = bootstrapLines(Number(rows));
    const started = performance.now();
    const { database, deals } = await open();
    const all = [...dealsOf(lines)];
    for (let from = 0; from < all.length; from += 2000) {
      const { error } = await deals.bulkInsert(all.slice(from, from + 2000));
      if (error.length > 0) throw new Error(JSON.stringify(error[0]));
    }
    const persist = performance.now() - started;
    await database.close();
    return { persist };
  },

  warm: async ({ rows }) => {
    const { deals } = await open();
    const found = await deals.find().exec();
    await paint(columnsOf(found.map((document) => document._data)));
    const warm = performance.now();
    if (found.length !== Number(rows)) throw new Error(`${found.length} deals were on disk.`);
    return { first: warm, warm };
  },

  edit: async () => {
    const { deals } = await open();
    const lists = mountLists();
    for (const { list, field } of lists)
      deals
        .find({ selector: { stage_id: editedStage }, sort: [{ [field]: 'asc' }] })
        .$.subscribe((found) => list.show(found.map((document) => document._data)));
    const edited = await deals.findOne(editedId).exec();
    return edits(lists, (value) => edited.getLatest().patch({ value }));
  },
});
