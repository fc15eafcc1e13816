import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Replica } from '../../components/store/replica.ts';
import { MemoryDisk } from '../../components/store/memory-disk.ts';
import { newId } from '../../shared/ids.ts';
import type { Id } from '../../shared/ids.ts';
import type { MutatorArgs, MutatorName, NamedMutation } from '../../shared/mutators/index.ts';
import { Rejection, applyMutation, keyOf, standardSetup } from '../../shared/mutators/index.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';

import { sees } from '../../shared/sight.ts';
import type { Block, PullPage } from '../../shared/sync/wire.ts';
import { bootstrap } from '../../server/sync/bootstrap.ts';
import { Cursors } from '../../server/sync/cursor.ts';
import { parsedPage, pull } from '../../server/sync/pull.ts';
import { LaneGap, Workspaces } from '../../server/workspace/index.ts';
import type { Workspace } from '../../server/workspace/index.ts';

/** Wrong versions of the protocol, at the seams where it could be built wrongly: the test must catch each. */
export interface Faults {
  /** Nobody is told what left their sight. */
  noExits?: boolean;
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

const system = { kind: 'system', name: 'directory' } as const;
export const people = ['rep1', 'rep2', 'manager', 'boss'] as const;
const pageRows = 4;

/** A real workspace on a real libSQL file, emptied between schedules. */
export class World {
  readonly ids = new Map<string, Id>();
  readonly cursors = new Cursors(Buffer.alloc(32, 7));
  workspace!: Workspace;
  #workspaces!: Workspaces;
  #folder = '';

  async open(): Promise<void> {
    this.#folder = await mkdtemp(join(process.env['CONVERGENCE_DIR'] ?? tmpdir(), 'inlay-convergence-'));
    this.#workspaces = new Workspaces({
      config: { dataDir: this.#folder, libsql: undefined },
      onFault: (error) => {
        throw error;
      },
    });
    this.workspace = await this.#workspaces.create(newId());
    await this.workspace.client.execute('PRAGMA synchronous = OFF');
    for (const name of people) this.ids.set(name, newId());
    await this.workspace.mutate(system, [
      ...standardSetup({
        workspace: { name: 'W' },
        administrator: { id: this.id('boss'), name: 'boss', email: 'boss@example.com' },
        newId,
      }),
      ...people
        .filter((name) => name !== 'boss')
        .map((name): NamedMutation => ({ name: 'createUser', args: { id: this.id(name), name, email: `${name}@example.com` } })),
    ]);
  }

  async close(): Promise<void> {
    await this.#workspaces.close();
    await rm(this.#folder, { recursive: true });
  }

  id = (name: string): Id => this.ids.get(name) ?? '';

  /** As at the start: nobody's records, the first profiles. The version goes on. */
  async clear(): Promise<void> {
    const work = "('lead', 'task', 'note')";
    await this.workspace.client.batch(
      [
        `DELETE FROM record WHERE type IN ${work}`,
        `DELETE FROM record_scope WHERE type IN ${work}`,
        'DELETE FROM exit',
        'DELETE FROM lane',
        'DELETE FROM rejection',
        'DELETE FROM change',
        'UPDATE meta SET version = version + 1',
      ],
      'write',
    );
    await this.workspace.refresh();
    await this.setRole('rep1', 'user', 'manager');
    await this.setRole('rep2', 'user', null);
    await this.setRole('manager', 'manager', null);
    await this.setRole('boss', 'company', null);
  }

  async setRole(name: string, profile: 'user' | 'manager' | 'company', reportsTo: string | null): Promise<void> {
    const args = { id: this.id(name), profile, reports_to: reportsTo === null ? null : this.id(reportsTo) };
    await this.workspace.mutate(system, [{ name: 'updateUser', args }]).catch((error: unknown) => {
      // People who would report to each other: the workspace refuses, and nothing changes.
      if (!(error instanceof Rejection)) throw error;
    });
  }

  /** What the person should have, as text by key. */
  async truth(name: string): Promise<Map<string, string>> {
    const sight = this.workspace.sight(this.id(name)) ?? [];
    const { rows } = await this.workspace.client.execute('SELECT type, id, data FROM record WHERE removed_version IS NULL');
    const truth = new Map<string, string>();
    for (const { type, id, data } of rows) {
      const row = JSON.parse(String(data)) as Row;
      if (sees(sight, row.scope)) truth.set(keyOf(type as RecordType, String(id)), String(data));
    }
    return truth;
  }

  /** Which mutations the server has done, by lane and number, from the history of what they touched. */
  async positions(): Promise<Map<Id, number>> {
    const { rows } = await this.workspace.client.execute('SELECT id, position FROM lane');
    return new Map(rows.map((row) => [String(row['id']), Number(row['position'])]));
  }
}

/** A browser: the real replica over a disk that can lose its last writes. */
export class Browser {
  readonly person: string;
  readonly faults: Faults;
  replica: Replica;
  readonly disk = new MemoryDisk();
  readonly #world: World;
  readonly #history: { disk: unknown; pages: number }[] = [];
  /** Pages applied so far, as far as the disk knows. */
  #pages = 0;
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

  mutate<N extends MutatorName>(name: N, args: MutatorArgs<N>): boolean {
    try {
      const { waiting } = this.replica.mutate(name, args);
      void this.disk.keep(waiting);
      this.#written();
      return true;
    } catch (error) {
      if (error instanceof Rejection) return false;
      throw error;
    }
  }

  pushBody = () => structuredClone(this.replica.outbox.map(({ lane, sequence, name, args }) => ({ lane, sequence, name, args })));

  async push(body = this.pushBody()): Promise<void> {
    if (body.length === 0) return;
    await this.#world.workspace.push(this.#world.id(this.person), body).catch((error: unknown) => {
      if (!(error instanceof LaneGap)) throw error;
    });
  }

  /** Asks for a page; undefined where the server wants a bootstrap. */
  async ask(): Promise<PullPage | undefined> {
    const { workspace, cursors } = this.#world;
    const person = this.#world.id(this.person);
    const sight = workspace.sight(person) ?? [];
    if (this.replica.cursor === undefined) return undefined;
    const page = await pull({ workspace, person, sight, cursor: this.replica.cursor, lanes: this.replica.lanes, cursors, pageRows });
    if (page.reset !== undefined) return undefined;
    const answer = parsedPage(page);
    if (this.faults.noExits) answer.removes = [];
    if (this.faults.noSight) answer.sight = null;
    if (this.faults.refusedStay) for (const state of Object.values(answer.lanes)) if (state.rejections.length > 0) state.position = 0;
    if (this.faults.lanesAhead)
      for (const [lane, position] of await this.#world.positions())
        if (this.replica.lanes.includes(lane)) answer.lanes[lane] ??= { position, rejections: [] };
    this.#askedAt.set(answer, this.#pages);
    return answer;
  }

  async take(answer: PullPage): Promise<void> {
    const { faults, replica } = this;
    const misled = faults.noCompare || (faults.countedCursors && this.#askedAt.get(answer) === this.#pages);
    const applied = replica.apply(misled && replica.cursor !== undefined ? { ...answer, base: replica.cursor } : answer);
    if (!applied) return;
    this.#pages++;
    await this.disk.apply(applied.effects);
    this.#written();
  }

  async bootstrap(): Promise<void> {
    const { workspace, cursors } = this.#world;
    const person = this.#world.id(this.person);
    const rewrite = await this.disk.rewrite();
    const base = this.replica.cursor;
    this.replica.restart({ outbox: this.replica.outbox, refused: this.replica.refused });
    for await (const line of bootstrap({ workspace, person, sight: workspace.sight(person) ?? [], cursors })) {
      const parsed = JSON.parse(line);
      if ('rows' in parsed) {
        this.replica.load(parsed as Block);
        await rewrite.add(line);
      } else if ('sight' in parsed) this.replica.sight = parsed.sight;
      else this.replica.cursor = parsed.cursor;
    }
    await rewrite.finish({ base, cursor: this.replica.cursor ?? '', sight: this.replica.sight, first: 0 });
    this.replica.replay();
    this.#written();
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
      this.disk.goBack(snapshot.disk as Parameters<MemoryDisk['goBack']>[0]);
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
