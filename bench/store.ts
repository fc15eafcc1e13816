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

const editing = (pages: Pages, side: Side, origin: string, rows: number) => async () => {
  const { edit = Number.NaN } = await pages.take(side, origin, { take: 'edit', rows });
  return { edit };
};

/** The same with the longest task that an edit takes. */
const editingTraced = (pages: Pages, side: Side, origin: string, rows: number) => () =>
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

async function persist(pages: Pages): Promise<Result[]> {
  const [mine, raw] = await eachAlternately([persisting(pages, 'store', some), persisting(pages, 'rows', some)]);
  return [result('store-persist', 'ms', mine?.persist ?? Number.NaN, raw?.persist ?? Number.NaN, '≤ 0.2')];
}

async function warm(pages: Pages): Promise<Result[]> {
  const [mine, raw] = await eachAlternately([
    opening(pages, 'store', (await persisted(pages, 'store', some)).origin, some),
    opening(pages, 'rows', (await persisted(pages, 'rows', some)).origin, some),
  ]);
  return [result('store-warm', 'ms', mine?.warm ?? Number.NaN, raw?.warm ?? Number.NaN, '≤ 0.75')];
}

async function edit(pages: Pages): Promise<Result[]> {
  const [mine, dexie] = await eachAlternately([
    editingTraced(pages, 'store', (await persisted(pages, 'store', some)).origin, some),
    editingTraced(pages, 'dexie', (await persisted(pages, 'dexie', some)).origin, some),
  ]);
  return [
    result('store-edit', 'ms', mine?.edit ?? Number.NaN, dexie?.edit ?? Number.NaN, '≤ 0.15'),
    result('store-edit-task', 'ms', mine?.task ?? Number.NaN, dexie?.task ?? Number.NaN, '≤ 0.5'),
  ];
}

async function growth(pages: Pages): Promise<Result[]> {
  // An opening takes as long as a few frames: what else the machine does shows in one, and not in the middle of many.
  const rounds = 15;
  const [large, small] = await eachAlternately(
    [
      opening(pages, 'store', (await persisted(pages, 'store', many)).origin, many),
      opening(pages, 'store', (await persisted(pages, 'store', some)).origin, some),
    ],
    rounds,
  );
  return [result('store-growth', 'ms', large?.first ?? Number.NaN, small?.first ?? Number.NaN, '≤ 1.3')];
}

async function memory(pages: Pages): Promise<Result[]> {
  const [mine, plain] = await eachAlternately([
    holding(pages, 'store', (await persisted(pages, 'store', many)).origin, many),
    holding(pages, 'rows', anOrigin('rows'), many),
  ]);
  return [result('store-memory', 'MB', mine?.megabytes ?? Number.NaN, plain?.megabytes ?? Number.NaN, '≤ 1.3')];
}

/** Writing, opening and editing 100,000 deals, beside the faster of two others. */
async function againstOthers(pages: Pages): Promise<Result[]> {
  // Minutes a round, each from a new page: it warms nothing up that lasts.
  const taken = <F extends Record<string, number>>(measures: (() => Promise<F>)[]) => eachAlternately(measures, 5, 0);
  const sides: Side[] = ['store', 'rxdb', 'replicache'];
  const beside = (name: string, [mine, ...others]: (number | undefined)[]) =>
    result(name, 'ms', mine ?? Number.NaN, Math.min(...others.map((other) => other ?? Infinity)), '≤ 0.25');
  const origins: string[] = [];
  const persist = await taken(
    sides.map((side, at) => async () => {
      const { origin, persist: written } = await persisted(pages, side, many);
      origins[at] = origin;
      return { persist: written };
    }),
  );
  const warm = await taken(sides.map((side, at) => opening(pages, side, origins[at] ?? '', many)));
  const edit = await taken(sides.map((side, at) => editing(pages, side, origins[at] ?? '', many)));
  const parts = [
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
  // All three must hold: the one that comes nearest to the bar speaks for them.
  const [nearest] = parts.toSorted((one, other) => other.ratio - one.ratio);
  return nearest ? [{ ...nearest, name: 'store-100k' }, ...parts] : [];
}

/** Each in a browser of its own: what one leaves on disk and in memory does not weigh on the next. */
const bar = (name: string, taking: (pages: Pages) => Promise<Result[]>): Bars => ({
  names: [name],
  take: async () => {
    const pages = await openPages();
    try {
      return await taking(pages);
    } finally {
      await pages.close();
    }
  },
});

export const storeBars: Bars[] = [
  bar('store-persist', persist),
  bar('store-warm', warm),
  bar('store-edit', edit),
  { ...bar('store-100k', againstOthers), minutes: 30 },
  bar('store-growth', growth),
  bar('store-memory', memory),
];
