import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from './open.ts';

interface Journal {
  entries: { idx: number; tag: string }[];
}

/** The database was written by a newer release: going on would damage it. */
export class TooNew extends Error {}

/** Migrations by the folder that they are generated into, read once. */
const read = new Map<string, Promise<string[][]>>();

/**
 * Brings a database up to the newest generated migration, all or nothing. `user_version` counts the migrations applied;
 * where another process has been faster, its work stands.
 * @param folder written by drizzle-kit, with its journal
 * @throws TooNew
 */
export async function migrate(client: Database, folder: string): Promise<void> {
  let pending = read.get(folder);
  if (!pending) {
    pending = readMigrations(folder);
    read.set(folder, pending);
  }
  const migrations = await pending;
  for (;;) {
    const version = await versionOf(client);
    if (version === migrations.length) return;
    if (version > migrations.length)
      throw new TooNew(`This database is at version ${version}, this release knows ${migrations.length}: run a newer release.`);
    try {
      await client.batch([...guard(version), ...migrations.slice(version).flat(), `PRAGMA user_version = ${migrations.length}`], 'write');
    } catch (error) {
      // Another process migrates the same database: its version tells.
      if ((await versionOf(client)) === version) throw error;
    }
  }
}

/** Statements that fail, and the batch with them, unless the database is at this version. */
function guard(version: number): string[] {
  return [
    'CREATE TABLE migration_guard (version integer NOT NULL)',
    `INSERT INTO migration_guard SELECT CASE WHEN user_version = ${version} THEN user_version END FROM pragma_user_version`,
    'DROP TABLE migration_guard',
  ];
}

async function versionOf(client: Database): Promise<number> {
  const { rows } = await client.execute('PRAGMA user_version');
  return Number(rows[0]?.['user_version']);
}

async function readMigrations(folder: string): Promise<string[][]> {
  const journal = JSON.parse(await readFile(join(folder, 'meta', '_journal.json'), 'utf8')) as Journal;
  return Promise.all(
    journal.entries
      .toSorted((a, b) => a.idx - b.idx)
      .map(async ({ tag }) => {
        const sql = await readFile(join(folder, `${tag}.sql`), 'utf8');
        return sql
          .split('--> statement-breakpoint')
          .map((statement) => statement.trim())
          .filter((statement) => statement !== '');
      }),
  );
}
