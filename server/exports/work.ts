import { Worker } from 'node:worker_threads';
import type { ListExportTask } from './list-task.ts';

/** Writes a list into a file off the main thread; gives the number of its rows. */
export function writeListInWorker(workerData: ListExportTask): Promise<number> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData, resourceLimits: { maxOldGenerationSizeMb: 1024 } });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The export's worker ended with code ${code}.`)));
  });
}
