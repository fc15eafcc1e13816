import type { RelayAnswer, RelayRequest } from '../messages.ts';
import { addressOf } from './allowed.ts';
import type { SignIn } from './kept.ts';
import { mayReach } from './server.ts';
import type { Tokens } from './tokens.ts';
import { SignedOut } from './tokens.ts';

const passed = new Set(['accept', 'content-type', 'inlay-sync']);
const answered = ['content-type', 'retry-after', 'x-request-id', 'inlay-sync'];
const methods = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']);

export interface Relaying {
  /** Undefined for one that has ended. */
  signIn: (id: string) => Promise<SignIn | undefined>;
  tokens: Tokens;
  say: (answer: RelayAnswer) => void;
  /** Told of each answer, and of each silence. */
  heard: (server: string, problem: 'unreachable' | 'no-permission' | null) => void;
}

/** Carries the requests of one sidebar to the server, and what it answers back as it comes. */
export class Relay {
  readonly #relaying: Relaying;
  readonly #running = new Map<string, AbortController>();

  constructor(relaying: Relaying) {
    this.#relaying = relaying;
  }

  async fetch(request: RelayRequest): Promise<void> {
    const { id } = request;
    const { say } = this.#relaying;
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      await this.#carry(request, controller.signal);
      say({ type: 'end', id });
    } catch (error) {
      say({ type: 'failed', id, message: error instanceof Error ? error.message : String(error) });
    } finally {
      this.#running.delete(id);
    }
  }

  abort(id: string): void {
    this.#running.get(id)?.abort();
  }

  /** The sidebar is gone: nobody waits for anything. */
  close(): void {
    for (const controller of this.#running.values()) controller.abort();
  }

  async #carry(request: RelayRequest, signal: AbortSignal): Promise<void> {
    const { say, tokens } = this.#relaying;
    const { id } = request;
    const signIn = await this.#relaying.signIn(request.signIn);
    const url = signIn && addressOf(signIn.server, request.path);
    if (signIn && (url === undefined || !methods.has(request.method))) throw new Error(`${request.path} is not for the sidebar.`);
    if (!signIn || url === undefined) return this.#refuse(id);
    if (!(await mayReach(signIn.server))) {
      this.#relaying.heard(signIn.server, 'no-permission');
      throw new Error(`This browser does not let the extension reach ${signIn.server}.`);
    }
    let response: Response;
    try {
      const token = await tokens.of(signIn.id);
      response = await this.#send(request, url, token, signal);
      // It has run out before its time, by a clock that is wrong or a key that is new.
      if (response.status === 401) {
        await response.body?.cancel();
        response = await this.#send(request, url, await tokens.of(signIn.id, token), signal);
      }
    } catch (error) {
      if (error instanceof SignedOut) return this.#refuse(id);
      if (!signal.aborted) this.#relaying.heard(signIn.server, 'unreachable');
      throw error;
    }
    this.#relaying.heard(signIn.server, null);
    const headers = answered.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value]];
    });
    say({ type: 'response', id, status: response.status, headers: Object.fromEntries(headers) as Record<string, string> });
    if (!response.body) return;
    const decoder = new TextDecoder();
    for (const reader = response.body.getReader(); ;) {
      const { done, value } = await reader.read();
      const text = decoder.decode(value, { stream: !done });
      if (text !== '') say({ type: 'chunk', id, text });
      if (done) return;
    }
  }

  #send({ method, headers, body }: RelayRequest, url: string, token: string, signal: AbortSignal): Promise<Response> {
    const kept = Object.entries(headers).filter(([name]) => passed.has(name.toLowerCase()));
    return fetch(url, {
      method,
      headers: { ...Object.fromEntries(kept), Authorization: `Bearer ${token}` },
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal,
      ...(body === undefined ? {} : { body }),
    });
  }

  /** As the server itself would. */
  #refuse(id: string): void {
    const { say } = this.#relaying;
    say({ type: 'response', id, status: 401, headers: { 'content-type': 'application/json' } });
    say({ type: 'chunk', id, text: JSON.stringify({ code: 'unauthenticated', message: 'Nobody is signed in.' }) });
  }
}
