import { Worker } from 'node:worker_threads';
import type { DatabaseConfig } from '../database/index.ts';
import type { Sight } from '../../shared/sight.ts';
import type { SetUp } from './known.ts';
import type { ImportOptions, Plan } from './plan.ts';
import { UnreadableFile } from './read.ts';
import type { Table, TableRow } from './read.ts';

/** What an uploaded file holds, before anybody says what its columns mean. */
export interface FileContents extends Pick<Table, 'headers' | 'encoding' | 'delimiter'> {
  rowCount: number;
  sample: TableRow[];
}

/** What planning needs of the world: the worker reads the workspace's records itself. */
export interface PlanInput {
  path: string;
  /** Where the plan is written: see plan-file.ts. */
  folder: string;
  options: ImportOptions;
  setUp: SetUp;
  /** Of whoever imports: nobody is matched or named whom they do not see. */
  sight: Sight;
  database: DatabaseConfig;
}

export type WorkerTask = { task: 'read'; path: string } | ({ task: 'plan' } & PlanInput);

/** Reads a file off the main thread. @throws UnreadableFile */
export const readInWorker = (path: string): Promise<FileContents> => inWorker<FileContents>({ task: 'read', path });

/** Plans an import off the main thread, and leaves the plan in its folder. @throws UnreadableFile */
export const planInWorker = (input: PlanInput): Promise<Omit<Plan, 'rows'>> => inWorker({ task: 'plan', ...input });

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
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The import's worker ended with code ${code}.`)));
  });
}
