import type { Page } from 'playwright-core';
import { signIn } from '../e2e/app.ts';
import type { Chromium } from './chromium.ts';

/** Names the server on a page of the extension, and waits until it is accepted. */
export async function connect(page: Page, address: string): Promise<void> {
  await page.locator('inlay-extension-server input').fill(address);
  await page.locator('inlay-extension-server crm-button[type=submit]').click();
}

/** Does what a person does in the window that opens: signs in where they are asked to, and allows. */
export async function consent(browser: Chromium, press: () => Promise<unknown>, who?: string): Promise<void> {
  const opened = browser.context.waitForEvent('page');
  await press();
  const window = await opened;
  if (who !== undefined) await signIn(window, who);
  const closed = window.waitForEvent('close');
  await window.locator('inlay-authorize').getByRole('button', { name: 'Allow' }).click();
  await closed;
}
