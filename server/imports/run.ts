import type { RowAction } from '../../shared/import-kinds.ts';
import type { NamedMutation, Rejection } from '../../shared/mutators/index.ts';
import type { PlannedRow } from './plan.ts';

/** How far an import has come. */
export interface Progress {
  done: number;
  total: number;
  created: number;
  updated: number;
  skipped: number;
  failed: number;
}

export interface FailedRow {
  part: number;
  line: number;
  cells: string[];
  problem: string;
}

/** Applies mutations one by one in a few commits; gives each one's refusal, or null. */
export type Apply = (mutations: readonly NamedMutation[]) => Promise<readonly (Rejection | null)[]>;

export interface RunOptions {
  /** Chunks of rows whose mutations travel together. */
  chunks: AsyncIterable<readonly PlannedRow[]> | Iterable<readonly PlannedRow[]>;
  total: number;
  apply: Apply;
  /** Whether to go on with the next chunk. */
  goOn?: () => boolean | Promise<boolean>;
  /** After each chunk, with the rows of it that failed. */
  onProgress?: (progress: Progress, failed: readonly FailedRow[]) => void | Promise<void>;
}

const counted: Record<Exclude<RowAction, 'error'>, 'created' | 'updated' | 'skipped'> = {
  create: 'created',
  update: 'updated',
  merge: 'updated',
  skip: 'skipped',
};

/**
 * Carries out a plan, through the mutators. A row that is refused is reported and the others go on. Run again after an
 * interruption, it finds what it made before by its id and makes nothing twice.
 */
export async function runPlan(options: RunOptions): Promise<{ progress: Progress; finished: boolean }> {
  const { chunks, total, apply, goOn = () => true, onProgress } = options;
  const progress: Progress = { done: 0, total, created: 0, updated: 0, skipped: 0, failed: 0 };
  const count = async (rows: readonly PlannedRow[], applied: ReturnType<Apply>): Promise<void> => {
    const refusals = await applied;
    const failed: FailedRow[] = [];
    let next = 0;
    for (const row of rows) {
      const problem = problemOf(row, refusals.slice(next, (next += row.mutations.length)));
      if (problem === undefined) progress[counted[row.action as keyof typeof counted]]++;
      else failed.push({ part: row.part, line: row.line, cells: row.cells, problem });
    }
    progress.done += rows.length;
    progress.failed += failed.length;
    await onProgress?.({ ...progress }, failed);
  };
  // The next chunk is asked for while the one before is being written, and no more: whoever stops it loses little.
  let before: Promise<void> = Promise.resolve();
  for await (const rows of chunks) {
    if (!(await goOn())) {
      await before;
      return { progress, finished: false };
    }
    const applied = apply(rows.flatMap((row) => row.mutations));
    try {
      await before;
    } catch (error) {
      await applied.catch(() => undefined);
      throw error;
    }
    before = count(rows, applied);
    // It is waited for in the next round.
    before.catch(() => undefined);
  }
  await before;
  return { progress, finished: true };
}

function problemOf(row: PlannedRow, refusals: readonly (Rejection | null)[]): string | undefined {
  if (row.action === 'error') return problemText(row);
  return refusals.find((entry) => entry && !(row.action === 'create' && entry.code === 'already_exists'))?.message;
}

/** What is wrong with a row, in English. */
export const problemText = ({ problems }: Pick<PlannedRow, 'problems'>): string =>
  problems.map(({ column, message }) => [column, message].filter(Boolean).join(' ')).join('; ');
