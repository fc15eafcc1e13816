import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { Rollup } from 'vite';
import { build } from 'vite';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Adapter } from './adapter.ts';
import type { StandIn } from './stand-in.ts';
import { startStandIn } from './stand-in.ts';

declare const adapter: Adapter;

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A script with all that it imports, to be run in a page. */
export async function bundle(entry: string, name: string): Promise<string> {
  const result = await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: { write: false, minify: false, target: 'es2023', lib: { entry: root + entry, formats: ['iife'], name } },
  });
  const [first] = (Array.isArray(result) ? result : [result as Rollup.RollupOutput]) as Rollup.RollupOutput[];
  return first?.output[0].code ?? '';
}

/** A browser that finds mail.google.com at the stand-in. */
export async function launch(standIn: StandIn): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      `--host-resolver-rules=MAP mail.google.com 127.0.0.1:${standIn.port},MAP * ~NOTFOUND,EXCLUDE 127.0.0.1`,
    ],
  });
}

/** Opens the page in a variant, and waits until it stands. */
export async function openPage(
  browser: Browser,
  scripts: string[],
  { account = 'u/0', query = '', hash = '' }: { account?: string; query?: string; hash?: string } = {},
): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  for (const content of scripts) await page.addInitScript({ content });
  await page.goto(`https://mail.google.com/mail/${account}/?${query}${hash}`);
  await page.waitForSelector('html[data-ready]');
  return page;
}

/** A stand-in and a browser for the tests of a file, with the adapter in each page. What a page throws fails its test. */
export function inGmail() {
  let standIn: StandIn;
  let browser: Browser;
  let scripts: string[];
  beforeAll(async () => {
    standIn = await startStandIn();
    browser = await launch(standIn);
    scripts = [await bundle('extension/gmail/network.iife.ts', 'network'), await bundle('tests/gmail/adapter.ts', 'bundled')];
  });
  afterAll(async () => {
    await browser?.close();
    await standIn?.close();
  });
  return {
    get standIn() {
      return standIn;
    },
    async withPage(options: Parameters<typeof openPage>[2], look: (page: Page) => Promise<void>): Promise<void> {
      const page = await openPage(browser, scripts, options);
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(String(error.stack ?? error)));
      await page.evaluate(() => void adapter.open());
      try {
        await look(page);
        expect(faults).toEqual([]);
      } finally {
        await page.context().close();
      }
    },
  };
}
