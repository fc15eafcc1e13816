import type { FieldProblems } from '../../shared/mutators/index.ts';
import type { HistoryEntry, Mutation, PullRequest, PullResponse, PushResponse } from '../../shared/sync/wire.ts';
import type { ErrorBody } from '../../shared/sync/wire.ts';
import { protocolHeader, protocolVersion } from '../../shared/sync/limits.ts';

/** A short-lived token, and for whom it stands. */
export interface Token {
  token: string;
  expires_at: string;
  workspace: { id: string; name: string };
  person: { id: string; name: string; email: string };
}

/** The server answered, and refused. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** Seconds after which to come back, where the server says so. */
  readonly retryAfter: number | undefined;
  readonly fields: FieldProblems | undefined;

  constructor(status: number, error: Partial<ErrorBody>, retryAfter?: number) {
    super(error.message ?? `The server answered ${status}.`);
    this.status = status;
    this.code = error.code ?? 'internal';
    this.fields = error.fields;
    this.retryAfter = retryAfter;
  }
}

/** No answer: offline, or the server is not there. */
export class Unreachable extends Error {}

/** A file on its way to the server. */
export interface Sending {
  url: string;
  headers: Record<string, string>;
  body: Blob;
  /** Stops it: nothing of it stays on the server. */
  signal: AbortSignal;
  /** Told how much has left, from 0 to 1. */
  onProgress: (share: number) => void;
}

export interface TransportOptions {
  server: string;
  /** Gives a token, a new one when asked `afresh`. Throws `Refusal` 401 when the person must sign in. */
  token: (afresh: boolean) => Promise<Token>;
  fetch?: typeof globalThis.fetch;
  /** Sends a file in place of the page's own way of doing so. Tests give their own. */
  sendFile?: (sending: Sending) => Promise<unknown>;
}

/**
 * Milliseconds without a word after which an answer is not waited for any more: a connection that a sleep or a change of network
 * has cut says nothing, for ever. The server's event stream says something every 25 seconds.
 */
const silence = 60_000;

/** The sync routes of a server, as functions. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #fetch: typeof globalThis.fetch;
  readonly sendFile: TransportOptions['sendFile'];

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#fetch = options.fetch ?? ((input, init) => globalThis.fetch(input, init));
    this.sendFile = options.sendFile;
  }

  /** The lines of a bootstrap as they come. @throws Refusal, Unreachable */
  async *bootstrap(signal?: AbortSignal): AsyncGenerator<string> {
    const response = await this.#ask('POST', '/sync/bootstrap', undefined, signal);
    if (!response.body) throw new Unreachable('The answer has no body.');
    const decoder = new TextDecoder();
    // A line comes in many chunks: they are put together once, when its end has come.
    let parts: string[] = [];
    for await (const chunk of read(response.body, signal)) {
      const [more = '', ...lines] = decoder.decode(chunk, { stream: true }).split('\n');
      parts.push(more);
      for (const line of lines) {
        yield parts.join('');
        parts = [line];
      }
    }
    if (parts.join('') !== '') throw new Unreachable('The answer broke off.');
  }

  async pull(request: PullRequest, signal?: AbortSignal): Promise<PullResponse> {
    return (await this.#json('POST', '/sync/pull', request, signal)) as PullResponse;
  }

  async push(mutations: readonly Mutation[], signal?: AbortSignal): Promise<PushResponse> {
    return (await this.#json('POST', '/sync/push', { mutations }, signal)) as PushResponse;
  }

  async history(type: string, id: string): Promise<HistoryEntry[]> {
    return ((await this.#json('GET', `/sync/history/${type}/${id}`)) as { changes: HistoryEntry[] }).changes;
  }

  /** The versions that the server tells of, until the stream ends; `heard` is called whenever it says anything. @throws Refusal, Unreachable */
  async *versions(signal: AbortSignal, heard: () => void = () => undefined): AsyncGenerator<number> {
    const response = await this.#ask('GET', '/sync/events', undefined, signal);
    if (!response.body) return;
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of read(response.body, signal)) {
      heard();
      const events = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const version = /^data: (\d+)$/m.exec(event)?.[1];
        if (version !== undefined) yield Number(version);
      }
    }
  }

  /** Any other route of the server that takes the same token: imports, invitations. @throws Refusal, Unreachable */
  request(method: string, path: string, body?: unknown): Promise<Response> {
    return this.#ask(method, path, body);
  }

  /** The address of a route and the header that lets somebody in, for a request that fetch cannot make. @throws Refusal, Unreachable */
  async authorized(path: string, afresh: boolean): Promise<Pick<Sending, 'url' | 'headers'>> {
    const { token } = await this.#options.token(afresh);
    return { url: `${this.#options.server}${path}`, headers: { Authorization: `Bearer ${token}` } };
  }

  async #json(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<unknown> {
    const patient = AbortSignal.any([AbortSignal.timeout(silence), ...(signal ? [signal] : [])]);
    const response = await this.#ask(method, path, body, patient);
    try {
      return await response.json();
    } catch (cause) {
      throw new Unreachable('The answer broke off.', { cause });
    }
  }

  async #ask(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    const first = await this.#send(method, path, body, false, signal);
    // A token that has just run out is renewed once; a second refusal means it.
    const response = first.status === 401 ? await this.#send(method, path, body, true, signal) : first;
    if (response.ok) return response;
    const error = (await response.json().catch(() => ({}))) as Partial<ErrorBody>;
    const after = Number(response.headers.get('Retry-After'));
    throw new Refusal(response.status, error, after > 0 ? after : undefined);
  }

  async #send(method: string, path: string, body: unknown, afresh: boolean, signal?: AbortSignal): Promise<Response> {
    const { token } = await unlessAborted(this.#options.token(afresh), signal);
    const raw = body instanceof Blob;
    try {
      return await this.#fetch(`${this.#options.server}${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(path.startsWith('/sync/') ? { [protocolHeader]: String(protocolVersion) } : {}),
          ...(body === undefined ? {} : { 'Content-Type': raw ? body.type || 'application/octet-stream' : 'application/json' }),
        },
        ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
        ...(signal ? { signal } : {}),
        credentials: 'omit',
      });
    } catch (cause) {
      throw new Unreachable('The server cannot be reached.', { cause });
    }
  }
}

/** What a promise gives, for as long as anybody waits. @throws Unreachable */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const give = () => reject(new Unreachable('Nobody waits any more.', { cause: signal.reason }));
    if (signal.aborted) give();
    signal.addEventListener('abort', give, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', give));
  });
}

async function* read(body: ReadableStream<Uint8Array>, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      let late: ReturnType<typeof setTimeout> | undefined;
      const silent = new Promise<never>((_, reject) => {
        late = setTimeout(() => reject(new Unreachable('The server is silent.')), silence);
      });
      const { done, value } = await unlessAborted(Promise.race([reader.read(), silent]), signal).finally(() => clearTimeout(late));
      if (done) return;
      yield value;
    }
  } catch (cause) {
    throw new Unreachable('The answer broke off.', { cause });
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
