import { MemoryDisk } from '../../components/store/memory-disk.ts';
import { Replica, isSame } from '../../components/store/replica.ts';
import type { Waiting } from '../../components/store/replica.ts';
import { newId } from '../../shared/ids.ts';
import type { Id } from '../../shared/ids.ts';
import type { MutatorArgs, MutatorName } from '../../shared/mutators/index.ts';
import { Rejection, applyMutation, keyOf } from '../../shared/mutators/index.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import type { Block, BootstrapHead, BootstrapTail, Mutation, PullPage } from '../../shared/sync/wire.ts';
import type { World } from './world.ts';
import { textOf } from './world.ts';

/** Wrong versions of the protocol, at the seams where it could be built wrongly: the test must catch each. */
export interface Faults {
  /** Nobody is told what left their sight. */
  noExits?: boolean;
  /** What left somebody's sight is told only where they do not see it at the moment. */
  exitsBySight?: boolean;
  /** A changed sight is not told. */
  noSight?: boolean;
  /** An answer is applied wherever the client stands. */
  noCompare?: boolean;
  /** A page session goes on with the lane of the one before. */
  reusedLane?: boolean;
  /** A lane's position is told ahead of the page that contains its effects. */
  lanesAhead?: boolean;
  /** Cursors are compared by a count, which a disk that lost its last writes counts again. */
  countedCursors?: boolean;
  /** A refused mutation stays in the outbox. */
  refusedStay?: boolean;
}

/** A browser: the real transport and replica, over a disk that can lose its last writes. */
export class Browser {
  readonly person: string;
  readonly faults: Faults;
  replica: Replica;
  readonly disk = new MemoryDisk();
  /** What must never happen, and has. */
  readonly problems: string[] = [];
  readonly #world: World;
  readonly #history: { disk: unknown; pages: number }[] = [];
  /** Pages applied so far, as far as the disk knows. */
  #pages = 0;
  /** Refusals that are on the disk, and that the server may forget. */
  #acknowledged: { lane: Id; sequence: number }[] = [];
  readonly #askedAt = new WeakMap<PullPage, number>();

  constructor(world: World, person: string, faults: Faults) {
    this.#world = world;
    this.person = person;
    this.faults = faults;
    this.replica = this.#fresh();
  }

  #fresh(): Replica {
    return new Replica({ personId: this.#world.id(this.person), now: () => new Date().toISOString(), newId, apply: applyMutation });
  }

  #written(): void {
    this.#history.push({ disk: this.disk.snapshot(), pages: this.#pages });
    if (this.#history.length > 6) this.#history.shift();
  }

  mutate<N extends MutatorName>(name: N, args: MutatorArgs<N>): void {
    try {
      const { waiting } = this.replica.mutate(name, args);
      void this.disk.keep(waiting);
      this.#written();
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
    }
  }

  pushBody = (): Mutation[] => this.replica.outbox.map(({ lane, sequence, name, args }) => ({ lane, sequence, name, args }));

  async push(body = this.pushBody()): Promise<void> {
    if (body.length > 0) await this.#world.push(this.person, body);
  }

  /** Asks for a page of so many rows; undefined where the cache must be built anew. */
  async ask(pageRows: number): Promise<PullPage | undefined> {
    const { cursor, lanes } = this.replica;
    if (cursor === undefined) return undefined;
    const acknowledged = this.#acknowledged;
    this.#world.pageRows = pageRows;
    const answer = await this.#world.transport(this.person).pull({ cursor, lanes, acknowledged });
    this.#acknowledged = this.#acknowledged.filter((entry) => !acknowledged.includes(entry));
    if (answer.reset !== undefined) return undefined;
    await this.#spoil(answer);
    this.#askedAt.set(answer, this.#pages);
    return answer;
  }

  async #spoil(answer: PullPage): Promise<void> {
    const { faults } = this;
    if (faults.noExits) answer.removes = [];
    if (faults.exitsBySight) {
      const told: PullPage['removes'] = [];
      for (const [type, id] of answer.removes) if (!(await this.#world.shows(this.person, type, id))) told.push([type, id]);
      answer.removes = told;
    }
    if (faults.noSight) answer.sight = null;
    if (faults.refusedStay) for (const state of Object.values(answer.lanes)) if (state.rejections.length > 0) state.position = 0;
    if (faults.lanesAhead)
      for (const [lane, position] of this.#world.positions)
        if (this.replica.lanes.includes(lane)) answer.lanes[lane] ??= { position, rejections: [] };
  }

  async take(answer: PullPage): Promise<void> {
    const { faults, replica } = this;
    const misled = faults.noCompare || (faults.countedCursors && this.#askedAt.get(answer) === this.#pages);
    const applied = replica.apply(misled && replica.cursor !== undefined ? { ...answer, base: replica.cursor } : answer);
    if (!applied) return;
    this.#pages++;
    const { done, refused } = applied.effects;
    await this.disk.apply(applied.effects);
    // What the server is told to forget must not be lost here.
    if (refused.length > 0) this.#history.length = 0;
    this.#written();
    this.#acknowledged.push(...refused.map(({ lane, sequence }) => ({ lane, sequence })));
    for (const waiting of done)
      this.#checkDone(
        waiting,
        answer,
        refused.some((entry) => isSame(entry, waiting)),
      );
    for (const { name, code } of refused)
      if (name === 'createNote' && code === 'already_exists') this.problems.push(`TWICE ${this.person}`);
  }

  /** What leaves the outbox was done by the server, exactly so, and shows in what has come by now. */
  #checkDone(waiting: Waiting, answer: PullPage, refused: boolean): void {
    const made = this.#world.done.get(`${waiting.lane} ${waiting.sequence}`);
    if (made?.text !== textOf(waiting)) this.problems.push(`LOST ${this.person} ${textOf(waiting)}`);
    if (made && made.refused !== refused) this.problems.push(`REFUSED without a word ${this.person} ${textOf(waiting)}`);
    const version = this.#world.cursors.read(answer.cursor)?.version ?? 0;
    if (made && made.version > version) this.problems.push(`FLICKER ${this.person} ${textOf(waiting)}`);
  }

  /** Builds the cache anew, as after a reset. @param breakAfter lines after which the answer breaks off */
  async rebuild(breakAfter = Number.POSITIVE_INFINITY): Promise<void> {
    if (this.replica.cursor !== undefined) {
      await this.disk.dropRows();
      this.#written();
    }
    this.replica.restart({ outbox: this.replica.outbox, refused: this.replica.refused, stays: true });
    const rewrite = await this.disk.rewrite();
    let lines = 0;
    let sight = this.replica.sight;
    for await (const line of this.#world.transport(this.person).bootstrap()) {
      if (lines++ === breakAfter) return;
      const parsed = JSON.parse(line) as Block | BootstrapHead | BootstrapTail;
      if ('rows' in parsed) {
        this.replica.load(parsed);
        await rewrite.add(line);
      } else if ('sight' in parsed) sight = parsed.sight;
      else this.replica.cursor = parsed.cursor;
    }
    this.replica.sight = sight;
    await rewrite.finish({ base: undefined, cursor: this.replica.cursor ?? '', sight, first: 0 });
    this.replica.replay();
    this.#written();
  }

  /** Starts from what another browser of the same person has on its disk. */
  async startAs(other: Browser): Promise<void> {
    this.disk.goBack(other.disk.snapshot());
    this.#written();
    await this.crash();
  }

  /** The page is gone, the disk is not. */
  async crash(): Promise<void> {
    const { lane } = this.replica;
    this.replica = this.#fresh();
    if (this.faults.reusedLane) this.replica.lane = lane;
    const kept = await this.disk.open();
    this.replica.restart({
      outbox: kept.outbox,
      refused: kept.refused,
      sight: kept.sight,
      ...(kept.cursor === undefined ? {} : { cursor: kept.cursor }),
    });
    const newer = new Map<RecordType, Set<Id>>();
    for (const { type, id } of kept.delta) newer.set(type, (newer.get(type) ?? new Set()).add(id));
    for (const { type, text } of kept.delta) if (text !== null) this.replica.load({ type, rows: [JSON.parse(text) as Row] } as Block);
    for (const text of kept.first) this.replica.load(JSON.parse(text) as Block, newer);
    for await (const text of this.disk.blocks()) this.replica.load(JSON.parse(text) as Block, newer);
    this.replica.replay();
  }

  /** The last writes never reached the disk. */
  async powerLoss(count: number): Promise<void> {
    const snapshot = this.#history[this.#history.length - 1 - count];
    if (snapshot !== undefined) {
      this.disk.goBack(snapshot.disk);
      this.#pages = snapshot.pages;
      this.#history.splice(this.#history.length - count, count);
    }
    await this.crash();
  }

  /** What the server has confirmed of everything, by key. */
  confirmed(): Map<string, Row> {
    const rows = new Map<string, Row>();
    for (const { type, row } of this.replica.confirmedRows()) rows.set(keyOf(type, row.id), row);
    return rows;
  }
}
