import type { Deal } from '../../shared/records/index.ts';
import type { HistoryEntry } from '../../shared/sync/wire.ts';

/** How long a deal has been in a stage, all stays together, in whole days. */
export interface StageTime {
  stage: string;
  days: number;
  /** It is there still. */
  present: boolean;
}

const day = 86_400_000;

/** The time in each stage, in the order in which the deal first came to it, from its history. `now` is in milliseconds. */
export function stageTimes(deal: Deal, entries: readonly HistoryEntry[], now: number): StageTime[] {
  const moves = entries
    .filter(({ kind, fields }) => kind === 'changed' && fields['stage_id'] !== undefined)
    .toSorted((a, b) => a.version - b.version);
  const spent = new Map<string, number>();
  let stage = String(moves[0]?.fields['stage_id']?.from ?? deal.stage_id);
  let since = Date.parse(deal.added_at);
  for (const { at, fields } of moves) {
    const until = Date.parse(at);
    spent.set(stage, (spent.get(stage) ?? 0) + Math.max(0, until - since));
    stage = String(fields['stage_id']?.to ?? stage);
    since = until;
  }
  spent.set(stage, (spent.get(stage) ?? 0) + Math.max(0, now - since));
  return [...spent].map(([id, time]) => ({ stage: id, days: Math.floor(time / day), present: id === stage }));
}
