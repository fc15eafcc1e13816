import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../shared/ids.ts';
import { redisInstalled, startRedis } from '../server/testing-redis.ts';
import type { RunningProcess } from './running.ts';
import { Caller, startProcess, stopProcess } from './running.ts';

/**
 * Two server processes on one libSQL server with Redis between them, as beyond one machine: `node scripts/sqld.mjs npx
 * vitest run tests/processes.test.ts`.
 */

const shared = process.env['TEST_LIBSQL_URL'] !== undefined && redisInstalled;

describe.runIf(shared)('two processes', () => {
  let dataDir: string;
  let redis: Awaited<ReturnType<typeof startRedis>>;
  let environment: Record<string, string>;
  let first: RunningProcess;
  let second: RunningProcess;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'inlay-processes-'));
    redis = await startRedis();
    environment = { REDIS_URL: redis.url, SECRET: 'cd'.repeat(32) };
    first = await startProcess(dataDir, environment);
    second = await startProcess(dataDir, environment);
  }, 180_000);

  afterAll(async () => {
    // The first one was killed.
    await stopProcess(second, 'SIGTERM');
    await redis.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** The versions that an event stream tells of. */
  async function* versions(caller: Caller): AsyncGenerator<number> {
    const { body } = await caller.ask('GET', '/sync/events');
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? [])
      for (const [, version] of chunk.matchAll(/^data: (\d+)$/gm)) yield Number(version);
  }

  it('fill the sample once, and know each other’s sessions and tokens', async () => {
    const caller = await Caller.signIn(first.address, 'camille@meridian.example');
    const there = await Caller.signIn(second.address, 'camille@meridian.example');
    expect(there.workspace).toBe(caller.workspace);
    there.token = caller.token;
    const { blocks } = await there.bootstrap();
    expect(blocks.filter(({ type }) => type === 'deal').flatMap(({ rows }) => rows).length).toBeGreaterThan(1500);
  });

  it('hear of each other’s commits, and lose nothing when one of them is killed', async () => {
    const callers = [
      await Caller.signIn(first.address, 'camille@meridian.example'),
      await Caller.signIn(second.address, 'camille@meridian.example'),
    ] as const;
    const told = versions(callers[1]);
    await told.next();
    const answer = await callers[0].push(newId(), 1, 'createLead', { id: newId(), last_name: 'Told' });
    const { version } = (await answer.json()) as { version: number };
    for (;;) {
      const heard = await told.next();
      expect(heard.done).not.toBe(true);
      if ((heard.value ?? 0) >= version) break;
    }
    await told.return(undefined);

    const acknowledged: string[] = [];
    let stop = false;
    const work = callers.map(async (caller) => {
      for (let sequence = 1, lane = newId(); !stop; sequence++) {
        const id = newId();
        const pushed = await caller.push(lane, sequence, 'createLead', { id, last_name: 'Shared' }).catch(() => undefined);
        if (!pushed) return;
        expect(pushed.status).toBe(200);
        acknowledged.push(id);
      }
    });
    while (acknowledged.length < 40) await new Promise((resolve) => setTimeout(resolve, 20));
    await stopProcess(first, 'SIGKILL');
    const until = acknowledged.length + 20;
    while (acknowledged.length < until) await new Promise((resolve) => setTimeout(resolve, 20));
    stop = true;
    await Promise.all(work);
    const rows = (await callers[1].bootstrap()).blocks.flatMap((block) => (block.type === 'lead' ? block.rows : []));
    const ids = new Set<string>(rows.map(({ id }) => id));
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    expect(new Set(rows.map(({ number }) => number)).size).toBe(rows.length);
  });

  it('count requests together', async () => {
    const attempts = async (address: string, count: number) => {
      const statuses: number[] = [];
      for (let n = 0; n < count; n++) {
        const answer = await fetch(`${address}/auth/sign-in/email`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ email: 'priya@meridian.example', password: 'not the password' }),
        });
        statuses.push(answer.status);
      }
      return statuses;
    };
    const third = await startProcess(dataDir, environment);
    try {
      expect(await attempts(second.address, 15)).not.toContain(429);
      expect(await attempts(third.address, 1)).toEqual([429]);
    } finally {
      await stopProcess(third, 'SIGTERM');
    }
  });
});
