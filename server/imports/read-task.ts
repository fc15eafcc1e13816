import type { Run } from '../work/index.ts';
import { readingOf } from '../../shared/import-tables.ts';
import { proposeFieldType } from './custom-columns.ts';
import { holdsNames, widthOf } from './first-row.ts';
import type { NamedTable } from './source.ts';
import { readSource } from './source.ts';
import type { FileContents, TableContents } from './work.ts';

/** A look at a file: it is quick, as long as it loads no more than it needs. @throws UnreadableFile */
export const run: Run<{ path: string; name: string }, FileContents> = async ({ path, name }) => {
  const { format, tables, others = [] } = await readSource(path, name);
  const left = others.length > 0 && { others: { count: others.length, names: others.slice(0, mostNamed) } };
  return { format, tables: tables.map(contentsOf), ...left };
};

/** Names of files that stay out: enough to know what they are. */
const mostNamed = 3;

function contentsOf({ name, table }: NamedTable): TableContents {
  const { headers, first, encoding, delimiter, format, rows } = table;
  const filled = Array.from({ length: widthOf(table) }, (_none, at) =>
    rows.map(({ cells: row }) => row[at] ?? '').filter((cell) => cell.trim() !== ''),
  );
  const types = filled.map((cells) => (cells.length === 0 ? null : proposeFieldType(cells)));
  const gaps = filled.map((cells) => rows.length - cells.length);
  const contents = { name, headers, encoding, delimiter, format, rowCount: rows.length, sample: rows.slice(0, 5), types, gaps };
  if (!first) return contents;
  return readingOf<TableContents>({ ...contents, first: { header: true, names: headers, row: first } }, holdsNames(table));
}
