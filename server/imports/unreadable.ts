import type { Problem } from './plan.ts';
import type { CellType } from './target.ts';

/** Why a cell does not say what its column is taken for. */
export class Unreadable extends Error {
  readonly problem: Omit<Problem, 'column'>;

  constructor(message: string, problem: Omit<Problem, 'column' | 'message'>) {
    super(message);
    this.problem = { ...problem, message };
  }
}

/** A cell as a problem quotes it. */
export const shown = (cell: string): string => (cell.length > 60 ? `${cell.slice(0, 57)}…` : cell);

/** What was read of a cell. @param wanted what it should have been, in English @throws Unreadable where nothing was */
export function read<T>(value: T | undefined, cell: string, type: CellType, wanted: string): T {
  if (value === undefined)
    throw new Unreadable(`“${shown(cell)}” is no ${wanted}`, { code: 'unreadable', value: shown(cell), wanted: type });
  return value;
}

/** A text that fits into its field. @throws Unreadable */
export function withinLength(cell: string, field: string): string {
  const longest =
    field === 'content'
      ? 100_000
      : field === 'description' || field === 'summary'
        ? 20_000
        : field === 'subject'
          ? 998
          : field === 'website' || field === 'recording_url'
            ? 2048
            : ['phone', 'mobile', 'fax', 'role', 'phone_number', 'sku'].includes(field)
              ? 64
              : 255;
  if (cell.length > longest)
    throw new Unreadable(`is ${cell.length} characters long; ${longest} is the most`, { code: 'too_long', value: String(longest) });
  return cell;
}
