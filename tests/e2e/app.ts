import type { Page } from 'playwright-core';

/** Signs in, as somebody of the sample workspace, by the form that the page shows. */
export async function signIn(page: Page, who = 'camille'): Promise<void> {
  const shown = (selector: string) => page.locator(`crm-sign-in ${selector}`).filter({ visible: true }).first();
  await shown('crm-input[name=email] input').fill(`${who}@meridian.example`);
  await shown('crm-input[name=password] input').fill('meridian-sample');
  await shown('crm-button button').click();
}
