import { LibsqlError } from '@libsql/client';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { Rejection, Write } from '../../shared/mutators/index.ts';
import type { RecordType, SetupType } from '../../shared/records/index.ts';
import { isSetupType } from '../../shared/records/index.ts';
import type { Database } from '../database/index.ts';
import { broughtNumber } from './brought-number.ts';
import { RowCache } from './cache.ts';
import type { Outcome, Turn } from './commit.ts';
import { commitStatements } from './commit.ts';
import type { LanePosition } from './lanes.ts';
import { Lanes } from './lanes.ts';
import { numbered } from './numbered.ts';
import { Overlay } from './overlay.ts';
import { prune, pruneEvery } from './prune.ts';
import type { SetUp } from './rows.ts';
import { LoadedRows, load, loadSetUp } from './rows.ts';
import { SearchUpkeep } from './search-upkeep.ts';
import type { Job, TurnResult } from './turn.ts';
import { runTurn, runTurnInSteps, unknownIds } from './turn.ts';
import { writtenBy } from './under-way.ts';

/** Mutations that share a commit at the most. */
const turnMutations = 256;

/** Times that a turn runs again because another process was faster. */
const mostAttempts = 100;

/** Jobs that share a turn, how often it was run in vain, and whether it has let people go first. */
interface Attempt {
  jobs: readonly Job[];
  number: number;
  yielded: boolean;
}

/** A turn that is being written. */
interface UnderWay {
  turn: Turn;
  /** What it writes, where the next turn is worked out over it meanwhile: of long work alone, lest people's answers wait for that. */
  written: ReadonlyMap<string, Write> | undefined;
  /** Whether it changes the set-up. */
  setsUp: boolean;
  /** Whether it stands; else its jobs have been told otherwise, or wait to run again. Never fails. */
  landed: Promise<boolean>;
}

/** Hears the version that a commit has led to, and what was in it. */
export type CommitListener = (version: number, outcomes: readonly Outcome[]) => void;

export interface WriteQueueOptions {
  client: Database;
  /** Milliseconds since 1970. */
  now: () => number;
  /** A bug in a mutator: its mutation is rejected, and somebody should know. */
  onFault: (error: unknown, mutator: string) => void;
}

/**
 * What is to be written to a workspace, and by nobody else in this process. Jobs wait in a queue; a turn takes those that wait, runs
 * their mutations over rows in memory, and commits them together.
 */
export class WriteQueue {
  readonly #client: Database;
  readonly #now: () => number;
  readonly #onFault: WriteQueueOptions['onFault'];
  readonly #listeners = new Set<CommitListener>();
  readonly #cache = new RowCache(20_000);
  readonly #lanes: Lanes;
  readonly #queue: Job[] = [];
  readonly #search: SearchUpkeep;
  /** Turns that have to run again, before any other. */
  readonly #again: Attempt[] = [];
  #setUp: SetUp;
  #turning: Promise<void> | undefined;
  #underWay: UnderWay | undefined;
  #wasBackground = false;
  #arrived: (() => void) | undefined;
  #closing = false;
  #prunedAt = 0;

  private constructor({ client, now, onFault }: WriteQueueOptions, setUp: SetUp) {
    this.#client = client;
    this.#now = now;
    this.#onFault = onFault;
    this.#setUp = setUp;
    this.#lanes = new Lanes(client, 20_000);
    this.#search = new SearchUpkeep(client, (error) => onFault(error, 'search'));
  }

  static async open(options: WriteQueueOptions): Promise<WriteQueue> {
    return new WriteQueue(options, await loadSetUp(options.client));
  }

  /** The set-up as of the last commit that this process knows of. */
  get setUp(): Readonly<SetUp> {
    return this.#setUp;
  }

  /** Hears of the commits of this process alone. */
  onCommit(listener: CommitListener): void {
    this.#listeners.add(listener);
  }

  get busy(): boolean {
    return this.#turning !== undefined || this.#queue.length > 0;
  }

  get closing(): boolean {
    return this.#closing;
  }

  /** Catches up with what other processes have committed. */
  async refresh(): Promise<void> {
    // What is read next may be of the moment after a commit that is under way: who may see it is not known before that has landed.
    if (this.#underWay?.setsUp) await this.#underWay.landed;
    if (this.#turning) return;
    const { rows } = await this.#client.execute('SELECT version FROM meta');
    if (Number(rows[0]?.['version']) !== this.#setUp.version && !this.#turning) await this.#reload();
  }

  /** Resolves when a search finds all that is committed, or as much of it as can be had. */
  searchable(): Promise<void> {
    if (this.#closing) return Promise.reject(new Error('The workspace is closing.'));
    const searchable = this.#search.wait();
    this.#turning ??= this.#takeTurns();
    return searchable;
  }

  /** Finishes what waits, then takes nothing more. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#search.wake();
    while (this.#turning) await this.#turning;
  }

  /** Does a job, and gives each mutation's refusal, or null. @throws LaneGap */
  enqueue(work: Omit<Job, 'resolve' | 'reject'>): Promise<(Rejection | null)[]> {
    if (this.#closing) return Promise.reject(new Error('The workspace is closing.'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...work, resolve, reject });
      this.#arrived?.();
      this.#turning ??= this.#takeTurns();
    });
  }

  async #takeTurns(): Promise<void> {
    // Requests that arrive in the same tick share the first turn.
    await new Promise(setImmediate);
    this.#search.wake();
    do
      while (this.#again.length > 0 || this.#queue.length > 0 || this.#search.awaited) {
        await this.#search.keepUp();
        const next = await this.#next();
        if (!next) continue;
        try {
          await this.#turn(next);
        } catch (error) {
          await this.#fail(next.jobs, error);
        }
      }
    while (await this.#goesOn());
    await this.#prune();
    this.#turning = undefined;
    if (this.#again.length > 0 || this.#queue.length > 0 || this.#search.awaited) this.#turning = this.#takeTurns();
    else if (!this.#closing) this.#search.rest(() => void this.searchable().catch((error: unknown) => this.#onFault(error, 'search')));
  }

  /** Waits for the turn that is being written, or for what can be worked out meanwhile; false where there is neither. */
  async #goesOn(): Promise<boolean> {
    if (!this.#underWay) return false;
    await Promise.race([this.#underWay.landed, new Promise<void>((resolve) => (this.#arrived = resolve))]);
    return true;
  }

  /** The jobs of the next turn. People's wait for the turn before, and go together; long work comes in between, a job at a time. */
  async #next(): Promise<Attempt | undefined> {
    const people = this.#queue.some((job) => !job.background);
    const peopleFirst = people && this.#wasBackground;
    const again = this.#again[0];
    if (again && !(peopleFirst && isBackground(again))) {
      this.#wasBackground = isBackground(again);
      return this.#again.shift();
    }
    const background = again ? -1 : this.#queue.findIndex((job) => job.background);
    const jobs: Job[] = [];
    if (background >= 0 && !peopleFirst) jobs.push(...this.#queue.splice(background, 1));
    else if (people) {
      await this.#underWay?.landed;
      for (let at = 0, count = 0; at < this.#queue.length;) {
        const job = this.#queue[at];
        if (!job || job.background) at++;
        else if (count > 0 && count + job.mutations.length > turnMutations) break;
        else {
          count += job.mutations.length;
          jobs.push(...this.#queue.splice(at, 1));
        }
      }
    }
    if (jobs.length === 0) return undefined;
    this.#wasBackground = jobs.every((job) => job.background);
    this.#search.committing(jobs.reduce((sum, { mutations }) => sum + mutations.length, 0));
    return { jobs, number: 0, yielded: false };
  }

  async #fail(jobs: readonly Job[], error: unknown): Promise<void> {
    for (const job of jobs) job.reject(error);
    // Whatever stands now is read again by the next turn, which says so itself when it cannot.
    await this.#reload().catch(() => this.#forget());
  }

  async #prune(): Promise<void> {
    const now = this.#now();
    if (now - this.#prunedAt < pruneEvery) return;
    this.#prunedAt = now;
    try {
      await prune(this.#client, now);
      this.#lanes.clear();
    } catch (error) {
      this.#onFault(error, 'prune');
    }
  }

  /**
   * Works a turn out and gives it to be written. One of long work is worked out over the turn that is being written, where that
   * takes nothing away and leaves the set-up as it is; any other after it.
   */
  async #turn(attempt: Attempt): Promise<void> {
    const { jobs } = attempt;
    if (!isBackground(attempt) || !this.#underWay?.written) await this.#underWay?.landed;
    const over = this.#underWay;
    let anew = false;
    for (;;) {
      const loaded = new LoadedRows();
      const lanes = await this.#lanesOf(jobs, anew);
      const at = new Date(this.#now()).toISOString();
      const cached = (type: RecordType, id: Id) => this.#cache.get(type, id);
      const ids = unknownIds(jobs, (id) => this.#cache.has(id));
      // A mutator that makes ids asks for rows by them: in each run the same ones, or they would never all be loaded.
      const made: Id[] = [];
      let overlay = new Overlay(this.#setUp, loaded, cached, over?.written);
      for (const id of ids) overlay.wants.ids.add(id);
      for (const { actor, mutations } of jobs)
        if (actor.kind === 'person' && actor.imports)
          for (const mutation of mutations) {
            const brought = broughtNumber(mutation);
            if (brought) overlay.holderOf(brought.type, brought.number);
          }
      // People who have come meanwhile go first, once.
      const goesOn = () => attempt.yielded || !this.#queue.some((job) => !job.background);
      let result: TurnResult;
      for (;;) {
        if (overlay.wants.size > 0) await load(this.#client, overlay.wants, loaded);
        overlay = new Overlay(this.#setUp, loaded, cached, over?.written);
        let count = 0;
        const input = { jobs, overlay, lanes, at, newId: () => (made[count++] ??= newId()) };
        // One that another process was faster than is in a hurry.
        const run = isBackground(attempt) && attempt.number === 0 ? await runTurnInSteps(input, goesOn) : runTurn(input);
        if (!run) return void this.#again.push({ ...attempt, yielded: true });
        result = run;
        if (overlay.wants.size === 0) break;
      }
      if (result.gap && !anew) {
        anew = true;
        continue;
      }
      const version = over?.turn.to ?? this.#setUp.version;
      const counters = new Map([...this.#setUp.counters, ...(over?.turn.counters ?? [])]);
      const turn = numbered(
        { from: version, to: version, at, outcomes: result.outcomes, counters: new Map(), gone: loaded.gone },
        counters,
      );
      // It rests on what has not come about, and follows the turn before once more.
      if (over && !(await over.landed)) return void this.#again.push(attempt);
      if (over && !goesOn()) return void this.#again.push({ ...attempt, yielded: true });
      if (turn.to === turn.from) return this.#settle(result);
      const underWay: UnderWay = {
        turn,
        written: isBackground(attempt) ? writtenBy(turn) : undefined,
        setsUp: turn.outcomes.some(({ writes }) => writes.some(({ type }) => isSetupType(type))),
        landed: this.#write(attempt, turn, result).finally(() => {
          if (this.#underWay === underWay) this.#underWay = undefined;
        }),
      };
      this.#underWay = underWay;
      return;
    }
  }

  /** Writes a turn, and says whether it stands; where another process was faster, it runs again on what stands now. */
  async #write(attempt: Attempt, turn: Turn, result: TurnResult): Promise<boolean> {
    try {
      await this.#client.batch(commitStatements(turn), 'write');
    } catch (error) {
      try {
        await this.#reload();
        // The guard fails where another process has moved the version; a libSQL server may be busy with its batch still.
        const moved = this.#setUp.version !== turn.from;
        if (attempt.number >= mostAttempts || !(moved || isBusy(error))) throw error;
        if (!moved) await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
        this.#again.unshift({ ...attempt, number: attempt.number + 1 });
      } catch (last) {
        await this.#fail(attempt.jobs, last);
      }
      return false;
    }
    this.#setUp.version = turn.to;
    for (const [type, last] of turn.counters) this.#setUp.counters.set(type, last);
    this.#lanes.take(turn.outcomes);
    for (const { writes } of turn.outcomes)
      for (const { type, id, after } of writes) {
        if (isSetupType(type)) {
          const rows = this.#setUp.rows.get(type as SetupType);
          if (after) rows?.set(id, after);
          else rows?.delete(id);
        } else if (after) this.#cache.put(type, after);
        else this.#cache.drop(type, id);
      }
    this.#settle(result);
    for (const listener of this.#listeners) listener(turn.to, turn.outcomes);
    return true;
  }

  #settle({ faults, settle }: TurnResult): void {
    for (const { error, mutator } of faults) this.#onFault(error, mutator);
    settle();
  }

  /** Where the jobs' lanes stand, at the version that this process knows of. */
  async #lanesOf(jobs: readonly Job[], anew: boolean): Promise<Map<Id, LanePosition>> {
    for (;;) {
      const { lanes, version } = await this.#lanes.of(jobs, anew);
      // Whoever repeats a push that another process has taken must hear a version that contains it.
      if (version === undefined || version === this.#setUp.version) return lanes;
      await this.#reload();
    }
  }

  async #reload(): Promise<void> {
    this.#forget();
    this.#setUp = await loadSetUp(this.#client);
  }

  #forget(): void {
    this.#cache.clear();
    this.#lanes.clear();
  }
}

const isBusy = (error: unknown): boolean => error instanceof LibsqlError && error.code.startsWith('SQLITE_BUSY');

const isBackground = ({ jobs }: Attempt): boolean => jobs.every((job) => job.background);
