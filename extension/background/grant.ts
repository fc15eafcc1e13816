import browser from 'webextension-polyfill';
import type { SignIn } from './kept.ts';
import { proofOf, secret } from './pkce.ts';
import { ServerProblem, ask, check } from './server.ts';

/** What the server gives for a code or a refresh token. */
export interface Grant {
  refresh_token: string;
  token: string;
  expires_at: string;
  workspace: { id: string; name: string };
  person: { id: string; name: string; email: string };
}

function isGrant(given: unknown): given is Grant {
  const { refresh_token, token, expires_at, workspace, person } = (given ?? {}) as Partial<Grant>;
  const texts = [refresh_token, token, workspace?.id, workspace?.name, person?.id, person?.name, person?.email];
  return texts.every((text) => typeof text === 'string' && text !== '') && !Number.isNaN(Date.parse(expires_at ?? ''));
}

/** The person has closed the window, or said no. */
export class Cancelled extends Error {}

/** What the consent page is asked, by who holds the verifier of this challenge. */
const requestOf = (challenge: string): URLSearchParams =>
  new URLSearchParams({
    response_type: 'code',
    client_id: 'inlay-extension',
    redirect_uri: browser.identity.getRedirectURL(),
    code_challenge: challenge,
    code_challenge_method: 'S256',
  });

/** Whether signing in there can succeed. @throws ServerProblem */
export async function requestCheck(server: string): Promise<void> {
  const { challenge } = await proofOf(secret());
  await check(server, requestOf(challenge).toString());
}

/** Asks the person for their consent on the server's own page, in a window of the browser's and in their language. @throws ServerProblem, Cancelled */
export async function signIn(server: string, language: string): Promise<{ grant: Grant; signIn: SignIn }> {
  const { verifier, challenge } = await proofOf(secret());
  const state = secret();
  const request = requestOf(challenge);
  await check(server, request.toString());
  const page = `${server}/authorize?${request}&${new URLSearchParams({ state, lang: language })}`;
  const answer = await browser.identity.launchWebAuthFlow({ url: page, interactive: true }).catch((cause: unknown) => {
    throw new Cancelled('The window was closed.', { cause });
  });
  const given = new URL(answer).searchParams;
  // An answer to another request than ours is none.
  if (given.get('state') !== state) throw new ServerProblem('not-inlay', `${server} has answered another request.`);
  const code = given.get('code');
  if (code === null) throw new Cancelled(given.get('error') ?? 'No code was given.');
  const { status, body } = await ask(server, '/auth/grants/token', {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: request.get('redirect_uri'),
  });
  if (status !== 200 || !isGrant(body))
    throw new ServerProblem('unreachable', `${server} answers ${status} to the code that it has given.`);
  const { workspace, person, refresh_token: refreshToken } = body;
  return {
    grant: body,
    signIn: { id: crypto.randomUUID(), server, workspace, person, refreshToken, since: new Date().toISOString() },
  };
}

/** Exchanges a refresh token for the next one, and a token. Undefined: it gives nothing any more. @throws ServerProblem */
export async function refresh(server: string, refreshToken: string): Promise<Grant | undefined> {
  const { status, body } = await ask(server, '/auth/grants/token', { grant_type: 'refresh_token', refresh_token: refreshToken });
  if (status === 200 && isGrant(body)) return body;
  if (status === 400 && (body as { code?: unknown } | undefined)?.code === 'invalid_grant') return undefined;
  throw new ServerProblem(status === 404 ? 'too-old' : 'unreachable', `${server} answers ${status}.`);
}

/** @throws ServerProblem */
export async function revoke({ server, refreshToken }: { server: string; refreshToken: string }): Promise<void> {
  const { status } = await ask(server, '/auth/grants/revoke', { refresh_token: refreshToken });
  if (status >= 500 || status === 429) throw new ServerProblem('unreachable', `${server} answers ${status}.`);
}
