import type { Context, MiddlewareHandler } from 'hono';
import type { AppContext, AppEnv } from './env.ts';
import { HttpError } from './errors.ts';

/** At most `limit` requests in `seconds`, counted apart for each key. */
export interface Rule {
  /** Keeps the counts of different rules apart. */
  name: string;
  limit: number;
  seconds: number;
}

export interface Taken {
  allowed: boolean;
  remaining: number;
  /** Until the window opens again, rounded up. */
  resetSeconds: number;
}

/** Where requests are counted: in memory for one process; a store that several processes share implements the same. */
export interface Limiter {
  take(rule: Rule, key: string): Promise<Taken>;
}

interface Window {
  /** Milliseconds of the clock at which the window ends. */
  ends: number;
  count: number;
}

/** Fixed windows that begin with a key's first request, in memory, for at most `capacity` keys (the oldest go first). */
export function memoryLimiter(now: () => number = () => performance.now(), capacity = 100_000): Limiter {
  const windows = new Map<string, Window>();
  return {
    take: async ({ name, limit, seconds }, key) => {
      const id = `${name} ${key}`;
      const time = now();
      let window = windows.get(id);
      if (!window || window.ends <= time) {
        windows.delete(id);
        if (windows.size >= capacity) {
          const [oldest] = windows.keys();
          if (oldest !== undefined) windows.delete(oldest);
        }
        window = { ends: time + seconds * 1000, count: 0 };
        windows.set(id, window);
      }
      window.count++;
      return {
        allowed: window.count <= limit,
        remaining: Math.max(0, limit - window.count),
        resetSeconds: Math.ceil((window.ends - time) / 1000),
      };
    },
  };
}

/**
 * Counts the request and refuses it (429, with Retry-After) above the rule's limit. Every answer says how much is left
 * (RateLimit-Limit, -Remaining, -Reset of draft-ietf-httpapi-ratelimit-headers-03).
 */
export function rateLimit<E extends AppEnv = AppEnv>(
  limiter: Limiter,
  rule: Rule & { key?: (c: Context<E>) => string },
): MiddlewareHandler<E> {
  return async (c, next) => {
    await count(c, limiter, rule, rule.key?.(c) ?? c.var.clientAddress);
    await next();
  };
}

/** The same within a route, for keys that only the body knows. @throws HttpError too_many_requests */
export async function count(c: AppContext, limiter: Limiter, rule: Rule, key: string): Promise<void> {
  const { allowed, remaining, resetSeconds } = await limiter.take(rule, key);
  const headers = {
    'RateLimit-Limit': String(rule.limit),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(resetSeconds),
  };
  if (!allowed) {
    c.var.event.add({ limited_by: rule.name });
    throw new HttpError('too_many_requests', `Too many requests. Try again in ${resetSeconds} seconds.`, {
      headers: { ...headers, 'Retry-After': String(resetSeconds) },
    });
  }
  for (const [name, value] of Object.entries(headers)) c.header(name, value);
}
