import type { Id } from '../../shared/ids.ts';
import type { applyMutation, MutatorArgs, MutatorName, Write } from '../../shared/mutators/index.ts';
import { Rejection } from '../../shared/mutators/rejection.ts';
import { keyOf } from '../../shared/mutators/tx.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import type { Sight } from '../../shared/sight.ts';
import { sees } from '../../shared/sight.ts';
import type { Block, Mutation, PullPage, RejectedMutation } from '../../shared/sync/wire.ts';
import type { Change } from './query.ts';
import { Rows } from './rows.ts';

/** A mutation that the server has not answered for yet. */
export interface Waiting extends Mutation {
  /** When it was made, by this machine's clock: for people, never for order. */
  at: string;
}

/** A mutation that the server refused, kept until its author has dealt with it. */
export interface Refused extends Waiting, Omit<RejectedMutation, 'sequence'> {
  /** The records that it would have changed. */
  touched: readonly { type: RecordType; id: Id }[];
}

/** What a page changes on disk, all in one transaction. */
export interface PageEffects {
  base: string;
  cursor: string;
  sight: Sight;
  puts: Block[];
  removes: (readonly [RecordType, Id])[];
  done: Waiting[];
  refused: Refused[];
}

export interface ReplicaOptions {
  personId: Id;
  now: () => string;
  newId: () => Id;
  /** How mutations are run; may be given later by `rule`. */
  apply?: Apply;
}

type Apply = typeof applyMutation;

/**
 * The client's half of sync, without any I/O: confirmed rows, the outbox replayed over them, and what a page from the
 * server does to both. The same logic runs in the browser over IndexedDB and in the tests over a disk that loses writes.
 */
export class Replica {
  readonly rows = new Rows();
  cursor: string | undefined;
  sight: Sight = [];
  outbox: Waiting[] = [];
  refused: Refused[] = [];
  /** This page session's own lane: never used again after it, or once it is broken, or a power loss could make two mutations look like one. */
  lane: Id;
  readonly #options: ReplicaOptions;
  /** What the server has confirmed of records that the outbox changes; elsewhere `rows` is what is confirmed. */
  readonly #confirmed = new Map<string, { type: RecordType; id: Id; row: Row | undefined }>();
  readonly #touched = new Map<Waiting, readonly Write[]>();
  /** Confirmed rows that come while others are shown: they take their place when all are there. */
  #arriving: Rows | undefined;
  #before: Map<string, Change> | undefined;
  #sequence = 0;
  #apply: Apply | undefined;

  constructor(options: ReplicaOptions) {
    this.#options = options;
    this.#apply = options.apply;
    this.lane = options.newId();
  }

  /**
   * Runs a mutation here and now. Before the rules are there it waits, unseen: they show it, and the server judges it.
   *
   * @throws Rejection, and nothing has happened
   */
  mutate<N extends MutatorName>(name: N, args: MutatorArgs<N>): { waiting: Waiting; changes: Change[] } {
    const waiting: Waiting = { lane: this.lane, sequence: this.#sequence + 1, name, args, at: this.#options.now() };
    const writes = this.#apply ? this.#run(this.#apply, waiting) : [];
    this.#sequence++;
    const changes = this.#changing(() => this.#overlay(waiting, writes));
    this.outbox = [...this.outbox, waiting];
    return { waiting, changes };
  }

  /** Gives the rules by which mutations are run, and runs those that wait. */
  rule(apply: Apply): Change[] {
    this.#apply = apply;
    return this.#changing(() => this.#replay());
  }

  /** Takes in mutations that another tab has made. */
  adopt(waiting: Waiting): Change[] {
    if (this.outbox.some((known) => isSame(known, waiting))) return [];
    this.outbox = [...this.outbox, waiting];
    return this.#changing(() => this.#replay());
  }

  /** Puts confirmed rows in, as they come from disk or a bootstrap: each once. Those in `newer` stay as they are. */
  load({ type, rows }: Block, newer?: ReadonlyMap<RecordType, ReadonlySet<Id>>): Change[] {
    const known = newer?.get(type);
    const changes: Change[] = [];
    for (const row of rows) {
      const { id } = row;
      if (known?.has(id)) continue;
      if (this.#arriving) {
        this.#arriving.set(type, id, row);
        continue;
      }
      // There are many: keys are made for them only where there is something to find by them.
      const overlaid = this.#confirmed.size > 0 ? this.#confirmed.get(keyOf(type, id)) : undefined;
      if (overlaid) overlaid.row = row;
      else changes.push({ type, id, before: this.rows.set(type, id, row), after: row });
    }
    return changes;
  }

  /**
   * Starts from nothing but the outbox and the refusals.
   *
   * @param state.stays what is shown stays, and can be changed, until `replay` puts what has been loaded by then in its place
   */
  restart(state: { outbox: readonly Waiting[]; refused: readonly Refused[]; cursor?: string; sight?: Sight; stays?: boolean }): void {
    this.#arriving = state.stays ? new Rows() : undefined;
    if (!state.stays) this.#clear();
    this.outbox = [...state.outbox];
    this.refused = [...state.refused];
    this.cursor = state.cursor;
    this.sight = state.sight ?? [];
  }

  /** Runs the outbox over what is confirmed by now. Where other rows stayed until now, everything has changed. */
  replay(): Change[] {
    const arrived = this.#arriving;
    if (arrived) {
      this.#clear();
      this.rows.replace(arrived);
      this.#arriving = undefined;
    }
    return this.#changing(() => this.#replay());
  }

  /** The lanes whose fate the next page should tell. */
  get lanes(): Id[] {
    return [...new Set([this.lane, ...this.outbox.map(({ lane }) => lane)])];
  }

  /**
   * Applies a page, in the order removes, sight, puts, lanes. Undefined for an answer to a question that was asked from
   * somewhere else: late, doubled, or another tab was faster.
   */
  apply(page: PullPage): { effects: PageEffects; changes: Change[] } | undefined {
    // Between rows that are on their way it would be lost.
    if (page.base !== this.cursor || this.#arriving) return undefined;
    const removes: [RecordType, Id][] = [...page.removes];
    const done: Waiting[] = [];
    const refused: Refused[] = [];
    const changes = this.#changing(() => {
      for (const [type, id] of page.removes) this.#confirm(type, id, undefined);
      if (page.sight) removes.push(...this.#leave(page.sight));
      for (const { type, rows } of page.puts) for (const row of rows) this.#confirm(type, row.id, row);
      this.outbox = this.outbox.filter((waiting) => {
        const state = page.lanes[waiting.lane];
        if (!state || waiting.sequence > state.position) return true;
        done.push(waiting);
        const rejection = state.rejections.find(({ sequence }) => sequence === waiting.sequence);
        if (rejection) refused.push({ ...waiting, ...rejection, touched: this.#touchedBy(waiting) });
        return false;
      });
      for (const waiting of done) this.#touched.delete(waiting);
      // Between two pages of one answer the outbox's effects may be here in part: the screen waits for the last page.
      this.#replay();
    });
    this.cursor = page.cursor;
    this.sight = page.sight ?? this.sight;
    this.refused = [...this.refused, ...refused];
    return {
      effects: { base: page.base, cursor: page.cursor, sight: this.sight, puts: page.puts, removes, done, refused },
      changes,
    };
  }

  /**
   * Gives the waiting mutations of a lane new places in this session's own: for a lane that the server will not go on
   * with, because one before them never arrived. What the server has done of it is not among them.
   */
  relane(lane: Id): { moved: { old: Waiting; waiting: Waiting }[]; changes: Change[] } {
    const moved: { old: Waiting; waiting: Waiting }[] = [];
    if (lane === this.lane) {
      this.lane = this.#options.newId();
      this.#sequence = 0;
    }
    this.outbox = this.outbox.map((old) => {
      if (old.lane !== lane) return old;
      const waiting = { ...old, lane: this.lane, sequence: ++this.#sequence };
      const touched = this.#touched.get(old);
      this.#touched.delete(old);
      if (touched) this.#touched.set(waiting, touched);
      moved.push({ old, waiting });
      return waiting;
    });
    // What they make on the way has other ids in another place.
    return { moved, changes: this.#changing(() => this.#replay()) };
  }

  /** Takes a mutation out that cannot even be sent, as if the server had refused it. */
  refuse(waiting: Waiting, reason: Omit<RejectedMutation, 'sequence'>): { refused: Refused; changes: Change[] } {
    const refused: Refused = { ...waiting, ...reason, touched: this.#touchedBy(waiting) };
    this.outbox = this.outbox.filter((other) => !isSame(other, waiting));
    this.#touched.delete(waiting);
    this.refused = [...this.refused, refused];
    return { refused, changes: this.#changing(() => this.#replay()) };
  }

  /** Forgets a refusal: its author has seen to it. */
  dismiss(refused: Refused): void {
    this.refused = this.refused.filter((other) => !isSame(other, refused));
  }

  /** Whether a record waits for the server, or was refused. */
  pending(type: RecordType, id: Id): 'waiting' | Refused | undefined {
    for (const waiting of this.outbox)
      if (this.#touched.get(waiting)?.some((write) => write.id === id && write.type === type)) return 'waiting';
    return this.refused.find(({ touched }) => touched.some((record) => record.id === id && record.type === type));
  }

  /** Confirmed rows in blocks, for writing the cache anew. */
  *confirmedRows(): Generator<{ type: RecordType; row: Row }> {
    for (const type of this.rows.types())
      for (const row of this.rows.all(type)) if (!this.#confirmed.has(keyOf(type, row.id))) yield { type, row };
    for (const { type, row } of this.#confirmed.values()) if (row) yield { type, row };
  }

  #clear(): void {
    this.rows.clear();
    this.#confirmed.clear();
    this.#touched.clear();
  }

  #run(apply: Apply, { name, args, lane, sequence }: Waiting): Write[] {
    const { personId, now } = this.#options;
    return apply({ name, args, reader: this.rows, actor: { kind: 'person', id: personId }, now: now(), ids: { lane, sequence } });
  }

  #replay(): void {
    for (const { type, id, row } of this.#confirmed.values()) this.#show(type, id, row);
    this.#confirmed.clear();
    const apply = this.#apply;
    if (!apply) return;
    for (const waiting of this.outbox) {
      try {
        this.#overlay(waiting, this.#run(apply, waiting));
      } catch (error) {
        if (!(error instanceof Rejection)) throw error;
        // What stands now does not allow it any more. The server decides; until then it is not shown.
      }
    }
  }

  #overlay(waiting: Waiting, writes: readonly Write[]): void {
    this.#touched.set(waiting, writes);
    for (const { type, id, after } of writes) {
      const key = keyOf(type, id);
      if (!this.#confirmed.has(key)) this.#confirmed.set(key, { type, id, row: this.rows.get(type, id) });
      this.#show(type, id, after);
    }
  }

  #confirm(type: RecordType, id: Id, row: Row | undefined): void {
    const key = keyOf(type, id);
    const overlaid = this.#confirmed.get(key);
    if (overlaid) overlaid.row = row;
    else this.#show(type, id, row);
  }

  /** Drops what a smaller sight no longer covers. */
  #leave(sight: Sight): [RecordType, Id][] {
    const gone: [RecordType, Id][] = [];
    for (const { type, row } of this.confirmedRows()) if (!sees(sight, row.scope)) gone.push([type, row.id]);
    for (const [type, id] of gone) this.#confirm(type, id, undefined);
    return gone;
  }

  #touchedBy(waiting: Waiting): Refused['touched'] {
    return (this.#touched.get(waiting) ?? []).map(({ type, id }) => ({ type, id }));
  }

  #show(type: RecordType, id: Id, row: Row | undefined): void {
    const before = this.rows.set(type, id, row);
    if (!this.#before) return;
    const key = keyOf(type, id);
    if (!this.#before.has(key)) this.#before.set(key, { type, id, before, after: undefined });
  }

  /** Runs `work` and gives what it changed on the screen. */
  #changing(work: () => void): Change[] {
    const before = new Map<string, Change>();
    this.#before = before;
    try {
      work();
    } finally {
      this.#before = undefined;
    }
    const changes: Change[] = [];
    for (const change of before.values()) {
      const after = this.rows.get(change.type, change.id);
      if (after !== change.before) changes.push({ ...change, after });
    }
    return changes;
  }
}

export const isSame = (a: Pick<Waiting, 'lane' | 'sequence'>, b: Pick<Waiting, 'lane' | 'sequence'>): boolean =>
  a.lane === b.lane && a.sequence === b.sequence;
