import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { Rollup } from 'vite';
import { build } from 'vite';
import type { StandIn } from './stand-in.ts';

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
  for (const content of scripts) await page.addInitScript({ content });
  await page.goto(`https://mail.google.com/mail/${account}/?${query}${hash}`);
  await page.waitForSelector('html[data-ready]');
  return page;
}
