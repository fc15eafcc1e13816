/** What the server says of imports (server/imports/routes.ts). */

export const kinds = ['organization', 'person', 'lead', 'deal', 'associated_contact'] as const;
export type Kind = (typeof kinds)[number];

export const actions = ['create', 'update', 'merge', 'skip', 'error'] as const;
export type Action = (typeof actions)[number];
export type View = Action | 'all';

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
  status: 'uploaded' | 'planned' | 'running' | 'done' | 'cancelled' | 'interrupted';
  contents: {
    headers: string[];
    rowCount: number;
    sample: { line: number; cells: string[] }[];
    encoding: string;
    delimiter: string;
  };
  options: { kind: Kind; mapping: Record<string, string>; duplicates: string; dateOrder?: string } | null;
  counts: Record<Action, number> | null;
  open_date_columns: string[];
  progress: Progress | null;
}

/** What each kind of row can fill, and what the headers most likely mean. */
export interface Offer {
  kind: Kind;
  /** `needs`: one field of each list must be filled. */
  kinds: Record<Kind, { fields: { field: string }[]; needs: string[][]; mapping: Record<string, string> }>;
}

export interface Problem {
  column: string;
  code: 'unreadable' | 'ambiguous' | 'too_long' | 'missing';
  value?: string;
  wanted?: string;
  message: string;
}

export interface PlannedRow {
  line: number;
  action: Action;
  name: string;
  facts: [string, string];
  matched?: { id: string; by: 'id' | 'email' | 'phone' | 'name' };
  changes: { field: string; from: string; to: string }[];
  problems: Problem[];
}

export interface RowsPage {
  rows: PlannedRow[];
  total: number;
}
