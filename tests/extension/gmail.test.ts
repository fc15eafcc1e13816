import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Frame, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../shared/new-id.ts';
import type { RecordType, Row } from '../../shared/records/index.ts';
import type { Block } from '../../shared/sync/wire.ts';
import { Caller } from '../running.ts';
import { follow, load, scanner, thunderbird } from './mail-client.ts';
import { Scene } from './scene.ts';

/** A day in Gmail with the built extension in Chromium, against the server as it is started: one step after the other. */

let scene: Scene;
let page: Page;
let sidebar: Frame;
let camille: Caller;
const faults: string[] = [];
const [bob, deal] = [newId(), newId()];

beforeAll(async () => {
  scene = await Scene.open();
  camille = await Caller.signIn(scene.server.address, 'camille@meridian.example');
  const lane = newId();
  const contact = { id: bob, first_name: 'Bob', last_name: 'Tran', email: 'bob@northwind.example' };
  await camille.push(lane, 1, 'createContact', contact);
  await camille.push(lane, 2, 'createDeal', { id: deal, name: 'Twenty boats', contact_id: bob, value: '20000', currency: 'EUR' });
  await scene.signIn();
  page = await scene.openGmail();
  page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
  sidebar = await scene.sidebar(page);
});

afterAll(() => scene.close());

async function rows<T extends RecordType>(type: T): Promise<Row<T>[]> {
  const { blocks } = await camille.bootstrap();
  return blocks.filter((block): block is Block<T> => block.type === type).flatMap((block) => block.rows);
}

const subject = '🚀 Quote for 20 boats';
const opensConversation = (text: string) => page.locator('tr.zA').filter({ hasText: text }).click();
const mailOf = async (about: string) => (await rows('email')).find((email) => email.subject === about);
const tracked = () => mailOf('Our terms');
const postOf = (about: string) => scene.gmail.posts.find((post) => post.what === 'sent' && post.subject === about);
const picturesIn = (html = '') => [...html.matchAll(/<img[^>]*>/g)].map(([picture]) => picture);

/** A new message, written and not sent. */
async function write({ to, about, text }: { to: string; about: string; text: string }): Promise<Locator> {
  await page.getByText('Compose', { exact: true }).first().click();
  const compose = page
    .locator('[role=dialog]')
    .filter({ has: page.locator('[name=subjectbox]') })
    .last();
  await compose.locator('[name=to] input[role=combobox]').fill(to);
  await compose.locator('[name=to] input[role=combobox]').press('Enter');
  await compose.locator('[name=subjectbox]').fill(about);
  await compose.locator('[role=textbox][contenteditable=true]').fill(text);
  return compose;
}

async function schedule(compose: Locator, answer: 'when' | 'never'): Promise<void> {
  await compose.locator('[role=button][aria-haspopup][aria-expanded]').last().click();
  await page.locator('[selector=scheduledSend]').click();
  await page.locator(`button[name=${answer}]`).click();
}

async function send(compose: Locator, about: string): Promise<void> {
  await compose.getByRole('button', { name: /^Send/ }).first().click();
  await expect.poll(() => postOf(about)).toBeDefined();
}

describe('in Gmail', () => {
  it('shows beside a conversation who is in it', async () => {
    await opensConversation(subject.slice(3));
    await sidebar
      .getByText('Not known yet')
      .or(sidebar.getByRole('tab', { name: /unknown/ }))
      .first()
      .waitFor();
    await sidebar.getByRole('tab', { name: /Bob/ }).click();
    await sidebar.getByText('Twenty boats').waitFor();
  });

  it('changes a deal’s stage in place', async () => {
    const before = (await rows('deal')).find(({ id }) => id === deal)?.stage_id;
    await sidebar.getByRole('button', { name: /^Stage: / }).click();
    await sidebar.getByRole('menuitemcheckbox', { checked: false }).first().click();
    await expect.poll(async () => (await rows('deal')).find(({ id }) => id === deal)?.stage_id).not.toBe(before);
  });

  it('links the conversation to a deal', async () => {
    await sidebar.getByRole('button', { name: 'What to do with Twenty boats' }).click();
    await sidebar.getByRole('menuitem', { name: 'Link this conversation' }).click();
    await sidebar.getByText('This conversation is linked').waitFor();
    await expect.poll(async () => (await rows('conversation_link')).map((link) => link.resource_id)).toContain(deal);
  });

  it('adds somebody unknown as a lead, with what their signature says', async () => {
    await sidebar.getByRole('tab', { name: /unknown/ }).click();
    await sidebar.getByRole('button', { name: 'Add lead' }).first().click();
    const dialog = sidebar.locator('crm-quick-add');
    await dialog.getByRole('dialog').waitFor();
    await dialog.locator('crm-button[slot=footer][variant=primary]').getByRole('button').click();
    const ana = async () => (await rows('lead')).find(({ email }) => email === 'ana.silva@northwind.example');
    await expect
      .poll(ana)
      .toMatchObject({ first_name: 'Ana', last_name: 'Silva', organization_name: expect.stringContaining('Northwind') });
    await sidebar.getByRole('tab', { name: /Ana/ }).waitFor();
  });

  it('sends a message with one picture of ours in it, when that is wanted', async () => {
    const compose = await write({ to: 'bob@northwind.example', about: 'Our terms', text: 'Please find our terms.' });
    const track = compose.getByRole('switch', { name: /Track opens/ });
    await track.click();
    await expect.poll(() => track.getAttribute('aria-checked')).toBe('true');
    await send(compose, 'Our terms');
    const html = postOf('Our terms')?.html;
    const pictures = picturesIn(html);
    expect(pictures).toHaveLength(1);
    expect(pictures[0]).toMatch(new RegExp(`src="${scene.server.address}/o/${camille.person}/[0-9a-f]{32}\\.gif"`));
    expect(html).toContain('Please find our terms.');
    await expect.poll(tracked).toMatchObject({ subject: 'Our terms', direction: 'outgoing', opens: 0, tracked_recipients: 1 });
    expect(pictures[0]).toContain((await tracked())?.tracking_token);
  });

  it('counts no scanner, and the reader', async () => {
    const picture = `${scene.server.address}/o/${camille.person}/${(await tracked())?.tracking_token}.gif`;
    expect(await load(picture, { agent: scanner, from: '127.0.0.3' })).toBe(200);
    await expect.poll(tracked).toMatchObject({ opens: 0, automatic_opens: 1 });
    expect(await load(picture, { agent: thunderbird, from: '127.0.0.2' })).toBe(200);
    await expect.poll(tracked).toMatchObject({ opens: 1, automatic_opens: 1 });
  });

  it('leads links through the server where that is wanted, which counts who follows them to where they lead', async () => {
    const land = createServer((_, response) => response.end('Landed')).listen(0, '127.0.0.1');
    await once(land, 'listening');
    const there = `http://127.0.0.1:${(land.address() as AddressInfo).port}/boats?size=20&red`;
    try {
      const settings = (await rows('workspace_settings'))[0]?.id ?? '';
      await camille.push(newId(), 1, 'updateWorkspaceSettings', { id: settings, link_tracking: true });
      await camille.push(newId(), 1, 'updateUser', { id: camille.person, track_links: true });
      const about = `Our boats ${newId()}`;
      const compose = await write({ to: 'bob@northwind.example', about, text: 'See them' });
      await compose.locator('[role=textbox][contenteditable=true]').evaluate((body, href) => {
        body.append(Object.assign(document.createElement('a'), { href, textContent: 'here' }));
        body.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }, there);
      await compose.getByRole('switch', { name: /Track opens/ }).click();
      await compose.locator('[title*="Clicks on 1 link are counted"]').waitFor();
      await send(compose, about);
      const [, href = ''] = /<a [^>]*href="([^"]*)"/.exec(postOf(about)?.html ?? '') ?? [];
      const link = href.replaceAll('&amp;', '&');
      const [, token = ''] = link.split(`${scene.server.address}/c/${camille.person}/`)[1]?.match(/^([0-9a-f]{32})\//) ?? [];
      await expect.poll(async () => (await mailOf(about))?.tracking_token).toBe(token);
      const landed = await scene.browser.page(link);
      expect([landed.url(), await landed.locator('body').innerText()]).toEqual([there, 'Landed']);
      await landed.close();
      // Who follows a link within seconds of its sending is taken for a machine.
      await expect
        .poll(async () => [await follow(link, { agent: thunderbird, from: '127.0.0.2' }), (await mailOf(about))?.clicks], {
          interval: 500,
        })
        .toEqual([there, 1]);
    } finally {
      land.close();
    }
  });

  it('keeps a message that is scheduled once Gmail has taken it', async () => {
    const about = `Our plans ${newId()}`;
    const compose = await write({ to: 'bob@northwind.example', about, text: 'Please find our plans.' });
    await compose.getByRole('switch', { name: /Track opens/ }).click();
    await schedule(compose, 'when');
    await expect.poll(async () => (await mailOf(about))?.tracking_token).toMatch(/^[0-9a-f]{32}$/);
    const [post] = scene.gmail.posts.filter(({ what, subject }) => what === 'scheduled' && subject === about);
    expect(picturesIn(post?.html)[0]).toContain((await mailOf(about))?.tracking_token);
    await expect.poll(async () => (await mailOf(about))?.message_id).toBe(scene.gmail.made.get(post?.draftId ?? '')?.rfcId);
  });

  it('leaves nothing of ours in the draft of a message whose time was not chosen', async () => {
    const about = `Our thoughts ${newId()}`;
    const compose = await write({ to: 'bob@northwind.example', about, text: 'Please find our thoughts.' });
    const track = compose.getByRole('switch', { name: /Track opens/ });
    await track.click();
    await schedule(compose, 'never');
    const text = compose.locator('[role=textbox][contenteditable=true]');
    expect(picturesIn(await text.innerHTML())).toHaveLength(1);
    await text.click();
    await expect.poll(async () => picturesIn(await text.innerHTML())).toEqual([]);
    const saved = () => scene.gmail.posts.findLast(({ what, subject }) => what === 'draft' && subject === about);
    await expect.poll(() => saved()?.html).toBe('Please find our thoughts.');
    await track.click();
    await send(compose, about);
    expect(picturesIn(postOf(about)?.html)).toEqual([]);
    expect(await mailOf(about)).toBeUndefined();
  });

  it('says before it is sent that nothing of a message is kept, and sends it as if nothing of ours were there', async () => {
    await camille.push(newId(), 1, 'createMailRule', { id: newId(), action: 'never', pattern: '@court.example' });
    const compose = await write({ to: 'clerk@court.example', about: 'Our plea', text: 'Please find our plea.' });
    await compose.getByText('@court.example is on your never-log list').waitFor();
    const track = compose.getByRole('switch', { name: /Track opens/ });
    expect([await track.getAttribute('aria-disabled'), await track.getAttribute('aria-checked')]).toEqual(['true', 'false']);
    await send(compose, 'Our plea');
    expect(picturesIn(postOf('Our plea')?.html)).toEqual([]);
    expect(await mailOf('Our plea')).toBeUndefined();
  });

  it('shows ticks in Sent', async () => {
    await page.getByText('Sent', { exact: true }).first().click();
    const row = page.locator('tr.zA').filter({ hasText: 'Our terms' });
    await row.locator('.mark.opened').waitFor();
    expect(await row.locator('.mark.opened').count()).toBe(1);
  });

  it('runs nothing of what a stranger has written, and takes none of it for Gmail’s own', async () => {
    await page.getByText('Inbox', { exact: true }).first().click();
    await opensConversation('urgent');
    await sidebar.getByText('trudy@evil.example').first().waitFor();
    for (const frame of [page.mainFrame(), sidebar])
      expect(await frame.evaluate(() => document.documentElement.dataset['hacked'])).toBeUndefined();
    await expect.poll(() => sidebar.getByText('victim@bank.example').count()).toBe(0);
    expect(await page.locator('.a3s, .ii').first().getByRole('switch').count()).toBe(0);
  });

  it('asks once in another account, and keeps out of it where it is told to', async () => {
    const other = await scene.openGmail({ account: 'u/1' });
    const frame = await scene.sidebar(other);
    await frame.getByText('Use Inlay here?').waitFor();
    await frame.getByRole('button', { name: 'Not here' }).click();
    await frame.getByText('Inlay is off here').waitFor();
    const options = await scene.browser.options();
    const select = options.locator('inlay-extension-accounts').getByLabel('Workspace for camille.private@mail.example');
    await expect.poll(() => select.inputValue()).toBe('off');
    await options.close();
    await other.close();
  });

  it('says on the options page what it finds in Gmail, and tells no address', async () => {
    const options = await scene.browser.options();
    const diagnosis = options.locator('inlay-extension-diagnosis');
    await diagnosis.getByRole('button', { name: 'Check the open tabs' }).click();
    await diagnosis.locator('tbody tr').first().waitFor();
    const table = await diagnosis.locator('table').first().innerText();
    expect(table).not.toContain('@');
    expect(table).not.toContain('urgent');
    await options.close();
  });

  it('has thrown nothing into the page', () => expect(faults).toEqual([]));
});
