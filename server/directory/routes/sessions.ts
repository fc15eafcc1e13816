import { Hono } from 'hono';
import * as z from 'zod';
import { HttpError, count, jsonBody, params, rateLimit } from '../../http/index.ts';
import { languageOf } from '../../http/language.ts';
import { asRefusal, languageHeader } from '../accounts.ts';
import type { Directory } from '../directory.ts';
import { authHeaders, passCookies, requireSession, signIn, signedIn } from '../session.ts';
import type { SessionEnv } from '../session.ts';
import * as input from './inputs.ts';
import { limits } from './limits.ts';

/** Signing in and out, sessions, passwords. */
export function sessionRoutes({ auth, behind, grants, limiter, mailer, publicUrl }: Directory) {
  const session = requireSession(auth);
  return new Hono<SessionEnv>()
    .post(
      '/sign-in/email',
      rateLimit(limiter, limits.signInByAddress),
      jsonBody(
        z.strictObject({
          email: input.email,
          password: input.password,
          remember: z.boolean().default(true),
          session: input.session,
        }),
      ),
      async (c) => {
        const credentials = c.req.valid('json');
        await count(c, limiter, limits.signInByAccount, credentials.email);
        return c.json(await signIn(auth, c, credentials));
      },
    )
    .post('/sign-out', async (c) => {
      const { headers } = await auth.api.signOut({ headers: authHeaders(c), returnHeaders: true });
      passCookies(c, headers);
      return c.json({ status: 'signed_out' });
    })
    .get('/session', async (c) => {
      const account = await signedIn(auth, c);
      if (!account) throw new HttpError('unauthenticated', 'Sign in first.');
      return c.json({ account: { id: account.id, email: account.email, name: account.name } });
    })
    .get('/sessions', session, async (c) => {
      const sessions = await auth.api.listSessions({ headers: authHeaders(c) });
      return c.json({
        sessions: sessions
          .toSorted((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
          .map(({ id, createdAt, updatedAt, expiresAt, ipAddress, userAgent }) => ({
            id,
            created_at: createdAt.toISOString(),
            last_used_at: updatedAt.toISOString(),
            expires_at: expiresAt.toISOString(),
            address: ipAddress || null,
            user_agent: userAgent || null,
            current: id === c.var.account.sessionId,
          })),
      });
    })
    .delete('/sessions', session, async (c) => {
      await auth.api.revokeOtherSessions({ headers: authHeaders(c) });
      await grants.endAllOf(c.var.account.id);
      return c.json({ status: 'revoked' });
    })
    .delete('/sessions/:id', session, params(z.object({ id: z.string().max(64) })), async (c) => {
      const headers = authHeaders(c);
      const found = (await auth.api.listSessions({ headers })).find(({ id }) => id === c.req.valid('param').id);
      if (!found) throw new HttpError('not_found', 'There is no such session.');
      await auth.api.revokeSession({ headers, body: { token: found.token } });
      return c.json({ status: 'revoked' });
    })
    .post('/password/forgot', rateLimit(limiter, limits.lettersByAddress), jsonBody(z.strictObject({ email: input.email })), async (c) => {
      mailer.requireSetUp();
      const { email } = c.req.valid('json');
      await count(c, limiter, limits.lettersByAccount, email);
      // Behind the answer: looking up, keeping and sending a link take longer than finding nobody.
      behind(
        auth.api.requestPasswordReset({
          body: { email },
          request: new Request(`${publicUrl}/auth/password/forgot`, { headers: { [languageHeader]: languageOf(c) } }),
        }),
      );
      return c.json({ status: 'sent_if_known' }, 202);
    })
    .post(
      '/password/reset',
      rateLimit(limiter, limits.links),
      jsonBody(z.strictObject({ token: input.token, password: input.newPassword })),
      async (c) => {
        const { token, password } = c.req.valid('json');
        await auth.api.resetPassword({ body: { token, newPassword: password } }).catch((error: unknown) => {
          throw asRefusal(error);
        });
        return c.json({ status: 'changed' });
      },
    )
    .post(
      '/password/change',
      session,
      jsonBody(z.strictObject({ current_password: input.password, new_password: input.newPassword })),
      async (c) => {
        await count(c, limiter, limits.passwords, c.var.account.id);
        const { current_password, new_password } = c.req.valid('json');
        const { headers } = await auth.api
          .changePassword({
            headers: authHeaders(c),
            body: { currentPassword: current_password, newPassword: new_password, revokeOtherSessions: true },
            returnHeaders: true,
          })
          .catch((error: unknown) => {
            throw asRefusal(error);
          });
        await grants.endAllOf(c.var.account.id);
        const bearer = c.req.header('Authorization') !== undefined;
        if (!bearer) passCookies(c, headers);
        return c.json({
          status: 'changed',
          ...(bearer && { session_token: headers.get('set-auth-token') ?? '' }),
        });
      },
    );
}
