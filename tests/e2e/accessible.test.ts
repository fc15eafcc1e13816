import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browsers/chromium.ts';
import type { RunningProcess } from '../running.ts';
import { startProcess, stopProcess } from '../running.ts';
import { signIn } from './app.ts';

/** axe (WCAG 2.2 A and AA) on every screen of the built app, and on what opens over them: light, dark and phone, in both languages. */

let dataDir: string;
let running: RunningProcess;
let browser: Browser;
let axe: string;

beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  dataDir = await mkdtemp(join(tmpdir(), 'inlay-e2e-'));
  running = await startProcess(dataDir);
  browser = await launchChromium();
}, 120_000);

afterAll(async () => {
  await browser.close();
  await stopProcess(running, 'SIGTERM');
  await rm(dataDir, { recursive: true, force: true });
});

async function violations(page: Page, where: string): Promise<string[]> {
  const loaded = await page.evaluate(() => 'axe' in window);
  if (!loaded) await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe: engine } = window as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    // Of what is right nothing is told: to gather that takes longer than to look.
    const results = await engine.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] });
    return results.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.flat().join(' ')} ${node.html}`).join(' | ')}`,
    );
  });
  return found.map((line) => `${where}: ${line}`);
}

/** Waits until a screen draws nothing more: for a few frames it has as many elements as before, in the same room. */
const still = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const all = (root: Document | ShadowRoot): number => {
      const elements = [...root.querySelectorAll('*')];
      return elements.reduce((sum, { shadowRoot }) => sum + (shadowRoot ? all(shadowRoot) : 0), elements.length);
    };
    for (let frames = 0, before = ''; frames < 4;) {
      await new Promise(requestAnimationFrame);
      const { scrollWidth, scrollHeight } = document.documentElement;
      const now = [all(document), scrollWidth, scrollHeight].join();
      frames = now === before ? frames + 1 : 0;
      before = now;
    }
  });

/** Each screen with what shows that it is there. */
const screens: readonly [path: string, there: string][] = [
  ['deals', 'crm-deal-card'],
  ['leads', 'crm-record-list .open'],
  ['contacts', 'crm-record-list .open'],
  ['contacts/duplicates', 'inlay-duplicates :is(.count, crm-empty)'],
  ['deals/all', 'crm-record-list .open'],
  ['tasks', 'crm-task-list .task'],
  ['tasks/all', 'crm-record-list .open'],
  ['calendar', 'crm-calendar [data-event]'],
  ['settings/pipelines', 'inlay-stages .line'],
  ['settings/lists', 'inlay-choice-list li'],
  ['settings/tags', 'inlay-tags .lists'],
  ['settings/fields', 'inlay-fields .line, inlay-fields crm-empty'],
  ['settings/products', 'inlay-products .product, inlay-products crm-empty'],
  ['settings/forms', 'inlay-forms .form a'],
  ['settings/people', 'inlay-people .person .who'],
  ['settings/workspace', 'inlay-workspace crm-input'],
  ['settings/import', 'inlay-import'],
  ['settings/archive', 'inlay-archive crm-button'],
  ['settings/profile', 'inlay-profile form'],
  ['settings/templates', 'inlay-templates crm-empty, inlay-templates .template'],
  ['settings/mail', 'inlay-workspace-mail crm-checkbox'],
  ['settings/own-mail', 'inlay-own-mail crm-checkbox'],
  ['settings/sessions', 'inlay-sessions .item'],
];

/** What opens over a screen: where, what is pressed, and what is there then. */
const opened: readonly [path: string, press: string, there: string][] = [
  ['deals', 'crm-deal-card .card', 'crm-deal-panel crm-record-fields dl'],
  ['leads', 'crm-record-list .open', 'crm-lead-panel crm-record-fields dl'],
  ['contacts', 'crm-record-list .open', 'crm-contact-panel crm-record-fields dl'],
];

const kinds = ['lead', 'person', 'organization', 'deal', 'task', 'appointment', 'note'] as const;

const modes: Record<string, BrowserContextOptions> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'phone, dark': { colorScheme: 'dark', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

describe.each(['en-GB', 'fr-FR'])('in %s', (locale) => {
  it.each(Object.keys(modes))(
    'nothing is wrong: %s',
    async (mode) => {
      // axe comes in by evaluation, which the server's policy would refuse.
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale,
        bypassCSP: true,
        reducedMotion: 'reduce',
        ...modes[mode],
      });
      const page = await context.newPage();
      const found: string[] = [];
      const look = async (where: string) => {
        await still(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) found.push(`${where}: ${wide} px wider than the screen`);
        found.push(...(await violations(page, where)));
      };
      for (const door of ['forgot', 'sign-up', 'deals']) {
        await page.goto(`${running.address}/#/${door}`);
        await page.locator('crm-input input').first().waitFor();
        await look(door === 'deals' ? 'sign-in' : door);
      }
      await signIn(page);
      await page.locator('crm-deal-card').first().waitFor();
      const go = async (path: string) => {
        await page.goto(`${running.address}/#/${path}`);
        const [, there = ''] = screens.find(([name]) => name === path) ?? [];
        await page.locator(there).first().waitFor();
      };
      for (const [path] of screens) {
        await go(path);
        await look(path);
      }
      for (const [path, press, there] of opened) {
        await go(path);
        await page.locator(press).first().click();
        await page.locator(there).first().waitFor();
        await look(`${path}, one opened`);
        await page.keyboard.press('Escape');
        await page.locator('crm-side-panel').waitFor({ state: 'detached' });
      }
      for (const path of ['deals/all', 'leads', 'contacts']) {
        await go(path);
        await page.locator('crm-record-list .open').first().click();
        await page.locator('crm-side-panel [slot=heading-end] a').first().click();
        await page.locator('crm-record crm-record-composer').waitFor();
        await look(`${path}, one as a page`);
      }
      await go('settings/forms');
      await page.locator('inlay-forms .form a').first().click();
      await page.locator('inlay-form-editor inlay-form-embedding').waitFor();
      await look('settings/forms, one opened');
      await page.goto(`${running.address}/#/settings/forms/new`);
      await page.locator('inlay-form-editor inlay-form-embedding').waitFor({ state: 'detached' });
      await page.locator('inlay-form-editor crm-button[variant=primary] button').click();
      await page.locator('inlay-form-editor .error, inlay-form-editor [aria-invalid=true]').first().waitFor();
      await look('settings/forms, a new one that lacks its name');
      await go('deals');
      for (const kind of kinds) {
        await page.locator('crm-quick-add').evaluate((element, name) => {
          const add = element as HTMLElement & { open: boolean; show(kind: string): void };
          add.open = false;
          add.show(name);
        }, kind);
        await page.locator('crm-quick-add crm-dialog .fields').first().waitFor();
        await look(`adding: ${kind}`);
      }
      expect(found).toEqual([]);
      await context.close();
    },
    300_000,
  );
});
