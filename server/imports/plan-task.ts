import { openDatabase } from '../database/index.ts';
import { withoutHeader } from './first-row.ts';
import { findRecords, loadKnown } from './load.ts';
import { databaseName } from '../workspace/index.ts';
import type { Run } from '../work/index.ts';
import type { Plan, PlanPart } from './plan.ts';
import { planParts } from './plan.ts';
import { writePlan } from './plan-file.ts';
import { rehearseDrafts } from './rehearse.ts';
import { readSource } from './source.ts';
import type { PlanInput } from './work.ts';

/** Plans the import of a file, holds the plan against the mutators, and leaves it in its folder. @throws UnreadableFile */
export const run: Run<PlanInput, Omit<Plan, 'rows'>> = async ({ path, name, plan, options, setUp, sight, actor, database }) => {
  const { parts, ...common } = options;
  const { format, tables } = await readSource(path, name);
  const chosen = tables.flatMap(({ table }, index): PlanPart[] => {
    const part = parts[index];
    const read = part?.header === false ? withoutHeader(table) : table;
    return part?.kind ? [{ index, table: read, kind: part.kind, mapping: part.mapping }] : [];
  });
  const client = await openDatabase(database, databaseName(setUp.workspaceId));
  try {
    const known = await loadKnown(client, setUp, sight);
    const find = (ids: readonly string[]) => findRecords(client, ids, sight);
    const now = new Date().toISOString();
    const { rows, ...rest } = await planParts(chosen, { ...common, addEntries: format === 'zip' }, known, find, (drafts, preparations) =>
      rehearseDrafts(drafts, preparations, { client, actor, now }),
    );
    writePlan(plan, { rows, ...rest });
    return rest;
  } finally {
    client.close();
  }
};
