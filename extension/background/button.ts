import browser from 'webextension-polyfill';

/** The toolbar's button says when somebody must sign in again. */
export async function showStanding(signInAgain: boolean): Promise<void> {
  await browser.action.setBadgeBackgroundColor({ color: '#b3261e' });
  await browser.action.setBadgeText({ text: signInAgain ? '!' : '' });
}
