/** For tests in the browser: a server as a page of another origin meets it, with accounts in front of the fake sync server. */
import { FakeServer } from '../../store/testing/fake-server.ts';
import type { Token } from '../../store/index.ts';

const json = (status: number, body: object): Response => Response.json(body, { status });
const refused = (status: number, code: string, message = code): Response => json(status, { code, message, requestId: 'r' });

export class PageServer {
  readonly address: string;
  readonly sync = new FakeServer();
  readonly password = 'a long password';
  /** What was asked, with the token that came along. */
  readonly asked: { method: string; path: string; authorization: string | undefined; body: Record<string, unknown> | undefined }[] = [];
  /** `blocked`: it answers, but not pages of this origin. */
  reach: 'open' | 'blocked' | 'down' = 'open';
  /** Whether the person still belongs to the workspace. */
  member = true;
  /** Whether anybody may make an account. */
  signUp: 'open' | 'invitation' = 'invitation';
  #sessions = new Set<string>();
  #signIns = 0;
  readonly #fetch = globalThis.fetch;

  constructor(address = 'https://crm.example.com') {
    this.address = address;
  }

  listen(): void {
    const { fetch: sync } = this.sync.options;
    globalThis.fetch = async (input, init) => {
      const url = String(input instanceof Request ? input.url : input);
      if (!url.startsWith(this.address)) return this.#fetch(input, init);
      const path = url.slice(this.address.length);
      const headers = new Headers(init?.headers);
      const authorization = headers.get('Authorization') ?? undefined;
      const body = typeof init?.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : undefined;
      this.asked.push({ method: init?.method ?? 'GET', path, authorization, body });
      if (this.reach === 'down' || (this.reach === 'blocked' && path !== '/health')) throw new TypeError('Failed to fetch');
      if (path === '/health') return json(200, { status: 'ok' });
      if (path.startsWith('/sync/'))
        return this.member && sync ? sync(`https://sync.example${path}`, init) : refused(401, 'unauthenticated');
      return this.#account(path, authorization, body);
    };
  }

  close(): void {
    globalThis.fetch = this.#fetch;
  }

  /** Ends every session, as a reset of the password does. */
  endSessions(): void {
    this.#sessions = new Set();
    this.sync.signedIn = false;
  }

  /** What a host's back end gets for its key. */
  token(): Token {
    return {
      token: 'embed-token',
      expires_at: new Date(Date.now() + 600_000).toISOString(),
      workspace: { id: this.sync.workspaceId, name: 'Meridian' },
      person: { id: this.sync.person, name: 'Ada Admin', email: 'ada@example.com' },
    };
  }

  #account(path: string, authorization: string | undefined, body: Record<string, unknown> | undefined): Response {
    if (path === '/auth/setup') return json(200, { needed: false, sign_up: this.signUp });
    if (path === '/auth/sign-in/email') {
      if (body?.['password'] === 'too often') return refused(429, 'too_many_requests');
      if (body?.['password'] === 'broken') return refused(500, 'internal');
      if (body?.['password'] !== this.password) return refused(401, 'wrong_credentials');
      const session = `session-${++this.#signIns}`;
      this.#sessions.add(session);
      this.sync.signedIn = true;
      return json(200, { account: {}, ...(body['session'] === 'bearer' ? { session_token: session } : {}) });
    }
    if (!this.#sessions.has(authorization?.replace('Bearer ', '') ?? '')) return refused(401, 'unauthenticated');
    if (path === '/auth/sign-out') {
      this.endSessions();
      return json(200, { status: 'signed_out' });
    }
    const { workspace, person } = this.token();
    if (path === '/auth/workspaces') return json(200, { workspaces: this.member ? [{ ...workspace, person }] : [] });
    if (path === '/auth/token')
      return this.member && body?.['workspace'] === workspace.id
        ? json(200, { ...this.token(), token: 'session-token' })
        : refused(404, 'not_found', 'There is no such workspace.');
    return refused(404, 'not_found');
  }
}
