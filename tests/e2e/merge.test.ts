import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browsers/chromium.ts';
import type { RunningProcess } from '../running.ts';
import { startProcess, stopProcess } from '../running.ts';
import { openApp } from './app.ts';

/** Duplicates in the built app, in real Chromium against the real server. */

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

async function open(who: string, at: string): Promise<Page> {
  const page = await openApp(browser, running.address, { who, at, faults });
  // The records are there: keys do something from now on.
  await page.locator('inlay-duplicates :is(.count, crm-empty), crm-record-list .open').first().waitFor();
  return page;
}

const screen = (page: Page) => page.locator('inlay-duplicates');
const group = (page: Page, name: string) => screen(page).getByRole('group', { name }).first();
const press = (page: Page, name: string) => page.locator('crm-dialog').getByRole('button', { name, exact: true }).click();

async function add(page: Page, values: Record<string, string>): Promise<void> {
  await page.keyboard.press('a');
  await page.keyboard.press('l');
  const form = page.locator('crm-quick-add');
  for (const [name, value] of Object.entries(values)) await form.locator(`crm-input[name=${name}] input`).fill(value);
  await form.getByRole('button', { name: 'Add lead' }).click();
  await form.locator('crm-input').first().waitFor({ state: 'detached' });
  // Keys are its own until it has closed.
  await page.locator('dialog:modal').waitFor({ state: 'detached' });
}

describe('duplicates', () => {
  it('are found, merged into one everywhere, and brought back', async () => {
    const [page, other] = await Promise.all([open('camille', 'leads/duplicates'), open('camille', 'leads')]);
    await add(page, { first_name: 'Zelda', last_name: 'Quistgaard', email: 'zelda@quist.example', phone: '+45 33 12 34 56' });
    await add(page, { first_name: 'Zelda', last_name: 'Quistgard', email: 'Zelda@quist.example', phone: '+45 40 12 34 56' });
    await group(page, 'Zelda Quistgaard').getByText('Same e-mail').waitFor();
    await group(page, 'Zelda Quistgaard').getByRole('button', { name: 'Merge…' }).click();
    await page.locator('crm-merge-form').getByText('Keep the other values in a note').waitFor();
    await press(page, 'Merge');
    await page.getByText('2 records are one now: “Zelda Quistgaard”.').waitFor();
    await group(page, 'Zelda Quistgaard').waitFor({ state: 'detached' });
    const rows = other.locator('crm-record-list .open');
    await rows.getByText('Zelda Quistgaard').waitFor();
    await rows.getByText('Zelda Quistgard').waitFor({ state: 'detached' });
    await screen(page).getByRole('button', { name: 'Undo the merge of Zelda Quistgard' }).click();
    await rows.getByText('Zelda Quistgard').waitFor();
    await group(page, 'Zelda Quistgaard').waitFor();
    await Promise.all([page.context().close(), other.context().close()]);
  });

  it('that are said to be two stay two, after a reload too', async () => {
    const page = await open('camille', 'leads/duplicates');
    await add(page, { first_name: 'Yorick', last_name: 'Nunn', email: 'nunn@yorick.example' });
    await add(page, { first_name: 'Yves', last_name: 'Nunn', email: 'nunn@yorick.example' });
    await group(page, 'Yorick Nunn').getByRole('button', { name: 'Not duplicates' }).click();
    await group(page, 'Yorick Nunn').waitFor({ state: 'detached' });
    await page.locator('crm-sync-status').getByText('Saved').first().waitFor();
    await page.reload();
    await screen(page).locator('.count, crm-empty').first().waitFor();
    expect(await group(page, 'Yorick Nunn').count()).toBe(0);
    await page.context().close();
  });

  it('are worked through by keyboard, one after the other', async () => {
    const page = await open('camille', 'contacts/duplicates');
    const groups = screen(page).getByRole('group');
    const label = (at: number) => groups.nth(at).getAttribute('aria-label');
    const focused = (name: string | null) =>
      expect
        .poll(() =>
          page.evaluate(() => {
            let active = document.activeElement;
            let inside: string | null = null;
            while (active?.shadowRoot?.activeElement) {
              active = active.shadowRoot.activeElement;
              inside = active.closest('[role=group]')?.getAttribute('aria-label') ?? inside;
            }
            return inside;
          }),
        )
        .toBe(name);
    const second = await label(1);
    await groups.first().getByRole('button', { name: 'Not duplicates' }).focus();
    await page.keyboard.press('Enter');
    await focused(second);
    const third = await label(1);
    await page.keyboard.press('Enter');
    await press(page, 'Merge');
    await focused(third);
    await page.context().close();
  });

  it('are merged from two rows of a list, and from the page of one of them', async () => {
    const page = await open('camille', 'leads');
    for (const name of ['Xaver Ottokar', 'Xavier Ottokar', 'Xaverl Ottokar']) {
      const [first_name = '', last_name = ''] = name.split(' ');
      await add(page, { first_name, last_name, organization_name: 'Ottokar Mills' });
    }
    const list = page.locator('crm-record-list');
    await list.locator('crm-input[type=search] input').fill('ottokar mills');
    await list.getByText('3 records').waitFor();
    for (const at of [0, 1])
      await list
        .getByRole('checkbox', { name: /Ottokar/ })
        .nth(at)
        .click();
    await list.getByRole('button', { name: 'Merge…' }).click();
    await press(page, 'Merge');
    await list.getByText('2 records').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ottokar mills');
    await page
      .locator('crm-palette')
      .getByRole('option', { name: /Ottokar/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.locator('crm-lead-panel').getByRole('button', { name: 'Merge…' }).first().click();
    await press(page, 'Go on');
    await press(page, 'Merge');
    await page
      .getByText(/2 records are one now/)
      .last()
      .waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await list.locator('crm-input[type=search] input').fill('ottokar mills');
    await list.getByText('1 record', { exact: true }).waitFor();
    await page.context().close();
  });
});

it('meets no fault on the way', () => {
  expect(faults).toEqual([]);
});
