import browser from 'webextension-polyfill';
import { setLanguage } from '../../components/base/localisation/index.ts';

const key = 'inlay/language';

/** What the person has chosen for the extension's pages; empty: the browser's language. The sidebar speaks that of Gmail. */
export const chosenLanguage = (): string => localStorage.getItem(key) ?? '';

export async function speak(language = chosenLanguage()): Promise<void> {
  if (language === '') localStorage.removeItem(key);
  else localStorage.setItem(key, language);
  const tag = language || browser.i18n.getUILanguage();
  document.documentElement.lang = tag;
  await setLanguage(tag);
}
