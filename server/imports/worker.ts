import { parentPort, workerData } from 'node:worker_threads';
import { proposeFieldType } from './custom-columns.ts';
import { UnreadableFile } from './read.ts';
import type { NamedTable } from './source.ts';
import { readSource } from './source.ts';
import type { FileContents, TableContents, WorkerTask } from './work.ts';

/** Reads and plans off the main thread, so that a large file keeps nobody waiting. */

async function read(path: string, name: string): Promise<FileContents> {
  const { format, tables } = await readSource(path, name);
  return { format, tables: tables.map(contentsOf) };
}

function contentsOf({ name, table }: NamedTable): TableContents {
  const { headers, encoding, delimiter, format, rows } = table;
  const types = headers.map((_header, at) => {
    const cells = rows.map(({ cells: row }) => row[at] ?? '').filter((cell) => cell.trim() !== '');
    return cells.length === 0 ? null : proposeFieldType(cells);
  });
  return { name, headers, encoding, delimiter, format, rowCount: rows.length, sample: rows.slice(0, 5), types };
}

async function carryOut(task: WorkerTask): Promise<unknown> {
  if (task.task === 'read') return read(task.path, task.name);
  if (task.task === 'undo') {
    const { planUndoFile } = await import('./undo.ts');
    return planUndoFile(task);
  }
  // A look at a file is quick, as long as it loads no more than it needs.
  const { planFile } = await import('./plan-task.ts');
  return planFile(task);
}

const task = workerData as WorkerTask;
try {
  parentPort?.postMessage({ ok: await carryOut(task) });
} catch (error) {
  if (!(error instanceof UnreadableFile)) throw error;
  parentPort?.postMessage({ unreadable: error.message });
}
