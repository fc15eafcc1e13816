import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pdf, png } from '../../server/files/testing.ts';
import { launchChromium } from '../browsers/chromium.ts';
import type { RunningProcess } from '../running.ts';
import { startProcess, stopProcess } from '../running.ts';
import { openApp } from './app.ts';

/** Documents in the built app, in real Chromium, against the real server. */

let dataDir: string;
let running: RunningProcess;
let browser: Browser;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'inlay-e2e-'));
  running = await startProcess(dataDir, { FILE_LIMIT_MB: '2' });
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await stopProcess(running, 'SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

async function openDeal(): Promise<Page> {
  const page = await openApp(browser, running.address);
  await page.locator('crm-deal-card .name').first().click();
  await page.locator('crm-record-documents').waitFor();
  return page;
}

const documents = (page: Page) => page.locator('crm-record-documents .file:not(.upload) .name');
const choose = (page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]) =>
  page.locator('crm-record-documents input[type=file]').setInputFiles(files);

it('adds several files, shows them to others, looks at them, saves, renames and deletes them', async () => {
  const page = await openDeal();
  const other = await openDeal();
  await choose(
    page,
    { name: 'Offer.pdf', mimeType: 'application/pdf', buffer: pdf('Offer') },
    { name: 'Plan.png', mimeType: 'image/png', buffer: png },
    { name: 'Large.txt', mimeType: 'text/plain', buffer: Buffer.alloc(2 * 1024 * 1024 + 1, 'a') },
    { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<script>alert(1)</script>') },
  );
  await expect
    .poll(async () => (await documents(page).allTextContents()).map((name) => name.trim()).sort())
    .toEqual(['Offer.pdf', 'Plan.png']);
  await expect
    .poll(() => page.locator('crm-record-documents .problem').allTextContents())
    .toEqual(['It is too large: a file may have at most 2 MB.', expect.stringContaining('Files of this type are not taken')]);
  await expect.poll(() => documents(other).count()).toBe(2);

  await documents(other).filter({ hasText: 'Plan.png' }).click();
  const picture = other.locator('crm-document-preview img');
  await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1);
  await other.keyboard.press('Escape');
  await documents(other).filter({ hasText: 'Offer.pdf' }).click();
  await expect.poll(() => other.locator('crm-document-preview iframe').getAttribute('src')).toMatch(/^blob:/);
  const saving = other.waitForEvent('download');
  await other.locator('crm-document-preview crm-button[label=Download]').click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('Offer.pdf');
  expect((await readFile(await saved.path())).equals(pdf('Offer'))).toBe(true);
  await other.keyboard.press('Escape');

  const menu = page.getByRole('button', { name: 'What to do with Plan.png' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Rename' }).click();
  await page.keyboard.type('Floor');
  await page.keyboard.press('Enter');
  await expect.poll(() => documents(other).allTextContents().then(String)).toContain('Floor.png');
  await page.getByRole('button', { name: 'What to do with Floor.png' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect.poll(() => documents(other).count()).toBe(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => documents(other).count()).toBe(2);
  await Promise.all([page.context().close(), other.context().close()]);
});

it('takes files that are dropped on the panel, stops one on its way, and adds none offline', async () => {
  const page = await openDeal();
  const drop = (name: string, megabytes: number) =>
    page.locator('crm-deal-panel').evaluate(
      (panel, { name: called, bytes }) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(['x'.repeat(bytes)], called));
        const options = { bubbles: true, composed: true, cancelable: true, dataTransfer };
        panel.dispatchEvent(new DragEvent('dragover', options));
        panel.dispatchEvent(new DragEvent('drop', options));
      },
      { name, bytes: megabytes * 1024 * 1024 },
    );
  await drop('Dropped.txt', 1);
  await expect.poll(() => documents(page).allTextContents().then(String)).toContain('Dropped.txt');

  // Slow enough that it is still on its way when somebody thinks better of it.
  const session = await page.context().newCDPSession(page);
  const network = { offline: false, latency: 20, downloadThroughput: -1 };
  await session.send('Network.emulateNetworkConditions', { ...network, uploadThroughput: 100_000 });
  await drop('Stopped.txt', 2);
  const stop = page.getByRole('button', { name: 'Cancel the upload of Stopped.txt' });
  await expect
    .poll(() => page.locator('crm-record-documents progress').evaluate((bar) => (bar as HTMLProgressElement).value))
    .toBeGreaterThan(0.01);
  await stop.click();
  await session.send('Network.emulateNetworkConditions', { ...network, uploadThroughput: -1 });
  await expect.poll(() => page.locator('crm-record-documents .upload').count()).toBe(0);
  expect(String(await documents(page).allTextContents())).not.toContain('Stopped.txt');

  await session.detach();
  await page.context().setOffline(true);
  // The store finds out when it next has something to say.
  await page.getByRole('button', { name: 'Hot', exact: true }).click();
  await expect
    .poll(() => page.locator('crm-record-documents section').textContent())
    .toContain('Files can be added once the server can be reached again.');
  await drop('Offline.txt', 1);
  await expect.poll(() => page.locator('crm-toaster .toasts').textContent()).toContain('cannot be added');
  expect(await page.locator('crm-record-documents .upload').count()).toBe(0);
  await page.context().close();
});
