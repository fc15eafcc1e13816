import type { Finder } from './finder.ts';
import { ours } from './reading.ts';
import type { Lines } from './rows.ts';
import { findRows, idsOf, keyOf } from './rows.ts';

/** Marks carry the key of the row that they were put for, to be told when Gmail has filled that row with another thread. */
const markOf = 'data-inlay-row';

/** Beside the date, within a cell that is there: the widths of columns are not ours. */
export function placeMark(lines: Lines, key: string, element: HTMLElement | undefined, finder: Finder): boolean {
  const before = lines.flatMap((line) => [...line.querySelectorAll<HTMLElement>(`[${markOf}]`)]);
  for (const mark of before) if (mark !== element) mark.remove();
  if (!element) return true;
  element.setAttribute(ours, 'mark');
  element.setAttribute(markOf, key);
  const cell = lines.flatMap((line) => finder.first('row mark', line) ?? [])[0];
  if (!cell) return false;
  if (element.parentElement !== cell) cell.insertBefore(element, cell.firstChild);
  return true;
}

/** Leaves Gmail's rows as they were. */
export function clearMarks(document: Document): void {
  for (const mark of document.querySelectorAll(`[${markOf}]`)) mark.remove();
}

/** Takes away the marks of rows that show something else by now. Gives whether there were any. */
export function sweepMarks(document: Document, finder: Finder): boolean {
  const marks = [...document.querySelectorAll<HTMLElement>(`[${markOf}]`)];
  if (marks.length === 0) return false;
  const keys = new Map<Element, Set<string>>();
  for (const lines of findRows(finder)) {
    const ids = idsOf(lines, finder);
    const both = new Set([keyOf(ids), keyOf({ ...ids, single: true })].filter((key) => key !== undefined));
    for (const line of lines) keys.set(line, both);
  }
  let swept = false;
  for (const mark of marks) {
    const row = mark.closest('tr');
    const now = row && keys.get(row);
    const key = mark.getAttribute(markOf) ?? '';
    // Rows of a view that is hidden keep theirs until it is seen again.
    if (row && !now && isKept(row, key, finder)) continue;
    if (now?.has(key)) continue;
    mark.remove();
    swept = true;
  }
  return swept;
}

function isKept(row: HTMLElement, key: string, finder: Finder): boolean {
  const ids = idsOf([row], finder);
  return keyOf(ids) === undefined ? false : keyOf(ids) === key || keyOf({ ...ids, single: true }) === key;
}
