import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from '../browsers/process.ts';
import { startProcess, stopProcess } from '../running.ts';
import type { RunningProcess } from '../running.ts';
import { Chromium } from './chromium.ts';
import { connect, consent } from './signing-in.ts';

/** The built extension in Chromium, against the server as it is started: how it is set up, and how it ends. */

let dataDir: string;
let running: RunningProcess;
let browser: Chromium;
const others: Server[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'inlay-extension-'));
  running = await startProcess(dataDir);
});

afterAll(async () => {
  for (const server of others) server.close();
  await stopProcess(running, 'SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

/** Another browser, in which the extension has just been installed. */
async function installed(): Promise<void> {
  browser = await Chromium.open();
  await browser.permit('http://127.0.0.1/*');
}

const section = (page: Page, name: string) => page.locator(`inlay-extension-${name}`);

/** Something at an address that is no server of ours. */
async function other(answer: (path: string) => { status: number; body: unknown }): Promise<string> {
  const server = createServer((request, response) => {
    const { status, body } = answer(request.url ?? '');
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  others.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** All that the extension keeps, as text. */
const kept = async (): Promise<string> => {
  const page = await browser.options();
  const all = await page.evaluate(async () => {
    const { storage } = (
      window as unknown as { chrome: { storage: { local: { get(): Promise<unknown> }; session: { get(): Promise<unknown> } } } }
    ).chrome;
    const secrets = await new Promise((resolve, reject) => {
      const opening = indexedDB.open('inlay/secrets');
      opening.addEventListener('error', () => reject(opening.error ?? new Error('No database')));
      opening.addEventListener('success', () => {
        const database = opening.result;
        const reading = database.transaction('secrets').objectStore('secrets').getAll();
        reading.addEventListener('success', () => (database.close(), resolve(reading.result)));
      });
    });
    return JSON.stringify({ secrets, session: await storage.session.get(), local: await storage.local.get() });
  });
  await page.close();
  return all;
};

/** What the server lists as let in, for camille. */
async function grants(): Promise<unknown[]> {
  const entered = await fetch(`${running.address}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: 'camille@meridian.example', password: 'meridian-sample' }),
  });
  const cookie = entered.headers.getSetCookie().map((set) => set.split(';')[0]);
  const answer = await fetch(`${running.address}/auth/grants`, { headers: { cookie: cookie.join('; ') } });
  return ((await answer.json()) as { grants: unknown[] }).grants;
}

const signInButton = (page: Page) => section(page, 'sign-ins').getByRole('button', { name: 'Sign in', exact: true });
const signOutButton = (page: Page) => section(page, 'sign-ins').getByRole('button', { name: /^Sign .* out/ });
const camille = (page: Page) => section(page, 'sign-ins').getByText('camille@meridian.example');

/** The options page, the server named, whatever stood there before. */
async function named(): Promise<Page> {
  const page = await browser.options();
  const change = section(page, 'server').getByRole('button', { name: 'Change the server' });
  const input = section(page, 'server').locator('input');
  await change.or(input).first().waitFor();
  if (await input.isVisible()) await connect(page, running.address);
  await change.waitFor();
  return page;
}

async function signedIn(): Promise<Page> {
  const page = await named();
  await signInButton(page).or(camille(page)).first().waitFor();
  if (!(await camille(page).isVisible())) await enter(() => signInButton(page).click());
  await camille(page).waitFor();
  return page;
}

async function signedOut(): Promise<Page> {
  const page = await named();
  await signInButton(page).or(camille(page)).first().waitFor();
  if (await camille(page).isVisible()) await signOutButton(page).click();
  await signInButton(page).waitFor();
  return page;
}

/** Allows it in the window that opens, and signs in to the server first where this browser is not. */
async function enter(press: () => Promise<unknown>): Promise<void> {
  const cookies = await browser.context.cookies(running.address);
  await consent(browser, press, cookies.length > 0 ? undefined : 'camille');
}

describe('the extension, installed', () => {
  beforeEach(installed);
  afterEach(() => browser.close());

  it('is set up in three steps from the page that opens by itself', async () => {
    const page = await browser.welcome();
    const step = () => page.locator('inlay-extension-welcome li[aria-current=step]').innerText();
    await expect.poll(step).toContain('Your server');
    await connect(page, running.address.replace('http://', ''));
    await expect.poll(step).toContain('Sign in');
    await enter(() => signInButton(page).click());
    await expect.poll(step).toContain('Open Gmail');
    await camille(page).waitFor();
  });
});

describe('the extension', () => {
  beforeAll(installed);
  afterAll(() => browser.close());
  afterEach(async () => {
    for (const page of browser.context.pages().slice(1)) await page.close();
  });

  it('keeps no token where a page could read it by chance, and its refresh token where the background alone reads', async () => {
    const page = await signedIn();
    const said = await page.evaluate(() => JSON.stringify(Object.entries(localStorage)));
    expect(said).not.toMatch(/[0-9a-f]{128}/);
    const { secrets, local, session } = JSON.parse(await kept()) as Record<string, unknown>;
    expect(JSON.stringify(secrets)).toMatch(/[0-9a-f]{128}/);
    // Scripts in Gmail's page can read it in Firefox.
    expect(JSON.stringify([local, session])).not.toMatch(/[0-9a-f]{128}/);
    expect(JSON.stringify(local)).not.toMatch(/eyJ|refreshToken/);
  });

  it('is signed in still when the browser has stopped its background', async () => {
    const page = await signedIn();
    await browser.stopWorker();
    await page.reload();
    await section(page, 'sign-ins').getByRole('heading', { name: 'Signed in' }).waitFor();
    await camille(page).waitFor();
  });

  it('signs out: the server forgets it, and so does the browser', async () => {
    const page = await signedIn();
    // As a sidebar leaves it that has no database.
    await page.evaluate(async () => {
      const { local } = (
        window as unknown as {
          chrome: {
            storage: {
              local: {
                get(): Promise<{ signIns: { server: string; workspace: { id: string }; person: { id: string } }[] }>;
                set(items: object): Promise<void>;
              };
            };
          };
        }
      ).chrome.storage;
      const [signIn] = (await local.get()).signIns;
      await local.set({ [`outbox/inlay/${signIn?.server}/${signIn?.workspace.id}/${signIn?.person.id}/waiting/a/1`]: 'a change' });
    });
    expect(await kept()).toContain('a change');
    const before = (await grants()).length;
    await signOutButton(page).click();
    await signInButton(page).waitFor();
    await expect.poll(async () => (await grants()).length).toBe(before - 1);
    expect(await kept()).not.toMatch(/[0-9a-f]{128}|a change/);
  });

  it('says before it signs out that messages wait to be noted, and leaves nothing of them behind', async () => {
    await signedIn();
    let page = await browser.options();
    await page.evaluate(async (at) => {
      const { local } = (window as unknown as { chrome: { storage: { local: { set(items: object): Promise<void> } } } }).chrome.storage;
      const camille = { email: 'camille@meridian.example', name: 'Camille', own: true };
      const send = {
        account: camille.email,
        subject: 'Our terms',
        from: camille,
        to: [],
        cc: [],
        bcc: [],
        sentAt: new Date(at).toISOString(),
      };
      await local.set({ sends: [{ account: camille.email, at, news: { type: 'track', id: 'one', send } }] });
    }, Date.now());
    await browser.stopWorker();
    await page.close();
    page = await browser.options();
    await camille(page).waitFor();
    const before = (await grants()).length;
    const question = section(page, 'sign-ins').locator('crm-notice', { hasText: 'One message that was sent is not noted yet' });
    await signOutButton(page).click();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => question.count()).toBe(0);
    expect([(await grants()).length, await signOutButton(page).evaluate((button) => button.matches(':focus'))]).toEqual([before, true]);
    await signOutButton(page).click();
    await question.getByRole('button', { name: 'Sign out all the same' }).click();
    await signInButton(page).waitFor();
    expect(await kept()).not.toContain('Our terms');
  });

  it('signs in once more where it is signed in, and is let in once', async () => {
    const page = await signedIn();
    const before = (await grants()).length;
    const refreshTokens = async () => [...new Set((await kept()).match(/[0-9a-f]{128}/g))];
    const [first] = await refreshTokens();
    await enter(() => section(page, 'sign-ins').getByRole('button', { name: 'Sign in to another workspace' }).click());
    await expect.poll(async () => (await refreshTokens()).includes(first ?? '')).toBe(false);
    await expect.poll(async () => (await refreshTokens()).length).toBe(1);
    await expect.poll(async () => (await grants()).length).toBe(before);
    expect(await camille(page).count()).toBe(1);
  });

  it('says that it was cancelled by saying nothing, and can be asked again', async () => {
    const page = await signedOut();
    const opened = browser.context.waitForEvent('page');
    await signInButton(page).click();
    await (await opened).close();
    await expect.poll(() => signInButton(page).isEnabled()).toBe(true);
    expect(await section(page, 'sign-ins').locator('crm-notice').count()).toBe(0);
    await enter(() => signInButton(page).click());
    await camille(page).waitFor();
  });

  it('is asked for consent in the language of its own pages', async () => {
    const page = await signedOut();
    await page.evaluate(() => localStorage.setItem('inlay/language', 'fr'));
    try {
      await page.reload();
      const opened = browser.context.waitForEvent('page');
      await section(page, 'sign-ins').getByRole('button', { name: 'Se connecter', exact: true }).click();
      const window = await opened;
      await window.locator('html[lang=fr] inlay-authorize').waitFor();
      await window.close();
    } finally {
      await page.evaluate(() => localStorage.removeItem('inlay/language'));
    }
  });
});

describe('the extension, at an address that is not right', () => {
  beforeAll(installed);
  afterAll(() => browser.close());

  it.each([
    { where: 'where nothing answers', address: async () => `http://127.0.0.1:${await freePort()}`, says: 'does not answer' },
    {
      where: 'at a server of something else',
      address: () => other(() => ({ status: 200, body: { hello: 'world' } })),
      says: 'it is no Inlay server',
    },
    {
      where: 'at a server that is too old',
      address: () =>
        other((path) =>
          path === '/health' ? { status: 200, body: { status: 'ok' } } : { status: 404, body: { code: 'not_found', message: 'No.' } },
        ),
      says: 'is older than this extension',
    },
    {
      where: 'at a server that lets others in',
      address: () =>
        other((path) =>
          path === '/health' ? { status: 200, body: { status: 'ok' } } : { status: 422, body: { code: 'invalid', message: 'No.' } },
        ),
      says: 'does not let this extension sign in',
    },
    { where: 'over the network without encryption', address: async () => 'http://crm.example.com', says: 'must begin with https://' },
    { where: 'at what is no address', address: async () => 'two words', says: 'This is no address' },
  ])('refuses to connect $where, in words', async ({ address, says }) => {
    const page = await browser.options();
    await connect(page, await address());
    await section(page, 'server').getByText(says).waitFor();
    expect(await section(page, 'server').locator('input').isVisible()).toBe(true);
    await page.close();
  });
});
