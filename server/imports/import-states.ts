import { HttpError } from '../http/index.ts';
import type { Import } from './files.ts';
import { undoDays } from './undo.ts';

/** What can be done with an import as it stands, and how it is shown. */

/** @throws HttpError conflict */
export const refuseRunning = ({ status }: Import): void => {
  if (status === 'running') throw new HttpError('conflict', 'This import is running: cancel it first.');
  if (status === 'undoing') throw new HttpError('conflict', 'This import is being undone: wait until that is done.');
};

/** What it wrote is found by its plan. @throws HttpError conflict */
export const refuseRun = ({ started_at }: Import): void => {
  if (started_at !== null) throw new HttpError('conflict', 'This import has been run: upload the file again.');
};

/** @throws HttpError conflict */
export const refuseUnplanned = ({ counts }: Import): void => {
  if (!counts) throw new HttpError('conflict', 'Say first what the columns mean: this import has no plan yet.');
};

export const canBeUndone = ({ started_at, ended_at, status }: Import): boolean =>
  started_at !== null &&
  ['done', 'cancelled', 'interrupted'].includes(status) &&
  Date.now() - Date.parse(ended_at ?? started_at) < undoDays * 86_400_000;

/** An import as its page sees it. */
export const shown = (full: Import) => {
  const { person_id: _person, alive_at: _alive, plan: _plan, numbers: _numbers, options, contents, ...entry } = full;
  const [part] = options?.parts ?? [];
  const rowCount = contents.tables.reduce((sum, table) => sum + table.rowCount, 0);
  return {
    ...entry,
    absent: entry.absent ?? [],
    undoable: canBeUndone(full),
    // Of the first table what most files have one of.
    contents: { ...contents.tables[0], rowCount, format: contents.format, tables: contents.tables, others: contents.others ?? null },
    options: options && {
      ...options,
      ownerId: undefined,
      parts: undefined,
      kind: part?.kind,
      mapping: part?.mapping,
      tables: options.parts,
    },
  };
};
