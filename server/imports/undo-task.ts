import { writeFile } from 'node:fs/promises';
import { openDatabase } from '../database/index.ts';
import { databaseName } from '../workspace/index.ts';
import type { Run } from '../work/index.ts';
import { plannedPreparations, plannedRows } from './plan-file.ts';
import { undoPlanOf } from './undo.ts';
import { planUndo } from './undo-plan.ts';
import type { UndoInput } from './work.ts';

/** Plans how an import is taken back, leaves that in the import's folder, and gives the number of its rows. */
export const run: Run<UndoInput, number> = async ({ folder, plan, workspaceId, time, database }) => {
  const client = await openDatabase(database, databaseName(workspaceId));
  try {
    const rows = await planUndo(client, plannedRows(plan, 500), await plannedPreparations(plan), time);
    await writeFile(undoPlanOf(folder), rows.map((row) => `${JSON.stringify(row)}\n`).join(''), { mode: 0o600 });
    return rows.length;
  } finally {
    client.close();
  }
};
