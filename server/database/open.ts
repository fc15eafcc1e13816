import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Client } from '@libsql/client';
import { createClient } from '@libsql/client';
import type { Config, LibsqlConfig } from '../config.ts';

export type DatabaseConfig = Pick<Config, 'dataDir' | 'libsql'>;

/** What is done with an open database: single statements, and batches that are transactions. */
export type Database = Pick<Client, 'execute' | 'batch' | 'close'>;

/**
 * Opens a database by name (`directory`, `workspaces/<id>`): a file under DATA_DIR, or a namespace of the libSQL server.
 * It must have been provisioned. @param patience milliseconds that a file's lock is waited for, and nothing else done meanwhile
 */
export async function openDatabase(config: DatabaseConfig, name: string, patience = 0): Promise<Client> {
  if (config.libsql) return openNamespace(config.libsql, name);
  // One connection: a pool would get the PRAGMAs on its first connection only, and a second writer SQLITE_BUSY.
  const client = createClient({ url: `file:${join(config.dataDir, `${name}.db`)}`, concurrency: 1, timeout: 0 });
  try {
    await client.execute('PRAGMA journal_mode = WAL');
    // FULL: what was acknowledged survives a power loss.
    await client.execute('PRAGMA synchronous = FULL');
    await client.execute('PRAGMA foreign_keys = ON');
    if (patience > 0) await client.execute(`PRAGMA busy_timeout = ${patience}`);
  } catch (error) {
    client.close();
    throw error;
  }
  return client;
}

/** Makes the database where it is not there yet. */
export async function provision(config: DatabaseConfig, name: string): Promise<void> {
  if (!config.libsql) {
    await mkdir(dirname(join(config.dataDir, `${name}.db`)), { recursive: true, mode: 0o700 });
    return;
  }
  const { adminUrl, adminAuth } = config.libsql;
  const address = new URL(`/v1/namespaces/${namespaceOf(config.libsql, name)}/create`, adminUrl);
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(adminAuth !== undefined && { Authorization: adminAuth }) },
    body: '{}',
  });
  if (response.ok) return;
  const answer = await response.text();
  if (!/already exists/i.test(answer)) throw new Error(`The libSQL server refused to make ${name}: ${response.status} ${answer}`);
}

function openNamespace(libsql: LibsqlConfig, name: string): Client {
  // A namespace is named in a gRPC binary header, so that no wildcard DNS entry is needed.
  const header = Buffer.from(namespaceOf(libsql, name)).toString('base64').replace(/=+$/, '');
  return createClient({
    url: libsql.url,
    ...(libsql.authToken !== undefined && { authToken: libsql.authToken }),
    fetch: (request: Request) => {
      const headers = new Headers(request.headers);
      headers.set('x-namespace-bin', header);
      return fetch(new Request(request, { headers }));
    },
  });
}

const namespaceOf = ({ namespace }: LibsqlConfig, name: string): string => `${namespace}-${name.replaceAll('/', '-')}`;
