/** One figure beside its baseline, both taken in the same run. */
export interface Result {
  name: string;
  figure: number;
  unit: string;
  baseline: number;
  ratio: number;
  bar: string;
  holds: boolean;
}

/** Bars that are taken together, because they share what they are taken on. */
export interface Bars {
  names: readonly string[];
  /** Gives the figures of the wanted ones; of more, where they come along with them. */
  take: (isWanted: (name: string) => boolean) => Promise<Result[]>;
  /** Minutes after which they count as ones that cannot be taken, where they need longer than others. */
  minutes?: number;
}

/** Runs both sides alternately, so that whatever else the machine does falls on both, and gives their medians. */
export async function alternately(sides: readonly (() => Promise<number>)[], rounds = 5): Promise<number[]> {
  const taken = await eachAlternately(
    sides.map((side) => async () => ({ figure: await side() })),
    rounds,
  );
  return taken.map(({ figure }) => figure);
}

/** `BENCH_ROUNDS=1` for a quick look: such figures say little. */
export const roundsAsked = process.env['BENCH_ROUNDS'] === undefined ? undefined : Number(process.env['BENCH_ROUNDS']);

/** The same for sides that give several figures at a time: the medians of each. */
export async function eachAlternately<F extends Record<string, number>>(
  sides: readonly (() => Promise<F>)[],
  rounds = 5,
  warmUps = 1,
): Promise<F[]> {
  const taken = sides.map((): F[] => []);
  for (let round = 1 - warmUps; round <= (roundsAsked ?? rounds); round++)
    for (const [index, side] of sides.entries()) {
      const figures = await side();
      if (round > 0) taken[index]?.push(figures);
    }
  return taken.map((all) => {
    const names = Object.keys(all[0] ?? {});
    return Object.fromEntries(names.map((name) => [name, median(all.map((figures) => figures[name] ?? Number.NaN))])) as F;
  });
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

export function result(name: string, unit: string, figure: number, baseline: number, bar: `${'≤' | '≥'} ${number}`): Result {
  const ratio = figure / baseline;
  const [sign, limit] = bar.split(' ');
  const holds = sign === '≤' ? ratio <= Number(limit) : ratio >= Number(limit);
  return { name, figure: round(figure), unit, baseline: round(baseline), ratio: round(ratio), bar: `${bar} ×`, holds };
}

const round = (value: number): number => Number(value.toPrecision(4));
