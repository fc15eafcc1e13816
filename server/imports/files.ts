import { access, mkdir, open, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Id } from '../../shared/ids.ts';
import { isId } from '../../shared/ids.ts';
import type { Preparation } from './custom-columns.ts';
import type { Plan } from './plan.ts';
import type { Progress } from './run.ts';
import type { UndoProgress } from './undo.ts';
import type { FileContents, FileOptions } from './work.ts';

/** One import, from the upload of its file to its last row. */
export interface Import {
  id: Id;
  person_id: Id;
  file_name: string;
  created_at: string;
  status: 'uploaded' | 'planned' | 'running' | 'done' | 'cancelled' | 'interrupted' | 'undoing' | 'undone';
  contents: FileContents;
  options: FileOptions | null;
  /** The name of the folder in which its plan is. */
  plan: string;
  counts: Plan['counts'] | null;
  /** What it does to the set-up before its first row. */
  preparations: Omit<Preparation, 'mutations'>[];
  open_date_columns: string[];
  /** What most rows refer to and cannot find; plans made before this was told do not say. */
  absent?: Plan['absent'];
  /** The highest number that its records bring, by type; plans made before records brought any do not say. */
  numbers?: Plan['numbers'];
  progress: Progress | null;
  /** When it first began to write, and last wrote. */
  started_at: string | null;
  ended_at: string | null;
  /** How far it has been taken back. */
  undo: UndoProgress | null;
  /** Why it broke off, where that is known. */
  problem: string | null;
  /** When the process that runs it last said so, in milliseconds since 1970. */
  alive_at: number;
}

/** Imports on disk, a folder each: the file as it came, the state, the plan, and the rows that failed. */
export class ImportFiles {
  readonly #root: string;

  constructor(dataDir: string) {
    this.#root = join(dataDir, 'imports');
  }

  /** A place for an upload that is not known to be readable yet. */
  async receive(workspaceId: Id, id: Id, bytes: Uint8Array): Promise<string> {
    const folder = this.folder(workspaceId, id);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'file');
    await writeFile(path, bytes, { mode: 0o600 });
    return path;
  }

  /** Replaces the state whole: a process that is killed leaves the old one or the new one. */
  async save(workspaceId: Id, entry: Import): Promise<void> {
    const path = join(this.folder(workspaceId, entry.id), 'state.json');
    await writeFile(`${path}.new`, JSON.stringify(entry), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  /** The import of this person; undefined where there is none. */
  async find(workspaceId: Id, personId: Id, id: string): Promise<Import | undefined> {
    if (!isId(id)) return undefined;
    const text = await readFile(join(this.folder(workspaceId, id), 'state.json'), 'utf8').catch(ifAbsent(undefined));
    // Imports of earlier releases have their plan in a folder of this name.
    const entry = text === undefined ? undefined : ({ plan: 'plan', ...(JSON.parse(text) as object) } as Import);
    return entry?.person_id === personId ? entry : undefined;
  }

  /** A person's imports, the newest first. */
  async list(workspaceId: Id, personId: Id): Promise<Import[]> {
    const ids = await readdir(join(this.#root, workspaceId)).catch(ifAbsent([]));
    const entries = await Promise.all(ids.map((id) => this.find(workspaceId, personId, id)));
    return entries.filter((entry) => entry !== undefined).sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
  }

  /** What a person's imports keep on the disk: how many they are, and the bytes of their files. */
  async kept(workspaceId: Id, personId: Id): Promise<{ count: number; bytes: number }> {
    const entries = await this.list(workspaceId, personId);
    const sizes = await Promise.all(
      entries.map(({ id }) => stat(join(this.folder(workspaceId, id), 'file')).then(({ size }) => size, ifAbsent(0))),
    );
    return { count: entries.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  }

  remove(workspaceId: Id, id: Id): Promise<void> {
    return rm(this.folder(workspaceId, id), { recursive: true, force: true });
  }

  /**
   * Takes an import for this process alone, so that nobody else starts it; undefined where another has it. Gives what lets
   * go of it. @param deadAfter milliseconds without a sign of life after which its holder counts as gone
   */
  async claim(workspaceId: Id, id: Id, deadAfter: number): Promise<(() => Promise<void>) | undefined> {
    const path = join(this.folder(workspaceId, id), 'claim');
    const take = () =>
      open(path, 'wx', 0o600).then(
        (file) => file.close().then(() => true),
        (error: unknown) => {
          if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
          throw error;
        },
      );
    const letGo = () => rm(path, { force: true });
    if (await take()) return letGo;
    const lastSign = async (name: string) => stat(join(this.folder(workspaceId, id), name)).then(({ mtimeMs }) => mtimeMs, ifAbsent(0));
    if (Date.now() - Math.max(await lastSign('claim'), await lastSign('state.json')) < deadAfter) return undefined;
    await letGo();
    return (await take()) ? letGo : undefined;
  }

  /** Asks whoever runs the import, in whichever process, to stop. */
  async askToStop(workspaceId: Id, id: Id): Promise<void> {
    const file = await open(join(this.folder(workspaceId, id), 'stop'), 'w', 0o600);
    await file.close();
  }

  askedToStop(workspaceId: Id, id: Id): Promise<boolean> {
    return access(join(this.folder(workspaceId, id), 'stop')).then(() => true, ifAbsent(false));
  }

  forgetStop(workspaceId: Id, id: Id): Promise<void> {
    return rm(join(this.folder(workspaceId, id), 'stop'), { force: true });
  }

  /** Where an import's plan is, or is to be. */
  planFolder(workspaceId: Id, { id, plan }: Pick<Import, 'id' | 'plan'>): string {
    return join(this.folder(workspaceId, id), plan);
  }

  folder(workspaceId: Id, id: Id): string {
    if (!isId(workspaceId) || !isId(id)) throw new Error('An import has UUIDs for its workspace and itself.');
    return join(this.#root, workspaceId, id);
  }
}

export function ifAbsent<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return value;
    throw error;
  };
}
