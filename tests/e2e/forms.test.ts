import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomField, Form, Lead } from '../../shared/records/index.ts';
import { launchChromium } from '../browsers/chromium.ts';
import type { RunningProcess } from '../running.ts';
import { Caller, startProcess, stopProcess } from '../running.ts';
import { signIn } from './app.ts';
import type { Host } from './host.ts';
import { startHost } from './host.ts';

/** From the settings to a page of another origin and back: a form with a field of one's own, with script and without. */

let dataDir: string;
let running: RunningProcess;
let host: Host;
let browser: Browser;
let camille: Caller;
let office: BrowserContext;
let app: Page;
/** What was copied from the settings into two pages of the host. */
const copied = { script: '', plain: '' };

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'inlay-forms-'));
  running = await startProcess(dataDir);
  camille = await Caller.signIn(running.address, 'camille@meridian.example');
  const page = (body: string) => ({
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title></head><body>${body}</body></html>`,
  });
  host = await startHost({ '/script': () => page(copied.script), '/plain': () => page(copied.plain) });
  browser = await launchChromium();
  office = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  app = await office.newPage();
  await app.goto(`${running.address}/#/settings/fields`);
  await signIn(app);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await host.close();
  await stopProcess(running, 'SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

async function rows<R>(type: string): Promise<R[]> {
  const { blocks } = await camille.bootstrap();
  return blocks.flatMap((block) => (block.type === type ? (block.rows as R[]) : []));
}

const lead = async (lastName: string) => (await rows<Lead>('lead')).find((one) => one.last_name === lastName);

async function grade(): Promise<{ id: string; silver: string }> {
  const field = (await rows<CustomField>('custom_field')).find(({ name }) => name === 'Grade wanted');
  const silver = field?.choices.find(({ name }) => name === 'Silver');
  if (!field || !silver) throw new Error('The field is not there.');
  return { id: field.id, silver: silver.id };
}

async function visit(path: string, javaScriptEnabled = true): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled });
  const page = await context.newPage();
  await page.goto(host.address + path);
  return page;
}

describe('a form with a dropdown of the workspace’s own', () => {
  it('is made by an administrator', async () => {
    const fields = app.locator('inlay-fields');
    await fields.getByRole('button', { name: 'Add a field' }).click();
    const dialog = app.locator('inlay-field-form');
    await dialog.locator('crm-input[name=name] input').fill('Grade wanted');
    await dialog.locator('input[value=list]').check();
    await dialog.locator('crm-textarea[name=choices] textarea').fill('Gold\nSilver');
    await dialog.locator('crm-dialog').getByRole('button', { name: 'Add', exact: false }).last().click();
    await fields.locator('.line', { hasText: 'Dropdown' }).first().waitFor();

    await app.goto(`${running.address}/#/settings/forms`);
    await app.getByRole('button', { name: 'Make a form' }).click();
    const editor = app.locator('inlay-form-editor');
    await editor.locator('[name=name] input').fill('Fair');
    await editor.locator('[name=title] input').fill('Meet us at the fair');
    await editor.locator('.more select').selectOption({ label: 'Grade wanted' });
    await editor.getByRole('checkbox', { name: /^Required ?: Grade wanted$/ }).check();
    await editor.locator('crm-lead-form select').selectOption({ label: 'Gold' });
    await editor.locator('[name=allowed_origins] textarea').fill(`${host.address}/script`);
    await editor.getByRole('button', { name: 'Make the form' }).click();
    const code = editor.locator('inlay-form-embedding pre');
    await expect.poll(() => code.textContent()).toContain('<crm-lead-form');
    copied.script = (await code.textContent()) ?? '';
    await editor.getByRole('radio', { name: 'Plain HTML' }).click();
    await expect.poll(() => code.textContent()).toContain('<select');
    copied.plain = (await code.textContent()) ?? '';
    expect(copied.script).toContain(`${running.address}/inlay-form.js`);
    await expect.poll(async () => (await rows<Form>('form')).find(({ name }) => name === 'Fair')?.allowed_origins).toEqual([host.address]);
  });

  it('is filled in by a visitor of a page of another origin, and the lead has the choice', async () => {
    const page = await visit('/script?utm_source=fair');
    const form = page.locator('crm-lead-form');
    await form.locator('input[name=last_name]').fill('Moreau');
    await form.locator('input[name=email]').fill('h@chevreul.example');
    await form.getByRole('button', { name: 'Send' }).click();
    await form.getByText('Please choose.').waitFor();
    await form.getByRole('combobox').selectOption({ label: 'Silver' });
    await form.getByRole('button', { name: 'Send' }).click();
    await page.locator('crm-lead-form[state=sent]').waitFor();
    const { id, silver } = await grade();
    expect(await lead('Moreau')).toMatchObject({ custom_fields: { [id]: silver }, utm: { source: 'fair' } });
    await page.context().close();
  });

  it('is sent without script too', async () => {
    const page = await visit('/plain', false);
    await page.fill('[name=last_name]', 'Berger');
    await page.fill('[name=email]', 'a@rheintal.example');
    await page.getByRole('combobox').selectOption({ label: 'Silver' });
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Thank you. We will be in touch.').waitFor();
    const { id, silver } = await grade();
    expect(await lead('Berger')).toMatchObject({ custom_fields: { [id]: silver } });
    await page.context().close();
  });

  it('says so on a page whose origin is missing, and makes no lead there', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${host.named}/script`);
    await page.getByText('This form is not for pages of this site.').waitFor();
    await context.close();
  });

  it('counts what was sent, and goes on without the field once that is archived', async () => {
    await app.goto(`${running.address}/#/settings/forms`);
    await app.locator('inlay-forms .form', { hasText: 'Fair' }).getByText('2 submissions').waitFor();
    await app.goto(`${running.address}/#/settings/fields`);
    await app.getByRole('button', { name: 'Archive Grade wanted' }).click();
    await expect
      .poll(async () => (await rows<CustomField>('custom_field')).find(({ name }) => name === 'Grade wanted')?.archived)
      .toBe(true);
    const page = await visit('/script');
    const form = page.locator('crm-lead-form');
    await form.locator('input[name=last_name]').fill('Later');
    await form.locator('input[name=email]').fill('l@later.example');
    expect(await form.getByRole('combobox').count()).toBe(0);
    await form.getByRole('button', { name: 'Send' }).click();
    await page.locator('crm-lead-form[state=sent]').waitFor();
    await expect.poll(async () => (await lead('Later'))?.custom_fields).toEqual({});
    await page.context().close();
  });
});
