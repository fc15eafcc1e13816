import { readFile, writeFile } from 'node:fs/promises';
import { firstBars } from './first.ts';
import { boardBars } from './board.ts';
import { formSubmit } from './forms.ts';
import { idleBars } from './idle.ts';
import { importBars } from './imports.ts';
import { listBars } from './lists.ts';
import type { Bars, Result } from './measure.ts';
import { roundsAsked } from './measure.ts';
import { pixelBars } from './pixel.ts';
import { pokeBars } from './poke.ts';
import { bootstrapBar, growth, push } from './server.ts';
import { formSize, kitSize } from './sizes.ts';
import { storeBars } from './store.ts';
import { filledWorkspace } from './workspace.ts';

/**
 * `npm run bench` takes every bar; `npm run bench -- push` one of them. Each figure takes the place of its last one in
 * bench/results/latest.json. `BENCH_ROUNDS=1` takes a quick look, and leaves them as they are.
 */
const wanted = process.argv[2];

const large: Bars = {
  names: ['bootstrap', 'push-growth', 'pull-growth'],
  take: async () => {
    const filled = await filledWorkspace(100_000);
    const results = [await bootstrapBar(filled), ...(await growth(filled))];
    await filled.close();
    return results;
  },
};

const bars: Bars[] = [
  { names: ['form-size'], take: async () => [await formSize()] },
  { names: ['kit-size'], take: async () => [await kitSize()] },
  { names: ['push'], take: async () => [await push()] },
  { names: ['form-submit'], take: async () => [await formSubmit()] },
  large,
  ...storeBars,
  ...listBars,
  importBars,
  firstBars,
  pixelBars,
  pokeBars,
  idleBars,
  boardBars,
];

/** Minutes after which a bar counts as one that cannot be taken: it must not keep the others from being. */
const usual = 6;

async function inTime(taking: Promise<Result[]>, minutes = usual): Promise<Result[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`It takes longer than ${minutes} minutes.`)), minutes * 60_000);
  });
  return Promise.race([taking, over]).finally(() => clearTimeout(timer));
}

const known = bars.flatMap(({ names }) => names);
if (wanted !== undefined && !known.includes(wanted)) throw new Error(`There is no bar named ${wanted}: ${known.join(', ')}.`);

/** A figure, and the day on which it was taken. */
type Kept = Result & { taken_on: string };
const latest = new URL('./results/latest.json', import.meta.url);

async function keep(results: readonly Result[]): Promise<void> {
  const before = JSON.parse(await readFile(latest, 'utf8')) as Kept[];
  const taken_on = new Date().toISOString().slice(0, 10);
  const kept = new Map([...before, ...results.map((taken): Kept => ({ ...taken, taken_on }))].map((one) => [one.name, one]));
  await writeFile(latest, `${JSON.stringify([...kept.values()], null, 2)}\n`);
}

for (const { names, take, minutes } of bars) {
  if (wanted !== undefined && !names.includes(wanted)) continue;
  const group = await inTime(
    take((name) => wanted === undefined || name === wanted),
    minutes,
  ).catch((error: unknown): Result[] => {
    // The others are taken all the same; the run has failed.
    console.error(`${names.join(', ')} could not be taken.`, error);
    process.exitCode = 1;
    return [];
  });
  for (const taken of group) {
    const { figure, unit, baseline, ratio, bar, holds } = taken;
    console.log(
      `${taken.name.padEnd(20)} ${String(figure).padStart(10)} ${unit.padEnd(14)} baseline ${String(baseline).padStart(10)}  ${String(ratio).padStart(7)} ×  bar ${bar}  ${holds ? 'holds' : 'MISSED'}`,
    );
  }
  if (roundsAsked === undefined) await keep(group);
}
// What took too long may be at it still.
process.exit();
