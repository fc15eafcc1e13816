import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { Result } from './measure.ts';
import { result } from './measure.ts';
import { openSite } from './site.ts';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const kilobyte = 1024;

/** What a visitor's page loads for a lead form, brotli. */
export async function formSize(): Promise<Result> {
  const bytes = (await readFile(`${dist}/inlay-form.js.br`)).length;
  return result('form-size', 'KB', bytes / kilobyte, 12, '≤ 1');
}

const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page of somebody</title><style>crm-pipeline-board { height: 700px }</style>
<script type="module" src="/inlay.js"></script>
<crm-provider><crm-pipeline-board></crm-pipeline-board></crm-provider>`;

/**
 * What an embedding page has loaded, or asked for, when the first cards are on the screen: the larger of a first visit, with
 * an empty cache, and the next one.
 */
export async function kitSize(): Promise<Result> {
  const site = await openSite(200);
  const context = await site.visit();
  const tab = await context.newPage();
  await tab.addInitScript(watchForCards);
  await tab.route('**/board', (route) => route.fulfill({ contentType: 'text/html', body: page }));
  const sizes: number[] = [];
  for (let visit = 0; visit < 2; visit++) {
    await tab.goto(`${site.address}/board`);
    sizes.push(await loaded(tab));
    // The next visit has what this one leaves: the rows on disk.
    await tab.waitForFunction(() => document.querySelector('crm-provider')?.store?.status.connection === 'up-to-date');
  }
  await site.close();
  return result('kit-size', 'KB', Math.max(...sizes) / kilobyte, 70, '≤ 1');
}

declare global {
  interface Window {
    /** When the first cards stood on the screen. */
    cardsAt?: number;
  }
}

function watchForCards(): void {
  const look = () => {
    const lane = document.querySelector('crm-pipeline-board')?.shadowRoot?.querySelector('crm-board-lane');
    const card = lane?.shadowRoot?.querySelector('crm-deal-card')?.shadowRoot?.querySelector('.card');
    // The frame in which they are found paints them: by the next one they are on the screen.
    if (card) requestAnimationFrame(() => (window.cardsAt = performance.now()));
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Bytes of the scripts and style sheets that were asked for before the cards were painted, as they travel. */
async function loaded(tab: Page): Promise<number> {
  await tab.waitForFunction(() => window.cardsAt !== undefined);
  // Those that were under way then count as a whole.
  await tab.waitForTimeout(1000);
  const files = await tab.evaluate(() => {
    const painted = window.cardsAt ?? 0;
    return performance
      .getEntriesByType('resource')
      .filter((entry): entry is PerformanceResourceTiming => entry instanceof PerformanceResourceTiming)
      .filter(({ name, startTime }) => /\.(js|css)$/.test(new URL(name).pathname) && startTime <= painted)
      .map(({ name, encodedBodySize }) => ({ name, encodedBodySize }));
  });
  let bytes = 0;
  for (const { name, encodedBodySize } of files) {
    const compressed = (await readFile(`${dist}${new URL(name).pathname}.br`)).length;
    if (encodedBodySize !== compressed) throw new Error(`${name} came in ${encodedBodySize} bytes, not in the ${compressed} of brotli.`);
    bytes += compressed;
  }
  return bytes;
}
