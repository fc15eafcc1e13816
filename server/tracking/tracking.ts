import type { Logger } from 'pino';
import type { Id } from '../../shared/ids.ts';
import type { Workspace, Workspaces } from '../workspace/index.ts';
import type { BufferLimits, Dropped } from './buffer.ts';
import { HitBuffer } from './buffer.ts';
import { rememberClients } from './clients.ts';
import type { Hit } from './hit.ts';
import { Homes } from './homes.ts';
import type { Incoming, Unrecorded } from './ledger.ts';
import { Ledger, NotWritten } from './ledger.ts';
import { redatedIn } from './messages.ts';
import type { Whereabouts } from './whereabouts.ts';

/** Milliseconds for which a hit waits for others before they are written together. */
const pause = 500;
/** Milliseconds after which it is tried again where a database has not taken hits. */
const pauseAfterFailure = 5000;
/** Counting may take this share of the time: with thousands of opens a second each message hears less often, and of more at once. */
const countingShare = 0.1;
const logEvery = 60_000;
const sweepEvery = 3_600_000;
const day = 86_400_000;

type Left = Dropped | Unrecorded | 'nobody';

export interface TrackingOptions {
  workspaces: Pick<Workspaces, 'onOpen' | 'opened'>;
  openWorkspace(id: Id): Promise<Workspace>;
  /** The workspace of each sender that there is. */
  homesOf(people: readonly Id[]): Promise<Map<Id, Id>>;
  whereabouts: Whereabouts;
  log: Logger;
  /** Whether no other process writes to the same databases: then what a process has left uncounted is made good at the next start. */
  alone: boolean;
  limits?: Partial<BufferLimits>;
  now?: () => number;
}

/**
 * Requests for pixels and links, on their way from an answer that is given at once to rows that are kept: they wait in memory
 * for half a second, and are written together. Whatever was answered is written before a clean stop.
 */
export class Tracking {
  readonly #options: TrackingOptions;
  readonly #now: () => number;
  readonly #buffer: HitBuffer;
  readonly #homes: Homes;
  readonly #clientOf = rememberClients();
  readonly #ledgers = new Map<Id, { workspace: Workspace; ledger: Promise<Ledger> }>();
  readonly #left = new Map<Left, number>();
  readonly #sweptAt = new Map<Id, number>();
  /** What workspaces that have opened, or were written to, make it do. */
  readonly #underWay = new Set<Promise<void> | undefined>();
  readonly #sweeper: NodeJS.Timeout;
  #timer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | undefined;
  #countFrom = 0;
  #loggedAt = 0;
  #closed = false;

  constructor(options: TrackingOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#buffer = new HitBuffer(options.limits);
    this.#homes = new Homes((people) => options.homesOf(people), this.#now);
    this.#loggedAt = this.#now();
    options.workspaces.onOpen((workspace) => this.#opened(workspace));
    this.#sweeper = setInterval(() => void this.#sweep(), sweepEvery).unref();
  }

  /** Takes a hit, to be written soon. Never waits, and never throws. */
  take(hit: Hit): void {
    if (this.#buffer.take(hit)) this.#schedule(pause);
  }

  /** Writes what waits by now, and tells messages how often they were opened. */
  async flush(): Promise<void> {
    await this.#flushing;
    await this.#begin(true);
  }

  /** Writes everything that was answered. Hits that come later are not taken. */
  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    clearTimeout(this.#timer);
    await this.#flushing;
    this.#closed = true;
    await Promise.all(this.#underWay);
    for (let attempt = 0; attempt < 3 && (attempt === 0 || this.#buffer.size > 0 || (await this.#uncounted()) > 0); attempt++) {
      if (attempt > 0) await new Promise((resolve) => setTimeout(resolve, 500));
      await this.#flush(true);
    }
    if (this.#buffer.size > 0) this.#options.log.error({ hits: this.#buffer.size }, 'opens could not be written before the stop');
    this.#tellLeft(true);
  }

  #schedule(milliseconds: number): void {
    if (this.#closed || this.#timer || this.#flushing) return;
    this.#timer = setTimeout(() => void this.#begin(false), milliseconds);
  }

  #begin(all: boolean): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#flushing ??= this.#flush(all).finally(() => (this.#flushing = undefined));
    return this.#flushing;
  }

  async #flush(all: boolean): Promise<void> {
    const hits = this.#buffer.drain();
    const failed = hits.length > 0 ? await this.#write(hits) : [];
    this.#buffer.putBack(failed);
    const started = this.#now();
    if (all || started >= this.#countFrom) {
      await this.#count();
      const ended = this.#now();
      this.#countFrom = ended + (ended - started) / countingShare;
    }
    this.#tellLeft();
    const behind = await this.#uncounted();
    if (this.#buffer.size > 0 || behind > 0)
      // After this flush is over.
      setImmediate(() => this.#schedule(failed.length > 0 ? pauseAfterFailure : pause));
  }

  /** Gives those that could not be written. */
  async #write(hits: readonly Hit[]): Promise<Hit[]> {
    const { log, whereabouts } = this.#options;
    let homes: ReadonlyMap<Id, Id>;
    try {
      homes = await this.#homes.of(new Set(hits.map(({ person }) => person)));
    } catch (err) {
      log.warn({ err, hits: hits.length }, 'opens wait: the directory does not say whose they are');
      return [...hits];
    }
    const groups = new Map<Id, Incoming[]>();
    for (const hit of hits) {
      const home = homes.get(hit.person);
      if (home === undefined) {
        this.#leave('nobody');
        continue;
      }
      const group = groups.get(home) ?? [];
      groups.set(home, group);
      group.push({ ...hit, own: whereabouts.has(hit.person, hit.address, hit.at) });
    }
    const failed: Hit[] = [];
    for (const [id, group] of groups)
      try {
        await this.#writeTo(id, group);
      } catch (err) {
        const rest = err instanceof NotWritten ? err.rest : group;
        failed.push(...rest);
        log.warn({ err, workspace: id, hits: rest.length }, 'opens wait: the database does not take them');
      }
    return failed;
  }

  async #writeTo(id: Id, group: readonly Incoming[]): Promise<void> {
    const workspace = await this.#options.openWorkspace(id);
    const letGo = workspace.hold();
    try {
      const ledger = await this.#ledgerOf(workspace);
      await ledger.settle();
      for (const [why, count] of await ledger.write(group)) this.#leave(why, count);
      // What has been told of while it was written.
      await ledger.settle();
    } finally {
      letGo();
    }
  }

  async #count(): Promise<void> {
    for (const { ledger, workspace } of this.#ledgers.values())
      try {
        await (await ledger).count();
      } catch (err) {
        this.#options.log.warn({ err, workspace: workspace.id }, 'messages hear of their opens later');
      }
  }

  async #uncounted(): Promise<number> {
    let uncounted = 0;
    // One that could not be opened has nothing to count: who opens it hears of that.
    for (const { ledger } of this.#ledgers.values()) uncounted += (await ledger.catch(() => undefined))?.uncounted ?? 0;
    return uncounted;
  }

  #ledgerOf(workspace: Workspace): Promise<Ledger> {
    const known = this.#ledgers.get(workspace.id);
    if (known?.workspace === workspace) return known.ledger;
    const ledger = Ledger.open(workspace, this.#clientOf);
    this.#ledgers.set(workspace.id, { workspace, ledger });
    ledger.catch(() => this.#ledgers.delete(workspace.id));
    return ledger;
  }

  /** Hits may wait there for their message to be told of, or to be counted, since a process ended. */
  #opened(workspace: Workspace): void {
    if (this.#closed) return;
    this.#forgetClosed();
    const letGo = workspace.hold();
    const start = async () => {
      const ledger = await this.#ledgerOf(workspace);
      if (this.#options.alone) await ledger.catchUp();
      await ledger.settle();
      let settling: Promise<void> | undefined;
      let missed = false;
      const settle = (): void => {
        if (!ledger.waits || this.#closed) return;
        missed = settling !== undefined;
        if (missed) return;
        const letGo = workspace.hold();
        settling = ledger
          .settle()
          .catch((err: unknown) => this.#options.log.warn({ err, workspace: workspace.id }, 'opens wait for the next flush'))
          .finally(() => {
            this.#underWay.delete(settling);
            settling = undefined;
            letGo();
            if (ledger.uncounted > 0) this.#schedule(pause);
            if (missed) settle();
          });
        this.#underWay.add(settling);
      };
      workspace.onCommit((_version, outcomes) => {
        ledger.redate(redatedIn(outcomes));
        settle();
      });
      if (ledger.uncounted > 0) this.#schedule(pause);
    };
    const starting = start()
      .catch((err: unknown) => this.#options.log.warn({ err, workspace: workspace.id }, 'opens are taken up with the next ones'))
      .finally(() => {
        letGo();
        this.#underWay.delete(starting);
      });
    this.#underWay.add(starting);
  }

  #forgetClosed(): void {
    for (const [id, { workspace }] of this.#ledgers) if (this.#options.workspaces.opened(id) !== workspace) this.#ledgers.delete(id);
  }

  async #sweep(): Promise<void> {
    this.#forgetClosed();
    const now = this.#now();
    for (const [id, { ledger, workspace }] of this.#ledgers) {
      if (now - (this.#sweptAt.get(id) ?? 0) < day) continue;
      this.#sweptAt.set(id, now);
      const letGo = workspace.hold();
      try {
        await (await ledger).sweep(now);
      } catch (err) {
        this.#options.log.error({ err, workspace: id }, 'could not delete opens that belong to no message');
      } finally {
        letGo();
      }
    }
  }

  #leave(why: Left, count = 1): void {
    this.#left.set(why, (this.#left.get(why) ?? 0) + count);
  }

  /** Says in the log how many hits were not recorded, once a minute at the most: those that a flood is made of, not each. */
  #tellLeft(now = false): void {
    for (const [why, count] of Object.entries(this.#buffer.dropped())) this.#leave(why as Dropped, count);
    if (this.#left.size === 0 || (!now && this.#now() - this.#loggedAt < logEvery)) return;
    this.#loggedAt = this.#now();
    const left = Object.fromEntries(this.#left);
    this.#left.clear();
    const lost = (['full', 'address', 'token', 'message', 'waiting'] as const).some((why) => why in left);
    if (lost) this.#options.log.warn({ unrecorded: left }, 'opens were not recorded');
    else this.#options.log.info({ unrecorded: left }, 'opens were not recorded');
  }
}
