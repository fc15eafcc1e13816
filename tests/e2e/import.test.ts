import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browsers/chromium.ts';
import type { RunningProcess } from '../running.ts';
import { Caller, startProcess, stopProcess } from '../running.ts';
import { newId } from '../../shared/ids.ts';
import { newChoice } from '../../shared/records/index.ts';
import { accountExport } from '../../server/imports/testing-export.ts';
import { workbookOf, zipOf } from '../../server/imports/testing.ts';
import { openApp } from './app.ts';

/** Importing a file in the built app, from dropping it to its last row. */

let folder: string;
let running: RunningProcess;
let browser: Browser;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inlay-import-'));
  running = await startProcess(join(folder, 'data'));
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await stopProcess(running, 'SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

async function open(who: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await openApp(browser, running.address, { who, at: 'settings/import', reducedMotion: 'reduce', ...options });
  await page.locator('inlay-import .drop').waitFor();
  return page;
}

const head = 'First name;Last name;Company;Email;Status';
const csv = (prefix: string, count: number, ...more: string[]) =>
  [head, ...Array.from({ length: count }, (_, n) => `${prefix};Row${n};Co;${prefix}${n}@example.com;New`), ...more].join('\n');

async function fileOf(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const choose = (page: Page, path: string) => page.locator('inlay-import input[type=file]').setInputFiles(path);
const button = (page: Page, name: string | RegExp) => page.locator('inlay-import').getByRole('button', { name });
const rows = (page: Page) => page.locator('inlay-import table.rows tbody tr');

async function violations(page: Page): Promise<string[]> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  const { violations: found } = (await page.evaluate(
    "axe.run(document.querySelector('body'), { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })",
  )) as AxeResults;
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

describe('an import', () => {
  it('goes from the file to its records by keyboard, and says what was left', async () => {
    const page = await open('camille');
    await choose(page, await fileOf('keys.csv', csv('Key', 120, ';;;nobody@example.com;New', 'Bad;Mail;Co;at home;New')));
    await button(page, 'Show what will happen').focus();
    await page.keyboard.press('Enter');
    await rows(page).nth(99).waitFor();
    expect(await page.locator('inlay-import h2').evaluate((title) => title.matches(':focus'))).toBe(true);
    expect(await button(page, /All rows/).textContent()).toContain('122');

    await button(page, /To mend/).focus();
    await page.keyboard.press('Enter');
    await rows(page).nth(99).waitFor({ state: 'detached' });
    expect(await rows(page).count()).toBe(2);
    expect((await rows(page).allTextContents()).join()).toMatch(
      /Last name is empty, and needed[^]*Email: “at home” is not an e-mail address/,
    );
    await button(page, /All rows/).click();
    await button(page, 'Show more').focus();
    await page.keyboard.press('Enter');
    await rows(page).nth(121).waitFor();

    const [download] = await Promise.all([page.waitForEvent('download'), button(page, 'Get the 2 rows to mend').click()]);
    expect(download.suggestedFilename()).toBe('keys-to-mend.csv');
    const mended = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(mended[0]).toBe(`\ufeff${head};Problem`);
    expect(mended.slice(1, 3).every((line) => /;(Last name is empty|Email “at home”)/.test(line))).toBe(true);

    await button(page, 'Import 120 rows').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The import is done' }).waitFor();
    expect((await page.locator('inlay-import .figures').textContent())?.replace(/\s+/g, ' ')).toMatch(/New 120 .*Not imported 2/);
    await page.locator('inlay-import').getByRole('link', { name: 'See them' }).click();
    await page
      .getByText(/^Key Row\d+$/)
      .first()
      .waitFor();
    await page.context().close();
  });

  it('says that another file comes first, and plans again once it is there', async () => {
    const page = await open('camille');
    const people = [1, 2, 3].map((at) => `p${at};Late${at};a${at}`);
    await choose(page, await fileOf('people.csv', ['Contact ID;Last Name;Account ID', ...people].join('\n')));
    await button(page, 'Show what will happen').click();
    const notice = page.locator('inlay-import crm-notice');
    await notice.getByText('3 rows: the organizations in “Account ID” are not here yet.').waitFor();
    await button(page, 'Back to columns').click();
    await button(page, 'Choose another file').click();
    await choose(page, await fileOf('accounts.csv', ['Account ID;Account Name', 'a1;Early 1', 'a2;Early 2', 'a3;Early 3'].join('\n')));
    await button(page, 'Show what will happen').click();
    await button(page, 'Import 3 rows').click();
    await page.getByRole('heading', { name: 'The import is done' }).waitFor();
    await button(page, 'Import another file').click();
    await button(page, 'Open accounts.csv').waitFor();
    await button(page, 'Open people.csv').click();
    await button(page, 'Plan again').click();
    await button(page, 'Import 3 rows').waitFor();
    expect(await notice.count()).toBe(0);
    await page.context().close();
  });

  it('looks at a large file for as long as it takes, and stops when it is asked to', async () => {
    const page = await open('tomas');
    await choose(page, await fileOf('large.csv', csv('large', 60_000)));
    await button(page, 'Show what will happen').click();
    await page.locator('inlay-import').getByRole('status').getByText('60,000 rows').waitFor();
    // Whoever came by the keyboard stands on it.
    await page.keyboard.press('Enter');
    const again = button(page, 'Show what will happen');
    await again.waitFor();
    await expect.poll(() => again.evaluate((element) => element.matches(':focus'))).toBe(true);
    expect(await page.locator('inlay-import [role=alert]').count()).toBe(0);
    await page.keyboard.press('Enter');
    await button(page, 'Import 60,000 rows').waitFor({ timeout: 60_000 });
    await page.context().close();
  });

  it('stops midway, keeps the focus and what was written, and is taken back whole', async () => {
    const page = await open('priya');
    await choose(page, await fileOf('long.csv', csv('long', 20_000)));
    await button(page, 'Show what will happen').click();
    await button(page, 'Import 20,000 rows').click({ timeout: 60_000 });
    await button(page, 'Stop').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The import was stopped' }).waitFor();
    expect(await page.locator('inlay-import h2').evaluate((title) => title.matches(':focus'))).toBe(true);
    await button(page, 'Undo the import…').click();
    const question = page.locator('inlay-import').getByRole('group', { name: 'Undo the import' });
    expect(await question.textContent()).not.toContain('updated');
    await question.getByRole('button', { name: 'Undo the import' }).click();
    await page.getByRole('heading', { name: 'The import is undone' }).waitFor({ timeout: 60_000 });
    expect(await page.locator('inlay-import .figures').textContent()).toMatch(/Left as they are\s*0/);
    await page.context().close();
  });

  it('takes a file that is dropped on it, at any step, and keeps the file of before', async () => {
    const page = await open('jonas');
    await choose(page, await fileOf('first.csv', csv('First', 2)));
    await button(page, 'Show what will happen').waitFor();
    const drop = (type: string) =>
      page.evaluate(
        ([name, text, kind]) => {
          const app = document.querySelector('inlay-app, crm-provider');
          const find = (root: ParentNode): Element | null => {
            for (const element of root.querySelectorAll('*')) {
              if (element.localName === 'inlay-import') return element;
              const inner = element.shadowRoot && find(element.shadowRoot);
              if (inner) return inner;
            }
            return null;
          };
          const data = new DataTransfer();
          data.items.add(new File([text ?? ''], name ?? '', { type: 'text/csv' }));
          find(app?.parentNode ?? document)?.dispatchEvent(
            new DragEvent(kind ?? '', { dataTransfer: data, bubbles: true, cancelable: true, composed: true }),
          );
        },
        ['dropped.csv', csv('Dropped', 3), type],
      );
    await drop('dragover');
    await page.getByText('Drop the file to import it').waitFor();
    await drop('drop');
    await page.locator('inlay-import header').getByText('dropped.csv').waitFor();
    await button(page, 'Choose another file').click();
    await page.locator('inlay-import .past').nth(1).waitFor();
    await button(page, 'Open first.csv').click();
    await page.locator('inlay-import header').getByText('first.csv').waitFor();
    await page.context().close();
  });

  it('shows what a second run changes, and what it leaves', async () => {
    const page = await open('ana');
    const run = async (path: string, rule?: string) => {
      await choose(page, path);
      if (rule) await page.locator('inlay-import').getByLabel('Where a row looks like a record').selectOption(rule);
      await button(page, 'Show what will happen').click();
      await rows(page).first().waitFor();
    };
    await run(await fileOf('one.csv', csv('Twice', 2)));
    await button(page, 'Import 2 rows').click();
    await page.getByRole('heading', { name: 'The import is done' }).waitFor();
    await button(page, 'Import another file').click();

    const second = `${head};Phone\nTwice;Row0;Co;Twice0@example.com;New;+33 1 44 00\nTwice;Row1;Co;Twice1@example.com;New;\n`;
    await run(await fileOf('two.csv', second), 'fill');
    const texts = (await rows(page).allTextContents()).map((text) => text.replace(/\s+/g, ' '));
    expect(texts[0]).toMatch(/Duplicate.*Same e-mail\. Phone empty → \+33 1 44 00/);
    expect(texts[1]).toMatch(/Skip.*Same e-mail\. It stays as it is/);
    await page.context().close();
  });

  it('takes a spreadsheet, makes fields of its columns, and takes everything back', async () => {
    const page = await open('camille');
    const path = join(folder, 'fair.xlsx');
    const cell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
    const row = (...texts: string[]) => `<row>${texts.map(cell).join('')}</row>`;
    const people = Array.from({ length: 6 }, (_none, at) =>
      row('Fair', `Visitor${at}`, `visitor${at}@fair.example`, at % 2 ? 'Gold' : 'Silver'),
    );
    const sheet = `<sheetData>${row('First name', 'Last name', 'Email', 'Badge')}${people.join('')}</sheetData>`;
    await writeFile(path, await workbookOf({ Visitors: sheet }));
    await choose(page, path);
    await page.locator('inlay-import header').getByText('fair.xlsx').waitFor();
    await page.locator('inlay-import').getByLabel('What Badge becomes').selectOption('new_field.list');
    await button(page, 'Show what will happen').click();
    await page.locator('inlay-import').getByText('New field Badge (Dropdown, 2 choices)').waitFor();
    await button(page, 'Import 6 rows').click();
    await page.getByRole('heading', { name: 'The import is done' }).waitFor();

    await button(page, 'Undo the import…').focus();
    await page.keyboard.press('Enter');
    await page.locator('inlay-import').getByText('Undo the whole import?').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The import is undone' }).waitFor();
    expect((await page.locator('inlay-import .figures').textContent())?.replace(/\s+/g, ' ')).toMatch(
      /Removed 7 Set back 0 Left as they are 0/,
    );
    await page.context().close();
  });

  it('takes vCards, and a ZIP of several tables at once, of which each can be corrected', async () => {
    const page = await open('camille');
    const card = (name: string) =>
      `BEGIN:VCARD\r\nVERSION:3.0\r\nN:${name};Card;;;\r\nFN:Card ${name}\r\nEMAIL:${name}@card.example\r\nEND:VCARD\r\n`;
    await choose(page, await fileOf('people.vcf', ['Ada', 'Bo'].map(card).join('')));
    await button(page, 'Show what will happen').click();
    await button(page, 'Import 2 rows').click();
    await page.getByRole('heading', { name: 'The import is done' }).waitFor();
    await button(page, 'Import another file').click();

    const path = join(folder, 'export.zip');
    await writeFile(
      path,
      await zipOf({
        'contacts.csv': 'ID,Is company,Name,First name,Last name,Company ID\n1,1,Zip Works,,,\n2,0,,Zoe,Zip,1\n',
        'deals.csv': 'ID,Deal name,Value,Currency,Stage,Primary contact ID\n7,Zip deal,1200,EUR,Quote,2\n',
        'tasks.csv': 'ID,Content,Due date,Related type,Related ID\n9,Call Zoe,2027-03-04,deal,7\n',
        'other.csv': 'Something,Else\n1,2\n',
      }),
    );
    await choose(page, path);
    const tables = page.locator('inlay-import .tables button');
    await tables.nth(3).waitFor();
    expect((await tables.allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim())).toEqual([
      expect.stringContaining('contacts.csv People and organizations'),
      expect.stringContaining('deals.csv Deals'),
      expect.stringContaining('other.csv Left out'),
      expect.stringContaining('tasks.csv Tasks'),
    ]);
    expect(await violations(page)).toEqual([]);
    await button(page, 'Show what will happen').click();
    await rows(page).nth(3).waitFor();
    await button(page, 'Import 4 rows').click();
    await page.getByRole('heading', { name: 'The import is done' }).waitFor();
    expect((await page.locator('inlay-import .figures').textContent())?.replace(/\s+/g, ' ')).toMatch(/New 4 .*Not imported 0/);
    await page.context().close();
  });

  it('takes the whole export of another account as it is, with its pipeline, and takes it back', async () => {
    const page = await open('camille');
    const path = join(folder, 'account.zip');
    await writeFile(path, await zipOf(accountExport('words', { name: 'Camille', email: 'camille@meridian.example' })));
    await choose(page, path);
    const tables = page.locator('inlay-import .tables button');
    await tables.nth(22).waitFor();
    const recognised = (await tables.allTextContents()).map((text) => text.replace(/\s+/g, ' ').trim()).join('\n');
    for (const words of [
      /calls 2027-02-03\.csv Calls/,
      /stages 2027-02-03\.csv Stages/,
      /emails 2027-02-03\.csv E-mails/,
      /text messages 2027-02-03\.csv Texts \(as notes\)/,
      /visits 2027-02-03\.csv Visits \(as notes\)/,
      /documents 2027-02-03\.csv Left out/,
    ])
      expect(recognised).toMatch(words);
    expect(await violations(page)).toEqual([]);
    await button(page, 'Show what will happen').click();
    await page.locator('inlay-import').getByText('New pipeline Enterprise: First call, Demo').waitFor();
    await page.locator('inlay-import').getByText('Nobody here is called Bo Old: what is theirs becomes yours').waitFor();
    await button(page, 'Import 25 rows').click();
    await page.getByRole('heading', { name: 'The import is done' }).waitFor();
    expect((await page.locator('inlay-import .figures').textContent())?.replace(/\s+/g, ' ')).toMatch(/New 25 .*Not imported 4/);
    await button(page, 'Undo the import…').click();
    await button(page, 'Undo the import').last().click();
    await page.getByRole('heading', { name: 'The import is undone' }).waitFor();
    expect((await page.locator('inlay-import .figures').textContent())?.replace(/\s+/g, ' ')).toMatch(/Left as they are 0/);
    await page.context().close();
  });

  it('tells systems with the same ids apart by the names that they are given', async () => {
    const page = await open('camille');
    const system = page.locator('inlay-import').getByLabel('System that the ids are of');
    for (const name of ['Dahlia', 'Erica', 'Fuchsia']) {
      await choose(page, await fileOf(`${name}.csv`, `Account ID;Account Name;Fax\n1;${name} Works;\n`));
      await system.waitFor();
      // Files with these headers were of the system before.
      await system.fill(name === 'Dahlia' ? '' : name);
      await button(page, 'Show what will happen').click();
      await button(page, 'Import 1 row').click();
      await page.getByRole('heading', { name: 'The import is done' }).waitFor();
      await button(page, 'Import another file').click();
    }
    await choose(page, await fileOf('again.csv', 'Account ID;Account Name;Fax\n1;Fuchsia Works;12\n'));
    expect(await system.inputValue()).toBe('fuchsia');
    expect(await violations(page)).toEqual([]);
    await button(page, 'Show what will happen').click();
    await rows(page).getByText('Imported before.').waitFor();
    await page.context().close();
  });

  it('shows what each column brings, at every width', async () => {
    const text = 'Last name;Lead status;Phone;Tags;Created;Size;Owner\nHeld;New;+33 1 44;a,b;2024-03-12;1200.5;camille@meridian.example\n';
    for (const options of [{}, { viewport: { width: 390, height: 844 }, hasTouch: true }]) {
      const page = await open('camille', options);
      await choose(page, await fileOf('held.csv', text));
      await page.locator('inlay-import').getByLabel('What Size becomes').selectOption('new_field.number');
      await button(page, 'Show what will happen').click();
      const narrow = 'viewport' in options;
      const more = rows(page).locator('summary');
      if (narrow) await more.click();
      const seen = (await rows(page).first().innerText()).replaceAll(/\s+/g, ' ');
      for (const value of ['Held', '+33 1 44', 'a, b', '12 Mar 2024', '1,200.5', 'Camille Aubert']) expect(seen).toContain(value);
      if (narrow) expect(seen).toContain('Phone +33 1 44');
      else expect(await page.locator('inlay-import th').allInnerTexts()).toContain('Phone');
      await page.context().close();
    }
  });

  it('takes a value for each field that is required and that the file lacks, and says where one is wrong', async () => {
    const caller = await Caller.signIn(running.address, 'camille@meridian.example');
    const [region, badge] = [newId(), newId()];
    const fields = [
      { id: region, name: 'Sales region', type: 'list', choices: [newChoice(newId(), 'North'), newChoice(newId(), 'South')] },
      { id: badge, name: 'Badge mail', type: 'email' },
    ];
    const lane = newId();
    for (const [at, field] of fields.entries()) {
      const args = { resource_type: 'lead', required: true, ...field };
      expect((await caller.push(lane, at + 1, 'createCustomField', args)).status).toBe(200);
    }
    const page = await open('camille');
    const path = await fileOf('required.csv', 'First name;Last name;Lead status;Sales region\nReq;Filled;New;South\nReq;Empty;New;\n');
    await choose(page, path);
    const required = page.locator('inlay-import').getByRole('region', { name: 'For rows without a value' });
    await required.getByLabel('Badge mail').fill('desk at home');
    await required.getByLabel('Sales region').selectOption({ label: 'North' });
    expect(await violations(page)).toEqual([]);
    await button(page, 'Show what will happen').click();
    await page.locator('inlay-import [role=alert]').waitFor();
    expect(await required.getByLabel('Badge mail').getAttribute('aria-invalid')).toBe('true');
    await required.getByLabel('Badge mail').fill('desk@example.com');
    await button(page, 'Show what will happen').click();
    await button(page, 'Import 2 rows').waitFor();
    await button(page, 'Back to columns').click();
    await required.getByLabel('Sales region').selectOption('');
    await button(page, 'Show what will happen').click();
    await page.getByText('Sales region is required. Go back to columns and give a value for the rows without one').waitFor();
    expect(await rows(page).count()).toBe(2);
    // Whoever comes back finds what was written.
    await page.reload();
    await button(page, 'Open required.csv').click();
    await button(page, 'Back to columns').click();
    expect(await required.getByLabel('Badge mail').inputValue()).toBe('desk@example.com');
    for (const [at, id] of [region, badge].entries()) await caller.push(lane, at + 3, 'updateCustomField', { id, required: false });
    await page.context().close();
  });

  it('takes the first row as names or as a row, as it looks and as somebody says', async () => {
    const page = await open('camille');
    await choose(page, await fileOf('bare.csv', 'ada@bare.example;Ada Bare;Turin\nbob@bare.example;Bob Bare;Graz\n'));
    const named = page.locator('inlay-import').getByLabel('The first row holds the names of the columns');
    await named.waitFor();
    expect(await named.isChecked()).toBe(false);
    const names = page.locator('inlay-import table.columns tbody td:first-child');
    expect(await names.allTextContents()).toEqual(['Column 1', 'Column 2', 'Column 3']);
    const becomes = (column: string) => page.locator('inlay-import').getByLabel(`What ${column} becomes`, { exact: true });
    expect(await becomes('Column 1').inputValue()).toBe('email');

    await named.focus();
    await page.keyboard.press('Space');
    await page.getByText('ada@bare.example', { exact: true }).waitFor();
    expect(await names.allTextContents()).toEqual(['ada@bare.example', 'Ada Bare', 'Turin']);
    expect(await named.evaluate((box) => box.matches(':focus'))).toBe(true);
    await page.keyboard.press('Space');
    await page.getByText('Column 2', { exact: true }).waitFor();

    await becomes('Column 2').selectOption('name');
    await button(page, 'Show what will happen').click();
    await rows(page).nth(1).waitFor();
    expect((await rows(page).allTextContents()).join()).toMatch(/Ada Bare[^]*Bob Bare/);
    await button(page, 'Back to columns').click();
    expect(await named.isChecked()).toBe(false);
    expect(await becomes('Column 2').inputValue()).toBe('name');
    await button(page, 'Show what will happen').click();
    await button(page, 'Import 2 rows').click();
    await page.getByRole('heading', { name: 'The import is done' }).waitFor();
    await page.context().close();
  });

  it('asks which columns it needs, and in which order dates stand', async () => {
    const page = await open('camille');
    await choose(page, await fileOf('deals.csv', 'Deal name,Firm,Stage,Close date\nLamps,Novakem s.r.o.,Quote,03/04/2027\n'));
    await page.getByText('Say which column holds: Contact or Organization.').waitFor();
    expect(await button(page, 'Show what will happen').isDisabled()).toBe(true);
    await page.locator('inlay-import').getByLabel('What Firm becomes').selectOption('organization_id');
    await button(page, 'Show what will happen').click();
    await page.getByText('The dates in Close date fit both orders').waitFor();
    await page.locator('inlay-import').getByLabel('Dates such as 03/04/2026').selectOption('day-first');
    await button(page, 'Show what will happen').click();
    await button(page, 'Import 1 row').waitFor();
    await page.context().close();
  });

  it.each([
    ['in the light', {}],
    ['in the dark', { colorScheme: 'dark' }],
    ['on a phone, in French', { viewport: { width: 390, height: 844 }, locale: 'fr-FR', hasTouch: true }],
  ] as const)('is accessible %s, at each step', async (_name, options) => {
    const page = await open('priya', options);
    const step = async (selector: string) => {
      await page.locator(`inlay-import ${selector}`).first().waitFor();
      expect(await violations(page), selector).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      expect(wide, selector).toBe(false);
    };
    await step('.drop');
    await choose(page, await fileOf('axe.csv', csv(`Axe${_name.length}`, 3, ';;;x@example.com;New')));
    await step('table.columns');
    await page.locator('inlay-import footer crm-button').last().click();
    await step('table.rows tbody tr');
    await page.locator('inlay-import footer crm-button').last().click();
    await step('h3 .success');
    await page.context().close();
  });
});
