import browser from 'webextension-polyfill';
import type { Kept } from './kept.ts';

const nothing: Kept = { server: null, signIns: [], accounts: {}, sends: [], ended: [] };

/**
 * The background's memory on disk. It is read once, and changed by one function at a time: the background may be stopped between any
 * two of them, never within one.
 */
export class Memory {
  #kept: Promise<Kept> | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  readonly #listeners = new Set<(kept: Kept) => void>();

  get(): Promise<Kept> {
    return (this.#kept ??= read());
  }

  /** Resolves when it is on disk. */
  change(how: (kept: Kept) => Partial<Kept>): Promise<Kept> {
    const changed = this.#queue.then(async () => {
      const before = await this.get();
      const part = how(before);
      await browser.storage.local.set(part);
      const after = { ...before, ...part };
      this.#kept = Promise.resolve(after);
      for (const listener of this.#listeners) listener(after);
      return after;
    });
    this.#queue = changed.catch(() => undefined);
    return changed;
  }

  onChange(listener: (kept: Kept) => void): void {
    this.#listeners.add(listener);
  }
}

async function read(): Promise<Kept> {
  await keepFromPages();
  return { ...nothing, ...((await browser.storage.local.get(Object.keys(nothing))) as Partial<Kept>) };
}

/** Chrome lets content scripts read the extension's storage unless it is told not to. Firefox has no such switch. */
async function keepFromPages(): Promise<void> {
  const area = browser.storage.local as typeof browser.storage.local & {
    setAccessLevel?: (level: { accessLevel: 'TRUSTED_CONTEXTS' }) => Promise<void>;
  };
  await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}
