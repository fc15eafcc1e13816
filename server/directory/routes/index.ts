import { Hono } from 'hono';
import type { AppEnv } from '../../http/index.ts';
import type { Directory } from '../directory.ts';
import { accountRoutes } from './accounts.ts';
import { grantRoutes } from './grants.ts';
import { invitationRoutes, peopleRoutes } from './invitations.ts';
import { keyRoutes } from './keys.ts';
import { sessionRoutes } from './sessions.ts';
import { workspaceRoutes } from './workspaces.ts';

/** Everything under /auth. Answers are for their asker alone and never cached. */
export function directoryRoutes(directory: Directory) {
  return new Hono<AppEnv>()
    .use(async (c, next) => {
      await next();
      c.header('Cache-Control', 'no-store');
    })
    .route('/', sessionRoutes(directory))
    .route('/', accountRoutes(directory))
    .route('/', workspaceRoutes(directory))
    .route('/', peopleRoutes(directory))
    .route('/', invitationRoutes(directory))
    .route('/', keyRoutes(directory))
    .route('/', grantRoutes(directory));
}
