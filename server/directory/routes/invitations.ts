import { Hono } from 'hono';
import * as z from 'zod';
import { idSchema } from '../../../shared/ids.ts';
import { profiles, roles } from '../../../shared/records/index.ts';
import type { AppEnv } from '../../http/index.ts';
import { HttpError, jsonBody, params, query, rateLimit } from '../../http/index.ts';
import { languageOf, languages } from '../../http/language.ts';
import { createAccount } from '../accounts.ts';
import type { Directory } from '../directory.ts';
import type { InvitationRow } from '../invitations.ts';
import { nameOf } from '../members.ts';
import type { PersonEnv } from '../person.ts';
import { requireAdministrator } from '../person.ts';
import { signIn, signedIn } from '../session.ts';
import * as input from './inputs.ts';
import { limits } from './limits.ts';
import { receiverOf } from './workspaces.ts';

const idParam = params(z.object({ id: idSchema }));

/** What administrators do with invitations and people. */
export function peopleRoutes({ invitations, limiter, members, requirePerson }: Directory) {
  return new Hono<PersonEnv>()
    .get('/invitations', requirePerson, requireAdministrator, async (c) => {
      const rows = await invitations.list(c.var.person.workspaceId);
      return c.json({ invitations: rows.map(shown) });
    })
    .post(
      '/invitations',
      requirePerson,
      requireAdministrator,
      rateLimit(limiter, limits.invitations),
      jsonBody(
        z.strictObject({
          email: input.email,
          profile: z.enum(profiles).default('user'),
          role: z.enum(roles).default('user'),
          reports_to: z.nullable(idSchema).default(null),
          language: z.enum(languages).optional(),
        }),
      ),
      async (c) => {
        const { workspace, user } = c.var.person;
        const { email, profile, role, reports_to, language } = c.req.valid('json');
        const row = await invitations.create(workspace, {
          email,
          profile,
          role,
          reportsTo: reports_to,
          language: language ?? languageOf(c),
          inviter: user,
        });
        return c.json({ invitation: shown(row) }, 201);
      },
    )
    .post('/invitations/:id/resend', requirePerson, requireAdministrator, rateLimit(limiter, limits.invitations), idParam, async (c) => {
      const { workspace, user } = c.var.person;
      return c.json({ invitation: shown(await invitations.resend(workspace, c.req.valid('param').id, user.name)) });
    })
    .delete('/invitations/:id', requirePerson, requireAdministrator, idParam, async (c) => {
      await invitations.revoke(c.var.person.workspaceId, c.req.valid('param').id);
      return c.json({ status: 'revoked' });
    })
    .delete('/people/:id', requirePerson, requireAdministrator, idParam, query(input.departure), async (c) => {
      const { id, workspace } = c.var.person;
      const leaver = c.req.valid('param').id;
      const handOverTo = receiverOf(workspace, leaver, c.req.valid('query').hand_over_to);
      await members.leave(workspace, { actor: { kind: 'person', id }, leaver, handOverTo });
      return c.json({ status: 'removed' });
    });
}

/** What the receiver of an invitation does with its link. */
export function invitationRoutes(directory: Directory) {
  const { auth, invitations, limiter, openWorkspace } = directory;
  return new Hono<AppEnv>()
    .post('/invitation', rateLimit(limiter, limits.links), jsonBody(z.strictObject({ token: input.token })), async (c) => {
      const row = await invitations.byToken(c.req.valid('json').token);
      const workspace = await openWorkspace(row.workspaceId);
      return c.json({
        workspace: { name: nameOf(workspace) },
        email: row.email,
        invited_by: workspace.user(row.invitedBy)?.name ?? null,
        expires_at: row.expiresAt.toISOString(),
        /** Whether the address has an account to sign in with, rather than one to make. */
        account: (await directory.findAccount(row.email)) !== undefined,
      });
    })
    .post(
      '/invitation/accept',
      rateLimit(limiter, limits.links),
      jsonBody(
        z.strictObject({
          token: input.token,
          /** For a new account; without it, whoever is signed in joins. */
          account: z.strictObject({ name: input.name, password: input.newPassword }).optional(),
          session: input.session,
        }),
      ),
      async (c) => {
        const { token, account, session } = c.req.valid('json');
        if (!account) {
          const present = await signedIn(auth, c);
          if (!present) throw new HttpError('unauthenticated', 'Sign in first, or make an account.');
          const { sessionId: _, ...joining } = present;
          const workspaceId = await invitations.accept(token, joining);
          return c.json({ account: joining, workspace: { id: workspaceId } });
        }
        const { email } = await invitations.byToken(token);
        const made = await createAccount(auth, { email, ...account });
        const workspaceId = await invitations.accept(token, made);
        const started = await signIn(auth, c, { email, password: account.password, session });
        return c.json({ ...started, workspace: { id: workspaceId } });
      },
    );
}

const shown = (row: InvitationRow) => ({
  id: row.id,
  email: row.email,
  profile: row.profile,
  role: row.role,
  reports_to: row.reportsTo,
  invited_by: row.invitedBy,
  sent_at: row.sentAt.toISOString(),
  expires_at: row.expiresAt.toISOString(),
  expired: row.expiresAt.getTime() <= Date.now(),
});
