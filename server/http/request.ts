import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, ErrorHandler, MiddlewareHandler, NotFoundHandler } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Logger } from 'pino';
import { newId } from '../../shared/ids.ts';
import type { AppEnv } from './env.ts';
import { HttpError, asHttpError, errorBody } from './errors.ts';
import { RequestEvent } from './event.ts';

/**
 * Gives each request its id and its log event, which is written when the answer is ready (for a stream: when it begins).
 * @param proxies how many reverse proxies in front are ours: that many entries of X-Forwarded-For are believed
 */
export function requestContext(log: Logger, proxies: number): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const started = performance.now();
    const requestId = newId();
    const event = new RequestEvent();
    c.set('requestId', requestId);
    c.set('event', event);
    c.set('clientAddress', addressOf(c, proxies));
    c.header('X-Request-Id', requestId);
    await next();
    event.add({
      request_id: requestId,
      method: c.req.method,
      route: routeOf(c),
      status: c.res.status,
      milliseconds: Math.round((performance.now() - started) * 10) / 10,
      address: c.var.clientAddress,
      user_agent: c.req.header('User-Agent')?.slice(0, 200),
    });
    event.write(log, c.res.status);
  };
}

// The pattern, never the path itself: keys and ids in paths are not for logs.
function routeOf(c: Context<AppEnv>): string {
  const routes = matchedRoutes(c).filter(({ path }) => path !== '/*');
  return (routes.findLast(({ path }) => !path.endsWith('/*')) ?? routes.at(-1))?.path ?? 'none';
}

function addressOf(c: Context<AppEnv>, proxies: number): string {
  return clientAddress(c.req.header('X-Forwarded-For'), proxies) ?? (c.env?.incoming && getConnInfo(c).remote.address) ?? 'unknown';
}

/** Whom the nearest of our proxies says to have got the request from; undefined where there are none, or it says nothing. */
export function clientAddress(forwardedFor: string | undefined, proxies: number): string | undefined {
  if (proxies === 0 || forwardedFor === undefined) return undefined;
  const address = forwardedFor.split(',').at(-proxies)?.trim();
  return address ? address.slice(0, 64) : undefined;
}

export const onError: ErrorHandler<AppEnv> = (error, c) => {
  const refusal = asHttpError(error);
  c.var.event.add({ code: refusal.code });
  if (refusal.status >= 500) c.var.event.fail(refusal.cause ?? refusal);
  for (const [name, value] of Object.entries(refusal.headers)) c.header(name, value);
  c.header('Cache-Control', 'no-store');
  return c.json(errorBody(refusal, c.var.requestId), refusal.status);
};

export const notFound: NotFoundHandler<AppEnv> = (c) => onError(new HttpError('not_found', 'There is nothing at this address.'), c);
