import type { MiddlewareHandler } from 'hono';
import type { Id } from '../../shared/ids.ts';
import type { User } from '../../shared/records/index.ts';
import { isAdministrator } from '../../shared/records/index.ts';
import type { AppEnv } from '../http/index.ts';
import { HttpError } from '../http/index.ts';
import type { Tokens } from './tokens.ts';
import type { Workspace } from '../workspace/index.ts';

/** Who asks: a person whose user record in the workspace is active at this moment. */
export interface Person {
  id: Id;
  workspaceId: Id;
  workspace: Workspace;
  user: User;
  /** Came with an embed token, or one that the extension was granted: may work with records, not administer. */
  embedded: boolean;
}

export interface PersonEnv extends AppEnv {
  Variables: AppEnv['Variables'] & { person: Person };
}

export type RequirePerson = MiddlewareHandler<PersonEnv>;

/**
 * Lets through who carries a short-lived token of an active person, as `c.var.person`. The signature is checked in memory,
 * and the workspace's user record decides at each request: who is deactivated is out at once, and an embed token ends with its key.
 */
export function createRequirePerson(options: {
  tokens: Tokens;
  /** Whether an API key is not revoked. */
  keyLives(id: Id): Promise<boolean>;
  openWorkspace(id: Id): Promise<Workspace>;
  /** Of the server itself: always allowed to use a token that is bound to origins. */
  publicUrl: string;
  /** Hears who is at work, and from which address. */
  onActive?: (personId: Id, address: string) => void;
}): RequirePerson {
  const home = new URL(options.publicUrl).origin;
  return async (c, next) => {
    const token = bearerToken(c.req.header('Authorization'));
    const bearer = token === undefined ? undefined : await options.tokens.verify(token);
    const origin = c.req.header('Origin');
    if (!bearer || (bearer.origins && origin !== undefined && origin !== home && !bearer.origins.includes(origin))) throw unauthenticated();
    if (bearer.keyId !== undefined && !(await options.keyLives(bearer.keyId))) throw unauthenticated();
    const workspace = await options.openWorkspace(bearer.workspaceId);
    const user = workspace.user(bearer.personId);
    if (user?.status !== 'active') throw unauthenticated();
    c.set('person', {
      id: user.id,
      workspaceId: bearer.workspaceId,
      workspace,
      user,
      embedded: bearer.origins !== undefined || bearer.recordsOnly === true,
    });
    c.var.event.add({ workspace: bearer.workspaceId, person: user.id });
    options.onActive?.(user.id, c.var.clientAddress);
    // However many others are opened meanwhile, this one stays open until it has answered.
    const letGo = workspace.hold();
    try {
      await next();
    } finally {
      letGo();
    }
  };
}

/** After `requirePerson`: not for tokens that a host's page holds. */
export const refuseEmbedded: MiddlewareHandler<PersonEnv> = async (c, next) => {
  if (c.var.person.embedded) throw new HttpError('forbidden', 'An embedded component may not do that.');
  await next();
};

/** After `requirePerson`: for administrators in the app itself. */
export const requireAdministrator: MiddlewareHandler<PersonEnv> = async (c, next) => {
  if (c.var.person.embedded || !isAdministrator(c.var.person.user)) throw new HttpError('forbidden', 'Only an administrator may do that.');
  await next();
};

/** The token of an Authorization header with the Bearer scheme (RFC 6750, section 2.1). */
export function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer ([\w\-.~+/%]+=*)$/i.exec(header ?? '')?.[1];
}

// One answer for a missing, forged, expired or withdrawn token.
function unauthenticated(): HttpError {
  return new HttpError('unauthenticated', 'Sign in, and ask for a new token.', {
    headers: { 'WWW-Authenticate': 'Bearer realm="inlay"' },
  });
}
