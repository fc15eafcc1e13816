import { parentPort, workerData } from 'node:worker_threads';
import type { Client, InStatement, ResultSet } from '@libsql/client';
import { LibsqlError } from '@libsql/client';
import type { DatabaseConfig } from './open.ts';
import { openDatabase } from './open.ts';
import type { Answer, Request, Result, Statement } from './thread.ts';

/** The other end of `Thread`: keeps the databases open that were asked for last. */

const keptOpen = 20;

/** Milliseconds that another process may hold a database's lock before whoever asks hears of it. */
const patience = 2000;

const clients = new Map<string, Promise<Client>>();

function clientOf(name: string): Promise<Client> {
  const known = clients.get(name) ?? openDatabase(workerData as DatabaseConfig, name, patience);
  clients.delete(name);
  clients.set(name, known);
  const [oldest] = clients.keys();
  if (clients.size > keptOpen && oldest !== undefined) letGoOf(oldest);
  // One that could not be opened is tried again by the next who asks.
  known.catch(() => clients.get(name) === known && clients.delete(name));
  return known;
}

function letGoOf(name: string): void {
  const client = clients.get(name);
  clients.delete(name);
  void client?.then(
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

async function answer({ id, name, mode, statements }: Extract<Request, { id: number }>): Promise<Answer> {
  try {
    const client = await clientOf(name);
    const results =
      mode === 'alone' ? await Promise.all(statements.map((one) => client.execute(asOne(one)))) : await client.batch([...statements], mode);
    return { id, results: results.map(asResult) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof LibsqlError ? error.code : undefined;
    // A statement that found the database locked is under way for good, and no later one could be committed beside it.
    if (code?.startsWith('SQLITE_BUSY')) letGoOf(name);
    return { id, error: { message, ...(code !== undefined && { code }) } };
  }
}

async function close(): Promise<void> {
  for (const client of await Promise.allSettled(clients.values())) if (client.status === 'fulfilled') client.value.close();
  parentPort?.close();
}

parentPort?.on('message', (request: Request) => {
  if (request === 'close') return void close();
  if ('letGoOf' in request) return letGoOf(request.letGoOf);
  void answer(request).then((given) => parentPort?.postMessage(given));
});
