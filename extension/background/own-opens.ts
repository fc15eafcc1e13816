import browser from 'webextension-polyfill';
import type { SignIn } from './kept.ts';
import { rulesFor } from './own-open-rules.ts';

let turn: Promise<unknown> = Promise.resolve();

/** One after the other: two at once would each make rules under the same ids, and one of them be refused. */
export function blockOwnOpens(signIns: readonly SignIn[]): Promise<void> {
  const blocked = turn.then(() => write(signIns));
  turn = blocked.catch(() => undefined);
  return blocked;
}

async function write(signIns: readonly SignIn[]): Promise<void> {
  const before = await browser.declarativeNetRequest.getDynamicRules();
  await browser.declarativeNetRequest.updateDynamicRules({
    removeRuleIds: before.map(({ id }) => id),
    addRules: rulesFor(signIns),
  });
}
