import type { Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../shared/new-id.ts';
import { Caller } from '../running.ts';
import { Scene } from './scene.ts';
import { consent } from './signing-in.ts';

/** The built extension in Chromium beside a page of Gmail: how it stays with the server, and what it does without. */

let scene: Scene;
let page: Page;
let sidebar: Frame;
let camille: Caller;
let sequence = 0;
const lane = newId();

beforeAll(async () => {
  scene = await Scene.open();
  await scene.signIn();
  camille = await Caller.signIn(scene.server.address, 'camille@meridian.example');
});

afterAll(() => scene.close());

afterEach(() => page.close());

async function opens(): Promise<void> {
  page = await scene.openGmail();
  sidebar = await scene.sidebar(page);
  await saved();
}

const saved = () =>
  sidebar
    .locator('crm-sync-status')
    .getByText(/^Saved/)
    .waitFor();
const task = (name: string) => sidebar.locator('crm-sidebar').getByText(name, { exact: true });

/** Adds a task of today for camille, as from another device. */
async function elsewhere(content: string): Promise<void> {
  const answer = await camille.push(lane, ++sequence, 'createTask', {
    id: newId(),
    content,
    due_date: new Date().toISOString().slice(0, 10),
  });
  expect(answer.status).toBe(200);
}

const done = async (content: string): Promise<boolean> => {
  const { blocks } = await camille.bootstrap();
  const tasks = blocks.flatMap((block) =>
    block.type === 'task' ? (block.rows as { content: string; completed_at: string | null }[]) : [],
  );
  return tasks.some((one) => one.content === content && one.completed_at !== null);
};

const completes = (content: string) =>
  sidebar
    .getByRole('button', { name: new RegExp(content) })
    .or(sidebar.getByRole('checkbox', { name: new RegExp(content) }))
    .first()
    .click();

/** Makes the background's token one that the server does not take. */
async function spendToken(): Promise<void> {
  const options = await scene.browser.options();
  await options.evaluate(async () => {
    const { session } = (window as unknown as { chrome: { storage: { session: Area } } }).chrome.storage;
    const tokens = Object.entries(await session.get()).map(([key, value]) => [key, { ...(value as object), token: 'spent' }]);
    await session.set(Object.fromEntries(tokens) as Record<string, unknown>);
  });
  await options.close();
}

/** What happens while the server is away; it is back afterwards, whatever comes of that. */
async function whileAway(work: () => Promise<void>): Promise<void> {
  await scene.stopServer();
  try {
    await work();
  } finally {
    await scene.startServer();
  }
}

interface Area {
  get(): Promise<Record<string, unknown>>;
  set(what: Record<string, unknown>): Promise<void>;
}

describe('the sidebar', () => {
  it('shows at once what is changed elsewhere', async () => {
    await opens();
    await elsewhere('Send the price list');
    await task('Send the price list').waitFor();
  });

  it('goes on when the browser has stopped the background', async () => {
    await opens();
    await scene.browser.stopWorker();
    await elsewhere('Ask about delivery');
    await task('Ask about delivery').waitFor();
    await completes('Ask about delivery');
    await expect.poll(() => done('Ask about delivery')).toBe(true);
    await scene.browser.stopWorker();
    await saved();
  });

  it('works on while the server is away, and sends what has waited', async () => {
    await elsewhere('Write the offer');
    await opens();
    await task('Write the offer').waitFor();
    await whileAway(async () => {
      await sidebar.locator('crm-sync-status').getByText('Offline', { exact: true }).waitFor();
      await completes('Write the offer');
      await sidebar
        .locator('crm-sync-status')
        .getByText(/Offline · 1 change waits/)
        .waitFor();
    });
    await saved();
    await camille.renew();
    await expect.poll(() => done('Write the offer')).toBe(true);
  });

  it('opens with what it has while the server is away', async () => {
    await elsewhere('Call the lab');
    await opens();
    await task('Call the lab').waitFor();
    await page.close();
    await whileAway(async () => {
      page = await scene.openGmail();
      sidebar = await scene.sidebar(page);
      await task('Call the lab').waitFor();
    });
    await saved();
  });

  it('goes on by itself when its token has run out', async () => {
    await opens();
    await spendToken();
    await elsewhere('Check the stock');
    await task('Check the stock').waitFor();
    await completes('Check the stock');
    await expect.poll(() => done('Check the stock')).toBe(true);
  });

  it('says that it is signed out when the server has ended that, and goes on with what has waited once signed in', async () => {
    await elsewhere('Thank the jury');
    await opens();
    await task('Thank the jury').waitFor();
    expect(await camille.endGrants()).toBe(1);
    await spendToken();
    await completes('Thank the jury');
    const notice = sidebar.locator('crm-sidebar crm-notice').filter({ hasText: 'What you change is kept here' });
    await notice.getByText('Signed out').waitFor();
    expect(await done('Thank the jury')).toBe(false);
    const options = await scene.browser.options();
    await options.locator('inlay-extension-sign-ins').getByRole('heading', { name: 'Signed out' }).waitFor();
    await options.close();
    await elsewhere('Book a room');
    await consent(scene.browser, () => notice.getByRole('button', { name: 'Sign in' }).click());
    await notice.waitFor({ state: 'detached' });
    await saved();
    await expect.poll(() => done('Thank the jury')).toBe(true);
    await task('Book a room').waitFor();
  });

  it('has its own opens blocked, of the server and behind the proxy, and nobody else’s', async () => {
    await opens();
    const { address } = scene.server;
    const token = '0'.repeat(32);
    const loads = (url: string) =>
      page.evaluate(
        (source) =>
          new Promise<void>((resolve) => {
            const image = new Image();
            image.addEventListener('load', () => resolve());
            image.addEventListener('error', () => resolve());
            image.src = source;
          }),
        url,
      );
    const failures: Record<string, string> = {};
    page.on('requestfailed', (request) => (failures[request.url()] = request.failure()?.errorText ?? ''));
    const [own, other] = [`${address}/o/${camille.person}/${token}.gif`, `${address}/o/${newId()}/${token}.gif`];
    const proxy = 'https://ci3.googleusercontent.com/meips/ADKq_NY=s0-d-e1-ft#';
    for (const url of [own, other, proxy + own, proxy + other]) await loads(url);
    const blocked = Object.entries(failures).flatMap(([url, why]) => (why === 'net::ERR_BLOCKED_BY_CLIENT' ? [url] : []));
    // The part behind the hash is not sent, and so not told either: one of the two was blocked.
    expect(blocked.filter((url) => url.startsWith(own))).toHaveLength(1);
    expect(blocked.filter((url) => url.startsWith(proxy.slice(0, -1)))).toHaveLength(1);
    expect(blocked.some((url) => url.startsWith(other))).toBe(false);
  });
});
