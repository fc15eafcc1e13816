import type { RecordType } from '../../shared/records/index.ts';
import { keyOf } from '../../shared/mutators/index.ts';
import type { Outcome, Turn } from './commit.ts';

/** Gives a turn's new records their numbers, and every written row its version. @param given the last number of each type by now */
export function numbered(turn: Turn, given: ReadonlyMap<RecordType, number>): Turn {
  const counters = new Map<RecordType, number>();
  const lastOf = (type: RecordType) => counters.get(type) ?? given.get(type) ?? 0;
  // A record that brings its number is one of those that are given: what is new of the same turn must not be given it too, nor
  // what comes before the others of its import.
  for (const { writes, actor } of turn.outcomes)
    for (const { type, after } of writes) {
      const coming = actor.kind === 'person' ? (actor.numbers?.[type] ?? 0) : 0;
      const last = after ? Math.max(after.number, coming) : 0;
      if (last > lastOf(type)) counters.set(type, last);
    }
  const numbers = new Map<string, number>();
  let to = turn.from;
  const outcomes = turn.outcomes.map((outcome): Outcome => {
    const version = ++to;
    const writes = outcome.writes.map((write) => {
      const { type, id, before, after } = write;
      const key = keyOf(type, id);
      const known = numbers.get(key);
      const numberedBefore = before && known !== undefined && before.number === 0 ? { ...before, number: known } : before;
      if (!after) return { ...write, before: numberedBefore };
      let number = after.number || known || 0;
      if (!number) {
        number = lastOf(type) + 1;
        counters.set(type, number);
        numbers.set(key, number);
      }
      return { ...write, before: numberedBefore, after: { ...after, number, version } };
    });
    return { ...outcome, version, writes };
  });
  return { ...turn, to, outcomes, counters };
}
