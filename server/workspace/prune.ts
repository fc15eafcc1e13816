import { limits } from '../../shared/sync/wire.ts';
import type { Database } from '../database/index.ts';

const day = 86_400_000;

/** Milliseconds between two prunings of a workspace that is written to. */
export const pruneEvery = day;

/** Days after which a lane that nothing came from is forgotten: a device that was away longer starts its changes anew. */
export const laneDays = 400;

/**
 * Forgets what nobody will ask for: exits older than the cursors that can be continued, and lanes long gone quiet with
 * their rejections. @param now milliseconds since 1970
 */
export async function prune(client: Database, now: number): Promise<void> {
  const before = (days: number) => new Date(now - days * day).toISOString();
  const lanes = before(laneDays);
  await client.batch(
    [
      {
        sql: 'UPDATE meta SET exits_from = max(exits_from, coalesce((SELECT max(version) FROM exit WHERE at < ?), 0))',
        args: [before(limits.exitDays)],
      },
      'DELETE FROM exit WHERE version <= (SELECT exits_from FROM meta)',
      { sql: 'DELETE FROM rejection WHERE lane IN (SELECT id FROM lane WHERE at < ?)', args: [lanes] },
      { sql: 'DELETE FROM lane WHERE at < ?', args: [lanes] },
    ],
    'write',
  );
}
