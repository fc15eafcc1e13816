import { Worker } from 'node:worker_threads';
import type { DatabaseConfig } from '../database/index.ts';
import type { Actor } from '../../shared/mutators/index.ts';
import type { Sight } from '../../shared/sight.ts';
import type { SetUp } from './known.ts';
import type { CustomFieldType } from '../../shared/records/index.ts';
import type { ImportOptions, Plan } from './plan.ts';
import { UnreadableFile } from './read.ts';
import type { Table, TableRow } from './read.ts';
import type { SourceFormat } from './source.ts';
import type { ImportKind, Mapping } from './targets.ts';
import type { ImportTime } from './undo-plan.ts';

/** What a table of an uploaded file holds, before anybody says what its columns mean. */
export interface TableContents extends Pick<Table, 'headers' | 'encoding' | 'delimiter' | 'format'> {
  /** What people know it by. */
  name: string;
  rowCount: number;
  sample: TableRow[];
  /** For each column the type of custom field that its values would fit; null where it has none. */
  types: (CustomFieldType | null)[];
}

export interface FileContents {
  format: SourceFormat;
  tables: TableContents[];
}

/** What each table is, and how its rows are taken; a table of no kind is left out. */
export type FileOptions = Omit<ImportOptions, 'kind' | 'mapping'> & { parts: { kind: ImportKind | null; mapping: Mapping }[] };

/** What planning needs of the world: the worker reads the workspace's records itself. */
export interface PlanInput {
  path: string;
  /** The file's. */
  name: string;
  /** Where the plan is written: see plan-file.ts. */
  folder: string;
  options: FileOptions;
  setUp: SetUp;
  /** Whoever imports; `embedded` through a component on somebody else's page. */
  actor: Actor;
  /** Of whoever imports: nobody is matched or named whom they do not see. */
  sight: Sight;
  database: DatabaseConfig;
}

/** What taking an import back needs to be planned. */
export interface UndoInput {
  folder: string;
  workspaceId: string;
  time: ImportTime;
  database: DatabaseConfig;
}

export type WorkerTask = ({ task: 'undo' } & UndoInput) | { task: 'read'; path: string; name: string } | ({ task: 'plan' } & PlanInput);

/** Reads a file off the main thread. @throws UnreadableFile */
export const readInWorker = (path: string, name: string): Promise<FileContents> => inWorker<FileContents>({ task: 'read', path, name });

/** Plans an import off the main thread, and leaves the plan in its folder. @throws UnreadableFile */
export const planInWorker = (input: PlanInput): Promise<Omit<Plan, 'rows'>> => inWorker({ task: 'plan', ...input });

/** Plans how an import is taken back, off the main thread; gives the number of its rows. */
export const planUndoInWorker = (input: UndoInput): Promise<number> => inWorker({ task: 'undo', ...input });

type Answer<T> = { ok: T } | { unreadable: string };

function inWorker<T>(workerData: WorkerTask): Promise<T> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 2048 },
    });
    worker.once('message', (answer: Answer<T>) => {
      if ('ok' in answer) resolve(answer.ok);
      else reject(new UnreadableFile(answer.unreadable));
    });
    // A file can be within every limit and still be too much: the thread ends alone, and the server goes on.
    worker.once('error', (error) =>
      reject(
        error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? new UnreadableFile('The file is too large to be read at once: split it.')
          : error,
      ),
    );
    worker.once('exit', (code) => reject(new Error(`The import's worker ended with code ${code}.`)));
  });
}
