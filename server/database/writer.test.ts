import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LibsqlError } from '@libsql/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Writer, openDatabase, provision } from './index.ts';

let folder: string;
let config: { dataDir: string; libsql: undefined };
let writer: Writer;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-writer-'));
  config = { dataDir: folder, libsql: undefined };
  writer = new Writer(config);
  for (const name of ['a', 'b']) await provision(config, name);
});
afterEach(async () => {
  await writer.close();
  await rm(folder, { recursive: true });
});

const table = async (name: string) => {
  const client = await writer.open(name);
  await client.execute('CREATE TABLE deal (id INTEGER PRIMARY KEY, name TEXT NOT NULL)');
  return client;
};
const failing = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

describe('a database that is written to in a thread', () => {
  test('shows what was written as soon as that resolves, with what each statement came to', async () => {
    const client = await table('a');
    const [one, two, found] = await client.batch(
      [
        { sql: 'INSERT INTO deal (name) VALUES (?)', args: ['Acme'] },
        ['UPDATE deal SET name = ?', ['Acme Ltd']],
        'SELECT id, name FROM deal',
      ],
      'write',
    );
    expect([one?.lastInsertRowid, two?.rowsAffected]).toEqual([1n, 1]);
    expect(found?.rows.map((row) => ({ ...row }))).toEqual([{ id: 1, name: 'Acme Ltd' }]);
    expect([found?.rows[0]?.[1], found?.rows[0]?.length]).toEqual(['Acme Ltd', 2]);
    const { rows } = await client.execute('SELECT name FROM deal');
    expect(rows.map((row) => row['name'])).toEqual(['Acme Ltd']);
  });

  test('does what is asked in that order, whichever database it is of', async () => {
    const [a, b] = [await table('a'), await table('b')];
    const asked = Array.from({ length: 60 }, (_, at) =>
      (at % 2 ? a : b).execute({ sql: 'INSERT INTO deal (name) VALUES (?)', args: [String(at)] }),
    );
    await Promise.all(asked);
    const names = async (client: typeof a) =>
      (await client.execute('SELECT name FROM deal ORDER BY id')).rows.map((row) => Number(row['name']));
    expect([...(await names(b)), ...(await names(a))]).toEqual(
      Array.from({ length: 60 }, (_, at) => at).toSorted((one, two) => (one % 2) - (two % 2) || one - two),
    );
  });

  test('fails with the library’s own error, and leaves nothing of the batch', async () => {
    const client = await table('a');
    const error = await failing(client.batch(["INSERT INTO deal (name) VALUES ('A')", 'INSERT INTO deal (name) VALUES (NULL)'], 'write'));
    expect(error).toBeInstanceOf(LibsqlError);
    expect((error as LibsqlError).code).toMatch(/^SQLITE_CONSTRAINT/);
    expect((error as LibsqlError).message).toContain('deal.name');
    expect((await client.execute('SELECT count(*) AS n FROM deal')).rows[0]?.['n']).toBe(0);
    await client.execute("INSERT INTO deal (name) VALUES ('B')");
  });

  test('waits for another process that holds its lock, and goes on where that held it too long', async () => {
    const client = await table('a');
    const other = await openDatabase(config, 'a');
    const held = await other.transaction('write');
    const waiting = client.execute("INSERT INTO deal (name) VALUES ('Waited')");
    await held.execute("INSERT INTO deal (name) VALUES ('Held')");
    await held.commit();
    await waiting;
    const long = await other.transaction('write');
    const error = await failing(client.execute("INSERT INTO deal (name) VALUES ('Never')"));
    expect((error as LibsqlError).code).toMatch(/^SQLITE_BUSY/);
    await long.rollback();
    await client.batch(["INSERT INTO deal (name) VALUES ('Again')"], 'write');
    expect((await client.execute('SELECT name FROM deal ORDER BY id')).rows.map((row) => row['name'])).toEqual(['Held', 'Waited', 'Again']);
    other.close();
  });

  test('takes nothing more once it is closed, and can be opened anew', async () => {
    const client = await table('a');
    const last = client.execute("INSERT INTO deal (name) VALUES ('Last')");
    client.close();
    await last;
    for (const refused of [
      client.execute("INSERT INTO deal (name) VALUES ('Late')"),
      client.execute('SELECT 1'),
      client.batch(['DELETE FROM deal'], 'write'),
    ])
      expect(((await failing(refused)) as LibsqlError).code).toBe('CLIENT_CLOSED');
    const again = await writer.open('a');
    expect((await again.execute('SELECT name FROM deal')).rows.map((row) => row['name'])).toEqual(['Last']);
    again.close();
  });
});
