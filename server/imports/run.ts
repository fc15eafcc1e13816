import type { Rejection } from '../../shared/mutators/index.ts';
import type { NamedMutation } from '../../shared/mutators/index.ts';
import type { Plan, PlannedRow, RowAction } from './plan.ts';

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
  line: number;
  cells: string[];
  problem: string;
}

/** Applies mutations one by one in a few commits; gives each one's refusal, or null. */
export type Apply = (mutations: readonly NamedMutation[]) => Promise<readonly (Rejection | null)[]>;

export interface RunOptions {
  plan: Plan;
  apply: Apply;
  /** Rows whose mutations travel together. */
  chunkRows?: number;
  cancelled: () => boolean;
  onProgress: (progress: Progress, failed: readonly FailedRow[]) => void;
}

const counted: Record<Exclude<RowAction, 'error'>, 'created' | 'updated' | 'skipped'> = {
  create: 'created',
  update: 'updated',
  skip: 'skipped',
};

/**
 * Carries out a plan, through the mutators. A row that is refused is reported and the others go on. Run again after an
 * interruption, it finds what it made before by its id and makes nothing twice.
 */
export async function runPlan(options: RunOptions): Promise<{ progress: Progress; failed: FailedRow[]; cancelled: boolean }> {
  const { plan, apply, cancelled, onProgress, chunkRows = 100 } = options;
  const progress: Progress = { done: 0, total: plan.rows.length, created: 0, updated: 0, skipped: 0, failed: 0 };
  const failed: FailedRow[] = [];
  for (let from = 0; from < plan.rows.length; from += chunkRows) {
    if (cancelled()) return { progress, failed, cancelled: true };
    const rows = plan.rows.slice(from, from + chunkRows);
    const refusals = await apply(rows.flatMap((row) => row.mutations));
    let next = 0;
    for (const row of rows) {
      const own = refusals.slice(next, (next += row.mutations.length));
      settle(row, own, progress, failed);
    }
    progress.done += rows.length;
    onProgress({ ...progress }, failed);
  }
  return { progress, failed, cancelled: false };
}

function settle(row: PlannedRow, refusals: readonly (Rejection | null)[], progress: Progress, failed: FailedRow[]): void {
  const refusal = refusals.find((entry) => entry && !(row.action === 'create' && entry.code === 'already_exists'));
  if (row.action !== 'error' && !refusal) {
    progress[counted[row.action]]++;
    return;
  }
  progress.failed++;
  const problem = refusal ? refusal.message : row.problems.map(({ column, message }) => `${column} ${message}`).join('; ');
  failed.push({ line: row.line, cells: row.cells, problem });
}

/** The rows that could not be imported, as CSV with what is wrong in a last column: mend it and import it again. */
export function badRowsCsv(headers: readonly string[], failed: readonly FailedRow[], delimiter: string): string {
  const quote = (cell: string) => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const line = (cells: readonly string[]) => cells.map(quote).join(delimiter);
  const width = headers.length;
  const body = failed.map(({ cells, problem }) => line([...Array.from({ length: width }, (_, index) => cells[index] ?? ''), problem]));
  return `\ufeff${[line([...headers, 'Problem']), ...body].join('\r\n')}\r\n`;
}
