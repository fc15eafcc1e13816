import type { Disk, Kept, Rewrite } from './disk.ts';
import type { PageEffects, Refused, Waiting } from './replica.ts';
import { isSame } from './replica.ts';

/** A disk in memory: for private windows without IndexedDB, and for tests, which cut its last writes off. */
export class MemoryDisk implements Disk {
  readonly volatile = true;
  #state: State = { kept: empty(), blocks: [], first: 0 };

  async open(): Promise<Kept> {
    const { kept, blocks, first } = this.#state;
    return { ...structuredClone(kept), first: blocks.slice(0, first) };
  }

  async *blocks(): AsyncGenerator<string> {
    yield* this.#state.blocks.slice(this.#state.first);
  }

  async keep(waiting: Waiting): Promise<void> {
    this.#change((kept) => ({ ...kept, outbox: [...kept.outbox, structuredClone(waiting)] }));
  }

  async move({ gone, waiting, refused }: Parameters<Disk['move']>[0]): Promise<void> {
    this.#change((kept) => ({
      ...kept,
      outbox: [...kept.outbox.filter((entry) => !gone.some((other) => isSame(entry, other))), ...structuredClone(waiting)],
      refused: [...kept.refused, ...structuredClone(refused)],
    }));
  }

  async apply({ base, cursor, sight, puts, removes, done, refused }: PageEffects): Promise<boolean> {
    if (this.#state.kept.cursor !== base) return false;
    this.#change((kept) => {
      const delta = new Map(kept.delta.map((entry) => [`${entry.type}/${entry.id}`, entry]));
      for (const [type, id] of removes) delta.set(`${type}/${id}`, { type, id, text: null });
      for (const { type, rows } of puts)
        for (const row of rows) delta.set(`${type}/${row.id}`, { type, id: row.id, text: JSON.stringify(row) });
      return {
        cursor,
        sight,
        outbox: kept.outbox.filter((waiting) => !done.some((other) => isSame(waiting, other))),
        refused: [...kept.refused, ...structuredClone(refused)],
        delta: [...delta.values()],
      };
    });
    return true;
  }

  async dismiss(refused: Refused): Promise<void> {
    this.#change((kept) => ({ ...kept, refused: kept.refused.filter((other) => !isSame(other, refused)) }));
  }

  async rewrite(): Promise<Rewrite> {
    const blocks: string[] = [];
    return {
      add: async (block) => void blocks.push(block),
      finish: async ({ base, cursor, sight, first }) => {
        if (this.#state.kept.cursor !== base) return false;
        this.#state = { kept: { ...this.#state.kept, cursor, sight, delta: [] }, blocks, first };
        return true;
      },
      abandon: async () => undefined,
    };
  }

  async deltaSize(): Promise<number> {
    return this.#state.kept.delta.length;
  }

  async dropRows(): Promise<void> {
    this.#state = { kept: { ...this.#state.kept, cursor: undefined, sight: [], delta: [] }, blocks: [], first: 0 };
  }

  async wipe(): Promise<void> {
    this.#state = { kept: empty(), blocks: [], first: 0 };
  }

  close(): void {
    // Nothing is held open.
  }

  /** What is on the disk, to come back to: states are replaced, never altered. */
  snapshot(): unknown {
    return this.#state;
  }

  /** The disk as it was: what a power loss does to writes that were not durable. */
  goBack(snapshot: unknown): void {
    this.#state = snapshot as State;
  }

  #change(change: (kept: State['kept']) => State['kept']): void {
    this.#state = { ...this.#state, kept: change(this.#state.kept) };
  }
}

interface State {
  kept: Omit<Kept, 'first'>;
  blocks: string[];
  first: number;
}

const empty = (): State['kept'] => ({ cursor: undefined, sight: [], outbox: [], refused: [], delta: [] });
