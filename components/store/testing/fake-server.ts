/** For tests of the store: the sync routes over a workspace in memory, behind a network that can be cut at any request. */
import { newId } from '../../../shared/ids.ts';
import type { Id } from '../../../shared/ids.ts';
import { Rejection, keyOf } from '../../../shared/mutators/index.ts';
import type { Actor, MutatorArgs, MutatorName, Place } from '../../../shared/mutators/index.ts';
import type { RecordType, Row } from '../../../shared/records/index.ts';
import { recordTypes } from '../../../shared/records/index.ts';
import { parted } from '../../../shared/sync/unsent.ts';
import type { Block, LaneState, Mutation, PullPage, PullRequest, PullReset } from '../../../shared/sync/wire.ts';
import { MemoryWorkspace } from '../../../shared/testing/memory-workspace.ts';
import type { OpenStoreOptions, Token } from '../index.ts';

export class FakeServer {
  readonly workspace = new MemoryWorkspace();
  readonly workspaceId = newId();
  readonly person = this.workspace.administrator;
  /** The paths that were asked for, in their order. */
  readonly asked: string[] = [];
  /** What was pushed, each time that it was. */
  readonly pushed: Mutation[] = [];
  /** Whether each token that was handed out had to be a new one. */
  readonly tokens: boolean[] = [];
  online = true;
  signedIn = true;
  /** The next pull finds that its cursor cannot be continued. */
  reset: PullReset['reset'] | undefined;
  /** Answers of these paths get lost on their way back, once each. */
  readonly lost = new Set<string>();
  /** Acknowledged rejections. */
  readonly acknowledged: { lane: Id; sequence: number }[] = [];
  readonly #lanes = new Map<Id, LaneState>();
  readonly #log: { type: RecordType; id: Id; version: number }[] = [];
  readonly #listeners = new Set<ReadableStreamDefaultController<Uint8Array>>();
  #version = 1;

  get options(): Pick<OpenStoreOptions, 'server' | 'token' | 'fetch'> {
    return {
      server: 'https://crm.example.com',
      token: (afresh) => this.#token(afresh),
      fetch: (input, init) => this.#answer(new URL(String(input)), init),
    };
  }

  get who(): { workspaceId: Id; personId: Id } {
    return { workspaceId: this.workspaceId, personId: this.person };
  }

  /** Somebody else's change, made on the server; every listening client is told. */
  change<N extends MutatorName>(name: N, args: MutatorArgs<N>): void {
    this.#apply(name, args);
    this.#poke();
  }

  /** Openings that the product has counted. */
  opened(args: MutatorArgs<'recordOpens'>): void {
    this.#apply('recordOpens', args, undefined, { kind: 'system', name: 'tracking' });
    this.#poke();
  }

  /** Ends the streams of all who listen, as a server that stops. */
  hangUp(): void {
    for (const listener of this.#listeners) listener.close();
    this.#listeners.clear();
  }

  #poke(listeners: Iterable<ReadableStreamDefaultController<Uint8Array>> = this.#listeners): void {
    const poke = new TextEncoder().encode(`event: version\ndata: ${this.#version}\n\n`);
    for (const listener of listeners) listener.enqueue(poke);
  }

  async #token(afresh: boolean): Promise<Token> {
    this.tokens.push(afresh);
    return {
      token: 'a-token',
      expires_at: '2999-01-01T00:00:00.000Z',
      workspace: { id: this.workspaceId, name: 'Meridian' },
      person: { id: this.person, name: 'Ada Admin', email: 'ada@example.com' },
    };
  }

  async #answer({ pathname }: URL, init: RequestInit | undefined): Promise<Response> {
    this.asked.push(pathname);
    if (!this.online) throw new TypeError('Failed to fetch');
    if (!this.signedIn) return refusal(401, 'unauthorized');
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    const response = this.#route(pathname, body, init?.signal ?? undefined);
    if (this.lost.delete(pathname)) throw new TypeError('Failed to fetch');
    return response;
  }

  #route(path: string, body: unknown, signal: AbortSignal | undefined): Response {
    if (path === '/sync/bootstrap') return new Response(this.#bootstrap());
    if (path === '/sync/push') return this.#push((body as { mutations: Mutation[] }).mutations);
    if (path === '/sync/pull') return Response.json(this.#pull(body as PullRequest));
    const message = /^\/emails\/(.+)\/body$/.exec(path)?.[1];
    const email = message === undefined ? undefined : this.workspace.get('email', message);
    if (email) return Response.json({ body_html: email.body_html, body_text: email.body_text });
    if (path === '/sync/events') return new Response(this.#events(signal));
    return refusal(404, 'not_found');
  }

  #bootstrap(): string {
    const lines: object[] = [{ version: this.#version, sight: ['*'] }];
    for (const type of recordTypes) {
      const rows = this.workspace.all(type).map((row) => parted(type, row).sent);
      if (rows.length > 0) lines.push({ type, rows });
    }
    lines.push({ cursor: String(this.#version) });
    return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  }

  #push(mutations: readonly Mutation[]): Response {
    for (const mutation of mutations) {
      const { lane, sequence, name, args } = mutation;
      this.pushed.push(mutation);
      const state = this.#lanes.get(lane) ?? { position: 0, rejections: [] };
      if (sequence > state.position + 1)
        return refusal(409, 'lane_gap', { [lane]: { code: 'incorrect_value', message: `must go on with ${state.position + 1}` } });
      if (sequence <= state.position) continue;
      this.#lanes.set(lane, state);
      state.position = sequence;
      try {
        this.#apply(name, args, { lane, sequence });
      } catch (error) {
        if (!(error instanceof Rejection)) throw error;
        state.rejections.push({ sequence, code: error.code, message: error.message, ...(error.fields ? { fields: error.fields } : {}) });
      }
    }
    this.#poke();
    return Response.json({ version: this.#version });
  }

  #pull({ cursor, lanes, acknowledged = [] }: PullRequest): PullPage | PullReset {
    this.acknowledged.push(...acknowledged);
    const { reset } = this;
    this.reset = undefined;
    if (reset) return { reset };
    const changed = new Map(
      this.#log.filter(({ version }) => version > Number(cursor)).map((entry) => [keyOf(entry.type, entry.id), entry]),
    );
    const puts: Block[] = [];
    const removes: [RecordType, Id][] = [];
    for (const { type, id } of changed.values()) {
      const row = this.workspace.get(type, id);
      if (row) puts.push({ type, rows: [parted(type, row).sent] });
      else removes.push([type, id]);
    }
    const states = lanes.flatMap((lane) => {
      const state = this.#lanes.get(lane);
      return state ? [[lane, state] as const] : [];
    });
    return { base: cursor, cursor: String(this.#version), removes, sight: null, puts, lanes: Object.fromEntries(states), more: false };
  }

  #events(signal: AbortSignal | undefined): ReadableStream<Uint8Array> {
    return new ReadableStream({
      start: (controller) => {
        this.#listeners.add(controller);
        this.#poke([controller]);
        signal?.addEventListener('abort', () => {
          if (this.#listeners.delete(controller)) controller.error(signal.reason);
        });
      },
    });
  }

  /** @throws Rejection, and nothing has happened */
  #apply(name: string, args: unknown, place?: Place, actor: Actor = { kind: 'person', id: this.person }): void {
    const writes = this.workspace.applied(actor, name, args, place);
    this.#version++;
    for (const { type, id } of writes) {
      const row = this.workspace.get(type, id);
      if (row) this.workspace.rows.set(keyOf(type, id), { type, row: { ...row, version: this.#version } as Row });
      this.#log.push({ type, id, version: this.#version });
    }
  }
}

const refusal = (status: number, code: string, fields?: object): Response =>
  Response.json({ code, message: code, requestId: 'r', ...(fields ? { fields } : {}) }, { status });
