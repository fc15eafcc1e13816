import { newId } from '../ids.ts';
import type { Actor, Reader, RemovedRow, Write } from '../mutators/index.ts';
import { Rejection, applyMutation, keyOf, standardSetup } from '../mutators/index.ts';
import type { MutatorArgs, MutatorName, Place } from '../mutators/index.ts';
import type { Profile, Role, RecordType, ResourceType, Row, SetupType } from '../records/index.ts';
import { recordTypes } from '../records/index.ts';

/** A workspace in plain maps, for tests: what the mutators make of it, without sync, storage or network. */
export class MemoryWorkspace implements Reader {
  readonly rows = new Map<string, { type: RecordType; row: Row }>();
  readonly administrator = newId();
  now = '2026-11-24T09:00:00.000Z';
  readonly #removals = new Map<string, RemovedRow[]>();

  constructor() {
    for (const { name, args } of standardSetup({
      workspace: { name: 'Meridian', currency: 'EUR', timezone: 'Europe/Paris' },
      administrator: { id: this.administrator, name: 'Ada Admin', email: 'ada@example.com' },
      newId,
    }))
      this.applied({ kind: 'system', name: 'set-up' }, name, args);
  }

  person(name: string, profile: Profile, reports_to: string | null = null, role: Role = 'user'): string {
    const id = newId();
    const args = { id, name, email: `${name.toLowerCase()}@example.com`, profile, reports_to, role };
    this.applied({ kind: 'system', name: 'directory' }, 'createUser', args);
    return id;
  }

  /** Applies a mutation that must succeed. */
  do<N extends MutatorName>(person: string, name: N, args: MutatorArgs<N>): Write[] {
    return this.applied({ kind: 'person', id: person }, name, args);
  }

  /** The refusal of a mutation that must fail; it leaves nothing behind. */
  refused<N extends MutatorName>(person: string, name: N, args: MutatorArgs<N>): Rejection {
    return this.refusal({ kind: 'person', id: person }, name, args);
  }

  refusal(actor: Actor, name: string, args: unknown): Rejection {
    try {
      this.applied(actor, name, args);
    } catch (error) {
      if (error instanceof Rejection) return error;
      throw error;
    }
    throw new Error(`${name} was not refused.`);
  }

  applied(actor: Actor, name: string, args: unknown, ids: Place | (() => string) = newId): Write[] {
    const writes = applyMutation({ name, args, reader: this, actor, now: this.now, ids });
    const removed: RemovedRow[] = [];
    for (const { type, id, before, after } of writes) {
      if (after) this.rows.set(keyOf(type, id), { type, row: after });
      else {
        this.rows.delete(keyOf(type, id));
        if (before) removed.push({ type, row: before });
      }
    }
    for (const { type, row } of removed) this.#removals.set(keyOf(type, row.id), removed);
    return writes;
  }

  get<T extends RecordType>(type: T, id: string): Row<T> | undefined {
    return this.rows.get(keyOf(type, id))?.row as Row<T> | undefined;
  }

  /** A record that must be there. */
  at<T extends RecordType>(type: T, id: string): Row<T> {
    const row = this.get(type, id);
    if (!row) throw new Error(`There is no ${type} ${id}.`);
    return row;
  }

  all<T extends RecordType>(type: T): Row<T>[] {
    return [...this.rows.values()].filter((entry) => entry.type === type).map(({ row }) => row as Row<T>);
  }

  every<T extends SetupType>(type: T): Row<T>[] {
    return this.all(type);
  }

  list<T extends RecordType>(type: T, index: string, value: string): Row<T>[] {
    return this.all(type).filter((row) => row[index as keyof Row<T>] === value);
  }

  tagged<T extends ResourceType>(type: T, tag: string): Row<T>[] {
    return this.all(type).filter((row) => row.tags.includes(tag));
  }

  has<T extends RecordType>(type: T, index: string, value: string): boolean {
    return this.list(type, index, value).length > 0;
  }

  removedWith(type: RecordType, id: string): readonly RemovedRow[] {
    return this.rows.has(keyOf(type, id)) ? [] : (this.#removals.get(keyOf(type, id)) ?? []);
  }

  isRemoved(type: RecordType, id: string): boolean {
    return !this.rows.has(keyOf(type, id)) && this.#removals.has(keyOf(type, id));
  }

  /** Nobody gives numbers here: those that stand were brought. */
  holderOf(type: RecordType, number: number): string | undefined {
    const removed = [...this.#removals.values()].flat();
    return [...this.rows.values(), ...removed].find((entry) => entry.type === type && entry.row.number === number)?.row.id;
  }

  /** The first pipeline's stage of this category. */
  stage(category: Row<'stage'>['category']): string {
    const stage = this.all('stage')
      .sort((a, b) => a.position - b.position)
      .find((row) => row.category === category);
    if (!stage) throw new Error(`There is no stage ${category}.`);
    return stage.id;
  }

  /** Every row as text, for telling that nothing has changed. */
  snapshot(): string {
    return JSON.stringify(recordTypes.map((type) => this.all(type)));
  }
}
