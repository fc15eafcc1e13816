/**
 * A whole client of the sync protocol, written from docs/sync.md alone: it imports nothing of this repository and talks
 * HTTP only. It keeps its copy in memory, works without showing changes before the server has answered, and loses none.
 */

type Json = Record<string, unknown>;
export type Row = Json & { id: string; scope: string[]; version: number };
export interface Mutation {
  lane: string;
  sequence: number;
  name: string;
  args: Json;
}
export interface Rejection extends Mutation {
  code: string;
  message: string;
  fields?: Record<string, { code: string; message: string }>;
}
interface Page {
  reset?: string;
  base: string;
  cursor: string;
  removes: [string, string][];
  sight: string[] | null;
  puts: { type: string; rows: Row[] }[];
  lanes: Record<string, { position: number; rejections: { sequence: number; code: string; message: string }[] }>;
  more: boolean;
}

/** "Errors": every refusal has one shape. */
export class Refused extends Error {
  readonly status: number;
  readonly body: { code: string; message: string; requestId: string; fields?: Record<string, { code: string; message: string }> };
  constructor(status: number, body: Refused['body']) {
    super(body.message);
    this.status = status;
    this.body = body;
  }
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** "Records": a UUIDv7 in lower case. */
export function uuid(): string {
  const time = Date.now().toString(16).padStart(12, '0');
  const random = [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
}

export class Client {
  readonly records = new Map<string, Map<string, Row>>();
  /** On disk in a client that people use; kept through resets and restarts. */
  outbox: Mutation[] = [];
  rejected: Rejection[] = [];
  person = '';
  version = 0;
  #cursor = '';
  #session = '';
  #token = '';
  #workspace = '';
  #acknowledged: { lane: string; sequence: number }[] = [];
  /** "Lanes": one page session's own, never used again. */
  #lane = uuid();
  #sequence = 0;
  readonly #server: string;

  constructor(server: string) {
    this.#server = server;
  }

  /** "Tokens": a session, a workspace, a token for it. */
  async signIn(email: string, password: string): Promise<void> {
    const entered = await this.#fetch('POST', '/auth/sign-in/email', '', { email, password, session: 'bearer' });
    this.#session = ((await entered.json()) as { session_token: string }).session_token;
    const places = await this.#fetch('GET', '/auth/workspaces', this.#session);
    this.#workspace = ((await places.json()) as { workspaces: { id: string }[] }).workspaces[0]?.id ?? '';
    await this.renewToken();
  }

  async renewToken(): Promise<void> {
    const answer = await this.#fetch('POST', '/auth/token', this.#session, { workspace: this.#workspace });
    const { token, person } = (await answer.json()) as { token: string; person: { id: string } };
    this.#token = token;
    this.person = person.id;
  }

  /** Forgets its token, as if it had run out. */
  loseToken(): void {
    this.#token = 'none';
  }

  async #fetch(method: string, path: string, token: string, body?: Json, signal?: AbortSignal): Promise<Response> {
    for (let attempt = 0; ; attempt++) {
      const headers = {
        'Inlay-Sync': '1',
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body && { 'Content-Type': 'application/json' }),
      };
      const init = { method, headers, ...(body && { body: JSON.stringify(body) }), ...(signal && { signal }) };
      const answer = await fetch(this.#server + path, init).catch((error: unknown) => error as Error);
      if (answer instanceof Response && answer.ok) return answer;
      const mendsItself = !(answer instanceof Response) || answer.status === 429 || answer.status >= 500;
      if (!mendsItself) throw new Refused(answer.status, (await answer.json()) as Refused['body']);
      if (signal?.aborted || attempt === 6)
        throw answer instanceof Response ? new Refused(answer.status, (await answer.json()) as Refused['body']) : answer;
      const asked = answer instanceof Response ? Number(answer.headers.get('Retry-After') ?? 0) * 1000 : 0;
      await wait(asked || 500 * 2 ** attempt * (0.5 + Math.random() / 2));
    }
  }

  /** A sync route; a token that has run out is renewed once. */
  async #ask(method: string, path: string, body?: Json, signal?: AbortSignal): Promise<Response> {
    try {
      return await this.#fetch(method, `/sync${path}`, this.#token, body, signal);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401) throw error;
      await this.renewToken();
      return this.#fetch(method, `/sync${path}`, this.#token, body, signal);
    }
  }

  /** "Bootstrap": void without its tail; the outbox stays. */
  async bootstrap(): Promise<void> {
    const text = await (await this.#ask('POST', '/bootstrap')).text();
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Json);
    const [head, tail] = [lines[0], lines.at(-1)];
    if (typeof tail?.['cursor'] !== 'string') throw new Error('The bootstrap broke off.');
    this.records.clear();
    for (const line of lines.slice(1, -1)) this.#put(line as unknown as Page['puts'][number]);
    this.version = Number(head?.['version']);
    this.#cursor = tail['cursor'];
    await this.pull();
  }

  #put({ type, rows }: Page['puts'][number]): void {
    const known = this.records.get(type) ?? new Map<string, Row>();
    for (const row of rows) known.set(row.id, row);
    this.records.set(type, known);
  }

  /** "Pull": pages applied whole and in order, until there is no more. */
  async pull(): Promise<void> {
    for (;;) {
      const lanes = [...new Set([this.#lane, ...this.outbox.map(({ lane }) => lane)])];
      const acknowledged = this.#acknowledged.splice(0);
      const page = (await (await this.#ask('POST', '/pull', { cursor: this.#cursor, lanes, acknowledged })).json()) as Page;
      if (page.reset !== undefined) return this.bootstrap();
      if (page.base !== this.#cursor) continue;
      for (const [type, id] of page.removes) this.records.get(type)?.delete(id);
      if (page.sight) this.#narrow(page.sight);
      for (const block of page.puts) this.#put(block);
      for (const [lane, { position, rejections }] of Object.entries(page.lanes)) this.#settle(lane, position, rejections);
      this.#cursor = page.cursor;
      if (!page.more) return;
    }
  }

  #narrow(sight: string[]): void {
    const sees = (scope: string[]) =>
      scope.includes('*') || scope.some((entry) => sight.includes(entry) || (sight.includes('*') && !entry.startsWith('=')));
    for (const rows of this.records.values()) for (const row of rows.values()) if (!sees(row.scope)) rows.delete(row.id);
  }

  #settle(lane: string, position: number, rejections: Page['lanes'][string]['rejections']): void {
    for (const rejection of rejections) {
      const refused = this.outbox.find((entry) => entry.lane === lane && entry.sequence === rejection.sequence);
      if (refused) this.rejected.push({ ...refused, ...rejection });
      this.#acknowledged.push({ lane, sequence: rejection.sequence });
    }
    this.outbox = this.outbox.filter((entry) => entry.lane !== lane || entry.sequence > position);
  }

  /** Notes a change; it is sent by `push`, now or after a restart. */
  change(name: string, args: Json): void {
    this.outbox.push({ lane: this.#lane, sequence: ++this.#sequence, name, args });
  }

  /** "Push": repeated until the outbox is done with; a gap gives what is left a new lane. */
  async push(): Promise<void> {
    while (this.outbox.length > 0) {
      try {
        const answer = await this.#ask('POST', '/push', { mutations: this.outbox.slice(0, 500) });
        this.version = ((await answer.json()) as { version: number }).version;
        await this.pull();
      } catch (error) {
        if (!(error instanceof Refused) || error.body.code !== 'lane_gap') throw error;
        await this.pull();
        this.#lane = uuid();
        this.outbox = this.outbox.map((entry, at) => ({ ...entry, lane: this.#lane, sequence: at + 1 }));
        this.#sequence = this.outbox.length;
      }
    }
  }

  /** A new page session over the same disk. */
  restart(): void {
    this.#lane = uuid();
    this.#sequence = 0;
  }

  /** "Poke": hears each version until it is told to stop. */
  async listen(heard: (version: number) => void, signal: AbortSignal): Promise<void> {
    const { body } = await this.#ask('GET', '/events', undefined, signal);
    let rest = '';
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = (rest + chunk).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) {
        const version = /^data: (\d+)$/m.exec(event)?.[1];
        if (version !== undefined) heard(Number(version));
      }
    }
  }

  async history(type: string, id: string): Promise<Json[]> {
    return ((await (await this.#ask('GET', `/history/${type}/${id}`)).json()) as { changes: Json[] }).changes;
  }
}
