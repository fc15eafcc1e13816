import { appendFile, rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { join } from 'node:path';
import { ZipFile } from 'yazl';
import { ifAbsent } from './files.ts';
import { jsonLines } from './json-lines.ts';
import { plannedRows } from './plan-file.ts';
import type { FailedRow } from './run.ts';
import { problemColumn, withoutProblem } from './problem-column.ts';
import { problemText } from './run.ts';

/** The rows that could not be imported: kept as they fail, and given as CSV to mend and to import again. */

const pathOf = (folder: string): string => join(folder, 'failed.ndjson');

export const forgetFailed = (folder: string): Promise<void> => rm(pathOf(folder), { force: true });

export async function keepFailed(folder: string, failed: readonly FailedRow[]): Promise<void> {
  const text = failed.map((row) => `${JSON.stringify(row)}\n`).join('');
  await appendFile(pathOf(folder), text, { mode: 0o600 });
}

/** Where an import is, and its plan. */
export interface Folders {
  folder: string;
  plan: string;
}

/** The rows that failed in the run; before one, those that the plan says cannot be imported. */
async function* failedRows({ folder, plan }: Folders): AsyncGenerator<FailedRow> {
  const ran = await stat(pathOf(folder)).then(() => true, ifAbsent(false));
  if (ran) {
    yield* jsonLines<FailedRow>(pathOf(folder));
    return;
  }
  for await (const rows of plannedRows(plan, 100))
    for (const row of rows)
      if (row.action === 'error') yield { part: row.part, line: row.line, cells: row.cells, problem: problemText(row) };
}

/** A table's own columns, and what is wrong in a last one. @param part the table's place in the file */
export async function* badRowsCsv(folders: Folders, part: number, headers: readonly string[], delimiter: string): AsyncGenerator<string> {
  const quote = (cell: string) => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const line = (cells: readonly string[]) => `${cells.map(quote).join(delimiter)}\r\n`;
  const own = withoutProblem(headers);
  yield `\ufeff${line([...own, problemColumn])}`;
  for await (const { part: of, cells, problem } of failedRows(folders))
    if (of === part) yield line([...own.map((_, index) => cells[index] ?? ''), problem]);
}

/** The bad rows of a file of several tables: a ZIP with a CSV for each that has any, under its own name. */
export function badRowsZip(
  folders: Folders,
  tables: readonly { name: string; headers: readonly string[]; delimiter: string }[],
  onFault: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const zip = new ZipFile();
  void addBadTables(zip, folders, tables).then(
    () => zip.end(),
    (error: unknown) => {
      onFault(error);
      (zip.outputStream as Readable).destroy(error instanceof Error ? error : new Error(String(error)));
    },
  );
  return Readable.toWeb(zip.outputStream as Readable) as ReadableStream<Uint8Array>;
}

async function addBadTables(
  zip: ZipFile,
  folders: Folders,
  tables: readonly { name: string; headers: readonly string[]; delimiter: string }[],
): Promise<void> {
  const bad = new Set<number>();
  for await (const { part } of failedRows(folders)) bad.add(part);
  for (const part of [...bad].toSorted((a, b) => a - b)) {
    const { name = `${part}`, headers = [], delimiter = ',' } = tables[part] ?? {};
    const text: string[] = [];
    for await (const line of badRowsCsv(folders, part, headers, delimiter)) text.push(line);
    zip.addBuffer(Buffer.from(text.join('')), `${name.replaceAll(/[\\/:]/g, '_').replace(/\.\w{1,5}$/, '')}.csv`);
  }
}
