import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../shared/new-id.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import type { Block } from '../../shared/sync/wire.ts';
import { Screen } from '../browsers/screen.ts';
import type { StandIn } from '../gmail/stand-in.ts';
import { startStandIn } from '../gmail/stand-in.ts';
import type { RunningProcess } from '../running.ts';
import { Caller, startProcess, stopProcess } from '../running.ts';
import type { FirefoxPage } from './firefox.ts';
import { Firefox } from './firefox.ts';
import { load, scanner, thunderbird } from './mail-client.ts';

/** The built extension in Firefox, whose background stops all the time: from its installation to the tick of a message that was read. */

let dataDir: string;
let server: RunningProcess;
let gmail: StandIn;
let firefox: Firefox;
let camille: Caller;
let page: FirefoxPage;
let mail: Screen;
let sidebar: Screen;
let sequence = 0;
const lane = newId();
const [bob, boats, oars] = [newId(), newId(), newId()];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'inlay-firefox-'));
  server = await startProcess(dataDir);
  gmail = await startStandIn();
  camille = await Caller.signIn(server.address, 'camille@meridian.example');
  await elsewhere('createContact', { id: bob, first_name: 'Bob', last_name: 'Tran', email: 'bob@northwind.example' });
  await elsewhere('createDeal', { id: boats, name: 'Twenty boats', contact_id: bob, value: '20000', currency: 'EUR' });
  firefox = await Firefox.open({ gmail: gmail.port });
});

afterAll(async () => {
  await firefox?.close();
  await gmail?.close();
  await stopProcess(server, 'SIGTERM');
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
});

/** A change of camille's, as from another device. */
async function elsewhere(name: string, args: object): Promise<void> {
  const answer = await camille.push(lane, ++sequence, name, args);
  expect(answer.status).toBe(200);
}

async function rows<T extends RecordType>(type: T): Promise<Row<T>[]> {
  const { blocks } = await camille.bootstrap();
  return blocks.filter((block): block is Block<T> => block.type === type).flatMap((block) => block.rows);
}

const stageOf = async (deal: string) => (await rows('deal')).find(({ id }) => id === deal)?.stage_id;
const tracked = async () => (await rows('email')).find(({ subject }) => subject === 'Our terms');
const pixelOf = async () => `${server.address}/o/${camille.person}/${(await tracked())?.tracking_token}.gif`;
const hits = async () => {
  const answer = await camille.ask('GET', `/tracking/emails/${(await tracked())?.id}/opens`);
  return ((await answer.json()) as { hits: unknown[] }).hits;
};

async function changesStage(deal: string): Promise<void> {
  const before = await stageOf(deal);
  await sidebar.clicks('button[aria-label^="Stage: "]');
  await sidebar.clicks('crm-menu-item[role=menuitemcheckbox][aria-checked=false]');
  await expect.poll(() => stageOf(deal)).not.toBe(before);
}

/** Whether a picture shows in Gmail's page. */
const shows = (url: string) =>
  page.evaluate(
    (source) =>
      new Promise<boolean>((resolve) => {
        const image = new Image();
        image.addEventListener('load', () => resolve(true));
        image.addEventListener('error', () => resolve(false));
        image.src = source;
      }),
    url,
  );

const saved = () =>
  sidebar.until(
    async () => (await sidebar.texts('crm-sync-status', '[role=status]')).some((words) => words.startsWith('Saved')),
    'the sidebar has saved',
  );

describe('the extension in Firefox', () => {
  it('is set up from the page that opens when it is installed', async () => {
    const welcome = new Screen(await firefox.opened(firefox.address('welcome')));
    await welcome.fills(server.address, 'inlay-extension-server', 'crm-input', 'input');
    await welcome.clicks('inlay-extension-server', 'crm-button[type=submit]');
    await welcome.clicks('inlay-extension-sign-ins', ['crm-button', 'Sign in']);
    const consent = new Screen(await firefox.opened(`${server.address}/authorize`));
    await consent.fills('camille@meridian.example', 'crm-input[name=email]', 'input');
    await consent.fills('meridian-sample', 'crm-input[name=password]', 'input');
    await consent.clicks('crm-sign-in', 'crm-button');
    await consent.clicks('inlay-authorize', ['crm-button', 'Allow']);
    await welcome.sees('inlay-extension-sign-ins', ['*', 'camille@meridian.example']);
  });

  it('shows beside a conversation who is in it', async () => {
    page = await firefox.page('https://mail.google.com/mail/u/0/');
    mail = new Screen(page);
    await mail.sees('inlay-column', 'iframe');
    sidebar = new Screen(page.frame("document.querySelector('inlay-column').shadowRoot.querySelector('iframe')"));
    await saved();
    await mail.clicks(['tr.zA', 'Quote for 20 boats']);
    await sidebar.clicks(['[role=tab]', 'Bob']);
    await sidebar.sees(['*', 'Twenty boats']);
  });

  it('changes a deal’s stage in place', () => changesStage(boats));

  it('goes on when Firefox has stopped the background', async () => {
    const before = await firefox.stops();
    await firefox.stopBackground();
    await sidebar.until(async () => (await firefox.stops()) > before, 'the background is stopped');
    await elsewhere('updateDeal', { id: boats, name: 'Thirty boats' });
    await sidebar.sees(['*', 'Thirty boats']);
    await firefox.stopBackground();
    await changesStage(boats);
    await saved();
  });

  it('adds somebody unknown as a lead', async () => {
    await sidebar.clicks(['[role=tab]', 'unknown']);
    await sidebar.clicks(['crm-button', 'Add lead']);
    await sidebar.clicks('crm-quick-add', 'crm-button[slot=footer][variant=primary]');
    await expect
      .poll(async () => (await rows('lead')).find(({ email }) => email === 'ana.silva@northwind.example'))
      .toMatchObject({ first_name: 'Ana', last_name: 'Silva', organization_name: expect.stringContaining('Northwind') });
    await sidebar.sees(['[role=tab]', 'Ana']);
  });

  it('sends a message with one picture of ours in it, when that is wanted', async () => {
    await mail.clicks(['[role=button]', 'Compose']);
    const dialog = '[role=dialog]:has([name=subjectbox])';
    // Our line in it moves its fields.
    await mail.sees(dialog, '[role=switch]');
    await mail.fills('bob@northwind.example', dialog, '[name=to] input[role=combobox]');
    await mail.presses('Enter');
    await mail.sees(dialog, '[data-hovercard-id="bob@northwind.example"]');
    await mail.fills('Our terms', dialog, '[name=subjectbox]');
    await mail.clicks(dialog, '[role=textbox][contenteditable=true]');
    await page.keyboard.type('Please find our terms.');
    await mail.clicks(dialog, '[role=switch]');
    await mail.sees(dialog, '[role=switch][aria-checked=true]');
    await mail.clicks(dialog, '[role=button][data-tooltip*="Enter"]');
    const sent = () => gmail.posts.filter(({ what }) => what === 'sent');
    await expect.poll(() => sent().length).toBe(1);
    const html = sent()[0]?.html ?? '';
    expect(html).toContain('Please find our terms.');
    expect(html.match(/<img[^>]*>/g)).toHaveLength(1);
    await expect.poll(tracked).toMatchObject({ direction: 'outgoing', opens: 0, tracked_recipients: 1 });
    expect(html).toContain(`src="${await pixelOf()}"`);
  });

  it('counts the reader and no scanner, and shows a tick in Sent', async () => {
    expect(await load(await pixelOf(), { agent: scanner, from: '127.0.0.3' })).toBe(200);
    await expect.poll(tracked).toMatchObject({ opens: 0, automatic_opens: 1 });
    expect(await load(await pixelOf(), { agent: thunderbird, from: '127.0.0.2' })).toBe(200);
    await expect.poll(tracked).toMatchObject({ opens: 1, automatic_opens: 1 });
    await mail.clicks(['a', 'Sent']);
    await mail.sees(['tr.zA', 'Our terms'], '.mark.opened');
  });

  it('lets the sender open it without being asked for its picture', async () => {
    const before = (await hits()).length;
    await mail.clicks(['tr.zA', 'Our terms']);
    await mail.sees(['.a3s', 'Please find our terms.']);
    const proxy = 'https://ci3.googleusercontent.com/meips/';
    const [own, other] = [await pixelOf(), `${server.address}/o/${newId()}/${'0'.repeat(32)}.gif`];
    expect(await shows(`${own}?again`)).toBe(false);
    expect(await shows(other)).toBe(true);
    expect(await shows(`${proxy}own#${own}`)).toBe(false);
    expect(await shows(`${proxy}other#${other}`)).toBe(true);
    expect(gmail.pictures.filter((path) => /\/(own|other)$/.test(path))).toEqual(['/meips/other']);
    // The server writes down what it is asked, before it is asked for something else that it counts.
    expect(await load(own, { agent: thunderbird, from: '127.0.0.4' })).toBe(200);
    await expect.poll(async () => (await hits()).length).toBe(before + 1);
  });

  it('has had its background stopped by Firefox itself', async () => {
    const before = await firefox.stops();
    await sidebar.until(async () => (await firefox.stops()) > before, 'Firefox has stopped the background');
    await mail.clicks(['a', 'Inbox']);
    await mail.clicks(['tr.zA', 'Quote for 20 boats']);
    await elsewhere('createDeal', { id: oars, name: 'Forty oars', contact_id: bob, value: '400', currency: 'EUR' });
    await sidebar.clicks(['[role=tab]', 'Bob']);
    await sidebar.sees(['*', 'Forty oars']);
    await saved();
  });
});
