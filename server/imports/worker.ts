import { parentPort, workerData } from 'node:worker_threads';
import type { Known } from './known.ts';
import type { ImportOptions } from './plan.ts';
import { planImport } from './plan.ts';
import { UnreadableFile, readTable } from './read.ts';

/** Reads and plans off the main thread, so that a large file keeps nobody waiting. */

export type WorkerTask = { task: 'read'; bytes: Uint8Array } | { task: 'plan'; bytes: Uint8Array; options: ImportOptions; known: Known };

const task = workerData as WorkerTask;

try {
  const table = readTable(task.bytes);
  if (task.task === 'read') {
    const { headers, rows, encoding, delimiter } = table;
    parentPort?.postMessage({ ok: { headers, encoding, delimiter, rowCount: rows.length, sample: rows.slice(0, 5) } });
  } else parentPort?.postMessage({ ok: planImport(table, task.options, task.known) });
} catch (error) {
  if (!(error instanceof UnreadableFile)) throw error;
  parentPort?.postMessage({ unreadable: error.message });
}
