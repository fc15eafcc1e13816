import { createClient } from '@libsql/client';
import { join } from 'node:path';
import { newId } from '../shared/ids.ts';
import { bootstrap } from '../server/sync/bootstrap.ts';
import { Cursors } from '../server/sync/cursor.ts';
import { pageText, pull } from '../server/sync/pull.ts';
import type { Result } from './measure.ts';
import { alternately, milliseconds, result } from './measure.ts';
import type { Filled } from './workspace.ts';
import { filledWorkspace } from './workspace.ts';

const cursors = new Cursors(Buffer.alloc(32, 1));

/** Acknowledged mutations a second, from 32 people at once, beside as many one-row batches on a file of the same kind. */
export async function push(): Promise<Result> {
  const filled = await filledWorkspace(1000);
  const { workspace, person, folder } = filled;
  const client = createClient({ url: `file:${join(folder, 'baseline.db')}`, concurrency: 1, timeout: 0 });
  await client.execute('PRAGMA journal_mode = WAL');
  await client.execute('PRAGMA synchronous = FULL');
  await client.execute('CREATE TABLE row (id TEXT PRIMARY KEY, data TEXT NOT NULL)');
  const each = 40;
  const people = Array.from({ length: 32 }, () => ({ lane: newId(), next: 1 }));
  const ours = () =>
    milliseconds(() =>
      Promise.all(
        people.map(async (one) => {
          for (let count = 0; count < each; count++)
            await workspace.push(person, [
              { lane: one.lane, sequence: one.next++, name: 'createLead', args: { id: newId(), last_name: 'Push' } },
            ]);
        }),
      ),
    );
  const data = JSON.stringify({ id: newId(), last_name: 'Push', text: 'x'.repeat(900) });
  const theirs = () =>
    milliseconds(async () => {
      for (let count = 0; count < each * people.length; count++)
        await client.batch([{ sql: 'INSERT INTO row VALUES (?, ?)', args: [newId(), data] }], 'write');
    });
  const [mine = 1, baseline = 1] = await alternately([ours, theirs]);
  client.close();
  await filled.close();
  const total = each * people.length * 1000;
  return result('push', 'mutations/s', total / mine, total / baseline, '≥ 2');
}

/** 100,000 rows streamed, beside selecting the same rows and making JSON of them in one process. */
export async function bootstrapBar(filled: Filled): Promise<Result> {
  const { workspace, person, leads } = filled;
  const ours = () =>
    milliseconds(async () => {
      for await (const line of bootstrap({ workspace, person, sight: ['*'], cursors })) Buffer.byteLength(line);
    });
  const theirs = () =>
    milliseconds(async () => {
      const { rows } = await workspace.client.execute("SELECT data FROM record WHERE type = 'lead'");
      Buffer.byteLength(JSON.stringify(rows.map((row) => JSON.parse(String(row['data'])))));
    });
  const [mine = 1, baseline = 1] = await alternately([ours, theirs]);
  return result('bootstrap', 'rows/s', (leads.length * 1000) / mine, (leads.length * 1000) / baseline, '≥ 0.5');
}

/** One mutation, and one pull of its change, in a large workspace beside a small one. */
export async function growth(large: Filled): Promise<Result[]> {
  const small = await filledWorkspace(1000);
  const pushes = (filled: Filled) => {
    const lane = newId();
    let sequence = 0;
    return () =>
      milliseconds(async () => {
        for (let count = 0; count < 50; count++)
          await filled.workspace.push(filled.person, [
            {
              lane,
              sequence: ++sequence,
              name: 'updateLead',
              args: { id: filled.leads[(sequence * 37) % filled.leads.length], title: `T${sequence}` },
            },
          ]);
      });
  };
  const pulls = (filled: Filled) => async () => {
    const { workspace, person, leads } = filled;
    const cursor = cursors.write({ workspace: workspace.id, person, version: workspace.version, sight: ['*'] });
    await workspace.mutate({ kind: 'person', id: person }, [{ name: 'updateLead', args: { id: leads[7] ?? '', title: newId() } }]);
    return milliseconds(async () => {
      for (let count = 0; count < 50; count++) {
        const page = await pull({ workspace, person, sight: ['*'], cursor, lanes: [], cursors });
        if (page.reset === undefined) pageText(page);
      }
    });
  };
  const [pushLarge = 1, pushSmall = 1] = await alternately([pushes(large), pushes(small)]);
  const [pullLarge = 1, pullSmall = 1] = await alternately([pulls(large), pulls(small)]);
  await small.close();
  return [
    result('push-growth', 'ms a mutation', pushLarge / 50, pushSmall / 50, '≤ 1.2'),
    result('pull-growth', 'ms a pull', pullLarge / 50, pullSmall / 50, '≤ 1.2'),
  ];
}
