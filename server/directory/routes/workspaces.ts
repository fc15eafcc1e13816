import { Hono } from 'hono';
import * as z from 'zod';
import type { Id } from '../../../shared/ids.ts';
import { idSchema } from '../../../shared/ids.ts';
import { HttpError, jsonBody, params, query, rateLimit } from '../../http/index.ts';
import { languageOf } from '../../http/language.ts';
import type { Directory } from '../directory.ts';
import type { Membership } from '../members.ts';
import type { SessionEnv } from '../session.ts';
import { requireSession } from '../session.ts';
import type { Workspace } from '../../workspace/index.ts';
import * as input from './inputs.ts';
import { limits } from './limits.ts';

/** Seconds for which a token stands in for a session. */
export const tokenSeconds = 600;

/** The workspaces of who is signed in, and tokens for them. */
export function workspaceRoutes({ auth, limiter, members, tokens }: Directory) {
  const session = requireSession(auth);
  const missing = () => new HttpError('not_found', 'There is no such workspace.');
  return new Hono<SessionEnv>()
    .get('/workspaces', session, async (c) => {
      const list = await members.list(c.var.account.id);
      return c.json({ workspaces: list.map((place) => ({ id: place.workspace.id, name: place.name, person: personOf(place) })) });
    })
    .post('/workspaces', session, rateLimit(limiter, limits.newWorkspaces), jsonBody(input.workspace), async (c) => {
      const place = await members.create({
        ...c.req.valid('json'),
        language: languageOf(c),
        owner: c.var.account,
      });
      return c.json({ workspace: { id: place.workspace.id, name: place.name, person: personOf(place) } }, 201);
    })
    .post('/workspaces/:id/leave', session, params(z.object({ id: idSchema })), query(input.departure), async (c) => {
      const place = await members.find(c.req.valid('param').id, c.var.account.id);
      if (!place) throw missing();
      const leaver = place.user.id;
      const handOverTo = receiverOf(place.workspace, leaver, c.req.valid('query').hand_over_to);
      await members.leave(place.workspace, { actor: { kind: 'system', name: 'directory' }, leaver, handOverTo });
      return c.json({ status: 'left' });
    })
    .post('/token', rateLimit(limiter, limits.tokens), session, jsonBody(z.strictObject({ workspace: idSchema })), async (c) => {
      const place = await members.find(c.req.valid('json').workspace, c.var.account.id);
      if (!place) throw missing();
      const workspaceId = place.workspace.id;
      const { token, expiresAt } = await tokens.mint({ personId: place.user.id, workspaceId }, tokenSeconds);
      return c.json({
        token,
        expires_at: expiresAt,
        workspace: { id: workspaceId, name: place.name },
        person: personOf(place),
      });
    });
}

/** Who takes over what a leaver has. @throws HttpError invalid */
export function receiverOf(workspace: Workspace, leaver: Id, id: Id | undefined): Id | undefined {
  if (id === undefined) return undefined;
  const message =
    id === leaver ? 'must be somebody else' : workspace.user(id)?.status !== 'active' ? 'is not an active person of this workspace' : '';
  if (message)
    throw new HttpError('invalid', `The records cannot be handed over: hand_over_to ${message}.`, {
      fields: { hand_over_to: { code: 'incorrect_value', message } },
    });
  return id;
}

export function personOf({ user }: Pick<Membership, 'user'>) {
  const { id, name, email, profile, role } = user;
  return { id, name, email, profile, role };
}
