import { createClient } from '@libsql/client';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecordType, Row } from '../../shared/records/index.ts';
import { recordTypes } from '../../shared/records/index.ts';
import { sees, sightOf } from '../../shared/sight.ts';
import type { RunningProcess } from '../running.ts';
import { Caller, startProcess, stopProcess } from '../running.ts';

/** The sample's people, in the server as it is started: each gets what falls under their sight. routes.test.ts has every route. */

let dataDir: string;
let running: RunningProcess;
const callers = new Map<string, Caller>();
/** All records, as the database has them: what is somebody's own, nobody else sees, not even who sees everything. */
const all = new Map<RecordType, Row[]>();

const people = ['camille', 'priya', 'jonas', 'ana', 'tomas'];
const caller = (name: string): Caller => {
  const found = callers.get(name);
  if (!found) throw new Error(`Nobody is called ${name}.`);
  return found;
};

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'inlay-sight-'));
  running = await startProcess(dataDir);
  for (const name of people) callers.set(name, await Caller.signIn(running.address, `${name}@meridian.example`));
  const [workspace = ''] = (await readdir(join(dataDir, 'workspaces'))).filter((name) => name.endsWith('.db'));
  const client = createClient({ url: `file:${join(dataDir, 'workspaces', workspace)}` });
  const { rows } = await client.execute('SELECT type, data FROM record WHERE removed_version IS NULL');
  client.close();
  for (const { type, data } of rows) {
    const key = type as RecordType;
    all.set(key, [...(all.get(key) ?? []), JSON.parse(String(data)) as Row]);
  }
}, 120_000);

afterAll(async () => {
  await stopProcess(running, 'SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

const users = () => all.get('user') as Row<'user'>[];
const sightFor = (name: string) => {
  const user = users().find(({ id }) => id === caller(name).person);
  if (!user) throw new Error(`${name} is nobody.`);
  return sightOf(user, users());
};

describe('bootstrap', () => {
  it.each(people)('gives %s exactly what falls under their sight', async (name) => {
    const { blocks } = await caller(name).bootstrap();
    for (const type of recordTypes) {
      const given = blocks.filter((block) => block.type === type).flatMap((block) => block.rows.map(({ id }) => id));
      const expected = (all.get(type) ?? []).filter((row) => sees(sightFor(name), row.scope)).map(({ id }) => id);
      expect(given.sort(), type).toEqual(expected.sort());
    }
  });

  it('gives a salesperson no more of a foreign deal than the name on a task', async () => {
    const { blocks } = await caller('jonas').bootstrap();
    const tasks = blocks.flatMap((block) => (block.type === 'task' ? (block.rows as Row<'task'>[]) : []));
    const deals = new Set(blocks.flatMap((block) => (block.type === 'deal' ? block.rows.map(({ id }) => id) : [])));
    const foreign = tasks.filter((task) => task.resource_type === 'deal' && task.resource_id !== null && !deals.has(task.resource_id));
    expect(foreign.map((task) => task.resource_name)).toEqual(['Texture analyser']);
  });
});
