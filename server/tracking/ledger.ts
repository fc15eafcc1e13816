import { patternFor } from '../../shared/mail-patterns.ts';
import type { Workspace } from '../workspace/index.ts';
import { factsOf, judgeAnew } from './anew.ts';
import type { Client } from './clients.ts';
import { Counts } from './counts.ts';
import type { Hit } from './hit.ts';
import { networkOf } from './hit.ts';
import { Messages } from './messages.ts';
import { Recent, clientKey } from './recent.ts';
import type { HitRow } from './rows.ts';
import { insertHits } from './rows.ts';
import { classify } from './rules.ts';
import { Waiting } from './waiting.ts';

/** Rows of one message at the most: what comes after that is dropped, for nobody opens a message as often. */
export const mostOfMessage = 500;

/** Rows of one commit, and mutations of one call: others come in between. */
const rowsAtOnce = 10_000;
const countsAtOnce = 256;
/** Messages whose hits are judged anew together. */
const redatedAtOnce = 50;

/** Why hits of a workspace are not recorded, for the log. */
export type Unrecorded = 'off' | 'excluded' | 'sender' | 'message' | 'waiting';

/** A hit, with what is in this process's memory of its sender. */
export type Incoming = Hit & { own: boolean };

const actor = { kind: 'system', name: 'tracking' } as const;

/**
 * What one workspace is told of its tracked messages: each hit is a row with its class and reason; how often each message was
 * opened follows as a mutation, which those who see the message hear of.
 */
export class Ledger {
  readonly workspace: Workspace;
  readonly #clientOf: (agent: string) => Client;
  readonly #messages: Messages;
  readonly #recent: Recent;
  readonly #waiting: Waiting;
  /** Messages that were sent at another time than was told when their hits came. */
  readonly #redated = new Set<string>();
  #counts = new Counts();
  #turn: Promise<unknown> = Promise.resolve();
  /** While something is to be counted the workspace stays open. */
  #letGo: (() => void) | undefined;

  private constructor(workspace: Workspace, clientOf: (agent: string) => Client, waiting: Waiting) {
    this.workspace = workspace;
    this.#clientOf = clientOf;
    this.#messages = new Messages(workspace.client);
    this.#recent = new Recent(workspace.client);
    this.#waiting = waiting;
  }

  static async open(workspace: Workspace, clientOf: (agent: string) => Client): Promise<Ledger> {
    return new Ledger(workspace, clientOf, await Waiting.load(workspace.client));
  }

  /** Messages whose counts are behind their rows. */
  get uncounted(): number {
    return this.#counts.size;
  }

  /** Whether there are hits whose message nobody has told of, or that are to be judged anew. */
  get waits(): boolean {
    return this.#waiting.size > 0 || this.#redated.size > 0;
  }

  /** Messages were sent at another time than was told before: `settle` judges their hits anew. */
  redate(tokens: Iterable<string>): void {
    for (const token of tokens) this.#redated.add(token);
  }

  /**
   * Writes hits, in the order in which they came; gives how many were not recorded, by why. @throws where the database does
   * not take them: then `rest` of the error has those that are not written.
   */
  async write(hits: readonly Incoming[]): Promise<Map<Unrecorded, number>> {
    const unrecorded = new Map<Unrecorded, number>();
    const leave = (why: Unrecorded) => void unrecorded.set(why, (unrecorded.get(why) ?? 0) + 1);
    const [settings] = this.workspace.every('workspace_settings');
    if (!settings?.tracking) {
      for (const _ of hits) leave('off');
      return unrecorded;
    }
    const { tracking_excluded: excluded, link_tracking: clicksToo } = settings;
    for (let from = 0; from < hits.length; from += rowsAtOnce) {
      const slice = hits.slice(from, from + rowsAtOnce);
      const wanted = clicksToo ? slice : slice.filter(({ kind }) => kind === 'open');
      for (let left = wanted.length; left < slice.length; left++) leave('off');
      try {
        if (wanted.length > 0) await this.#inTurn(() => this.#writeSlice(wanted, excluded, leave));
      } catch (cause) {
        throw new NotWritten(hits.slice(from), cause);
      }
      await new Promise(setImmediate);
    }
    return unrecorded;
  }

  async #writeSlice(hits: readonly Incoming[], excluded: readonly string[], leave: (why: Unrecorded) => void): Promise<void> {
    const tokens = new Set(hits.map(({ token }) => token));
    const messages = await this.#messages.find(tokens, excluded.length > 0);
    await this.#recent.load(tokens, Math.min(...hits.map(({ at }) => at)));
    const rows: HitRow[] = [];
    const counts = new Counts();
    for (const hit of hits) {
      const { token, kind, at, agent, head, prefetch, own, url, person } = hit;
      const message = messages.get(token);
      const network = networkOf(hit.address);
      const known = this.#recent.of(token);
      // An address that its sender has not made: somebody has put one together from what they have seen.
      if (message && !message.senders.includes(person)) leave('sender');
      else if (message && patternFor(excluded, message.recipients) !== undefined) leave('excluded');
      else if (known.rows >= mostOfMessage) leave('message');
      else if (!message && !this.#waiting.take(token, network)) leave('waiting');
      else {
        known.rows++;
        if (!message) {
          const facts = JSON.stringify({ agent, head, prefetch, own, person });
          rows.push({ token, kind, at, class: null, reason: null, client: null, network, url, facts });
          continue;
        }
        const client = this.#clientOf(agent);
        const key = clientKey(kind, client, network, url);
        const facts = { kind, at, agent, client, head, prefetch, own };
        const verdict = classify(facts, { ...message, lastAt: known.lastOf(key) });
        known.note(verdict.class, at, key);
        counts.add(token, kind, at, verdict.class);
        rows.push({ token, kind, at, ...verdict, client: client.name, network, url, facts: factsOf(facts, verdict) });
      }
    }
    if (rows.length > 0)
      try {
        await this.workspace.client.batch(insertHits(rows), 'write');
      } catch (error) {
        // What is remembered of them is not so: it is read again.
        this.#recent.forget(tokens);
        for (const row of rows) if (row.class === null) this.#waiting.giveBack(row.token);
        throw error;
      }
    this.#toCount(counts);
  }

  /** Takes up hits that came before their message was told of, where it is known now, and those of messages that were sent at another time. */
  async settle(): Promise<void> {
    await this.#inTurn(() => this.#takeUp());
    while (this.#redated.size > 0) await this.#inTurn(() => this.#judgeAnew());
  }

  async #judgeAnew(): Promise<void> {
    const tokens = new Set([...this.#redated].slice(0, redatedAtOnce));
    const counts = await judgeAnew(this.workspace.client, await this.#messages.find(tokens, false));
    for (const token of tokens) this.#redated.delete(token);
    this.#recent.forget(tokens);
    this.#toCount(counts);
  }

  async #takeUp(): Promise<void> {
    const tokens = this.#waiting.tokens();
    if (tokens.size === 0) return;
    const [settings] = this.workspace.every('workspace_settings');
    const excluded = settings?.tracking_excluded ?? [];
    const messages = await this.#messages.find(tokens, excluded.length > 0);
    if (messages.size === 0) return;
    const refused = [...messages].filter(([, { recipients }]) => !settings?.tracking || patternFor(excluded, recipients) !== undefined);
    await this.#waiting.drop(new Set(refused.map(([token]) => token)));
    const taken = new Set([...messages.keys()].filter((token) => !refused.some(([one]) => one === token)));
    const counts = new Counts();
    await this.#waiting.settle(
      taken,
      ({ token, kind, at, network, url, facts: { person, ...facts } }) => {
        const message = messages.get(token);
        // Those of an earlier release have not kept whose it was.
        if (!message || (person !== undefined && !message.senders.includes(person))) return undefined;
        const client = this.#clientOf(facts.agent);
        const known = this.#recent.of(token);
        const key = clientKey(kind, client, network, url);
        const request = { kind, at, ...facts, client };
        const verdict = classify(request, { ...message, lastAt: known.lastOf(key) });
        known.note(verdict.class, at, key);
        return { ...verdict, client: client.name, facts: factsOf(request, verdict) };
      },
      counts,
    );
    this.#toCount(counts);
  }

  /** Tells each message how often it was opened since it was told last. */
  async count(): Promise<void> {
    const counts = this.#counts;
    this.#counts = new Counts();
    const due = counts.all();
    try {
      for (let from = 0; from < due.length; from += countsAtOnce) {
        const slice = due.slice(from, from + countsAtOnce);
        // A refusal says that the message is gone, and its counts with it.
        await this.workspace.mutateEach(
          actor,
          slice.map((args) => ({ name: 'recordOpens', args })),
        );
        for (const { token } of slice) counts.done(token);
      }
    } finally {
      const later = this.#counts;
      this.#counts = counts;
      this.#toCount(later);
      if (this.#counts.size === 0) {
        this.#letGo?.();
        this.#letGo = undefined;
      }
    }
  }

  /** Brings counts up to the rows where a process ended in between: never down, for what came from an archive has counts alone. */
  async catchUp(): Promise<void> {
    const messages = await this.#messages.find(await this.#messages.newest(), false);
    this.redate([...messages].flatMap(([token, { scheduled }]) => (scheduled ? [token] : [])));
    this.#toCount(await this.#messages.behind());
  }

  /** Deletes what belongs to no message any more. */
  async sweep(now: number): Promise<void> {
    await this.#messages.sweep(now);
    await this.#waiting.expire(now);
  }

  /** What is written by one time of a message must be there before it is judged by another. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  #toCount(counts: Counts): void {
    this.#counts.join(counts);
    if (this.#counts.size > 0) this.#letGo ??= this.workspace.hold();
  }
}

/** The database has not taken hits. */
export class NotWritten extends Error {
  readonly rest: readonly Incoming[];

  constructor(rest: readonly Incoming[], cause: unknown) {
    super('Hits could not be written.', { cause });
    this.rest = rest;
  }
}
