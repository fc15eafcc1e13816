import type { AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Logger } from 'pino';
import type { Id } from '../shared/ids.ts';
import type { AppDeps } from './app.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { Reader } from './database/index.ts';
import { openDirectory } from './directory/index.ts';
import { openFiles } from './files/index.ts';
import type { HeldBindings } from './http/index.ts';
import type { Limiter } from './http/index.ts';
import { heldOpen, memoryLimiter, redisLimiter } from './http/index.ts';
import { createMailer } from './mail/index.ts';
import { openSecrets } from './secrets.ts';
import { pokeAcrossProcesses } from './sync/index.ts';
import { Tracking, Whereabouts, pixelAnswers } from './tracking/index.ts';
import { Work } from './work/index.ts';
import { Workspaces } from './workspace/index.ts';

export interface RunningServer {
  /** Where it listens, such as `http://127.0.0.1:8787`. */
  address: string;
  deps: AppDeps;
  /** Stops accepting, ends event streams, finishes requests, drains writes and letters, closes the databases. */
  close(): Promise<void>;
}

/** How long requests may take to finish once the server is asked to stop. */
const graceMilliseconds = 10_000;

/** Opens everything and listens. `pages` is the folder of built pages; `limiter` counts in place of Redis or this process's memory. */
export async function startServer(options: { config: Config; log: Logger; pages: string; limiter?: Limiter }): Promise<RunningServer> {
  const { config, log, pages } = options;
  const stopping = new AbortController();
  let answer: (request: Request, env: HeldBindings) => Response | Promise<Response> = () =>
    new Response(null, { status: 503, headers: { 'Retry-After': '1' } });
  const listener = getRequestListener((request, env) => answer(request, env as HeldBindings));
  let answersPixel = (_request: IncomingMessage, _response: ServerResponse): boolean => false;
  const server = createServer((request, response) => {
    if (!answersPixel(request, response)) void listener(request, response);
  });
  server.headersTimeout = 20_000;
  // A document of 25 MB comes through a slow line in less.
  server.requestTimeout = 1_200_000;
  // Longer than proxies and clients keep idle connections: they close first, and never send into one that is closing.
  server.keepAliveTimeout = 75_000;

  // The port comes first: with PORT=0 the server's own address is known only now.
  const address = await listen(server, config);
  try {
    const publicUrl = config.publicUrl ?? address;
    const secrets = await openSecrets(config);
    const shared = options.limiter || config.redisUrl === undefined ? undefined : redisLimiter(config.redisUrl, log);
    const limiter = options.limiter ?? shared ?? memoryLimiter();
    const mailer = createMailer(config, log);
    const workspaces = new Workspaces({
      config,
      onFault: (err, mutator) => log.error({ err, mutator }, 'a mutator has a fault'),
    });
    const reader = new Reader(config);
    const work = new Work({ log });
    const across = config.redisUrl === undefined ? undefined : pokeAcrossProcesses({ redisUrl: config.redisUrl, workspaces, log });
    const whereabouts = new Whereabouts({ trustedProxies: config.trustedProxies });
    const onActive = (person: Id, from: string) => whereabouts.note(person, from);
    const directory = await openDirectory({ config, log, secrets, publicUrl, workspaces, limiter, mailer, onActive });
    const tracking = new Tracking({
      workspaces,
      openWorkspace: (id) => directory.openWorkspace(id),
      homesOf: (people) => directory.members.homesOf(people),
      whereabouts,
      log,
      alone: config.libsql === undefined,
    });
    const files = await openFiles({ config, secrets, publicUrl, workspaces, log });
    const deps: AppDeps = {
      config,
      log,
      secrets,
      publicUrl,
      limiter,
      workspaces,
      directory,
      files,
      tracking,
      requirePerson: directory.requirePerson,
      reader,
      work,
      shutdown: stopping.signal,
      pages,
    };
    const app = await createApp(deps);
    answer = heldOpen((request, env) => app.fetch(request, env));
    answersPixel = pixelAnswers({ proxies: config.trustedProxies, take: (hit) => tracking.take(hit) });
    const close = async () => {
      stopping.abort();
      await stop(server);
      // Nobody waits for what is still under way there; what it leaves is cleared away behind it.
      await work.close();
      await tracking.close();
      await directory.settle();
      await mailer.close();
      across?.close();
      shared?.close();
      await reader.close();
      await files.close();
      await workspaces.close();
      await directory.close();
    };
    return { address, deps, close };
  } catch (error) {
    await stop(server);
    throw error;
  }
}

async function listen(server: Server, { host, port }: Config): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { address, family, port: taken } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // Connections that finish their request now would otherwise wait for the next one.
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  const deadline = setTimeout(() => server.closeAllConnections(), graceMilliseconds);
  await closed;
  clearInterval(idle);
  clearTimeout(deadline);
}
