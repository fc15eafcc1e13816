import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Download, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browsers/chromium.ts';
import type { RunningProcess } from '../running.ts';
import { startProcess, stopProcess } from '../running.ts';
import type { Manifest } from '../../server/exports/archive.ts';
import type { Table } from '../../server/imports/read.ts';
import { readSource } from '../../server/imports/source.ts';
import { withZip } from '../../server/imports/zip.ts';
import { freePort } from '../../server/testing-redis.ts';
import { contactsFile, deals, dealsFile, people } from './old-crm.ts';

/**
 * Somebody new, who has the app and a few files and reads no documentation: from the link of a server's first start to everything in
 * files again. Each step begins where the last one left the screen.
 */

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
}, 120_000);

afterAll(() => browser.close());

/** A server that nobody has an account on, as one that others reach. */
async function startBare(dataDir: string): Promise<RunningProcess> {
  const port = await freePort();
  // The old way to write 127.0.0.1: this machine alone, though the server cannot know it.
  return startProcess(dataDir, { HOST: '127.1', PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` });
}

class Newcomer {
  readonly page: Page;
  readonly folder: string;

  constructor(page: Page, folder: string) {
    this.page = page;
    this.folder = folder;
  }

  /** A field of what is on top, by its words. */
  field(within: Locator, label: string): Locator {
    return within.getByLabel(label, { exact: true }).filter({ visible: true }).first();
  }

  button(within: Locator | Page, name: string | RegExp): Locator {
    return within.getByRole('button', { name }).filter({ visible: true }).first();
  }

  async go(...names: string[]): Promise<void> {
    for (const name of names) await this.page.getByRole('link', { name, exact: true }).filter({ visible: true }).first().click();
  }

  async written(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(this.folder, name);
    await writeFile(path, content);
    return path;
  }

  async saved(asking: Promise<unknown>, coming: Promise<Download>): Promise<{ name: string; path: string }> {
    const [download] = await Promise.all([coming, asking]);
    const path = join(this.folder, `got-${download.suggestedFilename()}`);
    await copyFile(await download.path(), path);
    return { name: download.suggestedFilename(), path };
  }

  get importing(): Locator {
    return this.page.locator('inlay-import');
  }

  get rows(): Locator {
    return this.importing.locator('table.rows tbody tr');
  }

  async figures(): Promise<string> {
    await this.page.getByRole('heading', { name: 'The import is done' }).waitFor();
    return ((await this.importing.locator('.figures').textContent()) ?? '').replaceAll(/\s+/g, ' ').trim();
  }

  /** Exports the list that is shown, by what is pressed in the dialog, and reads the file that comes. */
  async exported(...choices: (string | RegExp)[]): Promise<{ name: string; table: Table }> {
    await this.page.locator('crm-record-list').getByRole('button', { name: 'Export' }).click();
    const dialog = this.page.locator('crm-record-list crm-dialog');
    for (const name of choices) await dialog.getByRole('radio', { name }).click();
    const coming = this.page.waitForEvent('download');
    const { name, path } = await this.saved(dialog.getByRole('button', { name: 'Export' }).click(), coming);
    const { tables } = await readSource(path, name);
    const [first] = tables;
    if (!first) throw new Error(`${name} holds no table.`);
    return { name, table: first.table };
  }
}

/** A cell of a table by its row's first cell that says so, and the head of its column. */
function cell(table: Table, name: string, head: string): string | undefined {
  return table.rows.find(({ cells }) => cells.includes(name))?.cells[table.headers.indexOf(head)];
}

async function settleIn({ page, button }: Newcomer, link: string): Promise<void> {
  await page.goto(link);
  for (const [name, value] of [
    ['workspace', 'Ateliers Bélanger'],
    ['name', 'Odile Bélanger'],
    ['email', 'odile@belanger.example'],
    ['password', 'une phrase assez longue'],
  ] as const)
    await page.locator(`inlay-doors crm-input[name=${name}] input`).fill(value);
  await button(page, 'Go on').click();
  await page.getByRole('heading', { name: 'No open deals yet' }).waitFor();
}

/** From the empty board: a pipeline of one's own, with stages as the old program called them. */
async function setUpPipeline({ page, button }: Newcomer): Promise<void> {
  await page.locator('crm-empty').getByRole('link', { name: 'Set up pipelines and stages' }).click();
  const settings = page.locator('inlay-pipelines');
  await button(settings, 'Add a pipeline').click();
  // What is written goes into the name that stands chosen.
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('New pipeline');
  await page.keyboard.type('Machines');
  await page.keyboard.press('Enter');
  await settings.getByRole('radio', { name: 'Machines' }).waitFor();
  const stage = (at: number) => settings.getByLabel(`Name of stage ${at}`);
  for (const [at, name] of [
    [1, 'Enquiry'],
    [3, 'Quote sent'],
  ] as const) {
    await stage(at).fill(name);
    await stage(at).press('Enter');
  }
  await button(settings, 'Remove Qualified').click();
  await button(settings, 'Remove Qualified').waitFor({ state: 'detached' });
  await button(settings, 'Add a stage').click();
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('New stage');
  await page.keyboard.type('Handshake');
  await page.keyboard.press('Enter');
  await button(settings, 'Remove Handshake').waitFor();
}

async function setUpFields(newcomer: Newcomer): Promise<void> {
  const { page, button } = newcomer;
  const add = async (of: string, name: string, kind: string, choices?: string) => {
    await page.locator('inlay-fields').getByRole('radio', { name: of }).click();
    await button(page.locator('inlay-fields'), 'Add a field').click();
    const dialog = page.locator('inlay-field-form');
    await newcomer.field(dialog, 'Name').fill(name);
    await dialog.getByRole('radio', { name: new RegExp(`^${kind}`) }).check();
    if (choices) await newcomer.field(dialog, 'Choices, one per line').fill(choices);
    await button(dialog, 'Add the field').click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('inlay-fields').getByLabel(`Name of ${name}`).waitFor();
  };
  await newcomer.go('Fields');
  await add('Contacts', 'Segment', 'Dropdown', 'Gold\nSilver\nBronze');
  await add('Deals', 'Pieces', 'Number');
}

async function setUpCatalogue(newcomer: Newcomer): Promise<void> {
  const { page, button } = newcomer;
  await newcomer.go('Products');
  await button(page.locator('inlay-products'), 'Add a product').click();
  const dialog = page.locator('inlay-product-form');
  await newcomer.field(dialog, 'Name').fill('Veneer press');
  await newcomer.field(dialog, 'Price in EUR').fill('3200');
  await newcomer.field(dialog, 'Price in EUR').press('Tab');
  await button(dialog, 'Add the product').click();
  await dialog.waitFor({ state: 'detached' });
}

async function importContacts(newcomer: Newcomer): Promise<void> {
  const { page, button, importing, rows } = newcomer;
  const file = await newcomer.written('kontakte.csv', contactsFile(people(24)));
  await newcomer.go('Contacts');
  await page.locator('crm-empty').getByRole('link', { name: 'Import a file' }).click();
  await importing.locator('input[type=file]').setInputFiles(file);
  await importing.locator('header').getByText('semicolon, windows-1252').waitFor();
  // The field of one's own is found by its name; what fits nothing is said to be left.
  expect(await importing.getByLabel('What Segment becomes').locator('option:checked').textContent()).toBe('Segment');
  await importing.getByText('Not imported: Fax back').waitFor();
  await button(importing, 'Show what will happen').click();
  await rows.first().waitFor();
  await button(importing, /To mend/).click();
  await expect.poll(() => rows.allTextContents()).toHaveLength(2);
  expect((await rows.allTextContents()).join()).toMatch(/Last Name is empty, and needed[^]*Email: “chez lui” is not an e-mail address/);
  const coming = page.waitForEvent('download');
  const bad = await newcomer.saved(button(importing, 'Get the 2 rows to mend').click(), coming);
  expect(bad.name).toBe('kontakte-to-mend.csv');
  await button(importing, /^Import 26 rows/).click();
  expect(await newcomer.figures()).toBe('New 26 Updated 0 Left as they are 1 Not imported 2');

  const mended = (await readFile(bad.path, 'utf8'))
    .replace(/^;;;accueil/m, ';Accueil;Ateliers Noël;accueil')
    .replace('chez lui', 'emile@noel.example');
  await button(importing, 'Import another file').click();
  await importing.locator('input[type=file]').setInputFiles(await newcomer.written(bad.name, mended));
  // The column that said what was wrong is no concern of anybody's.
  await importing.getByText('Not imported: Fax back, Problem').waitFor();
  await button(importing, 'Show what will happen').click();
  await button(importing, 'Import 2 rows').click();
  expect(await newcomer.figures()).toBe('New 2 Updated 0 Left as they are 0 Not imported 0');
}

async function importDeals(newcomer: Newcomer): Promise<void> {
  const { page, button, importing, rows } = newcomer;
  const all = deals(people(24));
  await button(importing, 'Import another file').click();
  await importing.locator('input[type=file]').setInputFiles(await newcomer.written('order book.xlsx', await dealsFile(all)));
  await importing.locator('header').getByText('order book.xlsx').waitFor();
  await importing.getByLabel('Pipeline of the deals').selectOption({ label: 'Machines' });
  await button(importing, 'Show what will happen').click();
  await button(importing, /To mend/).click();
  await expect.poll(() => rows.allTextContents()).toHaveLength(4);
  await rows.filter({ hasText: 'Loss reason is missing. Go back to columns and choose one for all' }).nth(1).waitFor();
  await button(importing, 'Back to columns').click();
  await importing.getByLabel('Reason of lost deals').selectOption({ label: 'No decision' });
  await button(importing, 'Show what will happen').click();
  await button(importing, /To mend/).click();
  await expect.poll(() => rows.allTextContents()).toHaveLength(2);
  const problems = (await rows.allTextContents()).join('\n');
  expect(problems).toMatch(/Stage: “Prospecting” is not a stage of Machines, which has Enquiry, Quote sent, /);
  expect(problems).toMatch(/Close Date: “soon” is not a date[^]*Pieces: “two” is not a number/);
  expect(problems).toMatch(/Amount: “to be agreed” is not an amount[^]*Close Date: “31\/02\/2027” is not a date/);
  expect(problems).toContain('Opportunity Name is empty, and needed');
  const coming = page.waitForEvent('download');
  const bad = await newcomer.saved(button(importing, 'Get the 2 rows to mend').click(), coming);
  await button(importing, 'Import 9 rows').click();
  expect(await newcomer.figures()).toBe('New 9 Updated 0 Left as they are 0 Not imported 2');

  const mended = (await readFile(bad.path, 'utf8'))
    .replace('Prospecting', 'Enquiry')
    .replace('soon', '2027-03-15')
    .replace('two', '2')
    .replace(/^,Ateliers/m, 'Sanding belts,Ateliers')
    .replace('to be agreed', '640')
    .replace('31/02/2027', '2027-02-28');
  await button(importing, 'Import another file').click();
  await importing.locator('input[type=file]').setInputFiles(await newcomer.written('mended deals.csv', mended));
  await importing.getByLabel('Pipeline of the deals').selectOption({ label: 'Machines' });
  await button(importing, 'Show what will happen').click();
  await button(importing, 'Import 2 rows').click();
  expect(await newcomer.figures()).toBe('New 2 Updated 0 Left as they are 0 Not imported 0');

  // Dropped once more, by mistake, it brings nothing.
  await button(importing, 'Import another file').click();
  await importing.locator('input[type=file]').setInputFiles(join(newcomer.folder, 'order book.xlsx'));
  await importing.getByLabel('Pipeline of the deals').selectOption({ label: 'Machines' });
  await button(importing, 'Show what will happen').click();
  await rows.first().waitFor();
  expect(await rows.first().textContent()).toContain('Imported before. Nothing new in this row');
}

async function mergeDuplicates(newcomer: Newcomer): Promise<void> {
  const { page, button } = newcomer;
  await newcomer.go('Contacts');
  await page.getByRole('radio', { name: 'Duplicates' }).click();
  const group = (name: RegExp) => page.locator('inlay-duplicates').getByRole('group', { name });
  await page.locator('inlay-duplicates .count').waitFor();
  for (const [who, stays] of [
    [/Zoé Béranger/, 'Zoé Béranger'],
    [/Ateliers Noël/, 'Ateliers Noël'],
  ] as const) {
    await button(group(who), 'Merge…').click();
    const dialog = page.locator('crm-dialog[open]').filter({ has: page.locator('crm-merge-form') });
    // Who says the most, or has the deals, is proposed.
    await dialog
      .getByRole('radio', { name: new RegExp(stays), checked: true })
      .first()
      .waitFor();
    await button(dialog, 'Merge').click();
    await page.getByText(`2 records are one now: “${stays}”.`).waitFor();
    await group(who).waitFor({ state: 'detached' });
  }
  await page.locator('inlay-duplicates').getByText('No duplicates').waitFor();
}

/** From the board: a product on a deal, whose value follows, and the deal into Won. */
async function sell(newcomer: Newcomer): Promise<void> {
  const { page, button } = newcomer;
  await newcomer.go('Deals');
  const board = page.locator('crm-pipeline-board');
  // The pipeline that the deals came into, without a word of which.
  await button(board, 'Machines').waitFor();
  await board.getByRole('heading', { name: /Quote sent/ }).waitFor();
  await board.locator('crm-deal-card').filter({ hasText: 'Presse à plaquer' }).click();
  const panel = page.locator('crm-deal-panel');
  await panel.getByText('Pieces', { exact: true }).waitFor();
  await button(panel, 'Add a product').click();
  await panel.locator('crm-deal-products').getByRole('combobox').fill('veneer');
  await page.getByRole('option', { name: /Veneer press/ }).click();
  const quantity = panel.locator('crm-deal-products [data-item]').getByLabel('Quantity');
  await quantity.fill('4');
  await quantity.press('Tab');
  await panel
    .locator('crm-record-fields')
    .getByText(/^€12,800/)
    .first()
    .waitFor();
  await panel.getByRole('button', { name: 'Won', exact: true }).click();
  await panel.getByText('Choose a stage to open the deal again.').waitFor();
  await page.keyboard.press('Escape');
  await board.locator('.tray').first().getByText('Presse à plaquer').waitFor();
}

async function exportLists(newcomer: Newcomer): Promise<void> {
  const { page, button } = newcomer;
  await page.getByRole('radio', { name: 'List' }).click();
  await page.locator('crm-record-list .open').first().waitFor();
  // A look at the deals, one after the other.
  await page.locator('crm-record-list .open').first().click();
  const steps = page.locator('crm-record-steps').filter({ visible: true }).first();
  await steps.getByText('1 of 11').waitFor();
  await page.keyboard.press('j');
  await steps.getByText('2 of 11').waitFor();
  await page.getByRole('link', { name: 'Open as page' }).click();
  await page.locator('crm-record crm-record-composer').waitFor();
  await page.keyboard.press('j');
  await steps.getByText('3 of 11').waitFor();
  await button(steps, 'Previous record of the list').click();
  await steps.getByText('2 of 11').waitFor();
  await page.goBack();
  await steps.getByText('3 of 11').waitFor();
  await page.getByRole('link', { name: 'Deals', exact: true }).first().click();
  await page.getByRole('radio', { name: 'List' }).click();
  await page.locator('crm-record-list .open').first().waitFor();
  const csv = await newcomer.exported('CSV');
  expect(csv).toMatchObject({ name: 'Deals.csv', table: { format: 'csv', delimiter: ',' } });
  expect(csv.table.rows).toHaveLength(11);
  expect(cell(csv.table, 'Presse à plaquer', 'Stage')).toBe('Won');
  expect(cell(csv.table, 'Presse à plaquer', 'Value')).toMatch(/^12800(\.00)?$/);
  expect(cell(csv.table, 'Two lathes', 'Stage')).toBe('Enquiry');

  await newcomer.go('Contacts');
  await page.getByRole('radio', { name: 'List' }).click();
  await page.locator('crm-record-list .open').first().waitFor();
  const xlsx = await newcomer.exported('Excel (XLSX)');
  expect(xlsx).toMatchObject({ name: 'Contacts.xlsx', table: { format: 'xlsx' } });
  expect(cell(xlsx.table, 'Zoé Béranger', 'Organization')).toBe('Ateliers Noël');
  expect(cell(xlsx.table, 'Émile Fauré', 'E-mail')).toBe('emile@noel.example');
  expect(xlsx.table.headers).not.toContain('Industry');
  const whole = await newcomer.exported(/^All fields/, 'Excel (XLSX)');
  expect(whole.table.headers.length).toBeGreaterThan(xlsx.table.headers.length * 3);
  expect(whole.table.headers).toContain('Industry');
  expect(cell(whole.table, 'Émile Fauré', 'Last name')).toBe('Fauré');
  expect(xlsx.table.rows.filter(({ cells }) => cells[0]?.startsWith('Ateliers'))).toHaveLength(1);
}

async function archive(newcomer: Newcomer): Promise<void> {
  const { page, button } = newcomer;
  await newcomer.go('Settings', 'Archive');
  const coming = page.waitForEvent('download');
  const { path } = await newcomer.saved(button(page.locator('inlay-archive'), 'Download an archive').click(), coming);
  await withZip(path, { entries: 1000, entryBytes: 1e8, allBytes: 1e9 }, async (zip) => {
    const manifest = JSON.parse((await zip.whole('manifest.json')).toString('utf8')) as Manifest;
    expect(manifest).toMatchObject({ format: 'inlay-archive', version: 1, workspace: { name: 'Ateliers Bélanger' } });
    expect(manifest.records).toMatchObject({ deal: 11, line_item: 1, product: 1, custom_field: 2, pipeline: 2 });
    const records = async (type: string) =>
      (await zip.whole(`records/${type}.ndjson`))
        .toString('utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    const fields = new Map((await records('custom_field')).map(({ name, id }) => [name, String(id)]));
    const contacts = await records('contact');
    const zoe = contacts.find(({ name }) => name === 'Zoé Béranger');
    expect(zoe).toMatchObject({ title: 'Acheteuse; export', email: 'zoe@noel.example' });
    expect(zoe?.['custom_fields']).toHaveProperty(fields.get('Segment') ?? '');
    const all = await records('deal');
    expect(all.find(({ name }) => name === 'Presse à plaquer')).toMatchObject({
      value: '12800.00',
      currency: 'EUR',
      estimated_close_date: '2027-02-10',
      custom_fields: { [fields.get('Pieces') ?? '']: 4 },
    });
  });
}

describe('somebody new', () => {
  it('sets up, brings everything along, mends it, sells, and takes everything away again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'inlay-story-'));
    const running = await startBare(join(folder, 'data'));
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-IE', reducedMotion: 'reduce' });
    const faults: string[] = [];
    try {
      const page = await context.newPage();
      page.on('pageerror', (error) => faults.push(error.stack ?? error.message));
      const link = /http:\S+\/#\/setup\?token=\w+/.exec(running.said)?.[0];
      expect(link, 'the link to begin with').toBeDefined();
      const newcomer = new Newcomer(page, folder);
      await settleIn(newcomer, link ?? '');
      await setUpPipeline(newcomer);
      await setUpFields(newcomer);
      await setUpCatalogue(newcomer);
      await importContacts(newcomer);
      await importDeals(newcomer);
      await mergeDuplicates(newcomer);
      await sell(newcomer);
      await exportLists(newcomer);
      await archive(newcomer);
      expect(faults).toEqual([]);
    } finally {
      await context.close();
      await stopProcess(running, 'SIGTERM');
      await rm(folder, { recursive: true, force: true });
    }
  }, 300_000);
});
