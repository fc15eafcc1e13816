import { Worker } from 'node:worker_threads';
import type { Known } from './known.ts';
import type { ImportOptions, Plan } from './plan.ts';
import { UnreadableFile } from './read.ts';
import type { Table, TableRow } from './read.ts';
import type { WorkerTask } from './worker.ts';

/** What an uploaded file holds, before anybody says what its columns mean. */
export interface FileContents extends Pick<Table, 'headers' | 'encoding' | 'delimiter'> {
  rowCount: number;
  sample: TableRow[];
}

/** @throws UnreadableFile */
export const readInWorker = (bytes: Uint8Array): Promise<FileContents> => inWorker<FileContents>({ task: 'read', bytes });

/** @throws UnreadableFile */
export const planInWorker = (bytes: Uint8Array, options: ImportOptions, known: Known): Promise<Plan> =>
  inWorker<Plan>({ task: 'plan', bytes, options, known });

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
