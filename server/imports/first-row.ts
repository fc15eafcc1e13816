import { importKinds } from '../../shared/import-kinds.ts';
import { columnsByPlace } from '../../shared/import-tables.ts';
import type { CustomFieldType } from '../../shared/records/index.ts';
import { proposeFieldType } from './custom-columns.ts';
import { meaningsOf } from './foreign-headers.ts';
import { plain } from './headers.ts';
import type { Table } from './read.ts';
import { maxColumns } from './read.ts';
import { targetsOf } from './targets.ts';

/** Files that name none of their columns: their first row is a row as the others. */

const wordings = new Set(
  importKinds.flatMap((kind) => targetsOf(kind, []).flatMap((target) => [target.field, ...target.wordings].map(plain))),
);

/** What nobody calls a column; of figures and days such as the rows below have as well. */
const values: readonly CustomFieldType[] = ['email', 'url', 'phone', 'date', 'number'];
const mostCompared = 50;

/** Whether the first row holds names: it does unless it shows a value, and no word that columns are known by. */
export function holdsNames({ headers, first, rows }: Table): boolean {
  if (!first) return true;
  const cells = first.cells.map((cell) => cell.trim());
  if (cells.some((cell) => meaningsOf(cell, headers).some((word) => wordings.has(word)))) return true;
  return !cells.some((cell, at) => {
    const type = cell === '' ? undefined : typeOf(cell);
    if (!type || !values.includes(type)) return false;
    // Columns of a year, or of a place in a series, are called by it.
    if (type === 'number' && /^\d{1,4}$/.test(cell)) return false;
    const below = rows.slice(0, mostCompared);
    return isMostly(type, below, at) ?? (type === 'email' || type === 'url');
  });
}

/** What one cell shows by itself: figures that begin as amounts do not are a phone number. */
function typeOf(cell: string): CustomFieldType {
  const type = proposeFieldType([cell]);
  return type === 'number' && /^(\+|0\d|\()/.test(cell) && cell.replaceAll(/\D/g, '').length >= 7 ? 'phone' : type;
}

/** Whether at least half of what stands in a column is of this type: some cells are always wrong. Undefined where nothing does. */
export function isMostly(type: CustomFieldType, rows: readonly { cells: readonly string[] }[], at: number): boolean | undefined {
  const filled = rows.flatMap(({ cells }) => cells[at]?.trim() || []);
  return filled.length === 0 ? undefined : filled.filter((cell) => typeOf(cell) === type).length * 2 >= filled.length;
}

/** How many columns a table has, those included that its first row does not reach. */
export const widthOf = ({ headers, rows }: Table): number =>
  Math.min(
    maxColumns,
    rows.reduce((most, { cells }) => Math.max(most, cells.length), headers.length),
  );

/** The table with its first row as a row. */
export const withoutHeader = (table: Table): Table =>
  table.first ? { ...table, headers: columnsByPlace(widthOf(table)), rows: [table.first, ...table.rows] } : table;
