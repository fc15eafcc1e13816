import type { Id } from '../../shared/ids.ts';
import type { RecordType } from '../../shared/records/index.ts';

/** The whole workspace in one file that imports back: docs/archive.md says what is in it. */

export const archiveFormat = 'inlay-archive';
export const archiveVersion = 1;

export interface Manifest {
  format: typeof archiveFormat;
  version: number;
  /** Of this archive: one that was taken in part is known by it. */
  id: Id;
  made_at: string;
  workspace: { id: Id; name: string };
  /** How many records of each type there are. */
  records: Partial<Record<RecordType, number>>;
  documents: number;
}
