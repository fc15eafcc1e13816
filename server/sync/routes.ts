import { Hono } from 'hono';
import { decodeJwt } from 'jose';
import { accepts } from 'hono/accepts';
import { compress } from 'hono/compress';
import * as z from 'zod/mini';
import { idSchema } from '../../shared/ids.ts';
import {
  historyTypeSchema,
  limits,
  protocolHeader,
  protocolVersion,
  pullRequestSchema,
  pushRequestSchema,
} from '../../shared/sync/wire.ts';
import type { AppDeps } from '../app.ts';
import type { PersonEnv } from '../directory/index.ts';
import type { LineEncoding } from '../http/index.ts';
import { HttpError, jsonBody, lineEncodings, lineStream, params, rateLimit } from '../http/index.ts';
import { LaneGap } from '../workspace/index.ts';
import { bootstrap } from './bootstrap.ts';
import { Cursors } from './cursor.ts';
import { history } from './history.ts';
import { Pokes } from './pokes.ts';
import { acknowledge, pageText, pull } from './pull.ts';

/** Bytes that a connection sends without waiting for an answer (RFC 6928: ten segments): compressing fewer costs time and saves none. */
const oneWindow = 10 * 1460;

const historyPath = z.object({ type: historyTypeSchema, id: idSchema });

/** The sync protocol, as docs/sync.md tells it. */
export function syncRoutes(deps: Pick<AppDeps, 'secrets' | 'requirePerson' | 'limiter' | 'shutdown' | 'log' | 'pageRows'>) {
  const cursors = new Cursors(deps.secrets.derive('sync-cursor'));
  const pokes = new Pokes(deps.shutdown);
  const sightOf = ({ workspace, id }: PersonEnv['Variables']['person']) => {
    const sight = workspace.sight(id);
    if (sight === undefined) throw new HttpError('unauthenticated', 'Sign in, and ask for a new token.');
    return sight;
  };

  return new Hono<PersonEnv>()
    .use(async (c, next) => {
      c.header(protocolHeader, String(protocolVersion));
      const spoken = c.req.header(protocolHeader);
      if (spoken !== undefined && spoken !== String(protocolVersion))
        throw new HttpError('malformed', `This server speaks sync ${protocolVersion}, not ${spoken.slice(0, 16)}: load the page again.`, {
          docs: 'docs/sync.md#requests',
        });
      await next();
    })
    .use(deps.requirePerson)
    .use(rateLimit<PersonEnv>(deps.limiter, { name: 'sync', limit: 1200, seconds: 60, key: (c) => c.var.person.id }))
    .post('/bootstrap', async (c) => {
      const { person } = c.var;
      await person.workspace.refresh();
      const lines = bootstrap({ workspace: person.workspace, person: person.id, sight: sightOf(person), cursors });
      const taken = accepts(c, {
        header: 'Accept-Encoding',
        supports: [...lineEncodings],
        default: 'identity',
        match: (given, { supports }) => supports.find((name) => given.some(({ type, q }) => type === name && q > 0)) ?? 'identity',
      });
      const encoding = taken === 'identity' ? undefined : (taken as LineEncoding);
      const onFault = (err: unknown) => deps.log.error({ err, request_id: c.var.requestId }, 'a bootstrap broke off');
      return c.body(lineStream({ lines, encoding, onFault }), 200, {
        'Content-Type': 'application/x-ndjson; charset=utf-8',
        'Cache-Control': 'no-store',
        ...(encoding && { 'Content-Encoding': encoding }),
      });
    })
    .post('/pull', compress({ threshold: oneWindow }), jsonBody(pullRequestSchema, { maxBytes: limits.requestBytes }), async (c) => {
      const { person } = c.var;
      const { cursor, lanes, acknowledged = [] } = c.req.valid('json');
      await acknowledge(person.workspace, person.id, acknowledged);
      // Last: between this and what is read nothing is waited for, so that both are of one moment.
      await person.workspace.refresh();
      const page = await pull({
        workspace: person.workspace,
        person: person.id,
        sight: sightOf(person),
        cursor,
        lanes,
        cursors,
        ...(deps.pageRows && { pageRows: deps.pageRows() }),
      });
      const text = page.reset === undefined ? pageText(page) : JSON.stringify(page);
      // With its length known, a short page, which is what most pokes lead to, is sent as it is and in one piece.
      return c.body(text, 200, { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': String(Buffer.byteLength(text)) });
    })
    .post('/push', jsonBody(pushRequestSchema, { maxBytes: limits.requestBytes }), async (c) => {
      const { person } = c.var;
      const { mutations } = c.req.valid('json');
      c.var.event.add({ mutations: mutations.length });
      try {
        return c.json({ version: await person.workspace.push(person.id, mutations, person.embedded) });
      } catch (error) {
        if (!(error instanceof LaneGap)) throw error;
        throw new HttpError('lane_gap', error.message, {
          fields: { [error.lane]: { code: 'incorrect_value', message: `must go on with ${error.expected}` } },
          docs: 'docs/sync.md#push',
          cause: error,
        });
      }
    })
    .get('/events', async (c) => {
      const { person } = c.var;
      await person.workspace.refresh();
      sightOf(person);
      const until = tokenEnd(c.req.header('Authorization'));
      c.env.hold = (response) => pokes.listen(response, person.workspace, person.id, until);
      return c.body(null, 200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      });
    })
    .get('/history/:type/:id', params(historyPath), async (c) => {
      const { person } = c.var;
      await person.workspace.refresh();
      const { type, id } = c.req.valid('param');
      const changes = await history(person.workspace, sightOf(person), type, id);
      if (!changes) throw new HttpError('not_found', 'There is no such record.');
      return c.json({ changes });
    });
}

/** When the token of a request that `requirePerson` has let through ends, in milliseconds since 1970. */
function tokenEnd(authorization = ''): number {
  const { exp = 0 } = decodeJwt(authorization.slice('Bearer '.length));
  return exp * 1000;
}
