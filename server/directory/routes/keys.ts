import { Hono } from 'hono';
import * as z from 'zod';
import { idSchema } from '../../../shared/ids.ts';
import { isAdministrator } from '../../../shared/records/index.ts';
import { HttpError, jsonBody, params, rateLimit } from '../../http/index.ts';
import type { Directory } from '../directory.ts';
import { hashOf } from '../hash.ts';
import type { KeyRow } from '../keys.ts';
import { keyScopes } from '../keys.ts';
import { nameOf } from '../members.ts';
import type { PersonEnv } from '../person.ts';
import { bearerToken, refuseEmbedded } from '../person.ts';
import * as input from './inputs.ts';
import { limits } from './limits.ts';
import { personOf } from './workspaces.ts';

const newKey = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('secret'),
    name: input.name,
    scopes: z.array(z.enum(keyScopes)).min(1).max(keyScopes.length),
    origins: z.array(input.origin).min(1).max(100),
  }),
  z.strictObject({ kind: z.literal('publishable'), name: input.name, origins: z.array(input.origin).min(1).max(100) }),
]);

/** API keys, and the tokens that a host's back end asks for with one. */
export function keyRoutes({ keys, limiter, openWorkspace, requirePerson, tokens }: Directory) {
  const badKey = () =>
    new HttpError('unauthenticated', 'This key is not valid.', { headers: { 'WWW-Authenticate': 'Bearer realm="inlay"' } });
  return new Hono<PersonEnv>()
    .get('/keys', requirePerson, refuseEmbedded, async (c) => {
      const { id, workspaceId, user } = c.var.person;
      const rows = await keys.list(workspaceId);
      return c.json({ keys: rows.filter((row) => isAdministrator(user) || row.personId === id).map(shown) });
    })
    .post('/keys', requirePerson, refuseEmbedded, jsonBody(newKey), async (c) => {
      const { id, workspaceId, user } = c.var.person;
      const wanted = c.req.valid('json');
      const scopes = wanted.kind === 'secret' ? wanted.scopes : [];
      if (!isAdministrator(user) && (wanted.kind === 'publishable' || scopes.includes('embed_everyone')))
        throw new HttpError('forbidden', 'Only an administrator may make a key that is not for themselves.');
      const { row, key } = await keys.create({
        workspaceId,
        kind: wanted.kind,
        name: wanted.name,
        personId: wanted.kind === 'secret' ? id : null,
        scopes,
        origins: wanted.origins,
        createdBy: id,
      });
      return c.json({ key: { ...shown(row), value: key } }, 201);
    })
    .delete('/keys/:id', requirePerson, refuseEmbedded, params(z.object({ id: idSchema })), async (c) => {
      const { id, workspaceId, user } = c.var.person;
      await keys.revoke(workspaceId, c.req.valid('param').id, isAdministrator(user) ? undefined : id);
      return c.json({ status: 'revoked' });
    })
    .post(
      '/embed-token',
      rateLimit(limiter, {
        ...limits.embedTokens,
        key: (c) => hashOf(bearerToken(c.req.header('Authorization')) ?? c.var.clientAddress),
      }),
      jsonBody(
        z.strictObject({
          /** For whom; without it, the key's own person. */
          email: input.email.optional(),
          minutes: z.int().min(1).max(60).default(10),
        }),
      ),
      async (c) => {
        const row = await keys.secret(bearerToken(c.req.header('Authorization')) ?? '');
        if (!row || row.personId === null) throw badKey();
        const workspace = await openWorkspace(row.workspaceId);
        const holder = workspace.user(row.personId);
        if (holder?.status !== 'active') throw badKey();
        const { email, minutes } = c.req.valid('json');
        const everyone = row.scopes.includes('embed_everyone');
        const user =
          email === undefined || email === holder.email.toLowerCase()
            ? holder
            : everyone && workspace.every('user').find((one) => one.email.toLowerCase() === email);
        if (!user || user.status !== 'active') throw new HttpError('not_found', 'There is no such person for this key.');
        const bearer = { personId: user.id, workspaceId: row.workspaceId, origins: row.origins, keyId: row.id };
        const { token, expiresAt } = await tokens.mint(bearer, minutes * 60);
        return c.json({
          token,
          expires_at: expiresAt,
          workspace: { id: row.workspaceId, name: nameOf(workspace) },
          person: personOf({ user }),
        });
      },
    );
}

const shown = (row: KeyRow) => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  ending: row.ending,
  person_id: row.personId,
  scopes: row.scopes,
  origins: row.origins,
  created_at: row.createdAt.toISOString(),
  last_used_at: row.lastUsedAt?.toISOString() ?? null,
});
