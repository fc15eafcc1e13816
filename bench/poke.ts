import { createClient } from '@libsql/client';
import { join } from 'node:path';
import { newId } from '../shared/ids.ts';
import { openProfile, take } from './chromium.ts';
import type { Bars, Result } from './measure.ts';
import { median, milliseconds, percentile, result } from './measure.ts';
import { openServed } from './served.ts';

const rounds = 100;

/** A change made in one browser until it is painted in another, beside what it cannot do without. */
async function poke(): Promise<Result[]> {
  const served = await openServed(1000, ['store']);
  const [one, other] = [await openProfile(), await openProfile()];
  const client = createClient({ url: `file:${join(served.folder, 'baseline.db')}`, concurrency: 1, timeout: 0 });
  try {
    await client.execute('PRAGMA journal_mode = WAL');
    await client.execute('PRAGMA synchronous = FULL');
    await client.execute('CREATE TABLE row (id TEXT PRIMARY KEY, data TEXT NOT NULL)');
    const [author, reader] = [await one.context.newPage(), await other.context.newPage()];
    const input = { take: 'connected', token: JSON.stringify(served.token) };
    for (const page of [author, reader]) await take(page, served.page('store'), input);

    const taken = { poke: [] as number[], trip: [] as number[], write: [] as number[], frame: [] as number[] };
    for (let round = -10; round < rounds; round++) {
      const name = `Changed ${round}`;
      const seen = reader.evaluate((wanted) => window.connected.seen(wanted), name);
      const made = await author.evaluate((wanted) => window.connected.rename(wanted), name);
      const poke = (await seen) - made;
      const trip = await author.evaluate(() => window.connected.roundTrip());
      const write = await milliseconds(() =>
        client.batch([{ sql: 'INSERT INTO row VALUES (?, ?)', args: [newId(), JSON.stringify({ name, text: 'x'.repeat(900) })] }], 'write'),
      );
      const frame = await reader.evaluate(() => window.connected.frame());
      // The first ones warm up.
      if (round < 0) continue;
      taken.poke.push(poke);
      taken.trip.push(trip);
      taken.write.push(write);
      taken.frame.push(frame);
    }
    const least = median(taken.trip) + median(taken.write) + median(taken.frame);
    return [result('poke', 'ms (p95)', percentile(taken.poke, 0.95), least, '≤ 3')];
  } finally {
    client.close();
    for (const { close } of [one, other]) await close();
    await served.close();
  }
}

export const pokeBars: Bars = { names: ['poke'], take: poke };
