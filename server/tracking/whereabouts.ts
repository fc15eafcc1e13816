import { isIP } from 'node:net';
import type { Id } from '../../shared/ids.ts';

/** Minutes for which it is remembered that somebody was at work from an address. */
const minutes = 10;
const mostAddresses = 8;
const mostPeople = 20_000;

/**
 * From which addresses people are at work with Inlay: in memory, for minutes, to know a sender's own look at what they have
 * sent. Addresses of this machine, and private ones where no proxy is trusted, are everybody's who comes through a proxy
 * that nobody has told of: they say nothing.
 */
export class Whereabouts {
  readonly #trustsProxies: boolean;
  readonly #now: () => number;
  readonly #people = new Map<Id, Map<string, number>>();

  constructor(options: { trustedProxies: number; now?: () => number }) {
    this.#trustsProxies = options.trustedProxies > 0;
    this.#now = options.now ?? Date.now;
  }

  /** Somebody is at work from an address. */
  note(person: Id, address: string): void {
    if (!this.#tells(address)) return;
    const addresses = this.#people.get(person) ?? new Map<string, number>();
    addresses.delete(address);
    addresses.set(address, this.#now());
    forgetOldest(addresses, mostAddresses);
    this.#people.delete(person);
    this.#people.set(person, addresses);
    forgetOldest(this.#people, mostPeople);
  }

  /** Whether the person was at work from the address in the minutes before. */
  has(person: Id, address: string, at: number): boolean {
    const last = this.#people.get(person)?.get(address);
    return last !== undefined && Math.abs(at - last) <= minutes * 60_000;
  }

  #tells(address: string): boolean {
    const four = address.replace(/^::ffff:/, '');
    if (isIP(four) === 0 || four === '::1' || four.startsWith('127.')) return false;
    return this.#trustsProxies || !/^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|f[cd]|fe80:)/i.test(four);
  }
}

function forgetOldest(map: Map<string, unknown>, most: number): void {
  if (map.size <= most) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
