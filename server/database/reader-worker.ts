import { parentPort, workerData } from 'node:worker_threads';
import type { Client } from '@libsql/client';
import type { DatabaseConfig } from './open.ts';
import { openDatabase } from './open.ts';
import type { ReadAnswer, ReadRequest } from './reader.ts';

/** The other end of `Reader`: keeps the databases open that were read last. */

const keptOpen = 20;
const clients = new Map<string, Promise<Client>>();

function clientOf(name: string): Promise<Client> {
  const known = clients.get(name) ?? openDatabase(workerData as DatabaseConfig, name);
  clients.delete(name);
  clients.set(name, known);
  const [oldest] = clients;
  if (clients.size > keptOpen && oldest) {
    clients.delete(oldest[0]);
    void oldest[1].then(
      (client) => client.close(),
      () => undefined,
    );
  }
  // One that could not be opened is tried again by the next who asks.
  known.catch(() => clients.get(name) === known && clients.delete(name));
  return known;
}

async function answer({ id, name, statements }: ReadRequest): Promise<ReadAnswer> {
  try {
    const client = await clientOf(name);
    const results = await client.batch([...statements], 'read');
    return {
      id,
      results: results.map(({ columns, rows }) => ({ columns, rows: rows.map((row) => columns.map((_column, at) => row[at] ?? null)) })),
    };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

async function close(): Promise<void> {
  for (const client of await Promise.allSettled(clients.values())) if (client.status === 'fulfilled') client.value.close();
  parentPort?.close();
}

parentPort?.on('message', (request: ReadRequest | 'close') => {
  if (request === 'close') return void close();
  void answer(request).then((given) => parentPort?.postMessage(given));
});
