import type { Table } from 'dexie';
import { Dexie, liveQuery } from 'dexie';
import type { Deal } from '../../shared/records/index.ts';
import { columnsOf, paint } from './board.ts';
import { serve } from './cases.ts';
import { bootstrapLines, dealsOf, editedId, editedStage } from './deals.ts';
import { byField, edits, mountLists } from './lists.ts';

/** Dexie, a row for each record, asked through its live queries. */

class Rows extends Dexie {
  declare deals: Table<Deal, string>;

  constructor() {
    super('rows', { chromeTransactionDurability: 'relaxed' });
    this.version(1).stores({ deals: 'id, owner_id, stage_id, contact_id, organization_id' });
  }
}

async function fill(database: Rows, deals: readonly Deal[]): Promise<void> {
  for (let from = 0; from < deals.length; from += 2000) await database.deals.bulkPut(deals.slice(from, from + 2000));
}

serve({
  persist: async ({ rows }) => {
    const database = new Rows();
    await fill(database, [...dealsOf(bootstrapLines(Number(rows)))]);
    database.close();
    return {};
  },

  /** One JSON answer, put into the database, then read from it. */
  first: async ({ rows }) => {
    const started = performance.now();
    const database = new Rows();
    const answer = await fetch('/deals.json');
    await fill(database, (await answer.json()) as Deal[]);
    const deals = await database.deals.toArray();
    await paint(columnsOf(deals));
    if (deals.length !== Number(rows)) throw new Error(`${deals.length} deals came.`);
    const taken = performance.now() - started;
    return { first: taken, all: taken };
  },

  edit: async () => {
    const database = new Rows();
    const lists = mountLists();
    for (const { list, field } of lists)
      liveQuery(() => database.deals.where('stage_id').equals(editedStage).toArray()).subscribe((rows) =>
        list.show(rows.sort(byField(field))),
      );
    return edits(lists, (value) => database.deals.update(editedId, { value }));
  },
});
