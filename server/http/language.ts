import type { AppContext } from './env.ts';

/** The languages that the server writes to people in. */
export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** The reader's language by Accept-Language (RFC 9110, section 12.5.4); English where none fits. */
export function languageOf(c: AppContext): Language {
  const wanted = (c.req.header('Accept-Language') ?? '').split(',').map((entry) => {
    const [range, ...parameters] = entry.trim().toLowerCase().split(';');
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)$/.exec(parameter)?.[1]).find((q) => q !== undefined);
    return { language: range?.split('-')[0], weight: weight === undefined ? 1 : Number(weight) };
  });
  for (const { language } of wanted.toSorted((a, b) => b.weight - a.weight)) {
    const known = languages.find((one) => one === language);
    if (known) return known;
  }
  return 'en';
}
