import type { Hit } from './hit.ts';

/** Why hits were not taken, for the log. */
export type Dropped = 'full' | 'address' | 'token';

export interface BufferLimits {
  /** Hits that wait at the most. */
  hits: number;
  /** Of these, from one address. */
  fromAddress: number;
  /** Of these, of one message. */
  ofToken: number;
}

/**
 * Waiting hits are written within a second or two: these are for a flood, and for a database that does not answer. Image proxies ask for
 * many readers from one address, so an address may have far more than a message.
 */
const usual: BufferLimits = { hits: 100_000, fromAddress: 10_000, ofToken: 200 };

/** Hits that are answered and not written yet. No flood of one address, or for one message, takes the room of others. */
export class HitBuffer {
  readonly #limits: BufferLimits;
  #hits: Hit[] = [];
  #addresses = new Map<string, number>();
  #tokens = new Map<string, number>();
  #dropped = new Map<Dropped, number>();

  constructor(limits: Partial<BufferLimits> = {}) {
    this.#limits = { ...usual, ...limits };
  }

  get size(): number {
    return this.#hits.length;
  }

  /** Whether the hit was taken; one that was not is counted. */
  take(hit: Hit): boolean {
    const fromAddress = this.#addresses.get(hit.address) ?? 0;
    const ofToken = this.#tokens.get(hit.token) ?? 0;
    const { hits, fromAddress: mostFromAddress, ofToken: mostOfToken } = this.#limits;
    if (ofToken >= mostOfToken) return this.#drop('token');
    if (fromAddress >= mostFromAddress) return this.#drop('address');
    if (this.#hits.length >= hits) return this.#drop('full');
    this.#hits.push(hit);
    this.#addresses.set(hit.address, fromAddress + 1);
    this.#tokens.set(hit.token, ofToken + 1);
    return true;
  }

  /** Takes out everything that waits, in the order in which it came. */
  drain(): Hit[] {
    const hits = this.#hits;
    this.#hits = [];
    this.#addresses = new Map();
    this.#tokens = new Map();
    return hits;
  }

  /** Back in, before what has come since: they could not be written. */
  putBack(hits: readonly Hit[]): void {
    const since = this.drain();
    for (const hit of hits) this.take(hit);
    for (const hit of since) this.take(hit);
  }

  /** What was dropped since this was asked last. */
  dropped(): Partial<Record<Dropped, number>> {
    const dropped = Object.fromEntries(this.#dropped);
    this.#dropped = new Map();
    return dropped;
  }

  #drop(why: Dropped): false {
    this.#dropped.set(why, (this.#dropped.get(why) ?? 0) + 1);
    return false;
  }
}
