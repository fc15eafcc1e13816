import { createClient } from '@libsql/client';
import { join } from 'node:path';
import { newId } from '../shared/ids.ts';
import { openProfile, take } from './chromium.ts';
import type { Bars, Result } from './measure.ts';
import { eachAlternately, median, milliseconds, percentile, result } from './measure.ts';
import { openServed } from './served.ts';

const passes = 5;
const rounds = 60;
const warmUps = 10;

/**
 * A change made in one browser until it is painted in another, beside what it cannot do without: the 95th of a hundred against
 * medians. Each pass gives a figure of both, so that a moment in which the machine did something else does not decide.
 */
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

    let count = 0;
    const once = async (name: string) => {
      const seen = reader.evaluate((wanted) => window.connected.seen(wanted), name);
      const made = await author.evaluate((wanted) => window.connected.rename(wanted), name);
      const poke = (await seen) - made;
      const trip = await author.evaluate(() => window.connected.roundTrip());
      const write = await milliseconds(() =>
        client.batch([{ sql: 'INSERT INTO row VALUES (?, ?)', args: [newId(), JSON.stringify({ name, text: 'x'.repeat(900) })] }], 'write'),
      );
      const frame = await reader.evaluate(() => window.connected.frame());
      return { poke, trip, write, frame };
    };
    for (let round = 0; round < warmUps; round++) await once(`Warm ${round}`);
    const [taken] = await eachAlternately(
      [
        async () => {
          const all: Awaited<ReturnType<typeof once>>[] = [];
          for (let round = 0; round < rounds; round++) all.push(await once(`Changed ${++count}`));
          const of = (part: keyof Awaited<ReturnType<typeof once>>) => all.map((figures) => figures[part]);
          const poke = of('poke');
          return {
            p95: percentile(poke, 0.95),
            median: median(poke),
            least: median(of('trip')) + median(of('write')) + median(of('frame')),
          };
        },
      ],
      passes,
      0,
    );
    if (!taken) throw new Error('Nothing was taken.');
    const { p95, median: usual, least } = taken;
    return [result('poke', 'ms (p95)', p95, least, '≤ 3'), result('poke-median', 'ms (median)', usual, least, '≤ 3')];
  } finally {
    client.close();
    for (const { close } of [one, other]) await close();
    await served.close();
  }
}

export const pokeBars: Bars = { names: ['poke'], take: poke };
