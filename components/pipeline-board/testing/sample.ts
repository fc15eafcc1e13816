/** For tests in the browser: a workspace in memory, a server in front of it that can be taken away, and a store upon both. */
import { ContextProvider } from '@lit/context';
import { newId } from '../../../shared/ids.ts';
import { Rejection } from '../../../shared/mutators/index.ts';
import type { MutatorArgs, Write } from '../../../shared/mutators/index.ts';
import { recordTypes } from '../../../shared/records/index.ts';
import type { TrackedHit } from '../../../shared/tracking.ts';
import { parted } from '../../../shared/sync/unsent.ts';
import type { Block, Mutation, PullRequest } from '../../../shared/sync/wire.ts';
import { FileShelf } from '../../documents/testing/file-shelf.ts';
import { MemoryWorkspace } from '../../../shared/testing/memory-workspace.ts';
import { Store, Transport, Unreachable } from '../../store/index.ts';
import { MemoryDisk } from '../../store/memory-disk.ts';
import { storeContext } from '../../provider/contexts.ts';

interface Rejected {
  sequence: number;
  code: Rejection['code'];
  message: string;
}

/** A workspace with people, and the four open stages of a new pipeline. */
export class Sample {
  readonly workspace = new MemoryWorkspace();
  readonly camille = newId();
  readonly jonas = newId();
  /** The first open stages, in their order. */
  readonly stages: string[];
  offline = false;
  /** The files of its documents. */
  readonly files = new FileShelf((name, args) => this.upload(name, args));
  /** Refuses whatever is pushed, with these words. */
  refuseWith: string | undefined;
  readonly #log: Write[] = [];
  readonly #listeners = new Set<ReadableStreamDefaultController<Uint8Array>>();
  readonly #lanes: Record<string, { position: number; rejections: Rejected[] }> = {};

  constructor() {
    this.workspace.now = new Date().toISOString();
    for (const [id, name, profile] of [
      [this.camille, 'Camille Aubert', 'company'],
      [this.jonas, 'Jonas Lindqvist', 'user'],
    ] as const)
      this.workspace.applied({ kind: 'system', name: 'directory' }, 'createUser', {
        id,
        name,
        email: `${name.split(' ')[0]?.toLowerCase() ?? ''}@meridian.example`,
        profile,
      });
    this.stages = this.workspace
      .all('stage')
      .filter((stage) => stage.active)
      .sort((a, b) => a.position - b.position)
      .map((stage) => stage.id);
  }

  /** A deal with an organization of its own; days are counted back from today. */
  deal(
    name: string,
    options: {
      stage?: string;
      value?: string;
      currency?: string;
      organization?: string;
      hot?: boolean;
      owner?: string;
      daysAgo?: number;
      closes?: string;
      tags?: string[];
    } = {},
  ): string {
    const { workspace } = this;
    const now = workspace.now;
    if (options.daysAgo) workspace.now = new Date(Date.now() - options.daysAgo * 86_400_000).toISOString();
    const contact = newId();
    workspace.do(this.camille, 'createContact', { id: contact, is_organization: true, name: options.organization ?? `${name} Ltd` });
    const id = newId();
    workspace.do(this.camille, 'createDeal', {
      id,
      name,
      contact_id: contact,
      stage_id: options.stage ?? this.stages[0] ?? '',
      value: options.value ?? '1000',
      currency: options.currency ?? 'EUR',
      hot: options.hot ?? false,
      owner_id: options.owner ?? this.camille,
      estimated_close_date: options.closes ?? null,
      tags: options.tags ?? [],
    });
    workspace.now = now;
    return id;
  }

  task(deal: string, content: string, due: string | null): string {
    const id = newId();
    this.workspace.do(this.camille, 'createTask', { id, content, due_date: due, resource_type: 'deal', resource_id: deal });
    return id;
  }

  /** Something that the server does for Camille, and tells the stores of. */
  upload(name: string, args: unknown): void {
    this.#tell(this.workspace.applied({ kind: 'person', id: this.camille, uploads: true }, name, args));
  }

  /** Something that somebody does elsewhere, and the server tells the stores of. */
  elsewhere(person: string, name: string, args: unknown): void {
    this.#tell(this.workspace.applied({ kind: 'person', id: person }, name, args));
  }

  /** Openings of tracked messages, as the server counts them. */
  opens(args: MutatorArgs<'recordOpens'>): void {
    this.#tell(this.workspace.applied({ kind: 'system', name: 'tracking' }, 'recordOpens', args));
  }

  #tell(writes: readonly Write[]): void {
    this.#log.push(...writes);
    const poke = new TextEncoder().encode(`event: version\ndata: ${this.#log.length}\n\n`);
    for (const listener of this.#listeners) listener.enqueue(poke);
  }

  /** A store that has everything. */
  async store(person = this.camille): Promise<Store> {
    const name = `sample/${newId()}`;
    const transport = new Transport({
      server: '',
      token: async () => ({
        token: 'sample',
        expires_at: '2999-01-01T00:00:00.000Z',
        workspace: { id: name, name },
        person: { id: person, name: '', email: '' },
      }),
      fetch: (input, init) => this.#answer(String(input), init),
      sendFile: (sending) => {
        if (this.offline) return Promise.reject(new Unreachable('offline'));
        return this.files.send(sending);
      },
    });
    const store = new Store({ name, personId: person, transport, disk: new MemoryDisk() });
    await Promise.all([store.open(), store.able()]);
    await new Promise<void>((resolve) => {
      if (store.status.ready === 'all') return resolve();
      const stop = store.onStatus(() => store.status.ready === 'all' && (stop(), resolve()));
    });
    return store;
  }

  async #answer(path: string, init: RequestInit | undefined): Promise<Response> {
    if (this.offline) throw new TypeError('offline');
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    if (path === '/sync/bootstrap') return new Response(this.#bootstrap());
    if (path === '/sync/push') return this.#push(body as { mutations: Mutation[] });
    if (path === '/sync/pull') return this.#pull(body as PullRequest);
    if (path === '/sync/events') return new Response(new ReadableStream({ start: (listener) => void this.#listeners.add(listener) }));
    if (path.startsWith('/files/')) return this.files.answer(path);
    if (path.startsWith('/sync/history/')) return Response.json({ changes: this.history });
    const message = /^\/emails\/(.+)\/body$/.exec(path)?.[1];
    const email = message === undefined ? undefined : this.workspace.get('email', message);
    if (email) return Response.json({ body_html: email.body_html, body_text: email.body_text });
    if (path.startsWith('/tracking/emails/')) return Response.json({ hits: this.hits });
    return Response.json({ code: 'not_found', message: path, requestId: 'r' }, { status: 404 });
  }

  /** What the server tells of the requests for any tracked message. */
  hits: TrackedHit[] = [];

  /** What the server tells of any record's past. */
  history: unknown[] = [];

  #bootstrap(): string {
    const blocks: (Block | object)[] = [{ version: 0, sight: ['*'] }];
    for (const type of recordTypes) {
      const rows = this.workspace.all(type).map((row) => parted(type, row).sent);
      for (let from = 0; from < rows.length; from += 500) blocks.push({ type, rows: rows.slice(from, from + 500) });
    }
    blocks.push({ cursor: String(this.#log.length) });
    return blocks.map((block) => `${JSON.stringify(block)}\n`).join('');
  }

  #push({ mutations }: { mutations: Mutation[] }): Response {
    for (const { lane, sequence, name, args } of mutations) {
      const state = (this.#lanes[lane] ??= { position: 0, rejections: [] });
      if (sequence <= state.position) continue;
      state.position = sequence;
      try {
        if (this.refuseWith !== undefined) throw new Rejection('forbidden', this.refuseWith);
        this.#log.push(...this.workspace.applied({ kind: 'person', id: this.camille }, name, args));
      } catch (error) {
        if (!(error instanceof Rejection)) throw error;
        state.rejections.push({ sequence, code: error.code, message: error.message });
      }
    }
    return Response.json({ version: this.#log.length });
  }

  #pull({ cursor, lanes }: PullRequest): Response {
    // What has become of each record, as the server gives it: one that was changed and then removed is gone.
    const writes = [...new Map(this.#log.slice(Number(cursor)).map((write) => [`${write.type} ${write.id}`, write])).values()];
    const present = writes.filter(({ after }) => after !== undefined);
    return Response.json({
      base: cursor,
      cursor: String(this.#log.length),
      removes: writes.filter(({ after }) => after === undefined).map(({ type, id }) => [type, id]),
      sight: null,
      puts: present.flatMap(({ type, after }) => (after ? [{ type, rows: [parted(type, after).sent] }] : [])),
      lanes: Object.fromEntries(lanes.flatMap((lane) => (this.#lanes[lane] ? [[lane, this.#lanes[lane]]] : []))),
      more: false,
    });
  }
}

/** An element whose children have this store around them. */
export function around(store: Store): HTMLElement {
  const place = document.createElement('div');
  new ContextProvider(place, { context: storeContext, initialValue: store });
  return place;
}
