import type { MiddlewareHandler } from 'hono';
import type { AppContext, AppEnv } from '../http/index.ts';
import { HttpError } from '../http/index.ts';
import { languageOf } from '../http/language.ts';
import type { Account, Auth } from './accounts.ts';
import { addressHeader, asRefusal, languageHeader } from './accounts.ts';

/** Who is signed in, by the session's cookie or its bearer token. */
export interface SignedIn extends Account {
  sessionId: string;
}

export interface SessionEnv extends AppEnv {
  Variables: AppEnv['Variables'] & { account: SignedIn };
}

/** The request's headers as better-auth may see them: the address and language are what we found, not what was sent. */
export function authHeaders(c: AppContext): Headers {
  const headers = new Headers(c.req.raw.headers);
  headers.delete('Content-Length');
  headers.set(addressHeader, c.var.clientAddress);
  headers.set(languageHeader, languageOf(c));
  return headers;
}

/** Lets through who is signed in, as `c.var.account`. */
export function requireSession(auth: Auth): MiddlewareHandler<SessionEnv> {
  return async (c, next) => {
    const account = await signedIn(auth, c);
    if (!account) throw new HttpError('unauthenticated', 'Sign in first.');
    c.set('account', account);
    c.var.event.add({ account: account.id });
    await next();
  };
}

export async function signedIn(auth: Auth, c: AppContext): Promise<SignedIn | undefined> {
  const found = await auth.api.getSession({ headers: authHeaders(c) });
  if (!found) return undefined;
  const { user, session } = found;
  return { id: user.id, email: user.email, name: user.name, sessionId: session.id };
}

/** How a new session reaches its client: a cookie for the app's own pages, a token for embedded ones. */
type SessionKind = 'cookie' | 'bearer';

export interface NewSession {
  account: Account;
  /** Sent as `Authorization: Bearer …` to the routes that need a session; only where a bearer was asked for. */
  session_token?: string;
}

/** Starts a session for who knows the password. @throws HttpError wrong_credentials */
export async function signIn(
  auth: Auth,
  c: AppContext,
  credentials: { email: string; password: string; remember?: boolean | undefined; session?: SessionKind | undefined },
): Promise<NewSession> {
  const { headers, response } = await auth.api
    .signInEmail({
      body: {
        email: credentials.email,
        password: credentials.password,
        rememberMe: credentials.remember ?? true,
      },
      headers: authHeaders(c),
      returnHeaders: true,
    })
    .catch((error: unknown) => {
      throw asRefusal(error);
    });
  const { id, email, name } = response.user;
  c.var.event.add({ account: id });
  const account = { id, email, name };
  if (credentials.session === 'bearer') return { account, session_token: headers.get('set-auth-token') ?? '' };
  passCookies(c, headers);
  return { account };
}

export function passCookies(c: AppContext, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) c.header('Set-Cookie', cookie, { append: true });
}
