import type { Client } from '@libsql/client';
import type { Actor, NamedMutation, Rejection } from '../../shared/mutators/index.ts';
import type { Preparation } from './custom-columns.ts';
import { tellNumber } from './kept-numbers.ts';
import type { DraftRow, Problem } from './plan.ts';
import { UnreadableFile } from './read.ts';
import { Rehearsal } from './rehearsal.ts';

/** Rows that are rehearsed on what one load from the database has brought. */
const rowsAtOnce = 250;

/**
 * Holds a draft against the mutators: what they would refuse is an error of its row, told before anything is written. What
 * rows share is done by the first of them that is not refused.
 *
 * @throws UnreadableFile where the set-up cannot be prepared for the rows
 */
export async function rehearseDrafts(
  drafts: readonly DraftRow[],
  preparations: readonly Preparation[],
  options: { client: Client; actor: Actor; now: string },
): Promise<void> {
  const rehearsal = await Rehearsal.begin(options.client, options.actor, options.now);
  const refused = await rehearsal.chunk(
    preparations.map(
      ({ mutations }) =>
        () =>
          mutations,
    ),
  );
  refused.forEach((refusal, at) => {
    if (refusal) throw new UnreadableFile(`${preparations[at]?.name}: ${refusal.message}`);
  });
  const due = drafts.filter(({ planned }) => planned.mutations.length > 0);
  for (let from = 0; from < due.length; from += rowsAtOnce) {
    const some = due.slice(from, from + rowsAtOnce);
    const mutations = new Map<DraftRow, readonly NamedMutation[]>();
    const refusals = await rehearsal.chunk(
      some.map((draft) => (stands) => {
        const lacking = draft.shared.filter(
          ({ name, args }) => !stands(name === 'createOrder' ? 'order' : 'contact', (args as { id: string }).id),
        );
        const all = [...lacking, ...draft.planned.mutations];
        mutations.set(draft, all);
        return all;
      }),
    );
    some.forEach((draft, at) => {
      const refusal = refusals[at];
      const { planned } = draft;
      planned.mutations = refusal ? [] : [...(mutations.get(draft) ?? [])];
      if (!refusal) return tellNumber(draft, (type, id) => rehearsal.get(type, id)?.number);
      planned.action = 'error';
      planned.changes = [];
      planned.problems = problemsOf(refusal, draft);
    });
  }
}

/** A refusal, said of the columns that it is about. */
function problemsOf(refusal: Rejection, draft: DraftRow): Problem[] {
  const fields = Object.entries(refusal.fields ?? {});
  if (fields.length === 0) return [{ column: '', code: 'refused', message: refusal.message }];
  return fields.map(([field, { message }]) => ({ column: draft.columnLike(field), code: 'refused', message }));
}
