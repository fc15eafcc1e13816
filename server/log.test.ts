import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drizzle } from 'drizzle-orm/libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase, provision } from './database/index.ts';
import * as schema from './directory/schema.ts';
import { createLog } from './log.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-log-'));
});
afterEach(() => rm(folder, { recursive: true }));

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('info', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

describe('an error in the log', () => {
  test('says which query failed, and never with which values', async () => {
    const config = { dataDir: folder, libsql: undefined };
    await provision(config, 'directory');
    const client = await openDatabase(config, 'directory');
    const key = { key: 'a-very-secret-key', workspaceId: 'w' };
    const err: unknown = await drizzle(client, { schema })
      .insert(schema.formKey)
      .values(key)
      .catch((error: unknown) => error);
    client.close();
    expect(String(err)).toContain('a-very-secret-key');
    const text = logged((log) => log.error({ err }, 'request'));
    expect(text).not.toContain('a-very-secret-key');
    expect(text).toContain('insert into');
    expect(text).toContain('no such table');
  });

  test('tells its cause and code, and nothing else that hangs on it', () => {
    const cause = Object.assign(new Error('WRONGPASS'), { code: 'EAUTH', command: { name: 'auth', args: ['hunter2-hunter2'] } });
    const text = logged((log) => log.warn({ err: new Error('Redis does not answer', { cause }) }, 'redis'));
    expect(JSON.parse(text)).toMatchObject({ err: { message: 'Redis does not answer', cause: { message: 'WRONGPASS', code: 'EAUTH' } } });
    expect(text).not.toContain('hunter2');
  });
});
