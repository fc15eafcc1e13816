import type { Call } from '../../shared/records/index.ts';
import { formatNumber } from '../base/format/numbers.ts';
import { msg, str } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';

/** A call in one line: which way it went, with what outcome, and how long it took. */
export function callWords(store: Store, { incoming, missed, outcome_id, duration }: Call): string {
  const way = missed ? msg('Missed call') : incoming ? msg('Incoming call') : msg('Outgoing call');
  const outcome = outcome_id === null ? '' : (store.get('call_outcome', outcome_id)?.name ?? '');
  const minutes =
    duration === null ? '' : duration < 60 ? msg(str`${duration} s`) : msg(str`${formatNumber(Math.round(duration / 60))} min`);
  return [way, outcome, minutes].filter(Boolean).join(' · ');
}
