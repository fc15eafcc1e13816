import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browsers/chromium.ts';
import type { RunningProcess } from '../running.ts';
import { startProcess, stopProcess } from '../running.ts';
import { openApp } from './app.ts';

/** The built app in real Chromium against the real server with its sample workspace, as people use it. */

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

/** An account can be signed in so many times in a quarter of an hour and no more: several of them share what there is to do. */
async function open(who: string, options: BrowserContextOptions = {}, at = 'deals'): Promise<Page> {
  const page = await openApp(browser, running.address, { who, at, faults, ...options });
  await page
    .locator(at === 'deals' ? 'crm-deal-card' : 'nav a')
    .first()
    .waitFor();
  return page;
}

const lane = (page: Page, index: number) => page.locator('[data-stage]').nth(index);
const names = (page: Page, index: number) => lane(page, index).locator('crm-deal-card .name').allTextContents();

async function carry(page: Page, from: number, to: number): Promise<string> {
  const card = lane(page, from).locator('crm-deal-card').first();
  const name = (await card.locator('.name').textContent()) ?? '';
  const start = await card.boundingBox();
  const end = await lane(page, to).boundingBox();
  if (!start || !end) throw new Error('The board is not laid out.');
  await page.mouse.move(start.x + 40, start.y + 30);
  await page.mouse.down();
  await page.mouse.move(start.x + 70, start.y + 40, { steps: 4 });
  await page.mouse.move(end.x + end.width / 2, end.y + Math.min(200, end.height / 2), { steps: 8 });
  await page.mouse.up();
  return name;
}

/** A finger on the screen, as Chromium takes it from the hardware. */
async function fingerOn(page: Page) {
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  const down = (x: number, y: number) => touch('touchStart', { x, y });
  return {
    down,
    move: (x: number, y: number) => touch('touchMove', { x, y }),
    up: () => touch('touchEnd'),
    /** Rests on a card until it is in the hand. */
    rest: async (x: number, y: number) => {
      await down(x, y);
      await page.locator('crm-deal-card[dragged]').waitFor();
    },
  };
}

describe('the board', () => {
  it('moves a deal by mouse, and another browser sees it', async () => {
    const camille = await open('camille');
    const other = await open('camille');
    const name = await carry(camille, 0, 2);
    await expect.poll(() => names(camille, 2)).toContain(name);
    await expect.poll(() => names(other, 2)).toContain(name);
    expect(await names(other, 0)).not.toContain(name);
    await Promise.all([camille.context().close(), other.context().close()]);
  });

  it('moves a deal by keyboard, and puts it back by Undo', async () => {
    const page = await open('camille');
    const card = lane(page, 1).locator('crm-deal-card .card').first();
    const name = (await lane(page, 1).locator('.name').first().textContent()) ?? '';
    await card.focus();
    for (const key of ['Space', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await expect.poll(() => names(page, 3)).toContain(name);
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await expect.poll(() => names(page, 1)).toContain(name);
    await page.context().close();
  });

  it('asks why before a deal is lost', async () => {
    const page = await open('camille');
    const name = await carry(page, 0, 5);
    await page
      .getByLabel('Reason', { exact: false })
      .locator('select')
      .or(page.locator('crm-dialog crm-select select'))
      .first()
      .selectOption({ index: 2 });
    await page.getByRole('button', { name: 'Mark as lost' }).click();
    await expect.poll(() => lane(page, 5).textContent()).toContain(name);
    expect(await names(page, 0)).not.toContain(name);
    await page.context().close();
  });

  it('takes changes offline, shows that they wait, and sends them when the network is back', async () => {
    const page = await open('camille');
    const other = await open('camille');
    await page.context().setOffline(true);
    const name = await carry(page, 0, 1);
    await expect.poll(() => names(page, 1)).toContain(name);
    await expect.poll(() => page.locator('crm-sync-status').first().getByRole('status').textContent()).toMatch(/Offline · 1 change waits/);
    expect(await names(other, 1)).not.toContain(name);
    await page.context().setOffline(false);
    await expect.poll(() => names(other, 1)).toContain(name);
    await expect.poll(() => page.locator('crm-sync-status').first().getByRole('status').textContent()).toMatch(/Saved/);
    await Promise.all([page.context().close(), other.context().close()]);
  });

  it('opens from its cache when the server cannot be reached', async () => {
    const page = await open('camille');
    // A lane has in the page what is in sight and a few more: the first ones are always there.
    const first = async () => (await names(page, 0)).slice(0, 5);
    const before = await first();
    await expect.poll(() => page.locator('crm-sync-status').first().getByRole('status').textContent()).toMatch(/Saved/);
    await page.route('**/sync/**', (route) => route.abort());
    await page.route('**/auth/**', (route) => route.abort());
    await page.reload();
    await page.locator('crm-deal-card').first().waitFor();
    await expect.poll(first).toEqual(before);
    await page.context().close();
  });

  it('shows a salesperson their own deals, and no others', async () => {
    const page = await open('jonas');
    const owners = await page
      .locator('crm-deal-card .who')
      .evaluateAll((avatars) => avatars.map((avatar) => avatar.getAttribute('aria-label')));
    expect(new Set(owners)).toEqual(new Set(['Jonas Lindt']));
    await page.context().close();
  });

  it('fits a phone, and moves a deal by touch', async () => {
    const page = await open('camille', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(wide).toBe(false);
    const card = lane(page, 0).locator('crm-deal-card').first();
    const name = (await card.locator('.name').textContent()) ?? '';
    const box = await card.boundingBox();
    if (!box) throw new Error('The board is not laid out.');
    const finger = await fingerOn(page);
    await finger.rest(box.x + 60, box.y + 30);
    await finger.move(300, box.y + 40);
    // The next lane shows at the edge of the screen, and comes into sight while the finger stays there.
    await finger.move(384, box.y + 40);
    await page.locator('.lane.over, .tray.over').waitFor();
    await finger.up();
    await expect.poll(async () => (await names(page, 0)).includes(name)).toBe(false);
    await page.context().close();
  });

  it('scrolls on a tablet, and moves a deal by touch into a tray beyond the edge', async () => {
    const page = await open('camille', { viewport: { width: 1024, height: 768 }, hasTouch: true, isMobile: true });
    const pane = page.locator('crm-pipeline-board .board');
    const scrolled = () => pane.evaluate((board) => board.scrollLeft);
    const end = await pane.evaluate((board) => board.scrollWidth - board.clientWidth);
    expect(end, 'the trays are beyond the edge').toBeGreaterThan(0);
    const card = lane(page, 0).locator('crm-deal-card').first();
    const name = (await card.locator('.name').textContent()) ?? '';
    const [box, edge] = [await card.boundingBox(), await pane.boundingBox()];
    if (!box || !edge) throw new Error('The board is not laid out.');
    const finger = await fingerOn(page);
    const middle = edge.y + edge.height / 2;

    // A finger that moves at once scrolls the lane, and carries nothing.
    const cards = lane(page, 0).locator('crm-board-lane');
    await finger.down(box.x + 60, middle);
    for (let step = 1; step <= 10; step++) await finger.move(box.x + 60, middle - step * 20);
    await expect.poll(() => cards.evaluate((element) => element.scrollTop)).toBeGreaterThan(0);
    expect(await page.locator('crm-deal-card[dragged]').count()).toBe(0);
    await finger.up();
    await cards.evaluate((element) => element.scrollTo(0, 0));
    await expect.poll(async () => (await card.boundingBox())?.y).toBe(box.y);

    await finger.rest(box.x + 60, box.y + 30);
    await finger.move(box.x + 160, middle);
    await finger.move(edge.x + edge.width - 10, middle);
    await expect.poll(scrolled).toBe(end);
    const won = await page.locator('.tray').first().boundingBox();
    if (!won) throw new Error('There is no tray.');
    await finger.move(won.x + won.width / 2, won.y + 40);
    await page.locator('.tray.over').waitFor();
    await finger.up();
    await page.locator('.tray').first().getByText(name).waitFor();

    // And another one back to the first lane.
    const last = lane(page, 3).locator('crm-deal-card').first();
    const other = (await last.locator('.name').textContent()) ?? '';
    const at = await last.boundingBox();
    if (!at) throw new Error('There is no card in the last lane.');
    await finger.rest(at.x + 60, at.y + 30);
    await finger.move(edge.x + 10, middle);
    await expect.poll(scrolled).toBe(0);
    await finger.move(edge.x + 60, middle);
    await page.locator('.lane.over').waitFor();
    expect(await lane(page, 0).evaluate((element) => element.classList.contains('over'))).toBe(true);
    await finger.up();
    await expect.poll(() => names(page, 0)).toContain(other);
    await page.context().close();
  });
});

describe('other screens', () => {
  it('speak French', async () => {
    const page = await open('camille', { locale: 'fr-FR' });
    for (const [screen, word] of [
      ['leads', 'Pistes'],
      ['contacts', 'Organisation'],
      ['tasks', 'En retard'],
      ['settings', 'Ajouter une étape'],
    ] as const) {
      await page.goto(`${running.address}/#/${screen}`);
      await page.getByText(word).filter({ visible: true }).first().waitFor();
    }
    await page.context().close();
  });

  it('add a task in one line that understands its date', async () => {
    const page = await open('camille', {}, 'tasks');
    await page.locator('crm-task-list input').first().fill('Call the foundry tomorrow 15:00');
    await page.keyboard.press('Enter');
    await page.locator('crm-task-list').getByText('Call the foundry', { exact: true }).waitFor();
    await page.context().close();
  });

  it('say of a page of the settings that it cannot be fetched, and go on to others', async () => {
    const page = await open('camille', { serviceWorkers: 'block' });
    await page.route(/\/templates-/, (route) => route.abort());
    await page.goto(`${running.address}/#/settings/templates`);
    await page.getByText('This part of the app is not here yet').waitFor();
    await page.locator('inlay-settings').getByRole('link', { name: 'Fields' }).click();
    await page.locator('inlay-fields').getByText('Add a field').waitFor();
    await page.context().close();
  });

  it('shut somebody out by keyboard, and let them in again', async () => {
    const page = await open('camille', {}, 'settings/people');
    const people = page.locator('inlay-people');
    await people.getByRole('button', { name: 'Shut out Ana Becker' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('crm-dialog').getByText('What is Ana Becker’s goes to').waitFor();
    await page.locator('crm-dialog').getByRole('button', { name: 'Shut out' }).focus();
    await page.keyboard.press('Enter');
    const again = people.getByRole('button', { name: 'Let in again: Ana Becker' });
    await expect.poll(() => again.evaluate((element) => element.matches(':focus')), { timeout: 30_000 }).toBe(true);
    await page.keyboard.press('Enter');
    await people.getByRole('button', { name: 'Shut out Ana Becker' }).waitFor();
    await page.context().close();
  });

  it('add a stage, and the board has it', async () => {
    const page = await open('camille', {}, 'settings/pipelines');
    await page.getByRole('button', { name: 'Add a stage' }).first().click();
    await page.goto(`${running.address}/#/deals`);
    await page.getByRole('heading', { name: /New stage/ }).waitFor();
    await page.context().close();
  });
});

describe('pages of others', () => {
  it('make a lead of a submitted form, which appears at work', async () => {
    const page = await open('camille', {}, 'leads');
    const visitor = await browser.newPage();
    await visitor.goto(`${running.address}/demo/landing.html?utm_source=fair`);
    await visitor.locator('crm-lead-form input[name=last_name]').fill('Zebrowski');
    await visitor.locator('crm-lead-form button').click();
    await visitor.locator('crm-lead-form [aria-invalid=true]').first().waitFor();
    await visitor.locator('crm-lead-form input[name=email]').fill('z@zebrowski.example');
    await visitor.locator('crm-lead-form input[name=consent]').check();
    await visitor.locator('crm-lead-form button').dblclick();
    await visitor.getByText('Thank you').waitFor();
    await page.getByText('Zebrowski').first().waitFor();
    expect(await page.getByText('Zebrowski', { exact: true }).count()).toBe(1);
    await visitor.close();
    await page.context().close();
  });

  it('send a form without script', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.goto(`${running.address}/forms/meridiansampleform/page`);
    await page.fill('input[name=last_name]', 'Plain');
    await page.fill('input[name=email]', 'plain@example.com');
    await page.check('input[name=consent]');
    await page.waitForTimeout(1700);
    await page.click('button');
    await page.getByText('Thank you').waitFor();
    await page.close();
  });

  it('embed the board in five lines', async () => {
    const page = await open('priya');
    await page.goto(`${running.address}/demo/embed.html`);
    await page.locator('crm-deal-card').first().waitFor();
    expect(await page.locator('crm-deal-card').count()).toBeGreaterThan(10);
    await page.context().close();
  });

  it('open a deal and ask for a reason offline, once the page has had a moment of rest', async () => {
    const page = await open('priya');
    await page.goto(`${running.address}/demo/embed.html`);
    const card = page.locator('crm-deal-card').first();
    await card.waitFor();
    // What opens on demand has been fetched, though nobody has asked for it.
    await page.waitForFunction(() => ['crm-deal-panel', 'crm-dialog', 'crm-select'].every((tag) => customElements.get(tag)));
    await page.context().setOffline(true);
    const name = (await card.locator('.name').textContent()) ?? '';
    await card.click();
    await page.getByRole('heading', { name }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name }).waitFor({ state: 'detached' });
    await card.locator('.card').focus();
    // Lost is the last but one, however many stages come before it.
    const steps = (await page.locator('[data-stage]').count()) - 2;
    for (const key of ['Space', ...Array.from({ length: steps }, () => 'ArrowRight'), 'Enter']) await page.keyboard.press(key);
    await page.getByRole('button', { name: 'Mark as lost' }).waitFor();
    await page.context().close();
  });
});

it('no page has thrown', () => {
  expect(faults).toEqual([]);
});
