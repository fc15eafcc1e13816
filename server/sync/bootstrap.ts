import type { InStatement } from '@libsql/client';
import type { Id } from '../../shared/ids.ts';
import { isSetupType, recordTypes, setupTypes } from '../../shared/records/index.ts';
import type { Sight } from '../../shared/sight.ts';
import type { BootstrapHead, BootstrapTail } from '../../shared/sync/wire.ts';
import { limits } from '../../shared/sync/wire.ts';
import type { Stored, Workspace } from '../workspace/index.ts';
import type { Cursors } from './cursor.ts';
import { blockText } from './pull.ts';
import { seenBy, storedOf, storedRows } from '../workspace/index.ts';

export interface BootstrapInput {
  workspace: Workspace;
  person: Id;
  sight: Sight;
  cursors: Cursors;
}

/**
 * Everything a person sees, as lines of JSON: a head, blocks, and the cursor. Rows that change while it runs are left out
 * and come with the pull that follows: what is sent here belongs to the version of the head.
 */
export async function* bootstrap(input: BootstrapInput): AsyncGenerator<string> {
  const letGo = input.workspace.hold();
  try {
    yield* lines(input);
  } finally {
    letGo();
  }
}

async function* lines({ workspace, person, sight, cursors }: BootstrapInput): AsyncGenerator<string> {
  // Version and set-up come from memory in one moment; what the database has beyond that version comes with the next pull.
  const { version } = workspace;
  const setUp = setupTypes.map((type) => ({ type, rows: workspace.every(type as 'user') }));
  const head: BootstrapHead = { version, sight };
  yield `${JSON.stringify(head)}\n`;

  for (const { type, rows } of setUp) if (rows.length > 0) yield `${blockText({ type, rows: rows.map((row) => JSON.stringify(row)) })}\n`;

  const first = await firstDeals(workspace, sight, version);
  if (first.length > 0) yield `${blockText({ type: 'deal', rows: first.map(({ data }) => data) })}\n`;
  const sent = new Set(first.map(({ id }) => id));

  for (const type of recordTypes) {
    if (isSetupType(type)) continue;
    for await (const rows of storedRows(workspace.client, type, sight, version)) {
      const rest = type === 'deal' ? rows.filter(({ id }) => !sent.has(id)) : rows;
      if (rest.length > 0) yield `${blockText({ type, rows: rest.map(({ data }) => data) })}\n`;
    }
  }
  const tail: BootstrapTail = { cursor: cursors.write({ workspace: workspace.id, person, version, sight }) };
  yield `${JSON.stringify(tail)}\n`;
}

/** The deals that a board shows before anybody scrolls: the newest of each active stage of the first pipeline that has any. */
async function firstDeals(workspace: Workspace, sight: Sight, version: number): Promise<Stored[]> {
  const pipelines = workspace
    .every('pipeline')
    .filter((row) => !row.disabled)
    .sort((a, b) => a.position - b.position);
  for (const { id } of pipelines) {
    const deals = await dealsOf(workspace, id, sight, version);
    if (deals.length > 0) return deals;
  }
  return [];
}

async function dealsOf(workspace: Workspace, pipeline: Id, sight: Sight, version: number): Promise<Stored[]> {
  const stages = workspace.every('stage').filter((stage) => stage.active && stage.pipeline_id === pipeline);
  if (stages.length === 0) return [];
  const seen = seenBy(sight);
  const each = Math.ceil(limits.firstBlockRows / stages.length);
  const results = await workspace.client.batch(
    stages.map((stage): InStatement => ({
      sql: `SELECT number, id, data FROM record WHERE type = 'deal' AND removed_version IS NULL
              AND data ->> '$.stage_id' = ? AND version <= ? AND ${seen.sql} ORDER BY number DESC LIMIT ?`,
      args: [stage.id, version, ...seen.args, each],
    })),
    'read',
  );
  return results.flatMap(({ rows }) => rows.map(storedOf));
}
