import type { ErrorBody } from '../../shared/sync/wire.ts';
import type { Token } from '../store/index.ts';
import { Refusal, Unreachable } from '../store/transport.ts';

/** A workspace that somebody can enter, and who they are there. */
export interface Place {
  id: string;
  name: string;
  person: { id: string; name: string; email: string; profile: string; role: string };
}

/** The workspace that the page asks for is not there, or not for this person: asking again does not help. */
export class NoWorkspace extends Refusal {
  constructor() {
    super(401, { code: 'not_found', message: 'There is no such workspace for you.' });
  }
}

function isToken(given: unknown): given is Token {
  const { token, expires_at, workspace, person } = (given ?? {}) as Partial<Token>;
  return [token, expires_at, workspace?.id, person?.id].every((text) => typeof text === 'string' && text !== '');
}

/** Seconds before its end at which a token counts as spent. */
const margin = 30;

/**
 * Who is signed in at a server: by its cookie on the server's own pages, by a session kept for the tab on pages of others,
 * or by tokens that the host page gives. The password is never kept.
 */
export class Session {
  readonly server: string;
  /** The host page's own source of tokens (embed tokens of its back end). */
  getToken: (() => Promise<Token>) | undefined;
  /** As the page asked: undefined for whichever the person has. */
  readonly #asked: string | undefined;
  /** The session of a window that keeps nothing (sandboxed frames): it lasts as long as this page. */
  #bearer: string | null = null;
  #workspace: string | undefined;
  #token: Token | undefined;
  #asking: Promise<Token> | undefined;

  constructor(server: string, workspace: string | undefined) {
    this.server = server;
    this.#asked = workspace;
    this.#workspace = workspace;
  }

  /** A token for the workspace, the same one as long as it is good. @throws Refusal (401: sign in), Unreachable */
  readonly token = (afresh = false): Promise<Token> => {
    if (!afresh && this.#token && Date.parse(this.#token.expires_at) - margin * 1000 > Date.now()) return Promise.resolve(this.#token);
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  };

  /** From now on tokens are for this workspace, where the page has asked for none. */
  enter(workspace: string): void {
    this.#workspace = workspace;
  }

  /** The workspaces of whoever is signed in. @throws Refusal, Unreachable */
  async places(): Promise<Place[]> {
    const { workspaces } = (await this.request('GET', '/auth/workspaces')) as { workspaces: Place[] };
    return workspaces;
  }

  async signIn(email: string, password: string): Promise<void> {
    const foreign = this.foreign;
    const body = { email, password, ...(foreign ? { session: 'bearer' } : {}) };
    const answer = (await this.request('POST', '/auth/sign-in/email', body)) as { session_token?: string };
    if (foreign && answer.session_token) this.#bear(answer.session_token);
    this.#token = undefined;
  }

  async signOut(): Promise<void> {
    this.#token = undefined;
    try {
      await this.request('POST', '/auth/sign-out', {});
    } finally {
      this.#bear(null);
      this.remember(undefined);
    }
  }

  /** Who was here last: lets the page open its cache while the server cannot be reached. */
  get remembered(): { workspaceId: string; personId: string } | undefined {
    try {
      const text = localStorage.getItem(`${this.#key}/who/${this.#asked ?? ''}`);
      return text === null ? undefined : (JSON.parse(text) as { workspaceId: string; personId: string });
    } catch {
      // No storage in this window: nobody is remembered.
      return undefined;
    }
  }

  remember(who: { workspaceId: string; personId: string } | undefined): void {
    const key = `${this.#key}/who/${this.#asked ?? ''}`;
    try {
      if (who) localStorage.setItem(key, JSON.stringify(who));
      else localStorage.removeItem(key);
    } catch {
      // As above.
    }
  }

  /** A route under /auth, with the session. @throws Refusal, Unreachable */
  async request(method: string, path: string, body?: unknown): Promise<unknown> {
    const kept = this.foreign ? this.#borne() : null;
    let response: Response;
    try {
      response = await fetch(`${this.server}${path}`, {
        method,
        credentials: this.foreign ? 'omit' : 'same-origin',
        headers: {
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...(kept ? { Authorization: `Bearer ${kept}` } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (cause) {
      throw new Unreachable('The server cannot be reached.', { cause });
    }
    const answer: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
    if (response.ok) return answer;
    throw new Refusal(response.status, (answer as Partial<ErrorBody> | undefined) ?? {});
  }

  async #ask(): Promise<Token> {
    if (this.getToken) return (this.#token = await this.#given(this.getToken));
    if (this.#workspace === undefined || this.#workspace === '') {
      const [place] = await this.places();
      if (!place) throw new NoWorkspace();
      this.#workspace = place.id;
    }
    try {
      this.#token = (await this.request('POST', '/auth/token', { workspace: this.#workspace })) as Token;
    } catch (error) {
      if (error instanceof Refusal && (error.status === 404 || error.status === 422)) throw new NoWorkspace();
      throw error;
    }
    return this.#token;
  }

  /** What the page gives: a token, or whatever its back end has answered instead of one. */
  async #given(getToken: () => Promise<unknown>): Promise<Token> {
    let token: unknown;
    try {
      token = await getToken();
    } catch (cause) {
      throw new Unreachable('The page gives no token.', { cause });
    }
    if (!isToken(token)) throw new Refusal(401, { code: 'unauthenticated', message: 'What the page gives is no token.' });
    if (this.#asked !== undefined && token.workspace.id !== this.#asked) throw new NoWorkspace();
    return token;
  }

  #borne(): string | null {
    try {
      return sessionStorage.getItem(this.#key) ?? this.#bearer;
    } catch {
      return this.#bearer;
    }
  }

  #bear(bearer: string | null): void {
    this.#bearer = bearer;
    try {
      if (bearer === null) sessionStorage.removeItem(this.#key);
      else sessionStorage.setItem(this.#key, bearer);
    } catch {
      // Kept by this page alone.
    }
  }

  /** Whether the page comes from elsewhere than the server: cookies are not sent then. */
  get foreign(): boolean {
    return this.server !== '' && new URL(this.server, location.href).origin !== location.origin;
  }

  get #key(): string {
    return `inlay/session/${this.server}`;
  }
}
