import { language, setLanguage } from '../../components/base/localisation/index.ts';
import { prefer } from './preferences.ts';

/** Into the other language that there is. */
export function switchLanguage(): void {
  const next = language() === 'fr' ? 'en' : 'fr';
  prefer({ language: next });
  document.documentElement.lang = next;
  void setLanguage(next);
}

export function switchTheme(): void {
  const dark =
    getComputedStyle(document.documentElement).colorScheme === 'dark' ||
    (!document.documentElement.dataset['crmTheme'] && matchMedia('(prefers-color-scheme: dark)').matches);
  const theme = dark ? 'light' : 'dark';
  prefer({ theme });
  document.documentElement.dataset['crmTheme'] = theme;
}
