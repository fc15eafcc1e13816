import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import type { Limiter } from './limiter.ts';
import { memoryLimiter } from './limiter.ts';

// One round trip, and no count without an end even if the process dies in between.
const take = `
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {count, redis.call('PTTL', KEYS[1])}`;

/**
 * Counts in Redis, for all server processes together. While Redis does not answer, each process counts for itself and says
 * so in the log: limits that are too wide are better than no service.
 */
export function redisLimiter(redisUrl: string, log: Logger): Limiter & { close(): void } {
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: 0, enableOfflineQueue: false, commandTimeout: 1000 });
  const local = memoryLimiter();
  redis.on('error', (err: unknown) => log.warn({ err }, 'Redis does not answer: each process counts requests for itself'));
  return {
    take: async (rule, key) => {
      const { name, limit, seconds } = rule;
      if (redis.status !== 'ready') return local.take(rule, key);
      let counted: unknown;
      try {
        counted = await redis.eval(take, 1, `inlay:limit:${name}:${key}`, seconds * 1000);
      } catch (err) {
        log.warn({ err }, 'Redis could not count a request');
        return local.take(rule, key);
      }
      const [count, milliseconds] = counted as [number, number];
      return {
        allowed: count <= limit,
        remaining: Math.max(0, limit - count),
        resetSeconds: Math.max(1, Math.ceil(milliseconds / 1000)),
      };
    },
    close: () => redis.disconnect(),
  };
}
