import { parentPort, workerData } from 'node:worker_threads';
import { writeList } from './list-task.ts';
import type { ListExportTask } from './list-task.ts';

/** Writes a list off the main thread: a long one keeps nobody waiting. */
parentPort?.postMessage(await writeList(workerData as ListExportTask));
