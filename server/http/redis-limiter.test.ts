import { Redis } from 'ioredis';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { freePort, redisInstalled, startRedis } from '../testing-redis.ts';
import { redisLimiter } from './redis-limiter.ts';

async function ready(url: string, limiter: ReturnType<typeof redisLimiter>, name: string) {
  // While it connects it counts for itself: wait until a count reaches Redis.
  const reader = new Redis(url);
  while ((await reader.exists(`inlay:limit:${name}:probe`)) === 0) await limiter.take({ name, limit: 1, seconds: 60 }, 'probe');
  reader.disconnect();
}

test.runIf(redisInstalled)('two processes count together', async () => {
  const { url, stop } = await startRedis();
  const rule = { name: 'together', limit: 3, seconds: 60 };
  const limiters = [redisLimiter(url, pino({ level: 'silent' })), redisLimiter(url, pino({ level: 'silent' }))] as const;
  for (const [index, limiter] of limiters.entries()) await ready(url, limiter, `probe${index}`);
  const [one, other] = limiters;
  expect(await one.take(rule, 'a')).toMatchObject({ allowed: true, remaining: 2 });
  expect(await other.take(rule, 'a')).toMatchObject({ allowed: true, remaining: 1 });
  expect(await one.take(rule, 'a')).toMatchObject({ allowed: true, remaining: 0 });
  const refused = await other.take(rule, 'a');
  expect(refused.allowed).toBe(false);
  expect(refused.resetSeconds).toBeGreaterThan(0);
  expect(refused.resetSeconds).toBeLessThanOrEqual(60);
  expect((await other.take(rule, 'b')).allowed).toBe(true);
  for (const limiter of limiters) limiter.close();
  await stop();
});

test('without Redis each process still limits, and says so', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  const limiter = redisLimiter(`redis://127.0.0.1:${await freePort()}`, log);
  const rule = { name: 'alone', limit: 1, seconds: 60 };
  expect((await limiter.take(rule, 'a')).allowed).toBe(true);
  expect((await limiter.take(rule, 'a')).allowed).toBe(false);
  while (lines.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(lines[0]).toContain('Redis does not answer');
  limiter.close();
});
