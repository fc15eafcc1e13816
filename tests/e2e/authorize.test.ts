import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browsers/chromium.ts';
import type { RunningProcess } from '../running.ts';
import { startProcess, stopProcess } from '../running.ts';
import { signIn } from './app.ts';
import { startHost } from './host.ts';

/** The consent page of the built app, as an extension opens it; its own address, which only a browser with it answers, is answered here. */

let dataDir: string;
let running: RunningProcess;
let browser: Browser;
const pages: Page[] = [];
const redirect = `https://${'abcdefghijklmnop'.repeat(2)}.chromiumapp.org/`;

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

afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});

interface Opened {
  page: Page;
  verifier: string;
  /** Where the page went in the end, with the headers it went there with. */
  answered: Promise<{ url: URL; referrer: string | undefined }>;
}

async function open(more: Record<string, string> = {}, options: BrowserContextOptions = {}): Promise<Opened> {
  const verifier = randomBytes(32).toString('base64url');
  const asked = new URLSearchParams({
    response_type: 'code',
    client_id: 'inlay-extension',
    redirect_uri: redirect,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'kept & returned',
    ...more,
  });
  const context = await browser.newContext({ viewport: { width: 520, height: 760 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  pages.push(page);
  const answered = new Promise<{ url: URL; referrer: string | undefined }>((resolve) => {
    void page.route('https://*.chromiumapp.org/**', async (route) => {
      const request = route.request();
      resolve({ url: new URL(request.url()), referrer: (await request.allHeaders())['referer'] });
      await route.fulfill({ contentType: 'text/html', body: 'taken' });
    });
  });
  await page.goto(`${running.address}/authorize?${asked}`);
  return { page, verifier, answered };
}

const post = async (path: string, body: object) => {
  const answer = await fetch(running.address + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: `chrome-extension://${'abcdefghijklmnop'.repeat(2)}` },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
};

const act = (page: Page, name: string) => page.getByRole('button', { name });

describe('the consent page', () => {
  it('lets the extension in: sign in, allow, exchange, work, end it in settings', async () => {
    const { page, verifier, answered } = await open();
    await signIn(page);
    await page.getByRole('heading', { name: 'Let Inlay for Gmail work in your name?' }).waitFor();
    expect(await page.locator('inlay-authorize .account > .who').innerText()).toMatch(/Camille Aubert\s+camille@meridian\.example/);
    await act(page, 'Allow').click();
    const { url, referrer } = await answered;
    await page.getByText('taken').waitFor();
    expect([url.origin + url.pathname, url.searchParams.get('state'), referrer]).toEqual([redirect, 'kept & returned', undefined]);

    const exchange = {
      grant_type: 'authorization_code',
      code: url.searchParams.get('code') ?? '',
      code_verifier: verifier,
      redirect_uri: redirect,
    };
    const granted = await post('/auth/grants/token', exchange);
    expect(granted).toMatchObject({ status: 200, body: { workspace: { name: 'Meridian Labs' }, person: { name: 'Camille Aubert' } } });
    const sync = await fetch(`${running.address}/sync/bootstrap`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${granted.body['token']}` },
    });
    expect(sync.status).toBe(200);
    await sync.body?.cancel();

    await page.goto(`${running.address}/#/settings/sessions`);
    // The one used last stands first.
    const ends = page.getByRole('button', { name: 'End Inlay for Gmail in Chrome' });
    await ends.first().waitFor();
    const before = await ends.count();
    await ends.first().click();
    await expect.poll(() => ends.count()).toBe(before - 1);
    const refresh = { grant_type: 'refresh_token', refresh_token: granted.body['refresh_token'] };
    expect(await post('/auth/grants/token', refresh)).toMatchObject({ status: 400, body: { code: 'invalid_grant' } });
  });

  it('tells the extension of a refusal, and of nothing else', async () => {
    const { page, answered } = await open();
    await signIn(page);
    await act(page, 'Cancel').click();
    const { url } = await answered;
    expect(Object.fromEntries(url.searchParams)).toEqual({ error: 'access_denied', state: 'kept & returned' });
  });

  it('is worked by the keyboard alone, from the first key on', async () => {
    const { page, answered } = await open();
    await page.locator('crm-sign-in form').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('jonas@meridian.example');
    await page.keyboard.press('Tab');
    await page.keyboard.type('meridian-sample');
    await page.keyboard.press('Enter');
    await act(page, 'Allow').waitFor();
    for (let presses = 0; presses < 10; presses++) {
      await page.keyboard.press('Tab');
      if (await act(page, 'Allow').evaluate((button) => button.matches(':focus'))) break;
    }
    await page.keyboard.press('Enter');
    expect((await answered).url.searchParams.get('code')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('lets the person choose among their workspaces, and change the account', async () => {
    const { page, verifier, answered } = await open();
    await signIn(page);
    await act(page, 'Allow').waitFor();
    expect(await page.locator('crm-select').count()).toBe(0);
    const made = await page.evaluate(async () => {
      const answer = await fetch('/auth/workspaces', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'Second' }),
      });
      return answer.status;
    });
    expect(made).toBe(201);
    await act(page, 'Use another account').click();
    await signIn(page);
    await page.locator('crm-select select').selectOption({ label: 'Second' });
    await act(page, 'Allow').click();
    const code = (await answered).url.searchParams.get('code') ?? '';
    const given = await post('/auth/grants/token', {
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier,
      redirect_uri: redirect,
    });
    expect(given.body['workspace']).toMatchObject({ name: 'Second' });
  });

  it.each<Record<string, string>>([
    { redirect_uri: 'https://evil.example/' },
    { redirect_uri: 'javascript:alert(1)' },
    { code_challenge_method: 'plain' },
    { client_id: 'somebody' },
    { code_challenge: '' },
  ])('with %j leads nowhere, whoever is signed in', async (wrong) => {
    const { page } = await open(wrong);
    await page.getByRole('heading', { name: 'This request cannot be answered' }).waitFor();
    expect(await page.locator('inlay-authorize').getByRole('button').count()).toBe(0);
    expect(await page.locator('inlay-authorize').getByRole('link').count()).toBe(0);
  });

  it('cannot be shown in a frame of any page', async () => {
    const { page } = await open();
    const address = page.url();
    const host = await startHost({
      '/': () => ({ body: `<!doctype html><title>Trap</title><iframe src="${address.replaceAll('&', '&amp;')}"></iframe>` }),
    });
    const refused = page.waitForEvent('console', (message) => /frame-ancestors|X-Frame-Options/i.test(message.text()));
    await page.goto(host.address);
    await refused;
    expect(await page.frameLocator('iframe').locator('inlay-authorize').count()).toBe(0);
    await host.close();
  });

  it('is accessible in both languages, light, dark and on a phone, and fits', async () => {
    const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    const modes: [string, BrowserContextOptions][] = [
      ['en', { colorScheme: 'light' }],
      ['fr', { colorScheme: 'dark' }],
      ['fr', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
    ];
    for (const [lang, options] of modes) {
      const { page } = await open({ lang }, { ...options, reducedMotion: 'reduce', bypassCSP: true });
      const check = async (where: string) => {
        await page.evaluate(axe);
        const found = await page.evaluate(async () => {
          const { axe: engine } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
          const { violations } = await engine.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
          return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
        });
        expect([where, lang, found]).toEqual([where, lang, []]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        expect([where, lang, wide]).toEqual([where, lang, 0]);
      };
      await page.locator('crm-sign-in form').waitFor();
      await check('sign-in');
      await signIn(page);
      await page
        .getByRole('heading', { name: lang === 'fr' ? 'Laisser Inlay pour Gmail travailler en votre nom ?' : /Let Inlay/ })
        .waitFor();
      await check('question');
    }
  });
});
