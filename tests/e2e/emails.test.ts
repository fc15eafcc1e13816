import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import type { MutatorArgs, MutatorName } from '../../shared/mutators/index.ts';
import { launchChromium } from '../browsers/chromium.ts';
import type { RunningProcess } from '../running.ts';
import { Caller, startProcess, stopProcess } from '../running.ts';
import { openApp } from './app.ts';

/** E-mails on records in the built app, in real Chromium, against the real server and its policy. */

let dataDir: string;
let running: RunningProcess;
let browser: Browser;
let caller: Caller;
/** One of Jonas’s. */
let deal: string;
/** A server of somebody else, which every hostile message wants to be asked. */
let stranger: Server;
let reached = 0;
const asked: { url: string; referer: string | undefined }[] = [];
const at = () => `127.0.0.1:${(stranger.address() as AddressInfo).port}`;

beforeAll(async () => {
  stranger = createServer((request, response) => {
    asked.push({ url: request.url ?? '', referer: request.headers.referer });
    response.setHeader('Content-Type', 'text/html').end('<p>Here I am</p>');
  });
  stranger.on('connection', () => reached++);
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  dataDir = await mkdtemp(join(tmpdir(), 'inlay-e2e-'));
  running = await startProcess(dataDir, { TRUSTED_PROXIES: '1' });
  browser = await launchChromium();
  caller = await Caller.signIn(running.address, 'camille@meridian.example');
  const { blocks } = await caller.bootstrap();
  const rows = <T extends RecordType>(type: T) => blocks.flatMap((block) => (block.type === type ? (block.rows as Row<T>[]) : []));
  const jonas = rows('user').find(({ email }) => email.startsWith('jonas'));
  deal = rows('deal').find(({ owner_id }) => owner_id === jonas?.id)?.id ?? '';
}, 120_000);

afterAll(async () => {
  await browser.close();
  await stopProcess(running, 'SIGTERM');
  await new Promise((resolve) => stranger.close(resolve));
  await rm(dataDir, { recursive: true, force: true });
});

const lane = newId();
let sequence = 0;
async function push<N extends MutatorName>(name: N, args: MutatorArgs<N>): Promise<void> {
  await caller.push(lane, ++sequence, name, args);
}

const message = (more: Partial<MutatorArgs<'logEmail'>>): MutatorArgs<'logEmail'> => ({
  id: newId(),
  message_id: `<${newId()}@vauquelin.example>`,
  from: { email: 'samuel@vauquelin.example', name: 'Samuel Lévy' },
  to: [{ email: 'camille@meridian.example', name: 'Camille Aubert' }],
  subject: 'Revised quote',
  snippet: 'Could the autosampler go into the same order?',
  sent_at: new Date().toISOString(),
  direction: 'incoming',
  links: [{ resource_type: 'deal', resource_id: deal }],
  copy: { account: 'camille@meridian.example' },
  ...more,
});

const openDeal = (options: Parameters<typeof openApp>[2] = {}): Promise<Page> =>
  openApp(browser, running.address, { at: `deals/${deal}`, ...options });

it('shows a hostile message, of which nothing acts, nothing is asked for, and no picture before it is wanted', async () => {
  const pixel = `${running.address}/o/${caller.person}/${'ab'.repeat(16)}.gif`;
  const evil = (path: string) => `http://${at()}/${path}`;
  const body_html = `<base href="${evil('base')}"><meta http-equiv="refresh" content="0;url=${evil('meta')}"><link rel="stylesheet" href="${evil('link.css')}">
    <style>@import url(${evil('import.css')}); body { background: url(${evil('style.png')}); } * { position: fixed }</style>
    <p style="color: rgb(18, 52, 86); font-size: 18px">How much?</p>
    <script>fetch('${evil('script')}'); parent.document.title = 'hacked'</script>
    <img src="x" onerror="fetch('${evil('onerror')}')"><svg onload="fetch('${evil('svg')}')"><image href="${evil('svg.png')}"></image></svg>
    <div style="background: url(${evil('background.png')}); position: fixed; inset: 0">over</div>
    <form action="${evil('form')}"><input name="password"><button>Send</button></form>
    <iframe src="${evil('frame')}"></iframe><object data="${evil('object')}"></object><video poster="${evil('poster')}" src="${evil('video')}" autoplay></video>
    <img src="${pixel}" width="1" height="1"><img src="https://ci3.googleusercontent.com/meips/a=s0-d-e1-ft#${pixel}">
    <img src="${evil('picture.png')}" alt="Our logo"><a href="${evil('followed')}">Read more</a><p>${'A long letter. '.repeat(120)}</p>`;
  await push('logEmail', message({ body_html, subject: 'Hostile' }));
  const page = await openDeal();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const line = page.locator('crm-email-line', { hasText: 'Hostile' });
  await line.locator('button.open').click();
  const shown = line.locator('iframe.shown').contentFrame();
  const words = shown.getByText('How much?');
  await words.waitFor();
  // Its own style is seen, by the policy of the app's own pages.
  await expect.poll(() => words.evaluate((p) => getComputedStyle(p).color)).toBe('rgb(18, 52, 86)');
  await expect.poll(async () => Number(await line.locator('iframe.shown').getAttribute('height'))).toBeGreaterThan(300);
  expect(await shown.locator('script, style, form, iframe, object, video, svg, base, link').count()).toBe(0);
  expect(await page.title()).not.toContain('hacked');
  expect(reached).toBe(0);

  await line.getByRole('button', { name: 'Show pictures' }).click();
  // The picture is wanted over TLS, which the stranger does not speak: that it is reached says that it was asked for.
  await expect.poll(() => reached).toBeGreaterThan(0);
  expect(asked).toEqual([]);
  expect(requests.filter((url) => url.includes('/o/'))).toEqual([]);

  const opening = page.context().waitForEvent('page');
  await shown.getByRole('link', { name: 'Read more' }).click();
  const other = await opening;
  await other.getByText('Here I am').waitFor();
  expect(await other.evaluate(() => window.opener)).toBe(null);
  expect(asked.filter(({ url }) => url === '/followed')).toEqual([{ url: '/followed', referer: undefined }]);
  await page.context().close();
}, 180_000);

it('says, as it happens, that a sent message was opened, and when it was not', async () => {
  const token = newId().replaceAll('-', '');
  const subject = `Our offer ${token.slice(-4)}`;
  const { message_id: _id, sent_at: _at, direction: _direction, ...sent } = message({ subject });
  await push('trackEmail', { ...sent, token, from: { email: 'camille@meridian.example', name: 'Camille Aubert' }, to: [sent.from] });
  const page = await openDeal();
  const ticks = page.locator('crm-email-line', { hasText: subject }).locator('crm-email-ticks');
  const words = ticks.locator('.ticks');
  await expect.poll(() => words.textContent()).toContain('Not opened yet');
  const open = (agent: string, from: string) =>
    fetch(`${running.address}/o/${caller.person}/${token}.gif`, { headers: { 'User-Agent': agent, 'X-Forwarded-For': from } });
  const thunderbird = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.4.0';
  // Machines first.
  expect((await open('Barracuda Sentinel (EE)', '198.51.100.7')).headers.get('Content-Type')).toBe('image/gif');
  await expect.poll(() => words.textContent()).toContain('Not counted');
  await open(thunderbird, '203.0.113.9');
  await expect.poll(() => words.textContent()).toContain('Opened once');
  await page.getByText(`Samuel Lévy opened “${subject}”`).waitFor();
  await ticks.getByRole('button').click();
  const known = ticks.getByRole('dialog');
  await expect.poll(() => known.textContent()).toContain('A scanner or bot: not counted');
  await page.keyboard.press('Escape');
  await expect.poll(() => known.isVisible()).toBe(false);
  await page.context().close();
}, 180_000);

it('keeps what is private from everybody else, until its reader says otherwise', async () => {
  const [alone, all] = [`For me alone ${newId()}`, `For all of us ${newId()}`];
  await push('logEmail', message({ subject: alone, visibility: 'private' }));
  await push('logEmail', message({ subject: all }));
  const page = await openDeal({ who: 'jonas' });
  await page.locator('crm-email-line', { hasText: all }).waitFor();
  expect(await page.locator('crm-email-line', { hasText: alone }).count()).toBe(0);
  const own = await openDeal();
  const line = own.locator('crm-email-line', { hasText: alone });
  await line.locator('.marks').getByText('Only you').waitFor();
  await line.locator('crm-menu crm-button button').click();
  await own.getByRole('menuitemcheckbox', { name: 'Everyone who sees the record' }).click();
  await page.locator('crm-email-line', { hasText: alone }).waitFor();
  await Promise.all([page.context().close(), own.context().close()]);
}, 180_000);
