import { fileURLToPath } from 'node:url';
import type { Client } from '@libsql/client';
import type { LibSQLDatabase } from 'drizzle-orm/libsql';
import { drizzle } from 'drizzle-orm/libsql';
import type { DatabaseConfig } from '../database/index.ts';
import { migrate, openDatabase, provision } from '../database/index.ts';
import * as schema from './schema.ts';

export type DirectoryDatabase = LibSQLDatabase<typeof schema> & { $client: Client };

const migrations = fileURLToPath(new URL('migrations', import.meta.url));

/** Opens the directory database, made and migrated where needed. */
export async function openDirectoryDatabase(config: DatabaseConfig): Promise<DirectoryDatabase> {
  await provision(config, 'directory');
  const client = await openDatabase(config, 'directory');
  try {
    await migrate(client, migrations);
  } catch (error) {
    client.close();
    throw error;
  }
  return drizzle(client, { schema });
}

interface Query {
  toSQL(): { sql: string; params: unknown[] };
}

/** Runs statements as one write: all of them or none. */
export async function writeBatch(db: DirectoryDatabase, queries: readonly Query[]): Promise<void> {
  await db.$client.batch(
    queries.map((query) => {
      const { sql, params } = query.toSQL();
      return { sql, args: params as (string | number | null)[] };
    }),
    'write',
  );
}

/** Whether a write failed because a row with the same key stands already. */
export function isDuplicate(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (/SQLITE_CONSTRAINT|UNIQUE constraint failed/.test(cause.message)) return true;
  return false;
}
