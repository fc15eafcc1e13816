import type { Disk } from './disk.ts';
import { EarlyDisk } from './early-disk.ts';
import { Store } from './store.ts';
import type { TransportOptions } from './transport.ts';
import { Transport } from './transport.ts';

export interface OpenStoreOptions extends TransportOptions {
  /** Tests give their own. */
  disk?: Disk;
  /** Resolve as soon as there is something to show, though changes can be made a moment later only: see `Store.able`. */
  early?: boolean;
}

/** Opens the store of whoever the token stands for. @throws Refusal, Unreachable when there is no token to be had */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { workspace, person } = await options.token(false);
  return openStoreOf({ workspaceId: workspace.id, personId: person.id }, options);
}

/** Opens the store of a person who is known already: offline too. */
export async function openStoreOf(who: { workspaceId: string; personId: string }, options: OpenStoreOptions): Promise<Store> {
  const name = `inlay/${options.server}/${who.workspaceId}/${who.personId}`;
  const disk = options.disk ?? (await firstDisk(name));
  const store = new Store({ name, personId: who.personId, transport: new Transport(options), disk });
  await Promise.all([store.open(), options.early ? undefined : store.able()]);
  return store;
}

/** IndexedDB, or memory where the browser refuses it (private windows of some). */
const firstDisk = (name: string): Promise<Disk> =>
  EarlyDisk.of(name).catch(async () => {
    const { MemoryDisk } = await import('./memory-disk.ts');
    return new MemoryDisk();
  });

export type { Disk } from './disk.ts';
export type { Change, QuerySpec } from './query.ts';
export { Query } from './query.ts';
export type { Refused, Waiting } from './replica.ts';
export { Replica } from './replica.ts';
export type { Status } from './status.ts';
export { Store } from './store.ts';
export type { Outcome } from './store.ts';
export type { Sending, Token } from './transport.ts';
export { Refusal, Transport, Unreachable } from './transport.ts';
