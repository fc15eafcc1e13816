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

/** Runs both sides alternately, so that whatever else the machine does falls on both, and gives their medians. */
export async function alternately(sides: readonly (() => Promise<number>)[], rounds = 5): Promise<number[]> {
  const taken = sides.map((): number[] => []);
  for (let round = 0; round <= rounds; round++)
    for (const [index, side] of sides.entries()) {
      const figure = await side();
      // The first round warms up.
      if (round > 0) taken[index]?.push(figure);
    }
  return taken.map(median);
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
