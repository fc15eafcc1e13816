import { Hono } from 'hono';
import * as z from 'zod';
import { idSchema } from '../../../shared/ids.ts';
import { HttpError, count, jsonBody, params, query, rateLimit } from '../../http/index.ts';
import type { Directory } from '../directory.ts';
import type { GrantRow, Used } from '../grants.ts';
import { invalidGrant } from '../grants.ts';
import { isExtensionRedirect } from '../redirects.ts';
import type { SessionEnv } from '../session.ts';
import { requireSession } from '../session.ts';
import { limits } from './limits.ts';
import { personOf, tokenSeconds } from './workspaces.ts';

const code = z.string().regex(/^[0-9a-f]{64}$/, 'must be a code that the consent page has given');
const refreshToken = z.string().regex(/^[0-9a-f]{128}$/, 'must be a refresh token');
/** RFC 7636, section 4.1. */
const codeVerifier = z.string().regex(/^[\w.~-]{43,128}$/, 'must be 43 to 128 letters, digits and -._~');
/** Of exchanges: any that a code may have been made for; the code decides. */
const redirectUri = z.string().max(512);

const exchange = z.discriminatedUnion('grant_type', [
  z.strictObject({ grant_type: z.literal('authorization_code'), code, code_verifier: codeVerifier, redirect_uri: redirectUri }),
  z.strictObject({ grant_type: z.literal('refresh_token'), refresh_token: refreshToken }),
]);

/**
 * How the Gmail extension signs in: the consent page (demo/authorize) asks for a code, the extension exchanges it. Its requests
 * carry no cookie, whatever origin it has; what it holds says who it is.
 */
export function grantRoutes({ auth, grants, members, tokens, limiter, extensionIds }: Directory) {
  const session = requireSession(auth);
  const toExtension = z
    .string()
    .refine((address) => isExtensionRedirect(address, extensionIds), { error: 'is not the address of an extension that may ask here' });
  /** What the extension asks for. */
  const request = {
    response_type: z.literal('code'),
    client_id: z.literal('inlay-extension'),
    redirect_uri: toExtension,
    code_challenge: z.string().regex(/^[\w-]{43}$/, 'must be the base64url of a SHA-256'),
    code_challenge_method: z.literal('S256'),
  };

  async function answer({ row, refreshToken: fresh }: Used) {
    const place = await members.find(row.workspaceId, row.accountId);
    if (!place) {
      await grants.end(row.id);
      throw invalidGrant();
    }
    const bearer = { personId: place.user.id, workspaceId: row.workspaceId, recordsOnly: true };
    const { token, expiresAt } = await tokens.mint(bearer, tokenSeconds);
    return {
      refresh_token: fresh,
      token,
      expires_at: expiresAt,
      workspace: { id: row.workspaceId, name: place.name },
      person: personOf(place),
    };
  }

  return (
    new Hono<SessionEnv>()
      .get('/grants', session, async (c) => {
        const rows = await grants.list(c.var.account.id);
        const names = new Map((await members.list(c.var.account.id)).map(({ workspace, name }) => [workspace.id, name]));
        return c.json({
          // What was allowed in a workspace that they have left gives nothing any more.
          grants: rows.flatMap((row) => {
            const name = names.get(row.workspaceId);
            return name === undefined ? [] : [shown(row, name)];
          }),
        });
      })
      // Before the page shows anything that could send somebody away: whether the request is one that may be answered.
      .get('/grants/request', query(z.strictObject(request)), (c) => c.json({ status: 'valid' }))
      .post('/grants/code', session, jsonBody(z.strictObject({ ...request, workspace: idSchema })), async (c) => {
        const { account, clientAddress } = c.var;
        await count(c, limiter, limits.grantCodes, account.id);
        const { workspace, redirect_uri, code_challenge } = c.req.valid('json');
        if (!(await members.find(workspace, account.id))) throw new HttpError('not_found', 'There is no such workspace.');
        const made = await grants.allow({
          accountId: account.id,
          workspaceId: workspace,
          redirectUri: redirect_uri,
          codeChallenge: code_challenge,
          ipAddress: clientAddress,
          userAgent: c.req.header('User-Agent')?.slice(0, 512) ?? null,
        });
        c.var.event.add({ grant: made.id });
        return c.json({ code: made.code }, 201);
      })
      .post('/grants/token', rateLimit(limiter, limits.grants), jsonBody(exchange), async (c) => {
        const given = c.req.valid('json');
        if (given.grant_type === 'authorization_code') {
          const { code: wanted, code_verifier, redirect_uri } = given;
          const used = await grants.exchange({ code: wanted, codeVerifier: code_verifier, redirectUri: redirect_uri });
          c.var.event.add({ account: used.row.accountId, grant: used.row.id });
          return c.json(await answer(used));
        }
        const row = await grants.find(given.refresh_token);
        if (!row) throw invalidGrant();
        c.var.event.add({ account: row.accountId, grant: row.id });
        // Who has left is out, and a workspace that does not open spends nothing.
        if (!(await members.find(row.workspaceId, row.accountId))) {
          await grants.end(row.id);
          throw invalidGrant();
        }
        return c.json(await answer(await grants.refresh(given.refresh_token)));
      })
      .post('/grants/revoke', rateLimit(limiter, limits.grants), jsonBody(z.strictObject({ refresh_token: refreshToken })), async (c) => {
        const row = await grants.find(c.req.valid('json').refresh_token);
        if (row) await grants.end(row.id);
        // One that has ended is as ended as the caller wants it (RFC 7009, section 2.2).
        return c.json({ status: 'revoked' });
      })
      .delete('/grants/:id', session, params(z.object({ id: idSchema })), async (c) => {
        await grants.endOne(c.var.account.id, c.req.valid('param').id);
        return c.json({ status: 'revoked' });
      })
  );
}

const shown = (row: GrantRow, workspace: string) => ({
  id: row.id,
  workspace: { id: row.workspaceId, name: workspace },
  created_at: row.createdAt.toISOString(),
  last_used_at: row.lastUsedAt.toISOString(),
  expires_at: row.expiresAt.toISOString(),
  address: row.ipAddress,
  user_agent: row.userAgent,
});
