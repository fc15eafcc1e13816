import type { PlannedRow } from './plan.ts';
import type { CellType } from './target.ts';

const referred = ['organization', 'contact', 'lead', 'deal', 'resource', 'product', 'order'] as const satisfies readonly CellType[];
type Referred = (typeof referred)[number];

const isReferred = (wanted: string | undefined): wanted is Referred => referred.some((one) => one === wanted);

/** A column that names records which are not here: another file has them, and comes first. */
export interface Absent {
  part: number;
  column: string;
  wanted: Referred;
  /** The rows that are errors for it. */
  rows: number;
}

/** Fewer rows than these are mended one by one. */
const fewest = 2;

/** What most rows of a table refer to and cannot find: said once, it says more than at each row. */
export function absentOf(rows: readonly PlannedRow[]): Absent[] {
  const ofPart = new Map<number, number>();
  const found = new Map<string, Absent>();
  for (const { part, problems } of rows) {
    ofPart.set(part, (ofPart.get(part) ?? 0) + 1);
    for (const { column, code, wanted } of problems) {
      if (code !== 'unreadable' || !isReferred(wanted)) continue;
      const key = JSON.stringify([part, column, wanted]);
      const absent = found.get(key) ?? { part, column, wanted, rows: 0 };
      absent.rows++;
      found.set(key, absent);
    }
  }
  return [...found.values()].filter((absent) => absent.rows >= fewest && absent.rows * 2 > (ofPart.get(absent.part) ?? 0));
}
