import { LibsqlError } from '@libsql/client';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { Actor, NamedMutation, Rejection, Write, handedOver } from '../../shared/mutators/index.ts';
import type { RecordType, Row, SetupType, User } from '../../shared/records/index.ts';
import { isSetupType } from '../../shared/records/index.ts';
import type { Sight } from '../../shared/sight.ts';
import { sightOf } from '../../shared/sight.ts';
import type { Mutation } from '../../shared/sync/wire.ts';
import type { Database } from '../database/index.ts';
import { broughtNumber } from './brought-number.ts';
import type { Outcome, Turn } from './commit.ts';
import { commitStatements } from './commit.ts';
import { RowCache } from './cache.ts';
import { numbered } from './numbered.ts';
import { Overlay } from './overlay.ts';
import type { SetUp } from './rows.ts';
import type { LanePosition } from './lanes.ts';
import { Lanes } from './lanes.ts';
import { LoadedRows, fieldIs, load, loadSetUp } from './rows.ts';
import { prune, pruneEvery } from './prune.ts';
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
  /** Whether it stands; else its jobs have been told otherwise, or wait to run again. Never fails. */
  landed: Promise<boolean>;
}

export interface WorkspaceOptions {
  id: Id;
  client: Database;
  /** Milliseconds since 1970. */
  now: () => number;
  /** A bug in a mutator: its mutation is rejected, and somebody should know. */
  onFault: (error: unknown, mutator: string) => void;
}

/**
 * One open workspace: the only writer of its database in this process. Mutations wait in a queue; a turn takes those that
 * wait, runs them over rows in memory, and commits them together.
 */
export class Workspace {
  readonly id: Id;
  readonly client: Database;
  readonly #now: () => number;
  readonly #onFault: WorkspaceOptions['onFault'];
  readonly #cache = new RowCache(20_000);
  readonly #lanes: Lanes;
  readonly #queue: Job[] = [];
  readonly #search: SearchUpkeep;
  readonly #listeners = new Set<(version: number) => void>();
  readonly #commitListeners = new Set<(version: number, outcomes: readonly Outcome[]) => void>();
  /** Turns that have to run again, before any other. */
  readonly #again: Attempt[] = [];
  #setUp: SetUp;
  #turning: Promise<void> | undefined;
  #underWay: UnderWay | undefined;
  #wasBackground = false;
  #arrived: (() => void) | undefined;
  #closing = false;
  #holds = 0;
  #prunedAt = 0;

  private constructor(options: WorkspaceOptions, setUp: SetUp) {
    this.id = options.id;
    this.client = options.client;
    this.#now = options.now;
    this.#onFault = options.onFault;
    this.#setUp = setUp;
    this.#lanes = new Lanes(options.client, 20_000);
    this.#search = new SearchUpkeep(options.client, (error) => options.onFault(error, 'search'));
  }

  static async open(options: WorkspaceOptions): Promise<Workspace> {
    return new Workspace(options, await loadSetUp(options.client));
  }

  /** The version of the last commit that this process knows of. */
  get version(): number {
    return this.#setUp.version;
  }

  /** Whether anybody waits for or listens to this workspace: it must stay open then. */
  get busy(): boolean {
    return this.#turning !== undefined || this.#queue.length > 0 || this.#listeners.size > 0 || this.#holds > 0;
  }

  /** Keeps the workspace open while something long is read from it. Gives the function that lets go. */
  hold(): () => void {
    let held = true;
    this.#holds++;
    return () => {
      if (held) this.#holds--;
      held = false;
    };
  }

  user(personId: Id): User | undefined {
    return this.#setUp.rows.get('user')?.get(personId) as User | undefined;
  }

  every<T extends SetupType>(type: T): readonly Row<T>[] {
    return [...(this.#setUp.rows.get(type)?.values() ?? [])] as Row<T>[];
  }

  /** What an active person sees; undefined for anybody else. */
  sight(personId: Id): Sight | undefined {
    const user = this.user(personId);
    return user?.status === 'active' ? sightOf(user, this.every('user')) : undefined;
  }

  /** Some of a person's records of a type, whoever sees them; none when there are none. */
  async idsOwnedBy(personId: Id, type: (typeof handedOver)[number], limit: number): Promise<Id[]> {
    const { rows } = await this.client.execute({
      sql: `SELECT id FROM record WHERE ${fieldIs(type, 'owner_id')} LIMIT ?`,
      args: [personId, limit],
    });
    return rows.map((row) => String(row['id']));
  }

  /** Catches up with what other processes have committed. */
  async refresh(): Promise<void> {
    if (this.#turning) return;
    const { rows } = await this.client.execute('SELECT version FROM meta');
    if (Number(rows[0]?.['version']) !== this.#setUp.version && !this.#turning) await this.#reload();
  }

  /** Another process says that it has committed: who may see what can have changed too. */
  async noticed(version: number): Promise<void> {
    if (version <= this.#setUp.version || this.#closing) return;
    await this.refresh();
    for (const listener of this.#listeners) listener(Math.max(version, this.#setUp.version));
  }

  /** Hears every commit's version. Gives the function that stops it. */
  onVersion(listener: (version: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hears the commits of this process alone, and what was in each. */
  onCommit(listener: (version: number, outcomes: readonly Outcome[]) => void): void {
    this.#commitListeners.add(listener);
  }

  /** Runs mutations in one commit, all or none. @throws Rejection of the first that is refused */
  async mutate(actor: Actor, mutations: readonly NamedMutation[]): Promise<void> {
    const outcomes = await this.#enqueue({
      actor,
      mutations: mutations.map((mutation) => ({ ...mutation, place: null })),
      whole: true,
      background: false,
    });
    const refused = outcomes.find((rejection) => rejection !== null);
    if (refused) throw refused;
  }

  /**
   * Runs mutations, each for itself; gives each one's refusal, or null. Those of an import take turns with what people do, and are
   * worked out while others are written: what is asked for before the last has been answered still comes after it.
   */
  mutateEach(actor: Actor, mutations: readonly NamedMutation[]): Promise<(Rejection | null)[]> {
    if (mutations.length === 0) return Promise.resolve([]);
    return this.#enqueue({
      actor,
      mutations: mutations.map((mutation) => ({ ...mutation, place: null })),
      whole: false,
      background: actor.kind === 'person' && actor.imports === true,
    });
  }

  /**
   * Takes a person's mutations in their lanes: those that came before do nothing, refusals are kept for their author.
   * Gives the version to which the author must pull to see the outcome. @throws LaneGap
   * @param embedded they come from a component on somebody else's page, which never administers
   */
  async push(personId: Id, mutations: readonly Mutation[], embedded = false): Promise<number> {
    await this.#enqueue({
      actor: { kind: 'person', id: personId, embedded },
      mutations: mutations.map(({ name, args, lane, sequence }) => ({ name, args, place: { lane, sequence, person: personId } })),
      whole: false,
      background: false,
    });
    return this.#setUp.version;
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
    this.client.close();
  }

  #enqueue(work: Omit<Job, 'resolve' | 'reject'>): Promise<(Rejection | null)[]> {
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
      await prune(this.client, now);
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
        if (overlay.wants.size > 0) await load(this.client, overlay.wants, loaded);
        overlay = new Overlay(this.#setUp, loaded, cached, over?.written);
        let count = 0;
        const input = { jobs, overlay, lanes, at, newId: () => (made[count++] ??= newId()) };
        const run = isBackground(attempt) ? await runTurnInSteps(input, goesOn) : runTurn(input);
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
      await this.client.batch(commitStatements(turn), 'write');
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
    for (const listener of [...this.#listeners, ...this.#commitListeners]) listener(turn.to, turn.outcomes);
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
    this.#setUp = await loadSetUp(this.client);
  }

  #forget(): void {
    this.#cache.clear();
    this.#lanes.clear();
  }
}

const isBusy = (error: unknown): boolean => error instanceof LibsqlError && error.code.startsWith('SQLITE_BUSY');

const isBackground = ({ jobs }: Attempt): boolean => jobs.every((job) => job.background);
