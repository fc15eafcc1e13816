import { createClient } from '@libsql/client';
import { join } from 'node:path';
import { readTable } from '../server/imports/read.ts';
import { newId } from '../shared/ids.ts';
import type { Bars, Result } from './measure.ts';
import { eachAlternately, milliseconds, result } from './measure.ts';
import type { Served } from './served.ts';
import { openServed } from './served.ts';

/** An import of 100,000 rows through the server's routes, from the upload to the last row, while somebody works on the board. */

const many = 100_000;
/** Deals on the board of whoever works meanwhile. */
const deals = 1000;

/** Leads as a file has them; `run` keeps those of two runs apart, so that every row is a new one. */
const csv = (run: string): string =>
  `First name,Last name,Company,Status,Email,Phone,City\n${Array.from(
    { length: many },
    (_, at) => `Grace,Lead ${at} ${run},Company ${at % 300},New,lead${at}.${run}@example.com,+33 1 ${String(at).padStart(8, '0')},Lyon`,
  ).join('\n')}\n`;

async function asked<T>(served: Served, method: string, path: string, body?: string, type = 'application/json'): Promise<T> {
  const response = await fetch(served.address + path, {
    method,
    headers: { Authorization: `Bearer ${served.token.token}`, 'Inlay-Sync': '1', ...(body !== undefined && { 'Content-Type': type }) },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
  return JSON.parse(text) as T;
}

interface Imported {
  import: { id: string; status: string; counts: { create: number } | null; progress: { created: number } | null };
  kinds: Record<string, { mapping: Record<string, string> }>;
}

/** Uploaded, planned (validated, held against what is there and against the mutators) and run. */
async function importFile(served: Served, file: string): Promise<void> {
  const { import: entry, kinds } = await asked<Imported>(served, 'POST', '/imports?name=leads.csv', file, 'text/csv');
  await asked<Imported>(
    served,
    'POST',
    `/imports/${entry.id}/plan`,
    JSON.stringify({ kind: 'lead', mapping: kinds['lead']?.mapping ?? {} }),
  );
  await asked(served, 'POST', `/imports/${entry.id}/run`);
  for (;;) {
    const { import: now } = await asked<Imported>(served, 'GET', `/imports/${entry.id}`);
    if (now.status !== 'running') {
      if (now.status !== 'done' || now.progress?.created !== many)
        throw new Error(`The import is ${now.status}: ${JSON.stringify(now.progress)}`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Somebody who adds leads one by one, as fast as a person at a board never does. Gives the 95th of a hundred requests’ milliseconds. */
async function whileWorking(served: Served, until: Promise<unknown>): Promise<number> {
  const lane = newId();
  const taken: number[] = [];
  let over = false;
  void until.catch(() => undefined).then(() => (over = true));
  for (let sequence = 1; !over || taken.length < 100; sequence++) {
    const mutations = [{ lane, sequence, name: 'createLead', args: { id: newId(), last_name: 'Beside' } }];
    taken.push(await milliseconds(() => asked(served, 'POST', '/sync/push', JSON.stringify({ mutations }))));
    // More often than so the server asks to wait: 1200 in a minute.
    await new Promise((resolve) => setTimeout(resolve, 80));
  }
  await until;
  return taken.toSorted((a, b) => a - b)[Math.floor(taken.length * 0.95)] ?? Number.NaN;
}

/** The parsed rows, as they are, into a table of a file of the same kind: 500 to a batch, and no more done with them. */
async function bare(folder: string, file: string): Promise<number> {
  const { rows } = readTable(Buffer.from(file));
  const client = createClient({ url: `file:${join(folder, `bare-${newId()}.db`)}`, concurrency: 1, timeout: 0 });
  await client.execute('PRAGMA journal_mode = WAL');
  await client.execute('PRAGMA synchronous = FULL');
  await client.execute(
    'CREATE TABLE lead (id TEXT PRIMARY KEY, first TEXT, last TEXT, company TEXT, status TEXT, email TEXT, phone TEXT, city TEXT)',
  );
  const taken = await milliseconds(async () => {
    for (let from = 0; from < rows.length; from += 500)
      await client.batch(
        rows
          .slice(from, from + 500)
          .map(({ cells }) => ({ sql: 'INSERT INTO lead VALUES (?, ?, ?, ?, ?, ?, ?, ?)', args: [newId(), ...cells] })),
        'write',
      );
  });
  client.close();
  return taken;
}

async function imports(): Promise<Result[]> {
  const served = await openServed(deals, []);
  try {
    let run = 0;
    const [mine, plain] = await eachAlternately(
      [
        async () => {
          const file = csv(`r${run++}`);
          const unloaded = await whileWorking(served, Promise.resolve());
          let importing = Number.NaN;
          const work = milliseconds(() => importFile(served, file)).then((taken) => (importing = taken));
          const loaded = await whileWorking(served, work);
          return { importing, loaded, unloaded };
        },
        async () => ({ importing: await bare(served.folder, csv(`r${run}`)) }),
      ],
      3,
      0,
    );
    if (!mine || !plain) return [];
    const { importing = Number.NaN, loaded = Number.NaN, unloaded = Number.NaN } = mine as Record<string, number>;
    const { importing: baseline = Number.NaN } = plain as Record<string, number>;
    return [
      result('import', 'rows/s', (many * 1000) / importing, (many * 1000) / baseline, '≥ 0.2'),
      result('import-beside', 'ms (p95)', loaded, unloaded, '≤ 3'),
    ];
  } finally {
    await served.close();
  }
}

export const importBars: Bars = { names: ['import', 'import-beside'], minutes: 20, take: imports };
