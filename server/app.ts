import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { AppEnv, Limiter } from './http/index.ts';
import { HttpError, cors, notFound, onError, requestContext, securityHeaders, staticFiles } from './http/index.ts';
import type { Secrets } from './secrets.ts';

/** What the routes are made of. */
export interface AppDeps {
  config: Config;
  log: Logger;
  secrets: Secrets;
  /** Where people reach the server. */
  publicUrl: string;
  limiter: Limiter;
  /** Aborts when the process is asked to stop: event streams end then. */
  shutdown: AbortSignal;
  /** The built pages. */
  pages: string;
}

/** The whole server as one function of a request. */
export async function createApp(deps: AppDeps) {
  const { config, log, publicUrl } = deps;
  const app = new Hono<AppEnv>();
  app.onError(onError);
  app.notFound(notFound);
  app.use(requestContext(log, config.trustedProxies));
  app.use(securityHeaders({ https: publicUrl.startsWith('https:') }));
  app.use(cors((origin) => config.allowedOrigins.includes(origin)));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) =>
        onError(
          new HttpError('method_not_allowed', `This address takes ${methods.join(', ')}.`, {
            headers: { Allow: methods.join(', ') },
          }),
          c,
        ) as Response,
    }),
  );
  const routes = app
    .get('/health', (c) => c.json({ status: 'ok' }))
    .get('/ready', (c) => {
      if (deps.shutdown.aborted) throw new HttpError('unavailable', 'The server is stopping.');
      return c.json({ status: 'ready' });
    });
  app.use(await staticFiles({ folder: deps.pages, frameAncestors: config.allowedOrigins }));
  return routes;
}

export type App = Awaited<ReturnType<typeof createApp>>;
