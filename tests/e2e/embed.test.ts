import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Lead } from '../../shared/records/index.ts';
import { launchChromium } from '../browsers/chromium.ts';
import type { RunningProcess } from '../running.ts';
import { Caller, startProcess, stopProcess } from '../running.ts';
import { signIn } from './app.ts';
import type { Host } from './host.ts';
import { startHost } from './host.ts';

/** The kit on pages of other origins, against the server as `npm start` runs it, with nothing set. */

let dataDir: string;
let running: RunningProcess;
let host: Host;
let browser: Browser;
let camille: Caller;
let key: { id: string; value: string };
/** What a page's policy has refused, and what pages have thrown. */
let faults: string[];
let warnings: string[];
const pages: Page[] = [];

/** Nothing inline, nothing from elsewhere than the page's own site and the server. */
const strict = (crm: string) =>
  [
    "default-src 'none'",
    `script-src 'self' ${crm}`,
    `connect-src 'self' ${crm}`,
    "style-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');

const html = (body: string, attributes = 'lang="en"') =>
  `<!doctype html><html ${attributes}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Intranet</title></head><body>${body}</body></html>`;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'inlay-embed-'));
  running = await startProcess(dataDir);
  camille = await Caller.signIn(running.address, 'camille@meridian.example');
  const crm = running.address;
  const board = `<crm-provider server="${crm}"><crm-pipeline-board></crm-pipeline-board><crm-sync-status></crm-sync-status></crm-provider>`;
  const kit = `<script type="module" src="${crm}/inlay.js"></script>`;
  host = await startHost({
    '/five-lines': () => ({
      body: html(
        `${kit}${board}<script type="module" src="${crm}/inlay-form.js"></script><crm-lead-form form="meridiansampleform"></crm-lead-form>`,
      ),
    }),
    '/strict': () => ({
      headers: { 'Content-Security-Policy': strict(crm) },
      body: html(
        `${kit}<script src="/tokens.js"></script>${board}<crm-calendar></crm-calendar><crm-task-list></crm-task-list>
        <crm-lead-form form="meridiansampleform"></crm-lead-form>`.replace('<crm-calendar></crm-calendar>', ''),
      ),
    }),
    '/calendar': () => ({
      headers: { 'Content-Security-Policy': strict(crm) },
      body: html(`${kit}<script src="/tokens.js"></script><crm-provider server="${crm}"><crm-calendar></crm-calendar></crm-provider>`),
    }),
    '/tokens': () => ({ body: html(`${kit}<script src="/tokens.js"></script>${board}`) }),
    '/tokens.js': () => ({
      type: 'text/javascript',
      body: `document.addEventListener('DOMContentLoaded', () => {
        const provider = document.querySelector('crm-provider');
        provider.getToken = () => fetch('/crm-token', { method: 'POST' }).then((answer) => answer.json());
      });`,
    }),
    // What a host's back end does: it knows who is signed in on its own pages, and asks for a token with its secret key.
    '/crm-token': async () => {
      const answer = await fetch(`${crm}/auth/embed-token`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${key.value}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ email: 'jonas@meridian.example' }),
      });
      return { type: 'application/json', status: answer.status, body: await answer.text() };
    },
    '/rtl': () => ({ body: html(`${kit}${board}<crm-lead-form form="meridiansampleform"></crm-lead-form>`, 'lang="en" dir="rtl"') }),
    '/two-copies': () => ({
      body: html(
        `<script type="module" src="/vendor/inlay.js"></script>${kit}${board}<crm-provider server="${crm}"><crm-task-list></crm-task-list></crm-provider>`,
      ),
    }),
    // Another copy of the kit, of another version.
    '/vendor/*': async (request) => {
      const answer = await fetch(crm + (request.url ?? '').slice('/vendor'.length));
      const text = (await answer.text()).replaceAll(/(["'`])0\.1\.0\1/g, '"0.0.9"');
      return { type: answer.headers.get('Content-Type') ?? '', status: answer.status, body: text };
    },
    '/plain': () => ({
      body: html(`<form method="post" action="${crm}/forms/meridiansampleform/submissions">
        <input name="last_name"><input name="email"><input type="checkbox" name="consent"><input type="hidden" name="utm_source" value="fair"><button>Send</button></form>`),
    }),
  });
  key = await newKey();
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await host.close();
  await stopProcess(running, 'SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

beforeEach(() => {
  faults = [];
  warnings = [];
});
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});

async function newKey(): Promise<{ id: string; value: string }> {
  const answer = await camille.ask('POST', '/auth/keys', {
    kind: 'secret',
    name: 'Intranet',
    scopes: ['embed_everyone'],
    origins: [host.address],
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { key: { id: string; value: string } }).key;
}

async function open(path: string, options: BrowserContextOptions = {}, at = host.address): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  pages.push(page);
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
    if (/Content Security Policy|Trusted/i.test(message.text())) faults.push(message.text());
  });
  await page.goto(at + path);
  return page;
}

const cards = (page: Page) => page.locator('crm-pipeline-board crm-deal-card');
const problem = (page: Page) => page.locator('crm-provider crm-notice[part=problem]');

/** Leads with this last name, as the server has them. */
async function leads(lastName: string): Promise<Lead[]> {
  const { blocks } = await camille.bootstrap();
  return blocks.flatMap((block) => (block.type === 'lead' ? (block.rows as Lead[]) : [])).filter((lead) => lead.last_name === lastName);
}

async function fill(page: Page, lastName: string): Promise<void> {
  await page.locator('crm-lead-form input[name=last_name]').fill(lastName);
  await page.locator('crm-lead-form input[name=email]').fill('visitor@example.com');
  await page.locator('crm-lead-form input[name=consent]').check();
}

describe('five lines on a page of another origin', () => {
  it('ask to sign in, in place, show the board, and need no cookie', async () => {
    const page = await open('/five-lines');
    await signIn(page);
    await cards(page).first().waitFor();
    expect(await cards(page).count()).toBeGreaterThan(10);
    expect(await page.context().cookies()).toEqual([]);
    await page.reload();
    await cards(page).first().waitFor();
    expect(faults).toEqual([]);
  });

  it('change records, and say that it is saved', async () => {
    const page = await open('/five-lines');
    await signIn(page);
    const card = cards(page).first();
    await card.waitFor();
    await card.focus();
    for (const pressed of ['Space', 'ArrowRight', 'Enter']) await page.keyboard.press(pressed);
    await expect.poll(() => page.locator('crm-sync-status').getByRole('status').textContent()).toMatch(/Saved/);
  });

  it('carry a lead form that makes a lead', async () => {
    const page = await open('/five-lines?utm_source=fair');
    await fill(page, 'Five-Lines');
    await page.locator('crm-lead-form button').click();
    await page.locator('crm-lead-form[state=sent]').waitFor();
    expect(await leads('Five-Lines')).toMatchObject([{ utm: { source: 'fair' }, referrer: `${host.address}/five-lines?utm_source=fair` }]);
  });

  it('mirror from right to left, on a desk and on a phone', async () => {
    for (const viewport of [
      { width: 1280, height: 900 },
      { width: 390, height: 844 },
    ]) {
      const page = await open('/rtl', { viewport });
      await signIn(page);
      await cards(page).first().waitFor();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide, `${viewport.width}`).toBe(0);
      if (viewport.width < 640) continue;
      const [first, second] = await page
        .locator('crm-board-lane')
        .evaluateAll((lanes) => lanes.map((lane) => lane.getBoundingClientRect().left));
      expect(first).toBeGreaterThan(second ?? Number.NaN);
    }
  });
});

describe('a strict Content-Security-Policy', () => {
  it('holds on a page with board, panel and lead form, with Trusted Types', async () => {
    const page = await open('/strict');
    await cards(page).first().waitFor();
    await cards(page).first().click();
    await page.locator('crm-deal-panel').first().waitFor();
    await fill(page, 'Strict');
    await page.locator('crm-lead-form button').click();
    await page.locator('crm-lead-form[state=sent]').waitFor();
    expect(faults).toEqual([]);
  });

  it('holds on a page with the calendar', async () => {
    const page = await open('/calendar');
    await page.locator('crm-calendar .day-head').first().waitFor();
    expect(faults).toEqual([]);
  });
});

describe('tokens of the host’s back end', () => {
  it('let its user in as who they are, without asking', async () => {
    const page = await open('/tokens');
    await cards(page).first().waitFor();
    expect(await page.locator('crm-sign-in').count()).toBe(0);
    const owners = () =>
      page.locator('crm-deal-card .who').evaluateAll((avatars) => [...new Set(avatars.map((avatar) => avatar.getAttribute('aria-label')))]);
    await expect.poll(owners).toEqual(['Jonas Lindt']);
  });

  it('are good on the key’s origins alone', async () => {
    const page = await open('/tokens', {}, host.named);
    await problem(page).waitFor();
    expect(await problem(page).textContent()).toContain('Load the page again, or sign in to it anew.');
    expect(await cards(page).count()).toBe(0);
  });

  it('end with their key: the page says so, and goes on with a new one', async () => {
    const page = await open('/tokens');
    await cards(page).first().waitFor();
    expect((await camille.ask('DELETE', `/auth/keys/${key.id}`)).status).toBe(200);
    // The page learns of it by its next request.
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await problem(page).waitFor();
    expect(await cards(page).first().isVisible()).toBe(false);
    key = await newKey();
    await problem(page).getByRole('button', { name: 'Try again' }).click();
    await cards(page).first().waitFor();
    expect(faults).toEqual([]);
  });
});

describe('the page of examples', () => {
  it('shows every element live, with the code that put it there', async () => {
    const page = await open('/demo/elements.html', {}, running.address);
    await signIn(page);
    for (const shown of [
      'crm-pipeline-board crm-deal-card',
      '#crm-deal-card crm-deal-card .name',
      'crm-task-list .task',
      'crm-calendar .day-head',
      '#crm-deal-panel crm-record-fields',
      '#crm-lead-panel crm-record-fields',
      '#crm-contact-panel crm-record-fields',
      'crm-sync-status [role=status]',
      'crm-sign-in form',
      'crm-lead-form form',
    ])
      await page.locator(shown).first().waitFor();
    await page.getByRole('button', { name: 'Add a task' }).click();
    await page.locator('crm-quick-add crm-dialog[open]').waitFor();
    const beside = await page.evaluate(() =>
      [...document.querySelectorAll('section')].map((section) => [section.id, section.querySelector('pre')?.textContent ?? '']),
    );
    expect(beside.filter(([tag, code]) => !code?.includes(`<${tag}`))).toEqual([]);
    expect(faults).toEqual([]);
  });
});

describe('two copies of the kit on one page', () => {
  it('do not break each other, and say which one stands', async () => {
    const page = await open('/two-copies');
    await signIn(page);
    await cards(page).first().waitFor();
    await page.locator('crm-task-list .task').first().waitFor();
    expect(faults).toEqual([]);
    expect(warnings.some((text) => /<crm-provider> is already defined by Inlay 0\.(1\.0|0\.9)/.test(text))).toBe(true);
  });
});

describe('a lead form without a connection', () => {
  it('sends what was kept after the page was opened again, once', async () => {
    const page = await open('/five-lines');
    await fill(page, 'Tunnel');
    await page.route('**/forms/*/submissions', (route) => route.abort());
    await page.locator('crm-lead-form button').click();
    await page.locator('crm-lead-form[state=kept]').waitFor();
    expect(await leads('Tunnel')).toEqual([]);
    await page.unroute('**/forms/*/submissions');
    await page.reload();
    await expect.poll(async () => (await leads('Tunnel')).length).toBe(1);
    await page.reload();
    await page.locator('crm-lead-form[state=ready]').waitFor();
    expect((await leads('Tunnel')).length).toBe(1);
  });

  it('loses nothing when the page is left while it is sent', async () => {
    const page = await open('/five-lines');
    await fill(page, 'Hurry');
    await page.locator('crm-lead-form button').click();
    await page.locator('crm-lead-form[state=sending]').waitFor();
    await page.goto(`${host.address}/plain`);
    await page.goto(`${host.address}/five-lines`);
    await expect.poll(async () => (await leads('Hurry')).length).toBe(1);
  });
});

describe('a form without script', () => {
  it('is mended on the server’s page, which keeps what was typed, and thanks', async () => {
    const page = await open('/plain', { javaScriptEnabled: false });
    await page.fill('[name=last_name]', 'Scriptless');
    await page.fill('[name=email]', 'scriptless@nowhere');
    await page.click('button');
    await page.getByText('Please write an address such as name@example.com.').waitFor();
    expect(await page.inputValue('[name=last_name]')).toBe('Scriptless');
    await page.fill('[name=email]', 'scriptless@example.com');
    await page.check('[name=consent]');
    await page.waitForTimeout(1700);
    await page.click('button');
    await page.getByText('Thank you').waitFor();
    expect(await leads('Scriptless')).toMatchObject([{ utm: { source: 'fair' }, referrer: `${host.address}/` }]);
  });

  it('is told on a page where it does not belong', async () => {
    const id = newId();
    await camille.push(newId(), 1, 'createForm', {
      id,
      key: 'elsewhereonlyform1',
      name: 'Elsewhere',
      fields: [{ name: 'last_name', label: null, required: true }],
      owner_ids: [camille.person],
      allowed_origins: ['https://shop.example'],
    });
    const page = await open('/plain', { javaScriptEnabled: false });
    const answer = await page.request.post(`${running.address}/forms/elsewhereonlyform1/submissions`, {
      form: { last_name: 'X' },
      headers: { Origin: host.address, 'Accept-Language': 'en' },
    });
    expect([answer.status(), await answer.text()]).toEqual([403, expect.stringContaining('This form is not for pages of this site.')]);
  });
});
