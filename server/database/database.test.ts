import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TooNew, migrate, openDatabase, provision } from './index.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-database-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function open(name = 'directory') {
  const config = { dataDir: join(folder, 'data'), libsql: undefined };
  await provision(config, name);
  return openDatabase(config, name);
}

/** Migrations as the generator writes them. Each gets a folder of its own: what is read is kept. */
async function generated(name: string, ...migrations: string[]): Promise<string> {
  const out = join(folder, name);
  await mkdir(join(out, 'meta'), { recursive: true });
  const entries = migrations.map((_, idx) => ({ idx, tag: `000${idx}_step` }));
  await writeFile(join(out, 'meta', '_journal.json'), JSON.stringify({ entries }));
  for (const [index, sql] of migrations.entries()) await writeFile(join(out, `000${index}_step.sql`), sql);
  return out;
}

const one = 'CREATE TABLE deal (id text);--> statement-breakpoint\nCREATE INDEX deal_id ON deal (id);';
const two = 'ALTER TABLE deal ADD COLUMN name text;';

async function pragma(client: Awaited<ReturnType<typeof open>>, name: string) {
  const { rows } = await client.execute(`PRAGMA ${name}`);
  return Object.values(rows[0] ?? {})[0];
}

describe('an embedded database', () => {
  test('keeps what was acknowledged through a power loss', async () => {
    const client = await open('workspaces/01');
    expect(await pragma(client, 'journal_mode')).toBe('wal');
    expect(await pragma(client, 'synchronous')).toBe(2);
    expect(await pragma(client, 'foreign_keys')).toBe(1);
    client.close();
  });

  test('keeps its settings after a batch', async () => {
    const client = await open();
    await client.batch(['CREATE TABLE a (b)', 'INSERT INTO a VALUES (1)'], 'write');
    expect(await pragma(client, 'synchronous')).toBe(2);
    client.close();
  });
});

describe('migrating', () => {
  test('applies everything to a new database, and the rest to an older one', async () => {
    const client = await open();
    await migrate(client, await generated('first', one));
    await migrate(client, await generated('second', one, two));
    await client.execute("INSERT INTO deal (id, name) VALUES ('1', 'Acme')");
    expect(await pragma(client, 'user_version')).toBe(2);
    client.close();
  });

  test('does nothing the second time', async () => {
    const client = await open();
    const migrations = await generated('all', one, two);
    await migrate(client, migrations);
    await migrate(client, migrations);
    expect(await pragma(client, 'user_version')).toBe(2);
    client.close();
  });

  test('leaves nothing behind when a step fails', async () => {
    const client = await open();
    const broken = await generated('broken', one, 'CREATE TABLE lead (id text);--> statement-breakpoint\nNONSENSE;');
    await expect(migrate(client, broken)).rejects.toThrow();
    const { rows } = await client.execute("SELECT name FROM sqlite_schema WHERE type = 'table'");
    expect(rows).toEqual([]);
    expect(await pragma(client, 'user_version')).toBe(0);
    client.close();
  });

  test('refuses a database of a newer release', async () => {
    const client = await open();
    await migrate(client, await generated('newer', one, two));
    await expect(migrate(client, await generated('older', one))).rejects.toThrow(TooNew);
    client.close();
  });

  test('two processes at once do it once', async () => {
    const migrations = await generated('shared', one, two);
    const clients = [await open(), await open()];
    const results = await Promise.allSettled(clients.map((client) => migrate(client, migrations)));
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    const [client] = clients;
    expect(client && (await pragma(client, 'user_version'))).toBe(2);
    for (const each of clients) each.close();
  });
});
