import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ifAbsent } from './files.ts';
import { jsonLines } from './json-lines.ts';
import type { Apply } from './run.ts';
import type { UndoRow } from './undo-plan.ts';

/** Taking an import back: planned in another process (undo-task.ts), carried out through the mutators, and what stays told row by row. */

/** Days for which an import can be taken back. */
export const undoDays = 7;

export interface UndoProgress {
  done: number;
  total: number;
  removed: number;
  restored: number;
  kept: number;
}

export const undoPlanOf = (folder: string): string => join(folder, 'undo.ndjson');
const keptOf = (folder: string): string => join(folder, 'kept.ndjson');

/** Rows whose mutations travel together. */
const chunkRows = 30;

/** Carries a plan out. A row that is refused is kept, with the reason; the others go on. */
export async function runUndo(
  folder: string,
  total: number,
  options: { apply: Apply; goOn: () => boolean; onProgress: (progress: UndoProgress) => Promise<void> },
): Promise<boolean> {
  await rm(keptOf(folder), { force: true });
  const progress: UndoProgress = { done: 0, total, removed: 0, restored: 0, kept: 0 };
  let chunk: UndoRow[] = [];
  const carryOut = async (): Promise<void> => {
    const refusals = await options.apply(chunk.flatMap((row) => row.mutations));
    const kept: UndoRow[] = [];
    let next = 0;
    for (const row of chunk) {
      const refused = refusals.slice(next, (next += row.mutations.length)).find((refusal) => refusal !== null);
      if (refused) kept.push({ ...row, action: 'keep', reason: 'refused', message: refused.message });
      else if (row.reason !== null) kept.push(row);
      if (refused || row.action === 'keep') progress.kept++;
      else progress[row.action === 'remove' ? 'removed' : 'restored']++;
    }
    progress.done += chunk.length;
    chunk = [];
    if (kept.length > 0) await appendFile(keptOf(folder), kept.map((row) => `${JSON.stringify(row)}\n`).join(''), { mode: 0o600 });
    await options.onProgress({ ...progress });
  };
  for await (const row of jsonLines<UndoRow>(undoPlanOf(folder))) {
    if (!options.goOn()) return false;
    chunk.push(row);
    if (chunk.length >= chunkRows) await carryOut();
  }
  await carryOut();
  return true;
}

/** What was kept as it is, or in part, and why. */
export async function keptRows(folder: string, most: number): Promise<Omit<UndoRow, 'mutations'>[]> {
  const rows: Omit<UndoRow, 'mutations'>[] = [];
  try {
    for await (const { mutations: _mutations, ...row } of jsonLines<UndoRow>(keptOf(folder))) {
      rows.push(row);
      if (rows.length >= most) break;
    }
  } catch (error) {
    return ifAbsent(rows)(error);
  }
  return rows.toSorted((a, b) => a.part - b.part || a.line - b.line);
}
