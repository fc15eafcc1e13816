import browser from 'webextension-polyfill';
import type { SignIn } from './kept.ts';
import { rulesFor } from './own-open-rules.ts';

export async function blockOwnOpens(signIns: readonly SignIn[]): Promise<void> {
  const before = await browser.declarativeNetRequest.getDynamicRules();
  await browser.declarativeNetRequest.updateDynamicRules({
    removeRuleIds: before.map(({ id }) => id),
    addRules: rulesFor(signIns),
  });
}
