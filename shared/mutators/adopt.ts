import * as z from 'zod/mini';
import { instantSchema } from '../dates.ts';
import { idSchema } from '../ids.ts';
import type { Row, SetupType } from '../records/index.ts';
import { highestNumber, recordTypes, records, setupTypes } from '../records/index.ts';
import { mutator, said } from './define.ts';
import { fieldProblems, forbidden, Rejection } from './rejection.ts';
import type { Tx } from './tx.ts';

/** Records that one mutation adopts at the most. */
export const mostAdopted = 200;

/** What happened to a record elsewhere, as its line in an archive tells it. */
const pastSchema = z.optional(
  z.array(
    z.strictObject({
      at: instantSchema,
      person_id: z.nullable(idSchema),
      mutator: z.string().check(z.minLength(1), z.maxLength(64)),
      kind: z.enum(['created', 'changed', 'removed']),
      fields: z.record(z.string(), z.strictObject({ from: z.optional(z.unknown()), to: z.optional(z.unknown()) })),
    }),
  ),
);

/**
 * Takes records from an archive of a workspace as they are, with their ids, numbers, times and history (docs/archive.md). Those that
 * stand already, and are the same, stay: an archive that was taken in part is taken again. The server alone does it.
 */
export const adoptRecords = mutator(
  z.strictObject({
    type: z.enum(recordTypes),
    rows: z.array(z.record(z.string(), z.unknown())).check(z.minLength(1), z.maxLength(mostAdopted)),
  }),
  (tx, { type, rows }) => {
    requireArchive(tx);
    rows.forEach(({ history, ...given }, at) => {
      // An archive of an earlier release lacks what came later.
      const parsed = records[type].schema.safeParse({ ...records[type].initial, ...given }, { reportInput: true });
      if (!parsed.success) {
        const [[field, problem] = ['', undefined]] = Object.entries(fieldProblems(parsed.error.issues));
        throw new Rejection('invalid', `${said(type)} ${at + 1}: ${field} ${problem?.message ?? 'is not right'}.`);
      }
      const past = pastSchema.safeParse(history);
      if (!past.success) throw new Rejection('invalid', `${said(type)} ${at + 1}: history is not right.`);
      const row = parsed.data as Row;
      if (row.number < 0 || row.number > highestNumber)
        throw new Rejection('invalid', `${said(type)} ${at + 1}: number must be from 0 to ${highestNumber}.`);
      if (!tx.find(type, row.id)) tx.adopt(type, { ...row, version: 0 }, past.data);
    });
  },
);

/**
 * Clears what a new workspace begins with, before an archive's own set-up takes its place. Its people stay. Numbers are never
 * given twice, so those that go make room first: they are set aside, then removed.
 */
export const clearSetUp = mutator(z.strictObject({ step: z.enum(['set_aside', 'remove']) }), (tx, { step }) => {
  requireArchive(tx);
  for (const type of setupTypes) {
    if (type === 'user') continue;
    for (const row of tx.every(type as SetupType)) {
      if (step === 'set_aside') tx.putDerived(type as SetupType, { ...row, number: -Math.abs(row.number) });
      else if (row.number < 0) tx.remove(type, row.id);
    }
  }
});

function requireArchive(tx: Tx): void {
  if (tx.actor.kind !== 'system' || tx.actor.name !== 'archive') throw forbidden('Records are adopted from an archive alone.');
}
