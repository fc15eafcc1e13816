import { openProfile, take } from './chromium.ts';
import type { Side } from './chromium.ts';
import type { Bars, Result } from './measure.ts';
import { eachAlternately, result } from './measure.ts';
import { openServed, throttled } from './served.ts';

const deals = 10_000;

/** A first visit: the first cards, and all rows, beside one JSON answer that is put into Dexie and read from it. */
async function first(): Promise<Result[]> {
  const served = await openServed(deals, ['store', 'dexie']);
  const { context, close } = await openProfile();
  let visits = 0;
  const visiting = (side: Side) => async () => {
    const page = await throttled(context);
    const figures = await take(page, served.page(side, `visit-${++visits}`), {
      take: 'first',
      rows: deals,
      token: JSON.stringify(served.token),
    });
    await page.close();
    return { first: figures['first'] ?? Number.NaN, all: figures['all'] ?? Number.NaN };
  };
  try {
    const [mine, theirs] = await eachAlternately([visiting('store'), visiting('dexie')]);
    return [
      result('store-first', 'ms', mine?.first ?? Number.NaN, theirs?.first ?? Number.NaN, '≤ 0.1'),
      result('store-first-all', 'ms', mine?.all ?? Number.NaN, theirs?.all ?? Number.NaN, '≤ 0.4'),
    ];
  } finally {
    await close();
    await served.close();
  }
}

export const firstBars: Bars = { names: ['store-first'], take: first };
