import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id } from '../../shared/ids.ts';
import { isId } from '../../shared/ids.ts';
import type { ImportOptions, Plan } from './plan.ts';
import type { FailedRow, Progress } from './run.ts';
import type { FileContents } from './work.ts';

/** One import, from the upload of its file to its last row. */
export interface Import {
  id: Id;
  person_id: Id;
  file_name: string;
  created_at: string;
  status: 'uploaded' | 'planned' | 'running' | 'done' | 'cancelled' | 'interrupted';
  contents: FileContents;
  options: ImportOptions | null;
  counts: Plan['counts'] | null;
  open_date_columns: string[];
  progress: Progress | null;
}

/** Imports on disk, a folder each: the file as it came, the state, the plan, and the rows that failed. */
export class ImportFiles {
  readonly #root: string;

  constructor(dataDir: string) {
    this.#root = join(dataDir, 'imports');
  }

  async create(workspaceId: Id, entry: Import, bytes: Uint8Array): Promise<void> {
    const folder = this.#folder(workspaceId, entry.id);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, 'file'), bytes, { mode: 0o600 });
    await this.save(workspaceId, entry);
  }

  save(workspaceId: Id, entry: Import): Promise<void> {
    return this.#replace(workspaceId, entry.id, 'state.json', entry);
  }

  /** The import of this person; undefined where there is none. */
  async find(workspaceId: Id, personId: Id, id: string): Promise<Import | undefined> {
    if (!isId(id)) return undefined;
    const entry = await this.#read<Import>(workspaceId, id, 'state.json');
    return entry?.person_id === personId ? entry : undefined;
  }

  /** A person's imports, the newest first. */
  async list(workspaceId: Id, personId: Id): Promise<Import[]> {
    const ids = await readdir(join(this.#root, workspaceId)).catch(ifAbsent([]));
    const entries = await Promise.all(ids.map((id) => this.find(workspaceId, personId, id)));
    return entries.filter((entry) => entry !== undefined).sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
  }

  bytes(workspaceId: Id, id: Id): Promise<Uint8Array> {
    return readFile(join(this.#folder(workspaceId, id), 'file'));
  }

  savePlan = (workspaceId: Id, id: Id, plan: Plan): Promise<void> => this.#replace(workspaceId, id, 'plan.json', plan);
  plan = (workspaceId: Id, id: Id): Promise<Plan | undefined> => this.#read(workspaceId, id, 'plan.json');

  saveFailed = (workspaceId: Id, id: Id, failed: readonly FailedRow[]): Promise<void> =>
    this.#replace(workspaceId, id, 'failed.json', failed);
  failed = (workspaceId: Id, id: Id): Promise<FailedRow[] | undefined> => this.#read(workspaceId, id, 'failed.json');

  remove(workspaceId: Id, id: Id): Promise<void> {
    return rm(this.#folder(workspaceId, id), { recursive: true, force: true });
  }

  #folder(workspaceId: Id, id: Id): string {
    if (!isId(workspaceId) || !isId(id)) throw new Error('An import has UUIDs for its workspace and itself.');
    return join(this.#root, workspaceId, id);
  }

  /** Replaces a file whole: a process that is killed leaves the old one or the new one. */
  async #replace(workspaceId: Id, id: Id, name: string, value: unknown): Promise<void> {
    const path = join(this.#folder(workspaceId, id), name);
    await writeFile(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  async #read<T>(workspaceId: Id, id: Id, name: string): Promise<T | undefined> {
    const text = await readFile(join(this.#folder(workspaceId, id), name), 'utf8').catch(ifAbsent(undefined));
    return text === undefined ? undefined : (JSON.parse(text) as T);
  }
}

function ifAbsent<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return value;
    throw error;
  };
}
