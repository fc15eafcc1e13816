import { LibsqlError } from '@libsql/client';
import type { Id } from '../../shared/ids.ts';
import { newId } from '../../shared/ids.ts';
import type { Actor, NamedMutation, handedOver } from '../../shared/mutators/index.ts';
import { Rejection, keyOf } from '../../shared/mutators/index.ts';
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
import { Overlay } from './overlay.ts';
import type { SetUp } from './rows.ts';
import type { LanePosition } from './lanes.ts';
import { Lanes } from './lanes.ts';
import { LoadedRows, fieldIs, load, loadSetUp } from './rows.ts';
import { prune, pruneEvery } from './prune.ts';
import { SearchUpkeep } from './search-upkeep.ts';
import type { Job } from './turn.ts';
import { runTurn, unknownIds } from './turn.ts';

/** Mutations that share a commit at the most. */
const turnMutations = 256;

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
  #setUp: SetUp;
  #turning: Promise<void> | undefined;
  #closing = false;
  #holds = 0;
  #prunedAt = 0;
  #pushedAt = 0;

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
    const outcomes = await this.#enqueue({ actor, mutations: mutations.map((mutation) => ({ ...mutation, place: null })), whole: true });
    const refused = outcomes.find((rejection) => rejection !== null);
    if (refused) throw refused;
  }

  /** Runs mutations, each for itself; gives each one's refusal, or null. */
  mutateEach(actor: Actor, mutations: readonly NamedMutation[]): Promise<(Rejection | null)[]> {
    if (mutations.length === 0) return Promise.resolve([]);
    return this.#enqueue({ actor, mutations: mutations.map((mutation) => ({ ...mutation, place: null })), whole: false });
  }

  /**
   * Takes a person's mutations in their lanes: those that came before do nothing, refusals are kept for their author.
   * Gives the version to which the author must pull to see the outcome. @throws LaneGap
   * @param embedded they come from a component on somebody else's page, which never administers
   */
  async push(personId: Id, mutations: readonly Mutation[], embedded = false): Promise<number> {
    this.#pushedAt = this.#now();
    await this.#enqueue({
      actor: { kind: 'person', id: personId, embedded },
      mutations: mutations.map(({ name, args, lane, sequence }) => ({ name, args, place: { lane, sequence, person: personId } })),
      whole: false,
    });
    return this.#setUp.version;
  }

  /** Whether anybody has sent changes to this process within so many milliseconds: long work leaves room for them then. */
  pushedWithin(milliseconds: number): boolean {
    return this.#now() - this.#pushedAt < milliseconds;
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
      this.#turning ??= this.#takeTurns();
    });
  }

  async #takeTurns(): Promise<void> {
    // Requests that arrive in the same tick share the first turn.
    await new Promise(setImmediate);
    this.#search.wake();
    while (this.#queue.length > 0 || this.#search.awaited) {
      await this.#search.keepUp();
      const jobs: Job[] = [];
      let count = 0;
      for (let job = this.#queue[0]; job && (count === 0 || count + job.mutations.length <= turnMutations); job = this.#queue[0]) {
        jobs.push(job);
        count += job.mutations.length;
        this.#queue.shift();
      }
      if (jobs.length === 0) continue;
      this.#search.committing(count);
      try {
        await this.#turn(jobs);
      } catch (error) {
        for (const job of jobs) job.reject(error);
        // Whatever stands now is read again by the next turn, which says so itself when it cannot.
        await this.#reload().catch(() => this.#forget());
      }
    }
    await this.#prune();
    this.#turning = undefined;
    if (this.#queue.length > 0 || this.#search.awaited) this.#turning = this.#takeTurns();
    else if (!this.#closing) this.#search.rest(() => void this.searchable().catch((error: unknown) => this.#onFault(error, 'search')));
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

  async #turn(jobs: readonly Job[]): Promise<void> {
    let anew = false;
    for (let attempt = 0; ; attempt++) {
      const loaded = new LoadedRows();
      const lanes = await this.#lanesOf(jobs, anew);
      const at = new Date(this.#now()).toISOString();
      const cached = (type: RecordType, id: Id) => this.#cache.get(type, id);
      const ids = unknownIds(jobs, (id) => this.#cache.has(id));
      // A mutator that makes ids asks for rows by them: in each run the same ones, or they would never all be loaded.
      const made: Id[] = [];
      let overlay = new Overlay(this.#setUp, loaded, cached);
      for (const id of ids) overlay.wants.ids.add(id);
      for (const { actor, mutations } of jobs)
        if (actor.kind === 'person' && actor.imports)
          for (const mutation of mutations) {
            const brought = broughtNumber(mutation);
            if (brought) overlay.holderOf(brought.type, brought.number);
          }
      for (;;) {
        if (overlay.wants.size > 0) await load(this.client, overlay.wants, loaded);
        overlay = new Overlay(this.#setUp, loaded, cached);
        let count = 0;
        const result = runTurn({ jobs, overlay, lanes, at, newId: () => (made[count++] ??= newId()) });
        if (overlay.wants.size > 0) continue;
        if (result.gap && !anew) {
          anew = true;
          break;
        }
        const { version } = this.#setUp;
        const turn: Turn = { from: version, to: version, at, outcomes: result.outcomes, counters: new Map(), gone: loaded.gone };
        const numbered = this.#number(turn);
        if (numbered.to > numbered.from && !(await this.#commit(numbered, attempt))) break;
        for (const { error, mutator } of result.faults) this.#onFault(error, mutator);
        result.settle();
        if (numbered.to > numbered.from)
          for (const listener of [...this.#listeners, ...this.#commitListeners]) listener(numbered.to, numbered.outcomes);
        return;
      }
    }
  }

  /** Gives new records their numbers, and every written row its version. */
  #number(turn: Turn): Turn {
    const counters = new Map<RecordType, number>();
    const lastOf = (type: RecordType) => counters.get(type) ?? this.#setUp.counters.get(type) ?? 0;
    // A record that brings its number is one of those that are given: what is new of the same turn must not be given it too, nor
    // what comes before the others of its import.
    for (const { writes, actor } of turn.outcomes)
      for (const { type, after } of writes) {
        const coming = actor.kind === 'person' ? (actor.numbers?.[type] ?? 0) : 0;
        const last = after ? Math.max(after.number, coming) : 0;
        if (last > lastOf(type)) counters.set(type, last);
      }
    const numbers = new Map<string, number>();
    let to = turn.from;
    const outcomes = turn.outcomes.map((outcome): Outcome => {
      const version = ++to;
      const writes = outcome.writes.map((write) => {
        const { type, id, before, after } = write;
        const key = keyOf(type, id);
        const known = numbers.get(key);
        const numberedBefore = before && known !== undefined && before.number === 0 ? { ...before, number: known } : before;
        if (!after) return { ...write, before: numberedBefore };
        let number = after.number || known || 0;
        if (!number) {
          number = lastOf(type) + 1;
          counters.set(type, number);
          numbers.set(key, number);
        }
        return { ...write, before: numberedBefore, after: { ...after, number, version } };
      });
      return { ...outcome, version, writes };
    });
    return { ...turn, to, outcomes, counters };
  }

  /** Writes a turn; false when another process was faster and the turn must run again on what stands now. */
  async #commit(turn: Turn, attempt: number): Promise<boolean> {
    try {
      await this.client.batch(commitStatements(turn), 'write');
    } catch (error) {
      await this.#reload();
      if (attempt > 100) throw error;
      // The guard fails where another process has moved the version; a libSQL server may be busy with its batch still.
      if (this.#setUp.version !== turn.from) return false;
      if (!(error instanceof LibsqlError && error.code.startsWith('SQLITE_BUSY'))) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
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
    return true;
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
