import type { RecordType, Row } from '../records/index.ts';
import { records } from '../records/index.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What is sent in the fields of a type that stay on the server; none where all is sent. */
const emptied = new Map<RecordType, Fields>();
for (const { type, unsent = [], defaults, initial } of Object.values(records) as {
  type: RecordType;
  unsent?: readonly string[];
  defaults: Fields;
  initial: Fields;
}[]) {
  const empty = { ...defaults, ...initial };
  if (unsent.length > 0) emptied.set(type, Object.fromEntries(unsent.map((field) => [field, empty[field]])));
}

/** A row as it is sent, and what of it stays on the server (shared/records, `unsent`): null where that is nothing. */
export function parted<R extends Row>(type: RecordType, row: R): { sent: R; unsent: Fields | null } {
  const empty = emptied.get(type);
  if (!empty) return { sent: row, unsent: null };
  const kept = Object.entries(row).filter(([field, value]) => field in empty && JSON.stringify(value) !== JSON.stringify(empty[field]));
  return kept.length > 0 ? { sent: { ...row, ...empty }, unsent: Object.fromEntries(kept) } : { sent: row, unsent: null };
}
