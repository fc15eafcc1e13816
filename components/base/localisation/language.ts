import { configureLocalization } from '@lit/localize';
import { takeRefusals } from './refusals.ts';

/** Languages that the kit speaks. English is the source. */
export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

const noRefusals: Parameters<typeof takeRefusals> = [{}];
let frenchRefusals = noRefusals;

const { getLocale, setLocale } = configureLocalization({
  sourceLocale: 'en',
  targetLocales: ['fr'],
  loadLocale: async () => {
    const [{ toTemplates }, { keepMarks }, { fr }, { refusals }] = await Promise.all([
      import('./templates.ts'),
      import('./french-spaces.ts'),
      import('./fr.ts'),
      import('./fr-refusals.ts'),
    ]);
    frenchRefusals = [refusals, keepMarks];
    return { templates: toTemplates(fr, keepMarks) };
  },
});

let locale = '';
let chosen = false;
let observer: MutationObserver | undefined;

/** The language of the words now shown. */
export const language = (): Language => (getLocale() === 'fr' ? 'fr' : 'en');

/**
 * The locale for dates, numbers and money: the tag that was asked for, region included ("fr-CA"); a bare language takes
 * the region from the reader's own settings where these speak the same language ("en" for a reader of en-GB gives en-GB).
 */
export function formatLocale(): string {
  const tag = locale || 'en';
  if (tag.includes('-')) return tag;
  return navigator.languages.find((own) => own.startsWith(`${tag}-`)) ?? tag;
}

/**
 * Shows the kit in a language from now on, by its BCP 47 tag. Languages it does not speak are shown in English, with
 * the dates and figures of that English. Resolves when the words are there; when they cannot be loaded, the kit
 * stays in English, says so on the console, and tries again when the network is back.
 */
export async function setLanguage(tag: string): Promise<void> {
  chosen = true;
  await apply(tag);
}

async function apply(tag: string): Promise<void> {
  const base = tag.toLowerCase().split('-')[0] ?? '';
  const known = languages.find((one) => one === base);
  locale = known ? tag : 'en';
  try {
    await setLocale(known ?? 'en');
    takeRefusals(...(language() === 'fr' ? frenchRefusals : noRefusals));
  } catch (error) {
    console.warn(`Inlay could not load its words for "${tag}" and stays in English.`, error);
    await setLocale('en');
    takeRefusals(...noRefusals);
    addEventListener('online', () => void apply(tag), { once: true });
  }
}

/**
 * Follows `<html lang>` as long as nobody has called setLanguage. Elements call it when they connect, so that one of them
 * alone on a French page speaks French.
 */
export function followPageLanguage(): void {
  if (observer || chosen) return;
  const follow = () => {
    if (!chosen) void apply(document.documentElement.lang || 'en');
  };
  observer = new MutationObserver(follow);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['lang'] });
  if (document.documentElement.lang) follow();
}
