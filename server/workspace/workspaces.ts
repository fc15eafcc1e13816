import { fileURLToPath } from 'node:url';
import type { Id } from '../../shared/ids.ts';
import { isId } from '../../shared/ids.ts';
import type { DatabaseConfig } from '../database/index.ts';
import { Writer, migrate, provision } from '../database/index.ts';
import type { WorkspaceOptions } from './workspace.ts';
import { Workspace } from './workspace.ts';

const migrations = fileURLToPath(new URL('./migrations', import.meta.url));

export interface WorkspacesOptions extends Pick<WorkspaceOptions, 'onFault'> {
  config: DatabaseConfig;
  now?: () => number;
  /** Workspaces kept open at the most, those in use aside. */
  limit?: number;
}

/** The workspaces of this process, opened when asked for and closed when long unused. */
export class Workspaces {
  readonly #options: WorkspacesOptions;
  readonly #open = new Map<Id, Promise<Workspace>>();
  readonly #opened = new Map<Id, Workspace>();
  readonly #onOpen = new Set<(workspace: Workspace) => void>();
  readonly #writer: Writer;

  constructor(options: WorkspacesOptions) {
    this.#options = options;
    this.#writer = new Writer(options.config);
  }

  /** Opens a workspace that the directory knows. */
  open(id: Id): Promise<Workspace> {
    if (!isId(id)) return Promise.reject(new Error('A workspace has a UUID.'));
    const known = this.#open.get(id);
    // The one asked for last is the last to be closed.
    this.#open.delete(id);
    const workspace = known ?? this.#start(id);
    this.#open.set(id, workspace);
    if (this.#open.size > (this.#options.limit ?? 300)) this.#closeOldest();
    return workspace;
  }

  /** Makes a workspace's database, empty but for its tables. What is done in it happens at `now`, where that is not the time of the world. */
  async create(id: Id, now?: () => number): Promise<Workspace> {
    await provision(this.#options.config, databaseName(id));
    if (now) this.#open.set(id, this.#start(id, now));
    return this.open(id);
  }

  /** An open workspace, without opening it. */
  opened(id: Id): Workspace | undefined {
    return this.#opened.get(id);
  }

  /** Hears of every workspace that is opened from now on. */
  onOpen(listener: (workspace: Workspace) => void): void {
    this.#onOpen.add(listener);
  }

  /** Finishes what waits in every workspace, and closes them. */
  async close(): Promise<void> {
    const all = await Promise.allSettled(this.#open.values());
    this.#open.clear();
    this.#opened.clear();
    await Promise.all(all.map((entry) => (entry.status === 'fulfilled' ? entry.value.close() : undefined)));
    await this.#writer.close();
  }

  #start(id: Id, now = this.#options.now ?? Date.now): Promise<Workspace> {
    const { onFault } = this.#options;
    const opening = (async () => {
      const client = await this.#writer.open(databaseName(id));
      try {
        await migrate(client, migrations);
        // Where two processes do this at once, the second changes nothing.
        await client.execute('INSERT OR IGNORE INTO meta (id, version, exits_from) VALUES (1, 0, 0)');
        const workspace = await Workspace.open({ id, client, now, onFault });
        this.#opened.set(id, workspace);
        for (const listener of this.#onOpen) listener(workspace);
        return workspace;
      } catch (error) {
        client.close();
        throw error;
      }
    })();
    opening.catch(() => this.#open.delete(id));
    return opening;
  }

  #closeOldest(): void {
    for (const id of this.#open.keys()) {
      const workspace = this.#opened.get(id);
      if (!workspace || workspace.busy) continue;
      this.#open.delete(id);
      this.#opened.delete(id);
      void workspace.close();
      return;
    }
  }
}

/** What a workspace's database is called: see `openDatabase`. */
export const databaseName = (id: Id): string => `workspaces/${id}`;
