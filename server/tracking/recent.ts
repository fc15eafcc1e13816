import type { HitClass, HitKind } from '../../shared/tracking.ts';
import type { Database } from '../database/index.ts';
import type { Client } from './clients.ts';
import { kindOf } from './clients.ts';
import { repeatSeconds } from './rules.ts';

const mostKnown = 20_000;

/** What is known of a message's hits of the last seconds. */
class Known {
  /** All its rows. */
  rows = 0;
  touched = 0;
  /** When each client asked last, where that was a person's reading or a repetition of it. */
  readonly #last = new Map<string, number>();

  lastOf(key: string): number | undefined {
    return this.#last.get(key);
  }

  note(hitClass: HitClass, at: number, key: string): void {
    if (hitClass === 'person' || hitClass === 'duplicate') this.put(at, key);
  }

  put(at: number, key: string): void {
    this.#last.set(key, Math.max(at, this.#last.get(key) ?? at));
  }
}

/**
 * By what a client is known that asks for the same once more. An image proxy asks from one address now and from another
 * then: it is one client all the same.
 */
export const clientKey = (kind: HitKind, client: Pick<Client, 'name' | 'kind'>, network: string, url: string | null): string => {
  const who = client.kind === 'proxy' ? `${client.name}` : `${client.name} ${network}`;
  return kind === 'open' ? who : `${who} ${url}`;
};

/** Which clients have asked for which messages within the seconds in which asking again is a repetition. */
export class Recent {
  readonly #client: Database;
  readonly #known = new Map<string, Known>();

  constructor(client: Database) {
    this.#client = client;
  }

  of(token: string): Known {
    let known = this.#known.get(token);
    if (!known) this.#known.set(token, (known = new Known()));
    return known;
  }

  /** Reads what is not in memory: after a start, and what other processes have written. @param at of the earliest hit that is asked about */
  async load(tokens: ReadonlySet<string>, at: number): Promise<void> {
    this.#forgetOld(at);
    const unknown = [...tokens].filter((token) => !this.#known.has(token));
    if (unknown.length > 0) {
      const wanted = JSON.stringify(unknown);
      const [counts, last] = await this.#client.batch(
        [
          {
            sql: 'SELECT token, count(*) AS rows FROM tracking_hit WHERE token IN (SELECT value FROM json_each(?)) GROUP BY token',
            args: [wanted],
          },
          {
            sql: `SELECT token, kind, client, network, url, max(at) AS at FROM tracking_hit
                  WHERE token IN (SELECT value FROM json_each(?)) AND at > ? AND class IN ('person', 'duplicate')
                  GROUP BY token, kind, client, network, url`,
            args: [wanted, at - repeatSeconds * 1000],
          },
        ],
        'read',
      );
      for (const token of unknown) this.of(token);
      for (const row of counts?.rows ?? []) this.of(String(row['token'])).rows = Number(row['rows']);
      for (const row of last?.rows ?? []) {
        const name = row['client'] === null ? null : String(row['client']);
        const url = row['url'] === null ? null : String(row['url']);
        const key = clientKey(row['kind'] as HitKind, { name, kind: kindOf(name) }, String(row['network']), url);
        this.of(String(row['token'])).put(Number(row['at']), key);
      }
    }
    for (const token of tokens) {
      const known = this.of(token);
      known.touched = at;
      // The ones that are asked about last stand last.
      this.#known.delete(token);
      this.#known.set(token, known);
    }
  }

  forget(tokens: ReadonlySet<string>): void {
    for (const token of tokens) this.#known.delete(token);
  }

  #forgetOld(at: number): void {
    for (const [token, known] of this.#known) {
      if (known.touched > at - repeatSeconds * 1000 && this.#known.size <= mostKnown) return;
      this.#known.delete(token);
    }
  }
}
