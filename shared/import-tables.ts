/** The first row of a table that is to be imported: it names the columns, or is a row as the others. */
export interface FirstRow {
  /** Whether it is taken as the names. */
  header: boolean;
  names: string[];
  row: { line: number; cells: string[] };
}

interface Reading {
  headers: string[];
  rowCount: number;
  sample: { line: number; cells: string[] }[];
  /** One for each column, those that the first row does not reach included. */
  types: unknown[];
  gaps?: number[];
  first?: FirstRow;
}

/** What columns without names are called in a mapping, whatever the language: by their place. */
export const columnsByPlace = (count: number): string[] => Array.from({ length: count }, (_none, at) => `Column ${at + 1}`);

/** The table with its first row as the names of its columns, or as a row. Without a first row that can be either it stays. */
export function readingOf<T extends Reading>(table: T, header: boolean): T {
  const { first, gaps } = table;
  if (!first || first.header === header) return table;
  const more = header ? -1 : 1;
  return {
    ...table,
    first: { ...first, header },
    headers: header ? first.names : columnsByPlace(table.types.length),
    rowCount: table.rowCount + more,
    sample: header ? table.sample.slice(1) : [first.row, ...table.sample],
    ...(gaps && { gaps: gaps.map((gap, at) => ((first.row.cells[at] ?? '').trim() === '' ? gap + more : gap)) }),
  };
}
