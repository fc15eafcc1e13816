import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Id } from '../../shared/ids.ts';
import type { HistoryEntry, PullPage } from '../../shared/sync/wire.ts';
import { limits } from '../../shared/sync/wire.ts';
import { openDatabase } from '../database/index.ts';
import type { Scene, Signed } from '../directory/testing.ts';
import { expectBody, join, startScene } from '../directory/testing.ts';
import { redisInstalled, startRedis } from '../testing-redis.ts';
import type { TestServer } from '../testing.ts';
import { startTestServer } from '../testing.ts';
import { Lane } from '../workspace/testing.ts';

let scene: Scene;
let rep: Signed;
beforeAll(async () => {
  scene = await startScene();
  rep = await join(scene, 'rep@example.com', { profile: 'user' });
});
afterAll(() => scene.close());

const call = (path: string, json: unknown, token: string | undefined = rep.token, headers: Record<string, string> = {}) =>
  scene.server.request('POST', `/sync${path}`, { json, headers, ...(token && { token }) });

async function cursorOf(token: string): Promise<string> {
  const { text } = await scene.server.request('POST', '/sync/bootstrap', { token });
  return JSON.parse(text.trimEnd().split('\n').at(-1) ?? '').cursor;
}

async function makeLead(person: Signed): Promise<Id> {
  const id = newId();
  expectBody(await call('/push', { mutations: [new Lane().next('createLead', { id, last_name: 'L' })] }, person.token));
  return id;
}

/** The versions that an event stream tells, as they come. */
async function listen(server: TestServer, token: string) {
  const response = await fetch(`${server.address}/sync/events`, { headers: { Authorization: `Bearer ${token}` } });
  const reader = (response.body as ReadableStream<Uint8Array<ArrayBuffer>>).pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    response,
    next: async (): Promise<number | undefined> => {
      for (;;) {
        const found = /event: version\ndata: (\d+)\n\n/.exec(text);
        if (found) {
          text = text.slice(found.index + found[0].length);
          return Number(found[1]);
        }
        const { done, value } = await reader.read();
        if (done) return undefined;
        text += value;
      }
    },
    stop: () => reader.cancel(),
  };
}

describe('a client', () => {
  test('starts, writes, and reads what came of it', async () => {
    const started = await scene.server.request('POST', '/sync/bootstrap', { token: rep.token });
    expect(started.headers.get('Content-Type')).toBe('application/x-ndjson; charset=utf-8');
    expect(started.headers.get('Inlay-Sync')).toBe('1');
    const cursor = await cursorOf(rep.token);
    const lane = new Lane();
    const id = newId();
    const mutations = [lane.next('createLead', { id, last_name: 'L' }), lane.next('deleteLead', { id: newId() })];
    const { version } = expectBody<{ version: number }>(await call('/push', { mutations }));
    expect(expectBody(await call('/push', { mutations }))).toEqual({ version });
    const page = expectBody<PullPage>(await call('/pull', { cursor, lanes: [lane.id] }));
    expect(page.puts).toMatchObject([{ type: 'lead', rows: [{ id, last_name: 'L', number: 1, version: version - 1 }] }]);
    expect(page.lanes[lane.id]).toMatchObject({ position: 2, rejections: [{ sequence: 2, code: 'not_found' }] });
  });

  test('is told where a lane goes on', async () => {
    const lane = new Lane();
    lane.next('deleteLead', { id: newId() });
    const answer = await call('/push', { mutations: [lane.next('deleteLead', { id: newId() })] });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      code: 'lane_gap',
      fields: { [lane.id]: { code: 'incorrect_value', message: 'must go on with 1' } },
      docs: 'docs/sync.md#push',
    });
  });

  test.each([
    ['zstd', 'gzip, deflate, br, zstd', zstdDecompressSync],
    ['gzip', 'gzip, zstd;q=0', gunzipSync],
    [undefined, 'br', (bytes: Buffer) => bytes],
  ])('gets the stream as %s where it takes %s', async (encoding, accepted, decompress) => {
    const headers = { Authorization: `Bearer ${rep.token}`, 'Accept-Encoding': accepted };
    const asked = request(`${scene.server.address}/sync/bootstrap`, { method: 'POST', headers }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    expect(answer.headers['content-encoding']).toBe(encoding);
    const lines = decompress(await buffer(answer))
      .toString()
      .trimEnd()
      .split('\n');
    expect(lines.length).toBeGreaterThan(2);
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ cursor: expect.any(String) });
  });

  test('of another version is told so', async () => {
    const answer = await call('/push', { mutations: [] }, rep.token, { 'Inlay-Sync': '2' });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('load the page again');
  });
});

describe('nobody', () => {
  test.each(['/bootstrap', '/pull', '/push'])('gets anything of %s without a token', async (path) => {
    for (const token of [undefined, 'x', `${rep.token}x`]) {
      const answer = await scene.server.request('POST', `/sync${path}`, { json: {}, ...(token !== undefined && { token }) });
      expect(answer.status).toBe(401);
      expect(answer.body).toMatchObject({ code: 'unauthenticated' });
    }
  });

  test('hears events or reads history without a token', async () => {
    for (const path of ['/events', `/history/lead/${newId()}`])
      expect((await scene.server.request('GET', `/sync${path}`)).status).toBe(401);
  });
});

describe('garbage', () => {
  const mutation = { lane: newId(), sequence: 1, name: 'createLead', args: {} };
  test.each<[string, string, unknown, string]>([
    ['no body to speak of', '/push', {}, 'mutations'],
    ['nothing to do', '/push', { mutations: [] }, 'mutations'],
    ['too much at once', '/push', { mutations: Array(limits.pushMutations + 1).fill(mutation) }, 'mutations'],
    ['a lane that is none', '/push', { mutations: [{ ...mutation, lane: 'x' }] }, 'mutations.0.lane'],
    ['a sequence of zero', '/push', { mutations: [{ ...mutation, sequence: 0 }] }, 'mutations.0.sequence'],
    ['half a sequence', '/push', { mutations: [{ ...mutation, sequence: 1.5 }] }, 'mutations.0.sequence'],
    ['no name', '/push', { mutations: [{ ...mutation, name: '' }] }, 'mutations.0.name'],
    ['a field that is unknown', '/push', { mutations: [{ ...mutation, person: newId() }] }, 'mutations.0.person'],
    ['no cursor', '/pull', { lanes: [] }, 'cursor'],
    ['a cursor that is no text', '/pull', { cursor: 1, lanes: [] }, 'cursor'],
    ['too many lanes', '/pull', { cursor: 'x', lanes: Array(limits.lanes + 1).fill(newId()) }, 'lanes'],
    ['an acknowledgement of nothing', '/pull', { cursor: 'x', lanes: [], acknowledged: [{}] }, 'acknowledged.0.lane'],
  ])('%s is refused by its field', async (_what, path, json, field) => {
    const answer = await call(path, json);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: 'invalid' });
    expect(Object.keys((answer.body as { fields: object }).fields)).toContain(field);
  });

  test('that is no JSON is refused', async () => {
    for (const body of ['', '{', '\u0000', '[1,']) {
      const answer = await scene.server.request('POST', '/sync/push', {
        token: rep.token,
        body,
        headers: { 'Content-Type': 'application/json' },
      });
      expect(answer.status).toBe(400);
    }
  });

  test('beyond a request’s size is refused', async () => {
    const args = { id: newId(), last_name: 'x'.repeat(limits.requestBytes) };
    expect((await call('/push', { mutations: [{ ...mutation, args }] })).status).toBe(413);
  });

  test('in arguments is rejected in its lane, and harms nobody', async () => {
    const lane = newId();
    const wild: unknown[] = [null, [], 'x', 1e308, { id: {} }, { __proto__: 1, constructor: 2 }, { id: 'x'.repeat(10_000) }];
    const mutations = wild.map((args, at) => ({ lane, sequence: at + 1, name: at % 2 ? 'createLead' : 'constructor', args }));
    const cursor = await cursorOf(rep.token);
    expectBody(await call('/push', { mutations }));
    const page = expectBody<PullPage>(await call('/pull', { cursor, lanes: [lane] }));
    expect(page.lanes[lane]?.position).toBe(wild.length);
    expect(page.lanes[lane]?.rejections.map(({ code }) => code)).toEqual(wild.map(() => 'invalid'));
    expect(page.puts).toEqual([]);
  });

  test('in a path is not found', async () => {
    for (const path of ['lead/x', `secret/${newId()}`, `lead/${newId()}`, '%00/%00'])
      expect((await scene.server.request('GET', `/sync/history/${path}`, { token: rep.token })).status).toBe(404);
  });
});

describe('history', () => {
  test('is for who sees the record; to others it is as if there were none', async () => {
    const mine = await makeLead(rep);
    const foreign = await makeLead(scene.owner);
    const read = (id: Id, token = rep.token) => scene.server.request('GET', `/sync/history/lead/${id}`, { token });
    const { changes } = expectBody<{ changes: HistoryEntry[] }>(await read(mine));
    expect(changes).toMatchObject([{ kind: 'created', person_id: rep.personId, mutator: 'createLead' }]);
    expectBody(await read(mine, scene.owner.token));
    const said = (answer: { status: number; body: unknown }) => {
      return [answer.status, { ...(answer.body as object), requestId: '' }];
    };
    expect(said(await read(foreign))).toEqual(said(await read(newId())));
  });
});

describe('a token', () => {
  test('is enough for sync: sessions are not asked', async () => {
    const config = { dataDir: scene.server.dataDir, libsql: scene.server.deps.config.libsql };
    const directory = await openDatabase(config, 'directory');
    const cursor = await cursorOf(rep.token);
    await directory.execute('ALTER TABLE session RENAME TO hidden');
    try {
      expect((await call('/pull', { cursor, lanes: [] }, rep.token)).status).toBe(200);
      const mutation = new Lane().next('createLead', { id: newId(), last_name: 'Unasked' });
      expect((await call('/push', { mutations: [mutation] }, rep.token)).status).toBe(200);
      expect((await scene.server.request('GET', '/auth/session', { cookie: rep.cookie })).status).toBe(500);
    } finally {
      await directory.execute('ALTER TABLE hidden RENAME TO session');
      directory.close();
    }
  });
});

describe('events', () => {
  test('tell the version at once and after each commit, and nothing else', async () => {
    const events = await listen(scene.server, rep.token);
    expect(events.response.headers.get('Content-Type')).toBe('text/event-stream; charset=utf-8');
    const first = (await events.next()) ?? 0;
    await makeLead(scene.owner);
    expect(await events.next()).toBe(first + 1);
    await events.stop();
  });

  test('end when their listener is deactivated, and every other route with them', async () => {
    const leaver = await join(scene, 'leaver@example.com', { profile: 'user' });
    const events = await listen(scene.server, leaver.token);
    await events.next();
    const lane = new Lane();
    const cursor = await cursorOf(leaver.token);
    expectBody(
      await call('/push', { mutations: [lane.next('updateUser', { id: leaver.personId, status: 'inactive' })] }, scene.owner.token),
    );
    expect(await events.next()).toBeUndefined();
    expect((await call('/pull', { cursor, lanes: [] }, leaver.token)).status).toBe(401);
    expect((await call('/push', { mutations: [lane.next('deleteLead', { id: newId() })] }, leaver.token)).status).toBe(401);
  });

  test('end when the server stops', async () => {
    const own = await startScene();
    const events = await listen(own.server, own.owner.token);
    await events.next();
    const closing = own.close();
    expect(await events.next()).toBeUndefined();
    await closing;
  });
});

const shared = process.env['TEST_LIBSQL_URL'] !== undefined && redisInstalled;
describe.runIf(shared)('two processes on one libSQL server, with Redis between them', () => {
  test('take from all, tell all, and agree', async () => {
    const redis = await startRedis();
    const first = await startScene({ REDIS_URL: redis.url, SECRET: 'ab'.repeat(32) });
    const second = await startTestServer({ DATA_DIR: first.server.dataDir, REDIS_URL: redis.url, SECRET: 'ab'.repeat(32) });
    try {
      const { token } = first.owner;
      const events = await listen(second, token);
      await events.next();
      const lanes = [new Lane(), new Lane()];
      const made: Id[] = [];
      for (let round = 0; round < 10; round++)
        await Promise.all(
          [first.server, second].map(async (server, n) => {
            const id = newId();
            made.push(id);
            const mutations = [(lanes[n] ?? new Lane()).next('createLead', { id, last_name: `L${round}` })];
            expectBody(await server.request('POST', '/sync/push', { token, json: { mutations } }));
          }),
        );
      const rows = await Promise.all(
        [first.server, second].map(async (server) => {
          const { text } = await server.request('POST', '/sync/bootstrap', { token });
          return text
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line) as { type?: string; rows?: { id: Id; number: number }[] })
            .flatMap(({ type, rows: some }) => (type === 'lead' ? (some ?? []) : []));
        }),
      );
      expect(rows[0]).toEqual(rows[1]);
      expect(rows[0]?.map(({ id }) => id).sort()).toEqual(made.sort());
      expect(new Set(rows[0]?.map(({ number }) => number)).size).toBe(20);
      // The listener at the second process hears of what the first one takes.
      const answer = await first.server.request('POST', '/sync/push', {
        token,
        json: { mutations: [new Lane().next('createLead', { id: newId(), last_name: 'told' })] },
      });
      const { version } = expectBody<{ version: number }>(answer);
      let heard: number | undefined = 0;
      while (heard !== undefined && heard < version) heard = await events.next();
      expect(heard).toBe(version);
      await events.stop();
    } finally {
      await second.close();
      await first.close();
      await redis.stop();
    }
  });
});
