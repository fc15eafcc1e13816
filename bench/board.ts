import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import { blocks, deals } from './kanbans/rows.ts';
import type { Bars, Result } from './measure.ts';
import { eachAlternately, result } from './measure.ts';
import { openBrowser } from './site.ts';
import { longestTask } from './trace.ts';

const folder = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const many = 10_000;
const few = 100;
/** Milliseconds until a new window has loaded the pages of the browser's own that are in it: they take the processor meanwhile. */
const windowOpens = 1500;

/** The boards, each on a page of its own, from bench/kanbans. */
const boards = ['inlay', 'syncfusion', 'jkanban'] as const;
type Board = (typeof boards)[number];

/** The board among 10,000 deals: beside other boards until it is painted, beside itself with 100 while it is used. */
export const boardBars: Bars = {
  names: ['board-open', 'board-scroll', 'board-drag'],
  take: async (isWanted) => {
    const browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 1600, height: 900 } });
    const site = await serve(isWanted('board-open') ? boards : ['inlay']);
    const results: Result[] = [];
    try {
      if (isWanted('board-open')) results.push(...(await againstOthers(context, site)));
      if (isWanted('board-scroll')) results.push(...(await againstFew('board-scroll', context, site, scroll)));
      if (isWanted('board-drag')) results.push(...(await againstFew('board-drag', context, site, drag)));
    } finally {
      await browser.close();
      site.close();
    }
    return results;
  },
};

/**
 * From when a page begins to open, with its scripts in the browser's cache and the deals to be fetched from this machine, until
 * the first cards are painted, and until the columns have all deals.
 */
async function againstOthers(context: BrowserContext, site: BoardSite): Promise<Result[]> {
  const [inlay, ...others] = await eachAlternately(
    boards.map(
      (board) => () =>
        withPage(context, site, board, many, async (page) => {
          const opened = await page.evaluate(() => window.board.opened);
          if (!opened) throw new Error('The page was not asked to open a board.');
          return opened;
        }),
    ),
  );
  if (!inlay) throw new Error('Nothing was taken.');
  return [
    result('board-open', 'ms', inlay.first, Math.min(...others.map(({ first }) => first)), '≤ 0.5'),
    result('board-open-all', 'ms', inlay.all, Math.min(...others.map(({ all }) => all)), '≤ 1'),
  ];
}

/** What a gesture costs among 10,000 deals and among 100. */
async function againstFew(
  name: string,
  context: BrowserContext,
  site: BoardSite,
  gesture: (page: Page) => Promise<number[]>,
): Promise<Result[]> {
  const side = (count: number) => () =>
    withPage(context, site, 'inlay', 0, async (page) => {
      await mounted(page, count);
      // What opens on demand is fetched, and what was made at the start is tidied away.
      await page.waitForTimeout(500);
      let frames: number[] = [];
      const longest = await longestTask(page, async () => {
        frames = await gesture(page);
      });
      return { longest, late: late(frames) };
    });
  const [large, small] = await eachAlternately([side(many), side(few)]);
  if (!large || !small) throw new Error(`Nothing was taken for ${name}.`);
  return [
    result(name, 'ms longest task', large.longest, small.longest, '≤ 1.5'),
    result(`${name}-frames`, '% dropped', large.late, small.late, '≤ 1.5'),
  ];
}

/** Dropped frames in a hundred, from the time that each took. Fewer than one in a hundred is none that anybody sees: one is as good. */
function late(frames: readonly number[]): number {
  const dropped = frames.reduce((sum, milliseconds) => sum + Math.max(0, Math.round(milliseconds / (1000 / 60)) - 1), 0);
  return Math.max(1, (100 * dropped) / (frames.length + dropped));
}

const mounted = (page: Page, count: number) => page.evaluate((asked) => window.board.mount(asked), count);

/** A lane from end to end, 240 pixels a frame; with few deals to and fro, so that both scroll as fast and as long. */
function scroll(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const lane = document.querySelector('crm-pipeline-board')?.shadowRoot?.querySelector('crm-board-lane');
    if (!lane) throw new Error('There is no lane.');
    const frames: number[] = [];
    let step = 240;
    let before = await new Promise(requestAnimationFrame);
    for (let count = 0; count < 580; count++) {
      const at = lane.scrollTop;
      lane.scrollTop += step;
      if (lane.scrollTop === at) lane.scrollTop += step = -step;
      const now = await new Promise(requestAnimationFrame);
      frames.push(now - before);
      before = now;
    }
    return frames;
  });
}

/** A card over all lanes and back, twice, and dropped on the fourth. */
async function drag(page: Page): Promise<number[]> {
  const lanes = await page.locator('[data-stage]:has(crm-board-lane)').all();
  const places = await Promise.all(lanes.map((lane) => lane.boundingBox()));
  const middles = places.map((box) => ({ x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + 300 }));
  const path = [...middles, ...middles.toReversed(), ...middles, ...middles.slice(3).toReversed()];
  const frames = page.evaluate(async () => {
    const taken: number[] = [];
    let before = await new Promise(requestAnimationFrame);
    let down = true;
    window.addEventListener('pointerup', () => (down = false), { once: true, capture: true });
    while (down) {
      const now = await new Promise(requestAnimationFrame);
      taken.push(now - before);
      before = now;
    }
    return taken;
  });
  const [first] = middles;
  if (!first) throw new Error('There are no lanes.');
  await page.mouse.move(first.x, first.y);
  await page.mouse.down();
  for (const { x, y } of path) await page.mouse.move(x, y, { steps: 15 });
  await page.mouse.up();
  return frames;
}

async function withPage<T>(
  context: BrowserContext,
  site: BoardSite,
  board: Board,
  count: number,
  work: (page: Page) => Promise<T>,
): Promise<T> {
  const page = await context.newPage();
  await page.waitForTimeout(windowOpens);
  page.on('pageerror', (error) => console.error(`${board}: ${error.stack ?? error.message}`));
  try {
    await page.goto(`http://${board}.localhost:${site.port}/${count > 0 ? `?deals=${count}` : ''}`);
    return await work(page);
  } finally {
    await page.close();
  }
}

interface BoardSite {
  port: number;
  close(): void;
}

const types: Record<string, string> = { html: 'text/html', css: 'text/css', js: 'text/javascript' };

/** A page for each board at an origin of its own, and the deals as each takes them: an array, or lines of blocks. */
async function serve(names: readonly Board[]): Promise<BoardSite> {
  const files = new Map<string, string | Uint8Array>();
  for (const board of names) for (const [name, body] of await built(board)) files.set(`${board}/${name}`, body);
  files.set('deals', JSON.stringify(deals(many)));
  files.set('blocks', [{ version: many, sight: ['*'] }, ...blocks(many), { cursor: 'all' }].map(line).join(''));
  const server = createServer((request, response) => {
    const board = request.headers.host?.split('.')[0] ?? '';
    const path = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1) || 'index.html';
    const data = path.startsWith('deals/');
    const body = files.get(data ? (board === 'inlay' ? 'blocks' : 'deals') : `${board}/${path}`);
    response.writeHead(body === undefined ? 404 : 200, {
      'Content-Type': types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      'Cache-Control': data ? 'no-store' : 'public, max-age=3600',
    });
    response.end(body);
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const line = (block: object | string): string => `${typeof block === 'string' ? block : JSON.stringify(block)}\n`;

/** The files of a board's page, as Vite builds a page that says nothing else. */
async function built(board: Board): Promise<Map<string, string | Uint8Array>> {
  if (board !== 'inlay' && !existsSync(folder('kanbans/node_modules')))
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder('kanbans'), stdio: 'inherit' });
  const made = await build({
    root: folder('kanbans'),
    configFile: false,
    logLevel: 'error',
    build: { write: false, target: 'es2023', rolldownOptions: { input: folder(`kanbans/${board}.html`) } },
  });
  const [output] = Array.isArray(made) ? made : [made];
  if (!output || !('output' in output)) throw new Error(`The page of ${board} was not built.`);
  const name = (file: string) => (file === `${board}.html` ? 'index.html' : file);
  return new Map(output.output.map((file) => [name(file.fileName), file.type === 'chunk' ? file.code : file.source]));
}
