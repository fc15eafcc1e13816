import type { Id } from '../ids.ts';
import type { RecordType, Row } from '../records/index.ts';
import { said } from './define.ts';
import { wrong } from './rejection.ts';
import type { Tx } from './tx.ts';

/** The record that a field refers to, within the actor's sight. @throws Rejection invalid, naming the field */
export function requireSeen<T extends RecordType>(tx: Tx, field: string, type: T, id: Id): Row<T> {
  const row = tx.get(type, id);
  if (!row) throw wrong(field, `is no ${said(type)} that you can see`);
  return row;
}

/** Checks a field that may be left out or empty. */
export function checkReference(tx: Tx, field: string, type: RecordType, id: Id | null | undefined): void {
  if (id !== null && id !== undefined) requireSeen(tx, field, type, id);
}

/** Checks a field only where it changes: a record may keep what its editor does not see. */
export function checkChangedReference(tx: Tx, field: string, type: RecordType, before: Id | null, after: Id | null | undefined): void {
  if (after !== before) checkReference(tx, field, type, after);
}
