import { appendFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ifAbsent } from './files.ts';
import { jsonLines } from './json-lines.ts';
import { plannedRows } from './plan-file.ts';
import type { FailedRow } from './run.ts';

/** The rows that could not be imported: kept as they fail, and given as CSV to mend and to import again. */

const pathOf = (folder: string): string => join(folder, 'failed.ndjson');

export const forgetFailed = (folder: string): Promise<void> => rm(pathOf(folder), { force: true });

export async function keepFailed(folder: string, failed: readonly FailedRow[]): Promise<void> {
  const text = failed.map((row) => `${JSON.stringify(row)}\n`).join('');
  await appendFile(pathOf(folder), text, { mode: 0o600 });
}

/** The rows that failed in the run; before one, those that the plan says cannot be imported. */
async function* failedRows(folder: string): AsyncGenerator<FailedRow> {
  const ran = await stat(pathOf(folder)).then(() => true, ifAbsent(false));
  if (ran) {
    yield* jsonLines<FailedRow>(pathOf(folder));
    return;
  }
  for await (const rows of plannedRows(folder, 100))
    for (const { action, line, cells, problems } of rows)
      if (action === 'error') yield { line, cells, problem: problems.map(({ column, message }) => `${column} ${message}`).join('; ') };
}

/** The file's own columns, and what is wrong in a last one. */
export async function* badRowsCsv(folder: string, headers: readonly string[], delimiter: string): AsyncGenerator<string> {
  const quote = (cell: string) => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const line = (cells: readonly string[]) => `${cells.map(quote).join(delimiter)}\r\n`;
  yield `\ufeff${line([...headers, 'Problem'])}`;
  for await (const { cells, problem } of failedRows(folder)) yield line([...headers.map((_, index) => cells[index] ?? ''), problem]);
}
