import { Hono } from 'hono';
import * as z from 'zod/mini';
import { idSchema } from '../../shared/ids.ts';
import type { HitClass, HitKind, HitReason, TrackedHit } from '../../shared/tracking.ts';
import type { AppDeps } from '../app.ts';
import type { PersonEnv } from '../directory/index.ts';
import type { AppEnv } from '../http/index.ts';
import { HttpError, jsonBody, params, rateLimit } from '../http/index.ts';
import { languageOf } from '../http/language.ts';
import { seenBy } from '../workspace/index.ts';
import { isPrefetch, tokenPattern } from './hit.ts';
import { linkPage } from './link-page.ts';
import { mostOfMessage } from './ledger.ts';
import { Links, longestUrl, trackable } from './links.ts';
import { namedBy, pixel, pixelHeaders, shortened } from './pixel.ts';

/** Links of one message that are tracked at the most. */
const mostLinks = 200;

const emailPath = z.object({ id: idSchema });
const linksSchema = z.object({
  token: z.string().check(z.regex(tokenPattern, { error: 'must be 32 hexadecimal digits in lower case' })),
  urls: z
    .array(
      z.string().check(
        z.maxLength(longestUrl),
        z.refine((url) => trackable(url) !== undefined, { error: 'must be an address that begins with http:// or https://' }),
      ),
    )
    .check(z.minLength(1), z.maxLength(mostLinks)),
});

/** What is known of tracked messages, and links to put into them: docs/open-tracking.md. */
export function trackingRoutes(deps: Pick<AppDeps, 'requirePerson' | 'limiter' | 'secrets' | 'publicUrl'>) {
  const { requirePerson, limiter } = deps;
  const links = linksOf(deps);
  const perPerson = (name: string, limit: number) =>
    rateLimit<PersonEnv>(limiter, { name, limit, seconds: 60, key: (c) => c.var.person.id });

  return new Hono<PersonEnv>()
    .use(requirePerson)
    .get('/emails/:id/opens', perPerson('opens', 600), params(emailPath), async (c) => {
      const { id, workspace } = c.var.person;
      const sight = workspace.sight(id);
      if (sight === undefined) throw new HttpError('unauthenticated', 'Sign in, and ask for a new token.');
      const seen = seenBy(sight);
      const { rows } = await workspace.client.execute({
        sql: `SELECT data ->> '$.tracking_token' AS token FROM record
              WHERE id = ? AND type = 'email' AND removed_version IS NULL AND ${seen.sql}`,
        args: [c.req.valid('param').id, ...seen.args],
      });
      const [email] = rows;
      if (!email) throw new HttpError('not_found', 'There is no such e-mail.');
      const hits = await workspace.client.execute({
        sql: `SELECT id, kind, at, class, reason, client, url FROM tracking_hit
              WHERE token = ? AND class IS NOT NULL ORDER BY at DESC, id DESC LIMIT ?`,
        args: [email['token'] ?? null, mostOfMessage],
      });
      c.header('Cache-Control', 'no-store');
      return c.json({
        hits: hits.rows.map((row): TrackedHit => ({
          id: Number(row['id']),
          kind: row['kind'] as HitKind,
          at: new Date(Number(row['at'])).toISOString(),
          class: row['class'] as HitClass,
          reason: row['reason'] as HitReason,
          client: row['client'] === null ? null : String(row['client']),
          url: row['url'] === null ? null : String(row['url']),
        })),
      });
    })
    .post('/links', perPerson('links', 120), jsonBody(linksSchema), (c) => {
      const { id, workspace } = c.var.person;
      const [settings] = workspace.every('workspace_settings');
      if (!settings?.tracking || !settings.link_tracking)
        throw new HttpError('forbidden', 'Links are not tracked in this workspace: an administrator can switch that on.');
      const { token, urls } = c.req.valid('json');
      return c.json({ links: urls.map((url, place) => links.write({ person: id, token, place, url: trackable(url) ?? url })) });
    });
}

/** Where tracked links lead through. */
export function clickRoutes(deps: Pick<AppDeps, 'secrets' | 'publicUrl' | 'tracking'>) {
  const links = linksOf(deps);
  return new Hono<AppEnv>().get('/:person/:token/:link', (c) => {
    c.header('Referrer-Policy', 'no-referrer');
    c.header('Cache-Control', 'no-store');
    c.header('X-Robots-Tag', 'noindex');
    const { person, token, link: name } = c.req.param();
    const link = links.read(person, token, name, c.req.query('u'));
    if (!link) return c.html(linkPage(languageOf(c)), 410);
    deps.tracking.take({
      person,
      token,
      kind: 'click',
      at: Date.now(),
      address: c.var.clientAddress,
      agent: shortened(c.req.header('User-Agent') ?? ''),
      head: c.req.method === 'HEAD',
      prefetch: isPrefetch((header) => c.req.header(header)),
      url: link.url,
    });
    return c.redirect(link.url, 302);
  });
}

/** Pixels, where a request has come by another way than Node's own: see pixel.ts. */
export function pixelRoutes({ tracking }: Pick<AppDeps, 'tracking'>) {
  return new Hono<AppEnv>().get('/*', (c) => {
    const named = namedBy(c.req.path);
    if (named)
      tracking.take({
        ...named,
        kind: 'open',
        at: Date.now(),
        address: c.var.clientAddress,
        agent: shortened(c.req.header('User-Agent') ?? ''),
        head: c.req.method === 'HEAD',
        prefetch: isPrefetch((header) => c.req.header(header)),
        url: null,
      });
    return c.body(new Uint8Array(pixel), 200, pixelHeaders);
  });
}

const linksOf = ({ secrets, publicUrl }: Pick<AppDeps, 'secrets' | 'publicUrl'>) =>
  new Links({ key: secrets.derive('tracked-link'), publicUrl });
