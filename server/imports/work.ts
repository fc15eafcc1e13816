import type { ImportKind } from '../../shared/import-kinds.ts';
import type { FirstRow } from '../../shared/import-tables.ts';
import type { DatabaseConfig } from '../database/index.ts';
import type { Actor } from '../../shared/mutators/index.ts';
import type { Sight } from '../../shared/sight.ts';
import type { SetUp } from './known.ts';
import type { CustomFieldType } from '../../shared/records/index.ts';
import type { ImportOptions, Plan } from './plan.ts';
import { HttpError } from '../http/index.ts';
import type { Work } from '../work/index.ts';
import { TaskFailed, WorkLost, task } from '../work/index.ts';
import { UnreadableFile } from './read.ts';
import type { Table, TableRow } from './read.ts';
import type { SourceFormat } from './source.ts';
import type { Mapping } from './propose-mapping.ts';
import type { ImportTime } from './undo-history.ts';

/** What a table of an uploaded file holds, before anybody says what its columns mean. */
export interface TableContents extends Pick<Table, 'headers' | 'encoding' | 'delimiter' | 'format'> {
  /** What people know it by. */
  name: string;
  rowCount: number;
  sample: TableRow[];
  /** Where it can be taken as the names of the columns and as a row; files that were read before this was asked do not say. */
  first?: FirstRow;
  /** For each column the type of custom field that its values would fit; null where it has none. */
  types: (CustomFieldType | null)[];
  /** Rows in which each column is empty; files that were read before this was counted do not say. */
  gaps?: number[];
}

export interface FileContents {
  format: SourceFormat;
  tables: TableContents[];
  /** Files of a ZIP that are no tables, and stay out: how many, and some of their names. */
  others?: { count: number; names: string[] };
}

/** `header`: whether the first row names the columns, as it does where this is left out. */
export interface PartOptions {
  kind: ImportKind | null;
  mapping: Mapping;
  header?: boolean | undefined;
}

/** What each table is, and how its rows are taken; a table of no kind is left out. */
export type FileOptions = Omit<ImportOptions, 'kind' | 'mapping'> & { parts: PartOptions[] };

/** What planning needs of the world: the workspace's records it reads itself. */
export interface PlanInput {
  path: string;
  /** The file's. */
  name: string;
  /** The folder into which the plan is written: see plan-file.ts. */
  plan: string;
  options: FileOptions;
  setUp: SetUp;
  /** Whoever imports; `embedded` through a component on somebody else's page. */
  actor: Actor;
  /** Of whoever imports: nobody is matched or named whom they do not see. */
  sight: Sight;
  database: DatabaseConfig;
}

/** What taking an import back needs to be planned. */
export interface UndoInput {
  /** The import's. */
  folder: string;
  /** Its plan's. */
  plan: string;
  workspaceId: string;
  time: ImportTime;
  database: DatabaseConfig;
}

const reading = task<{ path: string; name: string }, FileContents>(new URL('./read-task.ts', import.meta.url));
const planning = task<PlanInput, Omit<Plan, 'rows'>>(new URL('./plan-task.ts', import.meta.url));
const planningUndo = task<UndoInput, number>(new URL('./undo-task.ts', import.meta.url));

/** What an import has done in another process. */
export class ImportWork {
  readonly #work: Work;

  constructor(work: Work) {
    this.#work = work;
  }

  /** Reads a file. @throws UnreadableFile, HttpError unavailable */
  read(path: string, name: string, signal: AbortSignal): Promise<FileContents> {
    return readable(this.#work.run(reading, { path, name }, { signal }), 'Nothing was kept: upload the file again.');
  }

  /** Plans an import, and leaves the plan in its folder. @throws UnreadableFile, HttpError unavailable */
  plan(input: PlanInput, signal: AbortSignal): Promise<Omit<Plan, 'rows'>> {
    return readable(this.#work.run(planning, input, { signal }), 'Nothing was imported: plan the import again.');
  }

  /** Plans how an import is taken back; gives the number of its rows. @throws HttpError unavailable */
  planUndo(input: UndoInput, signal: AbortSignal): Promise<number> {
    return readable(this.#work.run(planningUndo, input, { signal }), 'Nothing has been taken back: undo the import again.');
  }
}

/**
 * What has come of work on a file in another process. @param broken what to say where that has ended
 * @throws UnreadableFile, HttpError unavailable
 */
export async function readable<T>(result: Promise<T>, broken: string): Promise<T> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof TaskFailed && error.name === 'UnreadableFile') throw new UnreadableFile(error.message);
    if (!(error instanceof WorkLost)) throw error;
    if (error.reason === 'memory') throw new UnreadableFile('The file is too large to be read at once: split it.');
    throw new HttpError('unavailable', `The server’s work on this was broken off. ${broken}`, { cause: error });
  }
}
