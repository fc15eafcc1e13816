import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { Client, InStatement, ResultSet } from '@libsql/client';
import { LibsqlError } from '@libsql/client';
import { openDatabase } from './open.ts';
import type { Answer, Place, Request, Result, Statement } from './thread.ts';

/** The other end of `Thread`: stays connected to the databases that were asked for last. */

const keptOpen = workerData as number;

/** Milliseconds that another process may hold a database's lock before whoever asks hears of it. */
const patience = 2000;

const clients = new Map<string, Promise<Client>>();

const keyOf = ({ dataDir, name }: Place): string => join(dataDir, name);

function clientOf(place: Place): Promise<Client> {
  const key = keyOf(place);
  const known = clients.get(key) ?? openDatabase({ dataDir: place.dataDir, libsql: undefined }, place.name, patience);
  clients.delete(key);
  clients.set(key, known);
  const [oldest] = clients.keys();
  if (clients.size > keptOpen && oldest !== undefined) void letGoOf(oldest);
  // One that could not be opened is tried again by the next who asks.
  known.catch(() => clients.get(key) === known && clients.delete(key));
  return known;
}

async function letGoOf(key: string): Promise<void> {
  const client = clients.get(key);
  clients.delete(key);
  await client?.then(
    (open) => open.close(),
    () => undefined,
  );
}

const asResult = ({ columns, rows, rowsAffected, lastInsertRowid }: ResultSet): Result => ({
  columns,
  rows: rows.map((row) => columns.map((_column, at) => row[at] ?? null)),
  rowsAffected,
  lastInsertRowid,
});

const asOne = (statement: Statement): InStatement =>
  Array.isArray(statement) ? { sql: statement[0], ...(statement[1] && { args: statement[1] }) } : statement;

async function answer(request: Exclude<Request, 'close'>): Promise<Answer> {
  const { id, place } = request;
  try {
    if ('letGo' in request) {
      await letGoOf(keyOf(place));
      return { id, results: [] };
    }
    const { mode, statements } = request;
    const client = await clientOf(place);
    const results =
      mode === 'alone' ? await Promise.all(statements.map((one) => client.execute(asOne(one)))) : await client.batch([...statements], mode);
    return { id, results: results.map(asResult) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof LibsqlError ? error.code : undefined;
    // A statement that found the database locked is under way for good, and no later one could be committed beside it.
    if (code?.startsWith('SQLITE_BUSY')) await letGoOf(keyOf(place));
    return { id, error: { message, ...(code !== undefined && { code }) } };
  }
}

async function close(): Promise<void> {
  for (const client of await Promise.allSettled(clients.values())) if (client.status === 'fulfilled') client.value.close();
  parentPort?.close();
}

parentPort?.on('message', (request: Request) => {
  if (request === 'close') return void close();
  void answer(request).then((given) => parentPort?.postMessage(given));
});
