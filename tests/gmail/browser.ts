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
async function bundle(entry: string, name: string): Promise<string> {
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
async function launch(standIn: StandIn): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      `--host-resolver-rules=MAP mail.google.com 127.0.0.1:${standIn.port},MAP * ~NOTFOUND,EXCLUDE 127.0.0.1`,
    ],
  });
}

/** A page that can be led to any variant; the scripts come before those of Gmail. */
async function newPage(browser: Browser, scripts: string[]): Promise<Page> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' });
  const page = await context.newPage();
  for (const content of scripts) await page.addInitScript({ content });
  return page;
}

interface Place {
  account?: string;
  query?: string;
  hash?: string;
}

/** A stand-in and a browser for the tests of a file, with the adapter in each page. What a page throws fails its test. */
export function inGmail() {
  let standIn: StandIn;
  let browser: Browser;
  let scripts: string[];
  /** Free for the next test: loading Gmail anew leaves nothing of what was in it. */
  let free: Page | undefined;
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
    async withPage({ account = 'u/0', query = '', hash = '' }: Place, look: (page: Page) => Promise<void>): Promise<void> {
      const page = free ?? (await newPage(browser, scripts));
      free = undefined;
      const faults: string[] = [];
      const fault = (error: Error) => faults.push(error.stack ?? error.message);
      page.on('pageerror', fault);
      try {
        await page.goto(`https://mail.google.com/mail/${account}/?${query}${hash}`);
        await page.waitForSelector('html[data-ready]');
        await page.evaluate(() => void adapter.open());
        await look(page);
        expect(faults).toEqual([]);
        await page.evaluate(() => [localStorage, sessionStorage].forEach((storage) => storage.clear()));
        await page.unrouteAll();
        await page.goto('about:blank');
        page.off('pageerror', fault);
        free = page;
      } finally {
        if (free !== page) await page.context().close();
      }
    },
  };
}
