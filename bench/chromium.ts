import type { BrowserContext, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const folder = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The sides that are pages, and the scripts that they load. */
const sides = {
  store: 'pages/local-store.ts',
  rows: 'pages/indexed-rows.ts',
  dexie: 'pages/dexie-rows.ts',
  rxdb: 'baselines/rxdb.js',
  replicache: 'baselines/replicache.js',
} as const;
export type Side = keyof typeof sides;

/** Scripts that a side's page loads, by their names; the first one is in the page's `<script>`. */
export async function bundled(side: Side): Promise<Map<string, string>> {
  if (sides[side].startsWith('baselines/') && !existsSync(folder('baselines/node_modules')))
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'], { cwd: folder('baselines') });
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    resolve: { alias: { 'dexie/dist/modern/dexie.mjs': folder('../node_modules/dexie/dist/modern/dexie.min.mjs') } },
    build: {
      write: false,
      target: 'es2023',
      modulePreload: false,
      rolldownOptions: {
        input: { [side]: folder(sides[side]) },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error(`The page ${side} was not built.`);
  return new Map(output.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code] as const] : [])));
}

export const html = (side: Side): string =>
  `<!doctype html><meta charset="utf-8"><title>${side}</title><link rel="icon" href="data:,"><script type="module" src="/${side}.js"></script><body></body>`;

/** A real Chromium with a profile on disk. */
export async function openProfile(): Promise<{ context: BrowserContext; close: () => Promise<void> }> {
  const profile = await mkdtemp(join(tmpdir(), 'inlay-bench-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    context,
    close: async () => {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** The figures of a case: `input` goes into the address of a new page, whose opening is when it starts. */
export async function take(page: Page, address: string, input: Record<string, string | number>): Promise<Record<string, number>> {
  const query = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)]));
  await page.goto(`${address}?${query}`, { waitUntil: 'commit' });
  await page.waitForFunction(() => 'taken' in window, null, { timeout: 180_000 });
  return page.evaluate(() => window.taken);
}

export interface Pages {
  /** Another origin is another database: what was done at one does not weigh on the next. */
  take(side: Side, origin: string, input: Record<string, string | number>): Promise<Record<string, number>>;
  /** The same, with something done to the page while it stands. */
  within<T>(
    side: Side,
    origin: string,
    input: Record<string, string | number>,
    work: (page: Page, figures: () => Promise<Record<string, number>>) => Promise<T>,
  ): Promise<T>;
  close(): Promise<void>;
}

/** Pages of all sides, in one Chromium. */
export async function openPages(): Promise<Pages> {
  const bundles = new Map<string, Promise<Map<string, string>>>();
  const bundle = (side: Side) => {
    const known = bundles.get(side) ?? bundled(side);
    bundles.set(side, known);
    return known;
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    void (async () => {
      const name = path.slice(1);
      if (name in sides) return response.setHeader('Content-Type', 'text/html').end(html(name as Side));
      for (const files of await Promise.all(bundles.values())) {
        const code = files.get(name);
        if (code !== undefined) return response.setHeader('Content-Type', 'text/javascript').end(code);
      }
      response.statusCode = 404;
      return response.end();
    })();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const { context, close } = await openProfile();

  const within: Pages['within'] = async (side, origin, input, work) => {
    await bundle(side);
    const page = await context.newPage();
    try {
      return await work(page, () => take(page, `http://${origin}.localhost:${port}/${side}`, input));
    } finally {
      await page.close();
    }
  };
  return {
    within,
    take: (side, origin, input) => within(side, origin, input, (_page, figures) => figures()),
    close: async () => {
      await close();
      server.close();
    },
  };
}

/** The longest task of a page's main thread between the marks `begins` and `ends`, in milliseconds, of all such pairs. */
export async function traced<T>(
  page: Page,
  work: () => Promise<T>,
): Promise<{ value: T; longest: (begins: string, ends: string) => number }> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    // Tasks, and the page's own marks: of everything else there are millions.
    for (const event of value as unknown as TraceEvent[])
      if (event.name.endsWith('RunTask') || event.cat === 'blink.user_timing') events.push(event);
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', 'blink.user_timing'] },
  });
  const value = await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  return {
    value,
    longest: (begins, ends) => {
      const starts = events.filter(({ name }) => name === begins);
      const stops = events.filter(({ name }) => name === ends);
      const longest = starts.map((start, at) => {
        const stop = stops[at]?.ts ?? Infinity;
        const tasks = events.filter(
          ({ name, pid, tid, ts, dur = 0 }) =>
            name.endsWith('RunTask') && pid === start.pid && tid === start.tid && ts <= stop && ts + dur >= start.ts,
        );
        return tasks.reduce((most, { dur = 0 }) => Math.max(most, dur), 0) / 1000;
      });
      return longest.sort((a, b) => a - b)[Math.floor(longest.length / 2)] ?? Number.NaN;
    },
  };
}

interface TraceEvent {
  name: string;
  cat: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
}
