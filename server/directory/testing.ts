import { createHash, randomBytes } from 'node:crypto';
import type { ReceivedLetter } from '../mail/testing.ts';
import { startMailServer, tokenIn } from '../mail/testing.ts';
import type { Answer, TestServer } from '../testing.ts';
import type { Limiter } from '../http/index.ts';
import { startTestServer } from '../testing.ts';

/** A server that sends real mail, with an owner and a workspace. */
export interface Scene {
  server: TestServer;
  mail: Awaited<ReturnType<typeof startMailServer>>;
  owner: Signed;
  workspaceId: string;
  close(): Promise<void>;
}

/** Somebody who is signed in, with a token for a workspace. */
export interface Signed {
  email: string;
  password: string;
  cookie: string;
  personId: string;
  token: string;
}

export async function startScene(environment: Record<string, string> = {}, limiter?: Limiter): Promise<Scene> {
  const mail = await startMailServer();
  const server = await startTestServer({ SMTP_URL: mail.url, MAIL_FROM: 'crm@example.com', ...environment }, limiter);
  const owner = { email: 'ada@example.com', password: 'a long password' };
  const answer = await server.request('POST', '/auth/setup', {
    json: { token: server.deps.directory.setUp.token, name: 'Ada', ...owner, workspace: { name: 'Acme' } },
  });
  const { workspace } = expectBody<{ workspace: { id: string } }>(answer, 201);
  return {
    server,
    mail,
    owner: { ...owner, ...(await tokenFor(server, answer.cookie, workspace.id)) },
    workspaceId: workspace.id,
    close: async () => {
      await server.close();
      await mail.close();
    },
  };
}

/** The body of an answer that must have this status. */
export function expectBody<B>({ status, text, body }: Answer, expected = 200): B {
  if (status !== expected) throw new Error(`Expected ${expected}, got ${status}: ${text}`);
  return body as B;
}

export async function tokenFor(server: TestServer, cookie: string, workspace: string) {
  const answer = await server.request('POST', '/auth/token', { cookie, json: { workspace } });
  const { token, person } = expectBody<{ token: string; person: { id: string } }>(answer);
  return { cookie, token, personId: person.id };
}

/** Invites by mail, and accepts as somebody new. */
export async function join(scene: Scene, email: string, rights: object = {}): Promise<Signed> {
  const { server, owner, workspaceId } = scene;
  expectBody(await server.request('POST', '/auth/invitations', { token: owner.token, json: { email, ...rights } }), 201);
  const password = `password of ${email}`;
  const accepted = await server.request('POST', '/auth/invitation/accept', {
    json: { token: tokenIn(await letter(scene, email)), account: { name: email.split('@')[0], password } },
  });
  expectBody(accepted);
  return { email, password, ...(await tokenFor(server, accepted.cookie, workspaceId)) };
}

/** The newest letter to an address, once it has come: see `letterTo`. */
export const letter = (scene: Scene, email: string, after?: number): Promise<ReceivedLetter> => scene.mail.letterTo(email, after);

/** An extension as a browser names it, and what it asks a server with. */
export const extensionRedirect = `https://${'abcdefghijklmnop'.repeat(2)}.chromiumapp.org/`;

export function extensionRequest(redirect = extensionRedirect) {
  const verifier = randomBytes(32).toString('base64url');
  return {
    verifier,
    asked: {
      response_type: 'code',
      client_id: 'inlay-extension',
      redirect_uri: redirect,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    },
  };
}

export interface Granted {
  refresh_token: string;
  token: string;
  expires_at: string;
  workspace: { id: string; name: string };
  person: { id: string; name: string; email: string };
}

/** Lets an extension in, as somebody who presses Allow on the consent page. */
export async function letIn(server: TestServer, cookie: string, workspace: string): Promise<Granted> {
  const { verifier, asked } = extensionRequest();
  const allowed = await server.request('POST', '/auth/grants/code', { cookie, json: { ...asked, workspace } });
  const { code } = expectBody<{ code: string }>(allowed, 201);
  const json = { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: asked.redirect_uri };
  return expectBody<Granted>(await server.request('POST', '/auth/grants/token', { json }));
}
