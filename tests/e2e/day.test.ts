import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browsers/chromium.ts';
import type { RunningProcess } from '../running.ts';
import { startProcess, stopProcess } from '../running.ts';
import { openApp } from './app.ts';

/** A working day in the built app: calendar, tasks and the dialog that adds, with the server's own Content-Security-Policy. */

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

// Not the zone of the sample's people: what they see must not depend on it.
const open = (at: string): Promise<Page> => openApp(browser, running.address, { at, timezoneId: 'America/Los_Angeles' });

/** Points at the way back, which then stays however long the rest takes. */
const holdUndo = (page: Page): Promise<void> => page.getByRole('button', { name: 'Undo' }).first().hover();

describe('the calendar', () => {
  it('shows the week with its styles, and an appointment that is added there', async () => {
    const page = await open('calendar');
    await page.locator('crm-calendar [data-event^="appointment:"]').first().waitFor();
    const heads = await page.locator('crm-calendar .day-head').all();
    const tops = await Promise.all(heads.map(async (head) => (await head.boundingBox())?.y));
    expect(new Set(tops).size, 'the days stand side by side').toBe(1);
    await page.keyboard.press('c');
    await page.locator('crm-quick-add crm-appointment-form crm-input[name=name] input').fill('Factory visit');
    await page.locator('crm-quick-add crm-button[variant=primary] button').click();
    await page.locator('crm-calendar [data-event]', { hasText: 'Factory visit' }).first().waitFor();
    await page.context().close();
  });
});

describe('tasks', () => {
  it('are written in one line, and are there in another browser', async () => {
    const page = await open('tasks');
    await page.locator('crm-task-line input').fill('call the lab tomorrow 15:00');
    await page.locator('crm-task-line crm-tag', { hasText: 'Tomorrow 15:00' }).waitFor();
    await page.locator('crm-task-line input').press('Enter');
    const tomorrow = (of: Page) => of.locator('crm-task-list section[aria-label=Tomorrow] .task', { hasText: 'call the lab' });
    await tomorrow(page).waitFor();
    const other = await open('tasks');
    await tomorrow(other).waitFor();
    expect(await tomorrow(other).locator('.when').textContent()).toBe('15:00');
    await Promise.all([page.context().close(), other.context().close()]);
  });

  it('are a list too: found by words, done together, and opened again, in another browser as well', async () => {
    const page = await open('tasks');
    await page.getByRole('radio', { name: 'List' }).click();
    await expect.poll(() => page.url()).toContain('#/tasks/all');
    const list = page.locator('crm-record-list');
    const rows = (of: Page) => of.locator('crm-record-list .row');
    await rows(page).first().waitFor();
    expect(await rows(page).first().locator('.danger').count(), 'the first one is late').toBe(1);
    await list.locator('.linked').first().click();
    await page.locator('crm-side-panel[open]').waitFor();
    await page.keyboard.press('Escape');
    await list.locator('.tools crm-input input').fill('invoice');
    await expect.poll(() => rows(page).count()).toBe(1);
    await list.locator('.row crm-checkbox').first().click();
    await list.locator('.bulk').getByRole('button', { name: 'Done' }).click();
    await holdUndo(page);
    const other = await open('tasks/all');
    const done = (of: Page) => of.locator('crm-record-list .row .done', { hasText: 'invoice' });
    await done(page).waitFor();
    await other.locator('crm-record-list .tools crm-input input').fill('invoice');
    await done(other).waitFor();
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await expect.poll(() => done(page).count()).toBe(0);
    await expect.poll(() => done(other).count()).toBe(0);
    await Promise.all([page.context().close(), other.context().close()]);
  });
});

describe('a list', () => {
  it('changes a field of all its records at once, and gives back what they had', async () => {
    const page = await open('leads');
    const other = await open('leads');
    const list = page.locator('crm-record-list');
    await list.locator('.row').first().waitFor();
    const count = Number((await list.locator('.count').textContent())?.trim().split(' ')[0]);
    await list.locator('.head crm-checkbox').click();
    await list.locator('.bulk').getByRole('button', { name: 'Change' }).click();
    const dialog = page.locator('crm-record-list .edit');
    await dialog.locator('[name=field] input').fill('Industry');
    await dialog.getByRole('option', { name: 'Industry' }).click();
    await dialog.locator('.value crm-input input').fill('Optics');
    await dialog.locator('.value crm-input input').press('Tab');
    await page.getByRole('button', { name: /^Change \d+ records$/ }).click();
    await holdUndo(page);
    const optics = async (of: Page) => {
      await of.evaluate(() => {
        const shown = document.querySelector('inlay-frame')?.shadowRoot?.querySelector('inlay-shell')?.shadowRoot;
        const records = shown?.querySelector('inlay-list-screen')?.shadowRoot?.querySelector('crm-record-list');
        if (records) Object.assign(records, { filter: { field: 'industry', is: 'is', value: 'optics' } });
      });
      return (await of.locator('crm-record-list .count').textContent())?.trim();
    };
    await expect.poll(() => optics(page)).toBe(`${count} records`);
    await expect.poll(() => optics(other)).toBe(`${count} records`);
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await expect.poll(() => optics(page)).toBe('0 records');
    await expect.poll(() => optics(other)).toBe('0 records');
    await Promise.all([page.context().close(), other.context().close()]);
  });
});
