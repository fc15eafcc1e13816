import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { openDatabase } from '../database/index.ts';
import { findRecords, loadKnown } from './load.ts';
import { planImport } from './plan.ts';
import { writePlan } from './plan-file.ts';
import { UnreadableFile, readTable } from './read.ts';
import type { FileContents, PlanInput, WorkerTask } from './work.ts';

/** Reads and plans off the main thread, so that a large file keeps nobody waiting. */

async function read(path: string): Promise<FileContents> {
  const { headers, rows, encoding, delimiter } = readTable(await readFile(path));
  return { headers, encoding, delimiter, rowCount: rows.length, sample: rows.slice(0, 5) };
}

async function plan({ path, folder, options, setUp, sight, database }: PlanInput) {
  const table = readTable(await readFile(path));
  const client = await openDatabase(database, `workspaces/${setUp.workspaceId}`);
  try {
    const known = await loadKnown(client, setUp, sight);
    const { rows, ...rest } = await planImport(table, options, known, (ids) => findRecords(client, ids, sight));
    writePlan(folder, { rows, ...rest });
    return rest;
  } finally {
    client.close();
  }
}

const task = workerData as WorkerTask;
try {
  parentPort?.postMessage({ ok: task.task === 'read' ? await read(task.path) : await plan(task) });
} catch (error) {
  if (!(error instanceof UnreadableFile)) throw error;
  parentPort?.postMessage({ unreadable: error.message });
}
