import type { Id } from '../../shared/ids.ts';
import type { Actor, NamedMutation, Rejection, handedOver } from '../../shared/mutators/index.ts';
import type { Row, SetupType, User } from '../../shared/records/index.ts';
import type { Sight } from '../../shared/sight.ts';
import { sightOf } from '../../shared/sight.ts';
import type { Mutation } from '../../shared/sync/wire.ts';
import type { Database } from '../database/index.ts';
import { fieldIs } from './rows.ts';
import type { CommitListener, WriteQueueOptions } from './write-queue.ts';
import { WriteQueue } from './write-queue.ts';

export interface WorkspaceOptions extends WriteQueueOptions {
  id: Id;
}

/** One open workspace: who is in it and what they see, what is done in it, and who hears of that. */
export class Workspace {
  readonly id: Id;
  readonly client: Database;
  readonly #writes: WriteQueue;
  readonly #listeners = new Set<(version: number) => void>();
  #holds = 0;

  private constructor({ id, client }: WorkspaceOptions, writes: WriteQueue) {
    this.id = id;
    this.client = client;
    this.#writes = writes;
    writes.onCommit((version) => {
      for (const listener of this.#listeners) listener(version);
    });
  }

  static async open(options: WorkspaceOptions): Promise<Workspace> {
    return new Workspace(options, await WriteQueue.open(options));
  }

  /** The version of the last commit that this process knows of. */
  get version(): number {
    return this.#writes.setUp.version;
  }

  /** Whether anybody waits for or listens to this workspace: it must stay open then. */
  get busy(): boolean {
    return this.#writes.busy || this.#listeners.size > 0 || this.#holds > 0;
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
    return this.#writes.setUp.rows.get('user')?.get(personId) as User | undefined;
  }

  every<T extends SetupType>(type: T): readonly Row<T>[] {
    return [...(this.#writes.setUp.rows.get(type)?.values() ?? [])] as Row<T>[];
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
  refresh(): Promise<void> {
    return this.#writes.refresh();
  }

  /** Another process says that it has committed: who may see what can have changed too. */
  async noticed(version: number): Promise<void> {
    if (version <= this.#writes.setUp.version || this.#writes.closing) return;
    await this.refresh();
    for (const listener of this.#listeners) listener(Math.max(version, this.#writes.setUp.version));
  }

  /** Hears every commit's version. Gives the function that stops it. */
  onVersion(listener: (version: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hears the commits of this process alone, and what was in each. */
  onCommit(listener: CommitListener): void {
    this.#writes.onCommit(listener);
  }

  /** Runs mutations in one commit, all or none. @throws Rejection of the first that is refused */
  async mutate(actor: Actor, mutations: readonly NamedMutation[]): Promise<void> {
    const outcomes = await this.#writes.enqueue({
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
    return this.#writes.enqueue({
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
    await this.#writes.enqueue({
      actor: { kind: 'person', id: personId, embedded },
      mutations: mutations.map(({ name, args, lane, sequence }) => ({ name, args, place: { lane, sequence, person: personId } })),
      whole: false,
      background: false,
    });
    return this.#writes.setUp.version;
  }

  /** Resolves when a search finds all that is committed, or as much of it as can be had. */
  searchable(): Promise<void> {
    return this.#writes.searchable();
  }

  /** Finishes what waits, then takes nothing more. */
  async close(): Promise<void> {
    await this.#writes.close();
    this.client.close();
  }
}
