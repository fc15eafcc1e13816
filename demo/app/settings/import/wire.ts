import type { CustomFieldType, CustomFields, ResourceType } from '../../../../shared/records/index.ts';
import type { FirstRow } from '../../../../shared/import-tables.ts';
import type { ImportKind, RowAction, RowKind } from '../../../../shared/import-kinds.ts';

/** What the server says of imports (server/imports/routes.ts). */

export type View = RowAction | 'all';

export interface Progress {
  done: number;
  total: number;
  created: number;
  updated: number;
  skipped: number;
  failed: number;
}

export interface ImportState {
  id: string;
  file_name: string;
  created_at: string;
  status: 'uploaded' | 'planned' | 'running' | 'done' | 'cancelled' | 'interrupted' | 'undoing' | 'undone';
  contents: {
    rowCount: number;
    format: 'csv' | 'xlsx' | 'vcard' | 'zip';
    tables: TableContents[];
    /** Files of a ZIP that are no tables, and some of their names. */
    others: { count: number; names: string[] } | null;
  };
  options: {
    tables: TableChoice[];
    duplicates: string;
    renamed?: string;
    dateOrder?: string;
    system?: string;
    defaults?: Defaults;
    customDefaults?: CustomFields;
  } | null;
  counts: Record<RowAction, number> | null;
  preparations: Preparation[];
  open_date_columns: string[];
  /** Columns that most rows of a table fail for: they refer to records that another file has. */
  absent: Absent[];
  progress: Progress | null;
  /** Whether what it wrote can still be taken back. */
  undoable: boolean;
  undo: { done: number; total: number; removed: number; restored: number; kept: number } | null;
  /** Why it broke off. */
  problem: string | null;
}

export interface Absent {
  part: number;
  column: string;
  wanted: 'organization' | 'contact' | 'lead' | 'deal' | 'resource' | 'product' | 'order';
  rows: number;
}

/** What rows have where no column says it. */
export type Defaults = Partial<Record<'pipeline' | 'loss_reason_id' | 'unqualified_reason_id', string>>;

/** One table of a file: all of it, a sheet, a file in a ZIP. */
export interface TableContents {
  name: string;
  headers: string[];
  rowCount: number;
  sample: { line: number; cells: string[] }[];
  /** Where it can be taken as the names of the columns and as a row. */
  first?: FirstRow;
  encoding: string;
  delimiter: string;
  /** The type of custom field that would fit each column; null where it is empty. */
  types: (CustomFieldType | null)[];
  /** Rows in which each column is empty; files of before do not say. */
  gaps?: number[];
}

/** What a table is, and what its columns mean; one of no kind is left out. */
export interface TableChoice {
  kind: ImportKind | null;
  mapping: Record<string, string>;
  /** Whether the first row names the columns; as the server took it where nobody says. */
  header?: boolean;
}

/** What the import does to the set-up before its first row. */
export type Preparation =
  | { what: 'new_field' | 'used_field' | 'new_choices'; resource: ResourceType; name: string; type: CustomFieldType; choices: string[] }
  | { what: 'new_entries'; list: string; name: string; choices: string[] }
  | { what: 'new_pipeline' | 'new_stages' | 'strangers' | 'renumbered'; name: string; choices: string[] };

export interface OfferedField {
  field: string;
  /** What its cells are read as. */
  type: string;
  custom?: { name: string; type: CustomFieldType; part: string | null };
}

/** What each kind of row can fill, and what each table most likely is. */
export interface Offer {
  /** `needs`: one field of each list must be filled. */
  kinds: Record<ImportKind, { fields: OfferedField[]; needs: string[][]; takes_new_fields: boolean }>;
  /** The systems that earlier files were said to be of. */
  systems: string[];
  tables: OfferedTable[];
}

export interface OfferedReading {
  kind: ImportKind | null;
  mappings: Record<ImportKind, Record<string, string>>;
  /** As a table with these headers was taken before. */
  kept: {
    kind: ImportKind;
    mapping: Record<string, string>;
    duplicates: string;
    renamed?: string;
    dateOrder?: string;
    system?: string;
  } | null;
}

export interface OfferedTable extends OfferedReading {
  /** Where the first row is taken the other way. */
  other: OfferedReading | null;
}

export interface Problem {
  column: string;
  code: 'unreadable' | 'ambiguous' | 'too_long' | 'missing' | 'refused' | 'renamed' | 'formula' | 'error' | 'card';
  value?: string;
  wanted?: string;
  among?: { name: string; choices: string[] };
  message: string;
}

export interface PlannedRow {
  part: number;
  kind: RowKind;
  line: number;
  action: RowAction;
  name: string;
  /** What each mapped column brings, in the order of the file; plans of before do not say. */
  values?: string[];
  /** An id of another account that is not the record's number. */
  renumbered?: { id: string; why: 'no_number' | 'taken' };
  matched?: { id: string; by: 'id' | 'email' | 'phone' | 'name' | 'deal' };
  /** `label`: of custom fields. */
  changes: { field: string; label?: string; from: string; to: string }[];
  problems: Problem[];
}

export interface RowsPage {
  rows: PlannedRow[];
  total: number;
}

/** What stayed as it is when an import was undone, wholly or in part. */
export interface KeptRow {
  line: number;
  name: string;
  kind: RowKind | 'custom_field' | 'pipeline' | 'stage' | 'entry';
  action: 'remove' | 'restore' | 'keep';
  reason: 'changed' | 'used' | 'refused' | null;
  fields: string[];
  message?: string;
}
