import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Signs in, as somebody of the sample workspace, by the form that the page shows. */
export async function signIn(page: Page, who = 'camille'): Promise<void> {
  const shown = (selector: string) => page.locator(`crm-sign-in ${selector}`).filter({ visible: true }).first();
  await shown('crm-input[name=email] input').fill(`${who}@meridian.example`);
  await shown('crm-input[name=password] input').fill('meridian-sample');
  await shown('crm-button button').click();
}

export interface Opening extends BrowserContextOptions {
  /** Of the sample workspace. */
  who?: string;
  /** Which screen: `contacts/duplicates`. */
  at?: string;
  /** Takes what the page throws. */
  faults?: string[];
}

/** The app in a browser of its own, with nothing in it yet, where somebody of the sample workspace has signed in. */
export async function openApp(browser: Browser, address: string, { who, at = 'deals', faults, ...options }: Opening = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults?.push(`${who ?? 'camille'}: ${error.stack ?? error.message}`));
  await page.goto(`${address}/#/${at}`);
  await signIn(page, who);
  return page;
}
