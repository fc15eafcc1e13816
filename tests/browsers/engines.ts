import { Chromium } from './chromium.ts';
import { Firefox } from './firefox.ts';
import type { Engine } from './page.ts';
import { WebKit } from './webkit.ts';

const engines: Record<string, () => Engine> = {
  chromium: () => new Chromium(),
  firefox: () => new Firefox(),
  webkit: () => new WebKit(),
};

/** The engines that a run is about: `ENGINES=firefox,webkit`, or Chromium where nothing is said. */
export const chosen = (): Engine[] =>
  (process.env['ENGINES'] ?? 'chromium').split(',').map((name) => {
    const engine = engines[name];
    if (!engine) throw new Error(`There is no engine named ${name}: ${Object.keys(engines).join(', ')}.`);
    return engine();
  });
