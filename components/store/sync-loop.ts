import type { Id } from '../../shared/ids.ts';
import type { PullPage } from '../../shared/sync/wire.ts';
import { limits } from '../../shared/sync/limits.ts';
import type { Waiting } from './replica.ts';
import type { Transport } from './transport.ts';
import { Refusal, Unreachable } from './transport.ts';

/** What the loop asks of the store. */
export interface Synced {
  readonly outbox: readonly Waiting[];
  readonly cursor: string | undefined;
  readonly lanes: Id[];
  readonly acknowledged: { lane: Id; sequence: number }[];
  bootstrap(lines: AsyncIterable<string>): Promise<void>;
  /** Gives false when the page does not fit where the store stands by now. */
  apply(page: PullPage): Promise<boolean>;
  forget(acknowledged: readonly { lane: Id; sequence: number }[]): void;
  /** The server cannot go on with the cursor: start anew, and keep the outbox. */
  reset(): Promise<void>;
  relane(lane: Id): Promise<void>;
  refuse(waiting: Waiting, error: Refusal): Promise<void>;
  say(connection: 'syncing' | 'up-to-date' | 'offline' | 'signed-out'): void;
}

/** Milliseconds without a word after which a connection from before a wake is doubted: the server speaks every 25 seconds. */
const doubtful = 30_000;
const pullEvery = 60_000;
const firstDelay = 1000;
const longestDelay = 60_000;

/** Pushes and pulls for all tabs: one round at a time, again whenever something happens, slower while nobody answers. */
export class SyncLoop {
  readonly #store: Synced;
  readonly #transport: Transport;
  readonly #random: () => number;
  readonly #stop = new AbortController();
  #running = false;
  #again = false;
  /** Versions of the workspace: the one that the server has told of, the one after the last push, and one that a pull has reached. */
  #told = 0;
  #pushed = 0;
  #reached = 0;
  #failures = 0;
  #paused = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Gives up what is asked of the server now; it is asked again at once. */
  #given = new AbortController();
  /** When the server was last heard. */
  #heardAt = Date.now();

  constructor(store: Synced, transport: Transport, random: () => number = Math.random) {
    this.#store = store;
    this.#transport = transport;
    this.#random = random;
  }

  start(): void {
    this.poke();
    void this.#listen();
  }

  /** Something has happened: sync now, or right after the round that is on its way. */
  poke(): void {
    if (this.#stop.signal.aborted || this.#paused) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    void this.#round();
  }

  /**
   * After the network has come back, a sleep, or a new sign-in. What was asked before may hang on a connection that is not there any
   * more: it is asked again, after `anew` in any case.
   */
  resume(anew = false): void {
    this.#failures = 0;
    this.#paused = false;
    if (anew || Date.now() - this.#heardAt > doubtful) this.#given.abort();
    this.poke();
  }

  get #signal(): AbortSignal {
    if (this.#given.signal.aborted) this.#given = new AbortController();
    return AbortSignal.any([this.#stop.signal, this.#given.signal]);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#stop.abort();
  }

  async #round(): Promise<void> {
    this.#running = true;
    let wait = pullEvery;
    const signal = this.#signal;
    try {
      do {
        this.#again = false;
        this.#told = 0;
        if (this.#store.outbox.length > 0 || this.#store.cursor === undefined) this.#store.say('syncing');
        if (this.#store.cursor === undefined) await this.#store.bootstrap(this.#lines(signal));
        await this.#push(signal);
        await this.#pull(signal);
      } while ((this.#again || this.#told > this.#reached) && !this.#stop.signal.aborted);
      this.#failures = 0;
      this.#store.say('up-to-date');
    } catch (error) {
      wait = signal.aborted ? 0 : this.#failed(error);
    } finally {
      this.#running = false;
    }
    if (!this.#stop.signal.aborted && !this.#paused) this.#timer = setTimeout(() => this.poke(), wait);
  }

  async *#lines(signal: AbortSignal): AsyncGenerator<string> {
    for await (const line of this.#transport.bootstrap(signal)) {
      this.#heardAt = Date.now();
      yield line;
    }
  }

  /** @returns milliseconds until the next try */
  #failed(error: unknown): number {
    if (this.#stop.signal.aborted) return pullEvery;
    if (error instanceof Refusal && error.status === 401) {
      this.#paused = true;
      this.#store.say('signed-out');
      return pullEvery;
    }
    this.#failures++;
    this.#store.say('offline');
    if (!(error instanceof Refusal) && !(error instanceof Unreachable)) console.error(error);
    const most = Math.min(longestDelay, firstDelay * 2 ** (this.#failures - 1));
    const asked = error instanceof Refusal && error.retryAfter !== undefined ? error.retryAfter * 1000 : 0;
    // Jitter: clients that lost the same server do not come back in one instant.
    return Math.max(asked, most * (0.5 + this.#random() / 2));
  }

  /** The server tells of one's own changes too: what a pull has brought already is no news. */
  #heard(version: number, isFirst: boolean): void {
    this.#told = Math.max(this.#told, version);
    if (isFirst || (!this.#running && version > this.#reached)) this.poke();
  }

  async #push(signal: AbortSignal): Promise<void> {
    for (let from = 0; from < this.#store.outbox.length;) {
      const mutations = portion(this.#store.outbox.slice(from));
      try {
        const { version } = await this.#transport.push(
          mutations.map(({ lane, sequence, name, args }) => ({ lane, sequence, name, args })),
          signal,
        );
        this.#heardAt = Date.now();
        this.#pushed = version;
        from += mutations.length;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        if (error.code === 'lane_gap') {
          for (const lane of Object.keys(error.fields ?? {})) await this.#afresh(lane, signal);
          from = 0;
          continue;
        }
        if (error.status === 401 || error.status === 429 || error.status >= 500) throw error;
        // The request itself is refused. One of them is the reason: it must not hold up the others for ever.
        await this.#pushOneByOne(mutations, signal);
        from = 0;
      }
    }
  }

  async #pushOneByOne(mutations: readonly Waiting[], signal: AbortSignal): Promise<void> {
    for (const waiting of mutations) {
      const { lane, sequence, name, args } = waiting;
      try {
        await this.#transport.push([{ lane, sequence, name, args }], signal);
      } catch (error) {
        if (!(error instanceof Refusal) || error.status === 401 || error.status === 429 || error.status >= 500) throw error;
        if (error.code !== 'lane_gap') await this.#store.refuse(waiting, error);
        // The ones behind it in its lane go on in a new one.
        await this.#afresh(lane, signal);
        return;
      }
    }
  }

  /** Learns what the server has done of a lane, and gives what is left of it another one. */
  async #afresh(lane: Id, signal: AbortSignal): Promise<void> {
    await this.#pull(signal);
    await this.#store.relane(lane);
  }

  async #pull(signal: AbortSignal): Promise<void> {
    let fits = true;
    for (let more = true; more && !this.#stop.signal.aborted;) {
      const { cursor } = this.#store;
      if (cursor === undefined) return;
      const acknowledged = this.#store.acknowledged.slice(0, 1000);
      const page = await this.#transport.pull({ cursor, lanes: this.#store.lanes.slice(0, limits.lanes), acknowledged }, signal);
      this.#heardAt = Date.now();
      this.#store.forget(acknowledged);
      if (page.reset !== undefined) {
        await this.#store.reset();
        this.#again = true;
        return;
      }
      fits = await this.#store.apply(page);
      more = fits && page.more;
    }
    if (fits) this.#reached = this.#pushed;
  }

  async #listen(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      const signal = this.#signal;
      let isFirst = true;
      try {
        for await (const version of this.#transport.versions(signal, () => (this.#heardAt = Date.now()))) {
          this.#heard(version, isFirst);
          isFirst = false;
        }
      } catch (error) {
        if (error instanceof Refusal && error.status === 401 && !this.#paused) this.poke();
      }
      if (signal.aborted) continue;
      // The server may be gone: asked once, at once, it shows. Where it is known to be silent the next try has its time already.
      if (!isFirst && this.#failures === 0) this.poke();
      await new Promise((resolve) => setTimeout(resolve, firstDelay * (1 + this.#random() * (1 + this.#failures))));
    }
  }
}

/** The first mutations that fit in one request. */
function portion(outbox: readonly Waiting[]): Waiting[] {
  let bytes = 1000;
  const mutations: Waiting[] = [];
  for (const waiting of outbox.slice(0, limits.pushMutations)) {
    // Three bytes a UTF-16 unit is the most that UTF-8 takes.
    bytes += JSON.stringify(waiting).length * 3;
    if (mutations.length > 0 && bytes > limits.requestBytes) break;
    mutations.push(waiting);
  }
  return mutations;
}
