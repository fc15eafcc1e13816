import type { ColumnState } from './column.ts';
import { firstState } from './column.ts';

/** Beside Gmail's own: the extension's storage is closed to its scripts in pages. It tells nothing but a width. */
const key = 'inlay/column';

/** How the column stood in this browser last. */
export function keptColumn(): ColumnState {
  try {
    const { collapsed, width } = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<ColumnState>;
    return typeof collapsed === 'boolean' && typeof width === 'number' ? { collapsed, width } : firstState;
  } catch {
    // No storage, or nothing of ours in it.
    return firstState;
  }
}

export function keepColumn(state: ColumnState): void {
  try {
    localStorage.setItem(key, JSON.stringify(state));
  } catch {
    // Without storage it is as it comes, each time.
  }
}
