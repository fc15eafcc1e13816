import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browsers/chromium.ts';
import type { RunningProcess } from '../running.ts';
import { startProcess, stopProcess } from '../running.ts';
import { openApp } from './app.ts';

/** Search, commands and keys in the built app, in real Chromium against the real server. */

let dataDir: string;
let running: RunningProcess;
let browser: Browser;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'inlay-e2e-'));
  running = await startProcess(dataDir);
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await stopProcess(running, 'SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

const faults: string[] = [];

async function open(who: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await openApp(browser, running.address, { who, faults, ...options });
  await page.locator('crm-deal-card').first().waitFor();
  return page;
}

const palette = (page: Page) => page.locator('crm-palette');
const option = (page: Page, name: string | RegExp) => palette(page).getByRole('option', { name });

/** A record found by words, opened by Enter. */
async function openBySearch(page: Page, words: string, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(words);
  await option(page, name).first().waitFor();
  await expect.poll(() => palette(page).locator('[aria-selected=true]').textContent()).toContain(name);
  await page.keyboard.press('Enter');
  await palette(page).getByRole('combobox').waitFor({ state: 'detached' });
}

describe('search', () => {
  it('leads from anywhere to a record, and remembers it', async () => {
    const page = await open('camille');
    await openBySearch(page, 'bergstorm calib', 'Calibration contract 2027');
    await expect.poll(() => page.url()).toMatch(/#\/deals\/[0-9a-f-]{36}$/);
    await page.locator('crm-deal-panel crm-record-heading').getByText('Calibration contract 2027').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await expect.poll(() => page.url()).toMatch(/#\/calendar$/);
    await page.keyboard.press('/');
    await palette(page).getByRole('group', { name: 'Recent' }).getByRole('option', { name: 'Calibration contract 2027' }).waitFor();
    await page.context().close();
  });

  it('opens in a new tab by Ctrl+Enter', async () => {
    const page = await open('camille');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Laboratoires Chevreul');
    await option(page, 'Laboratoires Chevreul').first().waitFor();
    const [tab] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Control+Enter')]);
    await expect.poll(() => tab.url()).toMatch(/#\/(contacts|deals)\/[0-9a-f-]{36}$/);
    await page.context().close();
  });

  it('finds for nobody what is out of their sight', async () => {
    const [camille, jonas] = await Promise.all([open('camille'), open('jonas')]);
    for (const page of [camille, jonas]) {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('HPLC system');
    }
    await option(camille, 'HPLC system').first().waitFor();
    await palette(jonas).getByText('Nothing is found for').waitFor();
    await Promise.all([camille.context().close(), jonas.context().close()]);
  });

  it('works offline, and on a phone by its button', async () => {
    const page = await open('camille', { viewport: { width: 390, height: 844 }, hasTouch: true, locale: 'fr-FR' });
    await page.getByRole('button', { name: 'Rechercher' }).click();
    await palette(page).getByRole('combobox').waitFor();
    await page.getByRole('button', { name: 'Fermer' }).click();
    await palette(page).getByRole('combobox').waitFor({ state: 'detached' });
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Rechercher' }).click();
    await page.keyboard.type('chevreul');
    await option(page, 'Laboratoires Chevreul').first().tap();
    await expect.poll(() => page.url()).toMatch(/#\/(contacts|deals)\/[0-9a-f-]{36}$/);
    await page.context().close();
  });
});

describe('commands', () => {
  it('change the stage of the record that is open, by a key and a choice', async () => {
    const page = await open('camille');
    await openBySearch(page, 'Titrator demo', 'Titrator demo');
    await page.locator('crm-deal-panel crm-record-heading').getByText('Titrator demo').waitFor();
    await page.keyboard.press('s');
    await option(page, 'Quote').waitFor();
    await page.keyboard.type('quote');
    await page.keyboard.press('Enter');
    await page.getByText('“Titrator demo” is in Quote now.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.keyboard.press('o');
    await option(page, 'Jonas Lindt').waitFor();
    await page.keyboard.type('jonas');
    await page.keyboard.press('Enter');
    await page.getByText('“Titrator demo” is Jonas Lindt’s now.').waitFor();
    await page.context().close();
  });

  it('add a record of any kind by their keys, and never while somebody writes', async () => {
    const page = await open('camille');
    await page.keyboard.press('a');
    await page.keyboard.press('l');
    const name = page.locator('crm-quick-add crm-input[name=last_name] input');
    await name.fill('');
    await name.pressSequentially('g d c / ? al');
    expect(await name.inputValue()).toBe('g d c / ? al');
    await page.keyboard.press('Escape');
    await page.context().close();
  });

  it('lead to settings, and change the language at once', async () => {
    const page = await open('camille');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('statuses');
    await option(page, 'Statuses and sources').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toMatch(/#\/settings\/lists$/);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('français');
    await option(page, 'Utiliser le français').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Rechercher' }).waitFor();
    await page.context().close();
  });

  it('give way where keys of a single letter are switched off, until they are switched on again', async () => {
    const page = await open('camille');
    await page.keyboard.press('?');
    // What opens over the screen takes nothing of its height.
    const { height = 0 } = (await page.getByRole('navigation', { name: 'Main' }).first().boundingBox()) ?? {};
    expect(height).toBe(page.viewportSize()?.height);
    await page.getByRole('checkbox', { name: 'Keys of a single letter or sign' }).uncheck();
    await page.keyboard.press('Escape');
    await page.locator('crm-shortcut-list').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await page.keyboard.press('Control+k');
    await palette(page).getByRole('combobox').waitFor();
    expect(page.url()).toMatch(/#\/deals$/);
    await page.keyboard.type('keyboard shortcuts');
    await option(page, 'Keyboard shortcuts').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('checkbox', { name: 'Keys of a single letter or sign' }).check();
    await page.keyboard.press('Escape');
    await page.locator('crm-shortcut-list').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await expect.poll(() => page.url()).toMatch(/#\/leads$/);
    await page.context().close();
  });
});

it('meets no fault on the way', () => {
  expect(faults).toEqual([]);
});
