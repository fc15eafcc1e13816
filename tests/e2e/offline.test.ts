import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { fillSample } from '../../server/sample/index.ts';
import type { TestServer } from '../../server/testing.ts';
import { startTestServer } from '../../server/testing.ts';
import { launchChromium } from '../browsers/chromium.ts';
import { Caller } from '../running.ts';
import { signIn } from './app.ts';

/** The app's page while its server is away, and when it comes back as another version. */

let browser: Browser;
let folder: string;
let server: TestServer;
let page: Page;
const faults: string[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-offline-'));
  await cp(fileURLToPath(new URL('../../dist', import.meta.url)), join(folder, 'pages'), { recursive: true });
  server = await startTestServer({ DATA_DIR: folder });
  await fillSample(server.deps);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', reducedMotion: 'reduce' });
  page = await context.newPage();
  // A new release is fetched whole, by a machine that may have much else to do.
  page.setDefaultTimeout(90_000);
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  await page.goto(`${server.address}/#/deals`);
  await signIn(page);
  await says(/^Saved(?!,)/);
  await kept();
}, 180_000);

afterEach(async () => {
  expect(faults.splice(0)).toEqual([]);
  await page.context().close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const lane = (index: number) => page.locator('[data-stage]').nth(index);
/** A lane has in the page what is in sight and a few more: the first ones are always there. */
const names = async (index: number) => (await lane(index).locator('crm-deal-card .name').allTextContents()).slice(0, 5);
const status = () => page.locator('crm-sync-status').first().getByRole('status').textContent();
const says = (words: RegExp) => expect.poll(async () => (await status())?.trim(), { timeout: 30_000 }).toMatch(words);

/** Waits until the browser has the whole app, of a release where one is named. */
const kept = (release?: string) =>
  expect
    .poll(
      () =>
        page.evaluate(async (wanted) => {
          const registration = await navigator.serviceWorker.getRegistration();
          const pages = (await caches.keys()).map(async (cacheName) => (await caches.match('/', { cacheName }))?.text());
          const there = (await Promise.all(pages)).some((html) => html && (!wanted || html.includes(`data-release="${wanted}"`)));
          return there && registration?.active?.state === 'activated' && !registration.installing;
        }, release),
      { timeout: 60_000 },
    )
    .toBe(true);

async function goes(away: boolean): Promise<void> {
  if (away) await server.close();
  else server = await startTestServer({ DATA_DIR: folder, PORT: new URL(server.address).port });
  await page.context().setOffline(away);
}

/** Another release of the same app: each of its scripts and styles has another name, and the old ones are gone. */
async function release(name: string): Promise<{ old: string; gone: string }> {
  const pages = join(folder, 'pages');
  const assets = (await readdir(join(pages, 'assets'))).filter((file) => /\.(js|css)$/.test(file));
  const renamed = assets.map((file) => [file, file.replace(/\.(\w+)$/, `${name}.$1`)] as const);
  const rewritten = async (path: string) => {
    let text = await readFile(path, 'utf8');
    for (const [from, to] of renamed) text = text.replaceAll(from, to);
    return text;
  };
  for (const [from, to] of renamed) await writeFile(join(pages, 'assets', to), await rewritten(join(pages, 'assets', from)));
  for (const file of ['index.html', 'offline.js']) {
    const text = (await rewritten(join(pages, file))).replace('<html', `<html data-release="${name}"`);
    await writeFile(join(pages, file), text);
    for (const suffix of ['br', 'gz']) await rm(join(pages, `${file}.${suffix}`));
  }
  for (const [from] of renamed) for (const suffix of ['', '.br', '.gz']) await rm(join(pages, 'assets', from + suffix), { force: true });
  const [old = ''] = assets.filter((file) => file.startsWith('import-'));
  return { old: `/assets/${old}`, gone: `${server.address}/assets/${old}` };
}

/** Whatever the browser keeps of this server, by its path. */
const keptFiles = () =>
  page.evaluate(async () => {
    const found = (await caches.keys()).map(async (name) =>
      (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname),
    );
    return (await Promise.all(found)).flat();
  });

it('opens again without the network, keeps what is done there, and sends it when the network is back', async () => {
  const before = await names(0);
  await goes(true);
  await page.reload();
  await page.locator('crm-deal-card').first().waitFor();
  await expect.poll(() => names(0)).toEqual(before);

  const card = lane(0).locator('crm-deal-card .card').first();
  const name = (await card.locator('.name').textContent()) ?? '';
  await card.focus();
  for (const key of ['Space', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
  await says(/Offline · 1 change waits/);
  await page.reload();
  await lane(1).locator('crm-deal-card', { hasText: name }).first().waitFor();
  await says(/Offline · 1 change waits/);
  const stage = await lane(1).getAttribute('data-stage');

  await goes(false);
  await says(/^Saved(?!,)/);
  const caller = await Caller.signIn(server.address, 'camille@meridian.example');
  const deals = (await caller.bootstrap()).blocks.flatMap((block) => (block.type === 'deal' ? block.rows : []));
  expect(deals).toContainEqual(expect.objectContaining({ name, stage_id: stage }));

  // Files of the app are kept, and no answer of the server.
  const files = await keptFiles();
  expect(files).toContain('/');
  expect(files.filter((file) => !/^\/(assets\/[\w.-]+|icon\.svg)?$/.test(file))).toEqual([]);
});

it('takes a new release at the next load, whole, and leaves to a page that is open what it was made of', async () => {
  await server.close();
  const { old, gone } = await release('second');
  server = await startTestServer({ DATA_DIR: folder, PORT: new URL(server.address).port });
  expect((await fetch(gone)).status).toBe(404);

  await page.reload();
  await page.locator('crm-deal-card').first().waitFor();
  expect(await page.locator('html').getAttribute('data-release')).toBe('second');
  await kept('second');
  expect(await page.evaluate(async (address) => (await fetch(address)).status, old)).toBe(200);

  await goes(true);
  await page.reload();
  await page.locator('crm-deal-card').first().waitFor();
  expect(await page.locator('html').getAttribute('data-release')).toBe('second');
  // Every screen is there, and of the same release.
  await page.goto(`${server.address}/#/settings/fields`);
  await page.locator('inlay-fields .line, inlay-fields crm-empty').first().waitFor();
  await goes(false);
});

it('leaves nothing of the workspace after signing out, and opens at its door without the network', async () => {
  await page
    .getByRole('button', { name: /Camille/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.locator('crm-sign-in form').waitFor();
  await goes(true);
  await page.reload();
  await page.locator('crm-provider').waitFor({ state: 'attached' });
  await page.getByText('cannot be reached').first().waitFor();
  expect(await page.locator('crm-deal-card').count()).toBe(0);
  await goes(false);
});
