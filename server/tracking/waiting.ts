import type { Id } from '../../shared/ids.ts';
import type { HitKind } from '../../shared/tracking.ts';
import type { Database } from '../database/index.ts';
import type { Counts } from './counts.ts';
import type { Verdict } from './rules.ts';

const day = 86_400_000;

/** Days for which hits wait for somebody to tell of their message: a sender's browser may be offline for a while. */
const waitDays = 3;

/** Messages that are waited for at the most, and of these, those that one network has asked for: anybody can make tokens up. */
const mostMessages = 2000;
const mostOfNetwork = 40;
/** Hits of one of them. */
const mostHits = 20;

export interface WaitingHit {
  token: string;
  kind: HitKind;
  at: number;
  network: string;
  url: string | null;
  /** `person`: whose the address that was asked for says that it is. */
  facts: { agent: string; head: boolean; prefetch: boolean; own: boolean; person?: Id };
}

/** Hits of messages that nobody has told of yet: the picture can be asked for before its sender's browser has reached this server. */
export class Waiting {
  readonly #client: Database;
  /** Each message's hits, and the network that asked first. */
  readonly #messages = new Map<string, { hits: number; network: string }>();
  readonly #networks = new Map<string, number>();

  private constructor(client: Database) {
    this.#client = client;
  }

  static async load(client: Database): Promise<Waiting> {
    const waiting = new Waiting(client);
    const { rows } = await client.execute('SELECT token, network FROM tracking_hit WHERE class IS NULL ORDER BY id');
    for (const row of rows) waiting.#add(String(row['token']), String(row['network']));
    return waiting;
  }

  get size(): number {
    return this.#messages.size;
  }

  tokens(): Set<string> {
    return new Set(this.#messages.keys());
  }

  /** Whether there is room for a hit of a message that nobody has told of. */
  take(token: string, network: string): boolean {
    const known = this.#messages.get(token);
    const room = known ? known.hits < mostHits : this.#messages.size < mostMessages && (this.#networks.get(network) ?? 0) < mostOfNetwork;
    if (room) this.#add(token, network);
    return room;
  }

  /** A hit that had room could not be written. */
  giveBack(token: string): void {
    const known = this.#messages.get(token);
    if (!known) return;
    known.hits--;
    if (known.hits === 0) this.#forget(new Set([token]));
  }

  /** Gives the hits of messages that are known now their class; those that are given none are deleted. What another process has settled is left to it. */
  async settle(
    tokens: ReadonlySet<string>,
    judge: (hit: WaitingHit) => (Verdict & { client: string | null; facts: string | null }) | undefined,
    counts: Counts,
  ): Promise<void> {
    if (tokens.size === 0) return;
    const { rows } = await this.#client.execute({
      sql: `SELECT id, token, kind, at, network, url, facts FROM tracking_hit
            WHERE class IS NULL AND token IN (SELECT value FROM json_each(?)) ORDER BY at, id`,
      args: [JSON.stringify([...tokens])],
    });
    const strange: number[] = [];
    const judged = rows.flatMap((row) => {
      const hit: WaitingHit = {
        token: String(row['token']),
        kind: row['kind'] as HitKind,
        at: Number(row['at']),
        network: String(row['network']),
        url: row['url'] === null ? null : String(row['url']),
        facts: JSON.parse(String(row['facts'])) as WaitingHit['facts'],
      };
      const verdict = judge(hit);
      if (verdict) return [{ id: Number(row['id']), hit, verdict }];
      strange.push(Number(row['id']));
      return [];
    });
    if (strange.length > 0)
      await this.#client.execute({
        sql: 'DELETE FROM tracking_hit WHERE class IS NULL AND id IN (SELECT value FROM json_each(?))',
        args: [JSON.stringify(strange)],
      });
    const settled = await this.#client.execute({
      sql: `UPDATE tracking_hit SET class = judged.value ->> 1, reason = judged.value ->> 2, client = judged.value ->> 3,
              facts = judged.value ->> 4
            FROM json_each(?) AS judged WHERE tracking_hit.id = judged.value ->> 0 AND class IS NULL RETURNING tracking_hit.id`,
      args: [JSON.stringify(judged.map(({ id, verdict }) => [id, verdict.class, verdict.reason, verdict.client, verdict.facts]))],
    });
    const ours = new Set(settled.rows.map((row) => Number(row['id'])));
    for (const { id, hit, verdict } of judged) if (ours.has(id)) counts.add(hit.token, hit.kind, hit.at, verdict.class);
    this.#forget(tokens);
  }

  /** Deletes the hits of messages that are not recorded. */
  async drop(tokens: ReadonlySet<string>): Promise<void> {
    if (tokens.size === 0) return;
    await this.#client.execute({
      sql: 'DELETE FROM tracking_hit WHERE class IS NULL AND token IN (SELECT value FROM json_each(?))',
      args: [JSON.stringify([...tokens])],
    });
    this.#forget(tokens);
  }

  /** Deletes the hits of messages that nobody has told of for days. */
  async expire(now: number): Promise<void> {
    const { rows } = await this.#client.execute({
      sql: 'DELETE FROM tracking_hit WHERE class IS NULL AND at < ? RETURNING token',
      args: [now - waitDays * day],
    });
    this.#forget(new Set(rows.map((row) => String(row['token']))));
  }

  #add(token: string, network: string): void {
    const known = this.#messages.get(token);
    if (known) {
      known.hits++;
      return;
    }
    this.#messages.set(token, { hits: 1, network });
    this.#networks.set(network, (this.#networks.get(network) ?? 0) + 1);
  }

  #forget(tokens: ReadonlySet<string>): void {
    for (const token of tokens) {
      const known = this.#messages.get(token);
      if (!known) continue;
      this.#messages.delete(token);
      const left = (this.#networks.get(known.network) ?? 1) - 1;
      if (left > 0) this.#networks.set(known.network, left);
      else this.#networks.delete(known.network);
    }
  }
}
