import type { Context, MiddlewareHandler } from 'hono';
import { cors as honoCors } from 'hono/cors';
import type { AppEnv } from './env.ts';
import { HttpError } from './errors.ts';

const shared = {
  allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
  allowHeaders: ['Authorization', 'Content-Type', 'Inlay-Sync', 'Last-Event-ID', 'Idempotency-Key'],
  exposeHeaders: ['X-Request-Id', 'Retry-After', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'],
  maxAge: 7200,
};

/**
 * Answers pages of other origins where the origin is allowed. Never with credentials: cookies stay at home, embedded
 * components carry bearer tokens.
 */
export function cors(isAllowed: (origin: string) => Promise<boolean>): MiddlewareHandler<AppEnv> {
  return honoCors({ ...shared, origin: async (origin) => (origin !== '' && (await isAllowed(origin)) ? origin : null) });
}

/** For what every page may read or send: embed scripts and lead forms, which check the origin themselves. */
export function publicCors(): MiddlewareHandler<AppEnv> {
  return honoCors({ ...shared, origin: '*' });
}

/**
 * Refuses changes that a page of another site asks for with this site's cookies. A request that authenticates itself by a
 * header cannot be forged that way; one without Origin comes from no page.
 */
export function sameOrigin(publicUrl: string): MiddlewareHandler<AppEnv> {
  const home = new URL(publicUrl).origin;
  return async (c, next) => {
    if (!['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) && c.req.header('Cookie') !== undefined) {
      const origin = c.req.header('Origin');
      if (origin !== undefined && origin !== home && !atHost(c, origin))
        throw new HttpError('forbidden', 'This request comes from a page of another site.');
    }
    await next();
  };
}

// A machine has several names (localhost, 127.0.0.1): a page is at home where its own host is the one it asks.
function atHost(c: Context<AppEnv>, origin: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === c.req.header('Host');
}
