import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browsers/chromium.ts';
import type { Manifest } from '../../server/exports/archive.ts';
import type { Table } from '../../server/imports/read.ts';
import { readSource } from '../../server/imports/source.ts';
import { withZip } from '../../server/imports/zip.ts';
import type { RunningProcess } from '../running.ts';
import { startProcess, stopProcess } from '../running.ts';
import { openApp } from './app.ts';

/** Lists as files, from their menu in the built app. */

let folder: string;
let running: RunningProcess;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-export-'));
  running = await startProcess(join(folder, 'data'));
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await stopProcess(running, 'SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

const open = (who: string, at: string, options: BrowserContextOptions = {}): Promise<Page> =>
  openApp(browser, running.address, { who, at, reducedMotion: 'reduce', ...options });

/** Asks for the list as a file by keyboard, says of which kind in the dialog, and reads the file that comes. */
async function exported(
  page: Page,
  ask: () => Promise<void>,
  kind: string,
  act: string,
): Promise<{ name: string; table: Table | undefined }> {
  await ask();
  const choice = page.getByRole('radio', { name: kind, exact: true });
  await choice.press('Space');
  await expect.poll(() => choice.getAttribute('aria-checked')).toBe('true');
  const button = page.locator('crm-button[variant=primary]').getByRole('button', { name: act, exact: true });
  const [download] = await Promise.all([page.waitForEvent('download'), button.press('Enter')]);
  const path = join(folder, 'download');
  await copyFile(await download.path(), path);
  const { tables } = await readSource(path, download.suggestedFilename());
  return { name: download.suggestedFilename(), table: tables[0]?.table };
}

const list = (page: Page, button: string) => page.locator('crm-record-list').getByRole('button', { name: button });

/** How many records the list says it has. */
const count = async (page: Page): Promise<number> => {
  const words = page.locator('crm-record-list .count');
  await words.filter({ hasText: /\d/ }).waitFor();
  return Number((await words.textContent())?.replaceAll(/[^\d·]/g, '').split('·')[0]);
};

describe('a list', () => {
  it('is saved as a spreadsheet, as it is seen: what is looked for, in its columns and order', async () => {
    const page = await open('jonas', 'contacts');
    await page.locator('crm-record-list .open').first().waitFor();
    await page.locator('crm-record-list').getByLabel('Find in this list').fill('a');
    const names = page.locator('crm-record-list .open bdi.strong');
    await expect.poll(() => count(page)).toBeGreaterThan(0);
    const { name, table } = await exported(page, () => list(page, 'Export').press('Enter'), 'Excel (XLSX)', 'Export');
    expect(name).toBe('Contacts.xlsx');
    expect(table?.headers.slice(0, 2)).toEqual(['Name', 'Organization']);
    expect(table?.rows).toHaveLength(await count(page));
    expect(table?.rows[0]?.cells[0]).toBe(await names.first().textContent());
    await page.context().close();
  });

  it('is saved as CSV for spreadsheets that speak French, on a phone as well', async () => {
    const page = await open('ana', 'deals/all', { locale: 'fr-FR', viewport: { width: 390, height: 844 }, hasTouch: true });
    await page.locator('crm-record-list .open').first().waitFor();
    const { name, table } = await exported(
      page,
      async () => {
        await list(page, 'Plus').press('Enter');
        await page.getByRole('menuitem', { name: 'Exporter' }).press('Enter');
      },
      'CSV',
      'Exporter',
    );
    expect(name).toBe('Affaires.csv');
    expect(table).toMatchObject({ format: 'csv', delimiter: ';', encoding: 'utf-8' });
    expect(table?.rows).toHaveLength(await count(page));
    await page.context().close();
  });
});

describe('an archive', () => {
  it('is saved with everything in it, and not taken into a workspace that has records', async () => {
    const page = await open('camille', 'settings/archive');
    const button = (name: string) => page.locator('inlay-archive').getByRole('button', { name });
    await button('Download an archive').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), button('Download an archive').press('Enter')]);
    expect(download.suggestedFilename()).toMatch(/^inlay-archive-\d{4}-\d\d-\d\d\.zip$/);
    const path = join(folder, 'archive.zip');
    await copyFile(await download.path(), path);
    const limits = { entries: 1000, entryBytes: 1e8, allBytes: 1e9 };
    const manifest = await withZip(
      path,
      limits,
      async (zip) => JSON.parse((await zip.whole('manifest.json')).toString('utf8')) as Manifest,
    );
    expect(manifest).toMatchObject({ format: 'inlay-archive', version: 1, workspace: { name: 'Meridian Labs' } });
    expect(manifest.records.deal).toBeGreaterThan(10);
    expect(manifest.documents).toBeGreaterThan(0);
    await page.locator('inlay-archive').getByText('The archive is made').waitFor();
    await page.locator('inlay-archive input[type=file]').setInputFiles(path);
    await page.locator('inlay-archive').getByText('This workspace holds records').waitFor();
    await page.context().close();
  });

  it('is no business of those who do not administer', async () => {
    const page = await open('jonas', 'settings/archive');
    await page.locator('inlay-settings nav a').first().waitFor();
    expect(await page.locator('inlay-archive').count()).toBe(0);
    await page.context().close();
  });
});
