import { Hono } from 'hono';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { isLoopback } from './config.ts';
import type { Directory, RequirePerson } from './directory/index.ts';
import { directoryRoutes } from './directory/index.ts';
import type { Files } from './files/index.ts';
import { fileRoutes } from './files/index.ts';
import { formRoutes } from './forms/index.ts';
import type { AppEnv, Limiter } from './http/index.ts';
import { HttpError, cors, notFound, onError, publicCors, requestContext, sameOrigin, securityHeaders, staticFiles } from './http/index.ts';
import { emailRoutes } from './emails/index.ts';
import { exportRoutes } from './exports/index.ts';
import { importRoutes } from './imports/index.ts';
import type { Reader } from './database/index.ts';
import { listRoutes } from './lists/index.ts';
import { searchRoutes } from './search/index.ts';
import type { Secrets } from './secrets.ts';
import { syncRoutes } from './sync/index.ts';
import type { Tracking } from './tracking/index.ts';
import { clickRoutes, pixelRoutes, trackingRoutes } from './tracking/index.ts';
import type { Work } from './work/index.ts';
import type { Workspaces } from './workspace/index.ts';

/** What the routes are made of. */
export interface AppDeps {
  config: Config;
  log: Logger;
  secrets: Secrets;
  /** Where people reach the server. */
  publicUrl: string;
  limiter: Limiter;
  workspaces: Workspaces;
  directory: Directory;
  files: Files;
  tracking: Tracking;
  requirePerson: RequirePerson;
  /** Reads that look at many rows, off the main thread. */
  reader: Reader;
  /** Work that would keep everybody waiting, in processes of its own. */
  work: Work;
  /** Aborts when the process is asked to stop: event streams end then. */
  shutdown: AbortSignal;
  /** The folder of built pages. */
  pages: string;
  /** Changes in a page of a pull, where it is not as many as the protocol allows. */
  pageRows?: () => number;
}

// Whoever only this machine reaches may be embedded by what is developed on it, from any port.
const onThisMachine = (origin: string): boolean => URL.canParse(origin) && isLoopback(new URL(origin).hostname.replace(/^\[|\]$/g, ''));

/** The whole server as one function of a request. */
export async function createApp(deps: AppDeps) {
  const { config, log, publicUrl, directory, shutdown } = deps;
  const app = new Hono<AppEnv>();
  app.onError(onError);
  app.notFound(notFound);
  app.use(requestContext(log, config.trustedProxies));
  app.use(securityHeaders({ https: publicUrl.startsWith('https:') }));

  // Lead forms are for any page, and look at its origin themselves. By the health a page tells a server that is down from one
  // that does not list it.
  const anywhere = publicCors();
  const listed = cors(
    async (origin) =>
      config.allowedOrigins.includes(origin) || (config.loopback && onThisMachine(origin)) || directory.keys.listsOrigin(origin),
  );
  app.use((c, next) => (c.req.path.startsWith('/forms/') || c.req.path === '/health' ? anywhere(c, next) : listed(c, next)));
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (c, methods) => {
        const allowed = methods.join(', ');
        return onError(new HttpError('method_not_allowed', `This address takes ${allowed}.`, { headers: { Allow: allowed } }), c);
      },
    }),
  );
  app.use('/auth/*', sameOrigin(publicUrl));

  const routes = app
    .get('/health', (c) => c.json({ status: 'ok' }))
    .get('/ready', async (c) => {
      if (shutdown.aborted) throw new HttpError('unavailable', 'The server is stopping.');
      await directory.ready().catch((cause: unknown) => {
        throw new HttpError('unavailable', 'The directory database does not answer.', { cause });
      });
      return c.json({ status: 'ready' });
    })
    .route('/auth', directoryRoutes(directory))
    .route('/sync', syncRoutes(deps))
    .route('/imports', importRoutes(deps))
    .route('/exports', exportRoutes(deps))
    .route('/lists', listRoutes(deps))
    .route('/search', searchRoutes(deps))
    .route('/files', fileRoutes(deps))
    .route('/forms', formRoutes(deps))
    .route('/emails', emailRoutes(deps))
    .route('/tracking', trackingRoutes(deps))
    .route('/c', clickRoutes(deps))
    .route('/o', pixelRoutes(deps));
  app.use(await staticFiles({ folder: deps.pages, frameAncestors: config.allowedOrigins }));
  return routes;
}

export type App = Awaited<ReturnType<typeof createApp>>;
