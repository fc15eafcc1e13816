import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RowAction } from '../../shared/import-kinds.ts';
import { rowActions } from '../../shared/import-kinds.ts';
import type { Preparation } from './custom-columns.ts';
import { jsonLines } from './json-lines.ts';
import type { Plan, PlannedRow } from './plan.ts';

/**
 * A plan on disk, as lines of JSON: all rows with their mutations for the run, and what people look at once more by what
 * happens to it. A page of 200,000 rows is read without the others. Each plan has a folder of its own, which the import names
 * once it is whole: a process that ends in the middle leaves the plan before.
 */

/** What people look at: every row, or those that come to the same. */
export type View = RowAction | 'all';
/** A row as it is shown. */
export type ShownRow = Omit<PlannedRow, 'mutations' | 'cells'>;
type Index = Record<View, { total: number; pages: number[] }>;

/** Rows of a page. */
export const pageRows = 100;

const views: readonly View[] = ['all', ...rowActions];

/** Writes a plan into a folder that is not there yet. */
export function writePlan(folder: string, plan: Plan): void {
  mkdirSync(folder, { mode: 0o700 });
  const rows = new Lines(join(folder, 'rows.ndjson'));
  const shown = new Map(views.map((view) => [view, new Lines(join(folder, `${view}.ndjson`))]));
  for (const row of plan.rows) rows.write(JSON.stringify(row));
  // People look for a row where it stands in the file, whenever it is carried out.
  for (const row of plan.rows.toSorted((a, b) => a.part - b.part || a.line - b.line)) {
    const { mutations: _mutations, cells: _cells, ...rest } = row;
    const text = JSON.stringify(rest satisfies ShownRow);
    shown.get('all')?.write(text);
    shown.get(row.action)?.write(text);
  }
  rows.close();
  const index = Object.fromEntries([...shown].map(([view, lines]) => [view, lines.close()]));
  writeFileSync(join(folder, 'preparations.json'), JSON.stringify(plan.preparations), { mode: 0o600 });
  writeFileSync(join(folder, 'index.json'), JSON.stringify(index), { mode: 0o600 });
}

/** Lines of a file, with where each page begins. */
class Lines {
  readonly #file: number;
  readonly #pages: number[] = [];
  #waiting: string[] = [];
  #waitingBytes = 0;
  #written = 0;
  #total = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w', 0o600);
  }

  write(line: string): void {
    if (this.#total % pageRows === 0) this.#pages.push(this.#written + this.#waitingBytes);
    this.#total++;
    this.#waiting.push(line, '\n');
    this.#waitingBytes += Buffer.byteLength(line) + 1;
    if (this.#waitingBytes > 1_000_000) this.#flush();
  }

  close(): Index[View] {
    this.#flush();
    closeSync(this.#file);
    return { total: this.#total, pages: this.#pages };
  }

  #flush(): void {
    const bytes = Buffer.from(this.#waiting.join(''));
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
    this.#written += bytes.length;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}

/** A page of a view; an empty one past the end. @param page from 0 */
export async function readPage(folder: string, view: View, page: number): Promise<{ rows: ShownRow[]; total: number }> {
  const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as Index;
  const { total, pages } = index[view];
  const start = pages[page];
  if (start === undefined) return { rows: [], total };
  const path = join(folder, `${view}.ndjson`);
  const file = await open(path);
  try {
    const end = pages[page + 1] ?? (await file.stat()).size;
    const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    return {
      rows: buffer
        .toString('utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as ShownRow),
      total,
    };
  } finally {
    await file.close();
  }
}

/** What is to be done to the set-up before the rows. */
export async function plannedPreparations(folder: string): Promise<Preparation[]> {
  return JSON.parse(await readFile(join(folder, 'preparations.json'), 'utf8')) as Preparation[];
}

/** The rows with their mutations, a chunk at a time. @param most rows of a chunk */
export async function* plannedRows(folder: string, most: number): AsyncGenerator<PlannedRow[]> {
  let chunk: PlannedRow[] = [];
  for await (const row of jsonLines<PlannedRow>(join(folder, 'rows.ndjson'))) {
    chunk.push(row);
    if (chunk.length < most) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
