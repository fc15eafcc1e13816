import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@libsql/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../server/database/index.ts';
import { readConfig } from '../../server/config.ts';
import { newId } from '../../shared/ids.ts';
import type { RunningProcess } from '../running.ts';
import { Caller, startProcess, stopProcess } from '../running.ts';
import { freePort, sqldUrls, startSqld } from '../sqld/server.ts';
import { BusyLane, Visitor } from './load.ts';

/** KILLS=100 npx vitest run tests/faults/kill kills the server that often; KILLS_SQLD=20 the libSQL server. */
const kills = Number(process.env['KILLS'] ?? 10);
const sqldKills = Number(process.env['KILLS_SQLD'] ?? 4);

/** Rows of the import that is under way meanwhile. */
const importRows = 3000;

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'inlay-kill-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Sent {
  lanes: BusyLane[];
  visitor: Visitor;
  importId: string;
}

/** Everything that keeps the server busy, as it is first answered. */
async function busy(caller: Caller): Promise<Sent> {
  const { blocks } = await caller.bootstrap();
  const stages = blocks.flatMap((block) => (block.type === 'stage' ? block.rows.map(({ id }) => id) : []));
  const formKey = 'meridiansampleform';
  const { ticket } = (await (await caller.ask('GET', `/forms/${formKey}`)).json()) as { ticket: string };
  const rows = Array.from({ length: importRows }, (_, row) => `Imported,row-${row}@import.example`);
  const uploaded = await fetch(`${caller.address}/imports?name=kill.csv`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${caller.token}`, 'Content-Type': 'text/csv' },
    body: ['Last name,Email', ...rows].join('\n'),
  });
  const { import: entry } = (await uploaded.json()) as { import: { id: string } };
  const plan = { kind: 'lead', mapping: { 'Last name': 'last_name', Email: 'email' }, duplicates: 'create' };
  const planned = await caller.ask('POST', `/imports/${entry.id}/plan`, plan);
  if (!planned.ok) throw new Error(await planned.text());
  // A form's ticket is good once it is old enough to be a person's.
  await pause(1600);
  return { lanes: Array.from({ length: 6 }, () => new BusyLane(stages)), visitor: new Visitor(formKey, ticket), importId: entry.id };
}

/** Keeps the server busy while `fault` happens; nothing that it says meanwhile may be wrong. */
async function under({ lanes, visitor, importId }: Sent, caller: Caller, fault: () => Promise<void>): Promise<void> {
  let stopped = false;
  await caller.ask('POST', `/imports/${importId}/run`).catch(() => undefined);
  const work = [...lanes, visitor].map((one) => one.work(caller, () => stopped));
  const settled = Promise.allSettled(work);
  await fault();
  stopped = true;
  for (const result of await settled) if (result.status === 'rejected') throw result.reason;
}

/** Waits until the server has answered for some more, so that a fault falls in the middle of a load however slow the machine. */
async function loaded({ lanes }: Sent): Promise<void> {
  const answered = () => lanes.reduce((sum, lane) => sum + lane.acknowledged.length, 0);
  const enough = answered() + 6 + Math.floor(Math.random() * 60);
  for (const ends = Date.now() + 20_000; answered() < enough && Date.now() < ends;) await pause(5);
  await pause(Math.random() * 30);
}

/** Sends what is left, and waits until the import has come to its end. */
async function finish({ lanes, visitor, importId }: Sent, caller: Caller): Promise<void> {
  const ends = Date.now() + 600_000;
  const until = async (done: () => boolean, work: (stopped: () => boolean) => Promise<void>) => work(() => done() || Date.now() > ends);
  for (const lane of lanes) {
    const before = lane.acknowledged.length;
    await until(
      () => lane.acknowledged.length > before,
      (stopped) => lane.work(caller, stopped),
    );
  }
  const before = visitor.acknowledged.length;
  await until(
    () => visitor.acknowledged.length > before,
    (stopped) => visitor.work(caller, stopped),
  );
  // An import whose process is gone counts as interrupted after a while without a sign of life, and is taken up again.
  for (let status = ''; status !== 'done';) {
    ({
      import: { status },
    } = (await (await caller.ask('GET', `/imports/${importId}`)).json()) as { import: { status: string } });
    if (status !== 'running' && status !== 'done') await caller.ask('POST', `/imports/${importId}/run`);
    if (Date.now() > ends) throw new Error(`The import stays ${status}.`);
    await pause(200);
  }
}

/** Holds what stands in the database against what was acknowledged. */
async function compare({ lanes, visitor }: Sent, database: Client): Promise<void> {
  const text = async (sql: string) => (await database.execute(sql)).rows.map((row) => Object.values(row).join(' '));
  const ids = new Set(await text('SELECT id FROM record'));
  const created = await text(`SELECT id || ' ' || type AS one FROM change WHERE kind = 'created'`);
  expect(created.length, 'made once each').toBe(new Set(created).size);
  const positions = new Map(
    (await database.execute('SELECT id, position FROM lane')).rows.map((row) => [String(row['id']), Number(row['position'])]),
  );
  const rejections = await text(`SELECT lane || ' ' || sequence AS one FROM rejection`);
  for (const lane of lanes) {
    expect(lane.waiting).toEqual([]);
    expect(positions.get(lane.id)).toBe(lane.acknowledged.length);
    const refused = rejections.filter((one) => one.startsWith(lane.id)).map((one) => Number(one.split(' ')[1]));
    expect(refused.sort((a, b) => a - b)).toEqual(lane.refused);
    const titles = new Map<string, string[]>();
    for (const { sequence, name, args } of lane.acknowledged) {
      if (lane.refused.includes(sequence)) continue;
      const { id, title } = args as { id: string; title?: string };
      expect(ids.has(id), `${name} ${sequence}`).toBe(true);
      if (name === 'updateLead') titles.set(id, [...(titles.get(id) ?? []), title ?? '']);
    }
    // Each change stands in the history once, in its order.
    for (const [id, list] of titles) {
      const told = await text(
        `SELECT fields ->> '$.title.to' AS title FROM change WHERE id = '${id}' AND kind = 'changed' AND fields ->> '$.title.to' IS NOT NULL ORDER BY version`,
      );
      expect(told).toEqual(list);
    }
  }
  for (const id of visitor.acknowledged) expect(ids.has(id)).toBe(true);
  const visited = await text(`SELECT id FROM record WHERE type = 'lead' AND data ->> '$.last_name' = 'Visitor'`);
  expect(new Set(visited)).toEqual(new Set(visitor.acknowledged));
  const imported = await text(`SELECT data ->> '$.email' AS email FROM record WHERE type = 'lead' AND data ->> '$.last_name' = 'Imported'`);
  expect(imported.length).toBe(importRows);
  expect(new Set(imported).size).toBe(importRows);
  const numbers = await text(`SELECT type || number AS one FROM record`);
  expect(new Set(numbers).size, 'no number twice').toBe(numbers.length);
  expect(await text('PRAGMA integrity_check')).toEqual(['ok']);
  expect(
    lanes.reduce((sum, lane) => sum + lane.acknowledged.length, 0),
    'there was a load',
  ).toBeGreaterThan(50);
}

const environment = { TRUSTED_PROXIES: '1' };

describe('a server that is killed under load', () => {
  it(`loses nothing that it has acknowledged, does nothing twice, and starts again by itself (${kills} times)`, async () => {
    let running = await startProcess(dataDir, environment);
    const caller = await Caller.signIn(running.address, 'camille@meridian.example');
    const sent = await busy(caller);
    for (let round = 0; round < kills; round++) {
      await under(sent, caller, async () => {
        await loaded(sent);
        await stopProcess(running, 'SIGKILL');
      });
      running = await startProcess(dataDir, environment);
      // The token is signed with a secret of the folder: it outlives the process, and many of them its ten minutes.
      caller.address = running.address;
      if (round % 10 === 9) await caller.renew();
    }
    await finish(sent, caller);
    await stopProcess(running, 'SIGTERM');
    const database = await openDatabase(readConfig({ DATA_DIR: dataDir }), `workspaces/${caller.workspace}`);
    await compare(sent, database);
    database.close();
  }, 3_600_000);
});

describe('a libSQL server that is killed under load, and the server before it', () => {
  it(`lose nothing that was acknowledged, do nothing twice, and go on by themselves (${sqldKills} times)`, async () => {
    const place = { folder: dataDir, port: await freePort(), admin: await freePort() };
    const { url, adminUrl } = sqldUrls(place);
    const variables = { ...environment, LIBSQL_URL: url, LIBSQL_ADMIN_URL: adminUrl, LIBSQL_NAMESPACE: `kill-${newId().slice(-8)}` };
    let sqld: ChildProcess = await startSqld(place);
    let running: RunningProcess = await startProcess(dataDir, variables);
    const end = (child: ChildProcess, signal: NodeJS.Signals) =>
      new Promise<void>((resolve) => {
        child.once('exit', () => resolve());
        child.kill(signal);
      });
    try {
      const caller = await Caller.signIn(running.address, 'camille@meridian.example');
      const sent = await busy(caller);
      for (let round = 0; round < sqldKills; round++) {
        await under(sent, caller, async () => {
          await loaded(sent);
          await end(sqld, 'SIGKILL');
          // Every second time the server goes down with it; else it finds the new one by itself.
          if (round % 2 === 1) await stopProcess(running, 'SIGKILL');
          sqld = await startSqld(place);
          if (round % 2 === 0) await pause(500);
        });
        if (round % 2 === 0) continue;
        running = await startProcess(dataDir, variables);
        caller.address = running.address;
        if (round % 10 === 9) await caller.renew();
      }
      await finish(sent, caller);
      await stopProcess(running, 'SIGTERM');
      const database = await openDatabase(readConfig({ DATA_DIR: dataDir, ...variables }), `workspaces/${caller.workspace}`);
      await compare(sent, database);
      database.close();
    } finally {
      running.child.kill('SIGKILL');
      await end(sqld, 'SIGKILL');
    }
  }, 3_600_000);
});
