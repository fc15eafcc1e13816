import type { Write } from '../../shared/mutators/index.ts';
import { isSetupType } from '../../shared/records/index.ts';
import type { Turn } from './commit.ts';
import { putWritten } from './overlay.ts';

/**
 * What a turn writes, by type and id, for whoever works out the next before it is stored; undefined where that has to wait: who
 * may do what may have changed with the set-up, and what is removed is looked for where it is stored.
 */
export function writtenBy(turn: Turn): ReadonlyMap<string, Write> | undefined {
  const written = new Map<string, Write>();
  for (const { writes } of turn.outcomes)
    for (const write of writes) {
      if (isSetupType(write.type) || !write.after) return undefined;
      putWritten(written, write);
    }
  return written;
}
