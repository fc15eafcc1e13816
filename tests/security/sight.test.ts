import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { MutatorName } from '../../shared/mutators/index.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import { recordTypes } from '../../shared/records/index.ts';
import { sees, sightOf } from '../../shared/sight.ts';
import type { RunningProcess } from '../running.ts';
import { Caller, startProcess, stopProcess } from '../running.ts';

/** Every profile against every route and every kind of record: own, a report's, somebody else's, missing. */

let dataDir: string;
let running: RunningProcess;
const callers = new Map<string, Caller>();
/** All records, as the one sees them who sees everything. */
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
  for (const { type, rows } of (await caller('camille').bootstrap()).blocks) all.set(type, [...(all.get(type) ?? []), ...rows]);
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

const changes: [MutatorName, RecordType, object][] = [
  ['updateDeal', 'deal', { name: 'Mine' }],
  ['deleteDeal', 'deal', {}],
  ['moveDeal', 'deal', {}],
  ['updateContact', 'contact', { title: 'Mine' }],
  ['deleteContact', 'contact', {}],
  ['updateLead', 'lead', { title: 'Mine' }],
  ['deleteLead', 'lead', {}],
  ['convertLead', 'lead', { conversion_id: newId(), individual_id: newId() }],
  ['updateTask', 'task', { content: 'Mine' }],
  ['completeTask', 'task', {}],
  ['deleteTask', 'task', {}],
  ['updateAppointment', 'appointment', { name: 'Mine' }],
  ['updateNote', 'note', { content: 'Mine' }],
];

describe('what somebody does not see', () => {
  it.each(changes)('%s answers for a foreign record as for a missing one', async (name, type, more) => {
    const jonas = caller('jonas');
    const foreign = (all.get(type) ?? []).find((row) => !sees(sightFor('jonas'), row.scope));
    if (!foreign) throw new Error(`The sample has no foreign ${type}.`);
    const stage_id = (all.get('stage') as Row<'stage'>[])[0]?.id;
    const { cursor } = await jonas.bootstrap();
    const lane = newId();
    const refusals = [];
    for (const [index, id] of [foreign.id, newId()].entries()) {
      const answer = await jonas.push(lane, index + 1, name, { id, ...(name === 'moveDeal' ? { stage_id } : {}), ...more });
      expect(answer.status).toBe(200);
    }
    const page = (await (await jonas.ask('POST', '/sync/pull', { cursor, lanes: [lane] })).json()) as {
      lanes: Record<string, { rejections: { sequence: number }[] }>;
    };
    for (const { sequence: _sequence, ...refusal } of page.lanes[lane]?.rejections ?? []) refusals.push(refusal);
    expect(refusals).toHaveLength(2);
    expect(refusals[0]).toEqual(refusals[1]);
    const { blocks } = await caller('camille').bootstrap();
    const after = blocks.flatMap((block) => block.rows).find(({ id }) => id === foreign.id);
    expect(after).toEqual(foreign);
  });

  it.each(['deal', 'contact', 'lead', 'task', 'note'] as const)('has no history: %s', async (type) => {
    const foreign = (all.get(type) ?? []).find((row) => !sees(sightFor('jonas'), row.scope));
    const answers = [];
    for (const id of [foreign?.id, newId()]) {
      const answer = await caller('jonas').ask('GET', `/sync/history/${type}/${id}`);
      const error = (await answer.json()) as Record<string, unknown>;
      answers.push([answer.status, { ...error, requestId: '' }]);
    }
    expect(answers[0]?.[0]).toBe(404);
    expect(answers[0]).toEqual(answers[1]);
  });

  it('includes other people’s imports', async () => {
    const mine = await fetch(`${running.address}/imports?name=a.csv`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${caller('camille').token}`, 'Content-Type': 'text/csv' },
      body: 'Last name\nLi\n',
    });
    const { import: entry } = (await mine.json()) as { import: { id: string } };
    for (const [method, path] of [
      ['GET', ''],
      ['GET', '/rows'],
      ['POST', '/run'],
      ['POST', '/cancel'],
      ['GET', '/bad-rows.csv'],
      ['DELETE', ''],
    ] as const) {
      const answer = await caller('jonas').ask(method, `/imports/${entry.id}${path}`);
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });
});

describe('without a token', () => {
  const routes = [
    ['POST', '/sync/bootstrap'],
    ['POST', '/sync/pull'],
    ['POST', '/sync/push'],
    ['GET', '/sync/events'],
    ['GET', `/sync/history/deal/${newId()}`],
    ['GET', '/imports'],
    ['POST', '/imports'],
    ['GET', '/auth/invitations'],
    ['GET', '/auth/keys'],
  ] as const;

  it.each(routes)('%s %s is refused: missing, malformed, forged, of a past time', async (method, path) => {
    const [head = '', body = '', signature = ''] = caller('camille').token.split('.');
    const old = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), exp: 1 })).toString('base64url');
    for (const token of ['', 'nonsense', `${head}.${body}.${'A'.repeat(signature.length)}`, `${head}.${old}.${signature}`]) {
      const answer = await caller('camille').ask(method, path, method === 'POST' ? {} : undefined, token);
      expect(answer.status).toBe(401);
    }
  });
});

describe('set-up', () => {
  it('belongs to administrators', async () => {
    const priya = caller('priya');
    for (const path of ['/auth/invitations']) expect((await priya.ask('GET', path)).status).toBe(403);
    const { cursor } = await priya.bootstrap();
    const lane = newId();
    const stage = (all.get('stage') as Row<'stage'>[])[0];
    await priya.push(lane, 1, 'updateStage', { id: stage?.id, name: 'Mine' });
    await priya.push(lane, 2, 'updateUser', { id: priya.person, profile: 'company' });
    const page = (await (await priya.ask('POST', '/sync/pull', { cursor, lanes: [lane] })).json()) as {
      lanes: Record<string, { rejections: { code: string }[] }>;
    };
    expect(page.lanes[lane]?.rejections.map(({ code }) => code)).toEqual(['forbidden', 'forbidden']);
  });
});
