import browser from 'webextension-polyfill';
import type { Kept, SignIn } from './kept.ts';
import { keepSecrets, readSecrets } from './secrets.ts';

const nothing: Kept = { server: null, signIns: [], accounts: {}, sends: [], letGo: { count: 0, latest: [] }, ended: [] };

/**
 * The background's memory on disk: secrets apart, the rest in the extension's storage. It is read once, and changed by one function at a time: the background may be stopped between any
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
      const after = { ...before, ...part };
      await write(after, part);
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

type Open = Omit<Kept, 'signIns' | 'ended'> & { signIns: Omit<SignIn, 'refreshToken'>[] };

async function read(): Promise<Kept> {
  await keepFromPages();
  const { ended: _none, ...open } = nothing;
  const [kept, { refreshTokens, ended }] = await Promise.all([
    browser.storage.local.get(Object.keys(open)) as Promise<Partial<Open>>,
    readSecrets(),
  ]);
  // Whose secret is lost is still known, and asked to sign in again.
  const signIns = (kept.signIns ?? []).map((one) => ({ ...one, refreshToken: refreshTokens[one.id] ?? null }));
  // Those of an earlier version did not say since when they wait.
  const sends = (kept.sends ?? []).map((waiting) => ({ ...waiting, at: waiting.at ?? Date.now() }));
  return { ...open, ...kept, sends, signIns, ended };
}

/** Secrets first: a refresh token that has been exchanged is worth nothing any more. */
async function write({ signIns, ended }: Kept, part: Partial<Kept>): Promise<void> {
  if (part.signIns ?? part.ended) {
    const refreshTokens = signIns.flatMap(({ id, refreshToken }) => (refreshToken === null ? [] : [[id, refreshToken] as const]));
    await keepSecrets({ refreshTokens: Object.fromEntries(refreshTokens), ended });
  }
  const { ended: _secret, signIns: changed, ...rest } = part;
  const open = changed?.map(({ refreshToken: _hidden, ...one }) => one);
  await browser.storage.local.set({ ...rest, ...(open ? { signIns: open } : {}) });
}

/** Chrome lets content scripts read the extension's storage unless it is told not to. Firefox has no such switch. */
async function keepFromPages(): Promise<void> {
  const area = browser.storage.local as typeof browser.storage.local & {
    setAccessLevel?: (level: { accessLevel: 'TRUSTED_CONTEXTS' }) => Promise<void>;
  };
  await area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}
