import { mkdir, writeFile } from 'node:fs/promises';
import { formSubmit } from './forms.ts';
import type { Result } from './measure.ts';
import { bootstrapBar, growth, push } from './server.ts';
import { formSize, kitSize } from './sizes.ts';
import { filledWorkspace } from './workspace.ts';

/** `npm run bench` takes every bar; `npm run bench -- push` one of them. Figures go to bench/results/latest.json after a full run. */
const wanted = process.argv[2];

const bars: Record<string, () => Promise<Result[]>> = {
  'form-size': async () => [await formSize()],
  'kit-size': async () => [await kitSize()],
  push: async () => [await push()],
  'form-submit': async () => [await formSubmit()],
  large: async () => {
    const filled = await filledWorkspace(100_000);
    const results = [await bootstrapBar(filled), ...(await growth(filled))];
    await filled.close();
    return results;
  },
};
const groups: Record<string, string> = { bootstrap: 'large', 'push-growth': 'large', 'pull-growth': 'large' };

const results: Result[] = [];
for (const [name, take] of Object.entries(bars)) {
  if (wanted !== undefined && name !== (groups[wanted] ?? wanted)) continue;
  for (const taken of await take()) {
    results.push(taken);
    const { figure, unit, baseline, ratio, bar, holds } = taken;
    console.log(
      `${taken.name.padEnd(14)} ${String(figure).padStart(10)} ${unit.padEnd(14)} baseline ${String(baseline).padStart(10)}  ${String(ratio).padStart(7)} ×  bar ${bar}  ${holds ? 'holds' : 'MISSED'}`,
    );
  }
}
if (results.length === 0) throw new Error(`There is no bar named ${wanted}: ${[...Object.keys(bars), ...Object.keys(groups)].join(', ')}.`);
if (wanted === undefined) {
  await mkdir(new URL('./results/', import.meta.url), { recursive: true });
  await writeFile(new URL('./results/latest.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
}
