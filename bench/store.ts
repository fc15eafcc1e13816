import type { Pages, Side } from './chromium.ts';
import { openPages, traced } from './chromium.ts';
import type { Bars, Result } from './measure.ts';
import { eachAlternately, result } from './measure.ts';

/** The store in a real browser over IndexedDB, beside what others keep the same deals in. */

const some = 10_000;
const many = 100_000;

let origins = 0;
const anOrigin = (side: Side): string => `${side}-${++origins}`;

/** Puts the rows on disk at a new origin, and says how long it took. */
async function persisted(pages: Pages, side: Side, rows: number): Promise<{ origin: string; persist: number }> {
  const origin = anOrigin(side);
  const { persist = Number.NaN } = await pages.take(side, origin, { take: 'persist', rows });
  return { origin, persist };
}

const persisting = (pages: Pages, side: Side, rows: number) => async () => ({ persist: (await persisted(pages, side, rows)).persist });

const opening = (pages: Pages, side: Side, origin: string, rows: number) => async () => {
  const { first = Number.NaN, warm = Number.NaN } = await pages.take(side, origin, { take: 'warm', rows });
  return { first, warm };
};

const editing = (pages: Pages, side: Side, origin: string, rows: number) => () =>
  pages.within(side, origin, { take: 'edit', rows }, async (page, figures) => {
    const { value, longest } = await traced(page, figures);
    return { edit: value['edit'] ?? Number.NaN, task: longest('edit-begins', 'edit-ends') };
  });

const holding = (pages: Pages, side: Side, origin: string, rows: number) => () =>
  pages.within(side, origin, { take: 'memory', rows }, async (page, figures) => {
    await figures();
    const session = await page.context().newCDPSession(page);
    await session.send('HeapProfiler.collectGarbage');
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    return { megabytes: usedSize / 2 ** 20 };
  });

const names = ['store-persist', 'store-warm', 'store-edit', 'store-100k', 'store-growth', 'store-memory'];

async function take(isWanted: (name: string) => boolean): Promise<Result[]> {
  const pages = await openPages();
  const results: Result[] = [];
  try {
    if (isWanted('store-persist')) {
      const [mine, raw] = await eachAlternately([persisting(pages, 'store', some), persisting(pages, 'rows', some)]);
      results.push(result('store-persist', 'ms', mine?.persist ?? Number.NaN, raw?.persist ?? Number.NaN, '≤ 0.2'));
    }
    if (isWanted('store-warm')) {
      const [mine, raw] = await eachAlternately([
        opening(pages, 'store', (await persisted(pages, 'store', some)).origin, some),
        opening(pages, 'rows', (await persisted(pages, 'rows', some)).origin, some),
      ]);
      results.push(result('store-warm', 'ms', mine?.warm ?? Number.NaN, raw?.warm ?? Number.NaN, '≤ 0.75'));
    }
    if (isWanted('store-edit')) {
      const [mine, dexie] = await eachAlternately([
        editing(pages, 'store', (await persisted(pages, 'store', some)).origin, some),
        editing(pages, 'dexie', (await persisted(pages, 'dexie', some)).origin, some),
      ]);
      results.push(
        result('store-edit', 'ms', mine?.edit ?? Number.NaN, dexie?.edit ?? Number.NaN, '≤ 0.15'),
        result('store-edit-task', 'ms', mine?.task ?? Number.NaN, dexie?.task ?? Number.NaN, '≤ 0.5'),
      );
    }
    if (isWanted('store-100k')) results.push(...(await againstOthers(pages)));
    if (isWanted('store-growth')) {
      const [large, small] = await eachAlternately([
        opening(pages, 'store', (await persisted(pages, 'store', many)).origin, many),
        opening(pages, 'store', (await persisted(pages, 'store', some)).origin, some),
      ]);
      results.push(result('store-growth', 'ms', large?.first ?? Number.NaN, small?.first ?? Number.NaN, '≤ 1.3'));
    }
    if (isWanted('store-memory')) {
      const [mine, plain] = await eachAlternately([
        holding(pages, 'store', (await persisted(pages, 'store', many)).origin, many),
        holding(pages, 'rows', anOrigin('rows'), many),
      ]);
      results.push(result('store-memory', 'MB', mine?.megabytes ?? Number.NaN, plain?.megabytes ?? Number.NaN, '≤ 1.3'));
    }
  } finally {
    await pages.close();
  }
  return results;
}

/** Writing, opening and editing 100,000 deals, beside the faster of two others. */
async function againstOthers(pages: Pages): Promise<Result[]> {
  const sides: Side[] = ['store', 'rxdb', 'replicache'];
  const beside = (name: string, [mine, ...others]: (number | undefined)[]) =>
    result(name, 'ms', mine ?? Number.NaN, Math.min(...others.map((other) => other ?? Infinity)), '≤ 0.25');
  const origins: string[] = [];
  const persist = await eachAlternately(
    sides.map((side, at) => async () => {
      const taken = await persisted(pages, side, many);
      origins[at] = taken.origin;
      return { persist: taken.persist };
    }),
  );
  const warm = await eachAlternately(sides.map((side, at) => opening(pages, side, origins[at] ?? '', many)));
  const edit = await eachAlternately(sides.map((side, at) => editing(pages, side, origins[at] ?? '', many)));
  return [
    beside(
      'store-100k-persist',
      persist.map((figures) => figures.persist),
    ),
    beside(
      'store-100k-warm',
      warm.map((figures) => figures.warm),
    ),
    beside(
      'store-100k-edit',
      edit.map((figures) => figures.edit),
    ),
  ];
}

export const storeBars: Bars = { names, take };
