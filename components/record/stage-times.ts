import { dayIn } from '../../shared/days.ts';
import type { Deal } from '../../shared/records/index.ts';
import type { HistoryEntry } from '../../shared/sync/wire.ts';
import type { Clock } from '../base/format/dates.ts';
import { daysBetween, ownZone } from '../base/format/dates.ts';

/** How long a deal has been in a stage, all stays together, in days of the calendar. */
export interface StageTime {
  stage: string;
  days: number;
  /** It is there still. */
  present: boolean;
}

/** The time in each stage, in the order in which the deal first came to it, from its history. */
export function stageTimes(deal: Deal, entries: readonly HistoryEntry[], { now = Date.now(), zone = ownZone() }: Clock): StageTime[] {
  const moves = entries
    .filter(({ kind, fields }) => kind === 'changed' && fields['stage_id'] !== undefined)
    .toSorted((a, b) => a.version - b.version);
  const spent = new Map<string, number>();
  let stage = String(moves[0]?.fields['stage_id']?.from ?? deal.stage_id);
  let since = dayIn(zone, deal.added_at);
  const stay = (until: string): void => {
    spent.set(stage, (spent.get(stage) ?? 0) + Math.max(0, daysBetween(since, until)));
    since = until;
  };
  for (const { at, fields } of moves) {
    stay(dayIn(zone, at));
    stage = String(fields['stage_id']?.to ?? stage);
  }
  stay(dayIn(zone, new Date(now).toISOString()));
  return [...spent].map(([id, days]) => ({ stage: id, days, present: id === stage }));
}
