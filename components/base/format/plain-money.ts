import { formatLocale } from '../localisation/language.ts';

interface Pattern {
  group: string;
  decimal: string;
  /** Behind a number of millions, where every browser writes the same. */
  million?: string;
  /** What stands before and behind an amount of these currencies. */
  signs: Readonly<Record<string, readonly [before: string, behind: string]>>;
}

const british = { group: ',', decimal: '.', signs: { EUR: ['€', ''], GBP: ['£', ''] } } satisfies Pattern;
const american = { ...british, million: 'M', signs: { ...british.signs, USD: ['$', ''] } } satisfies Pattern;
const french = { group: '\u202f', decimal: ',', million: '\u00a0M', signs: { EUR: ['', '\u00a0€'] } } satisfies Pattern;

/**
 * The locales and currencies of most readers, written as Intl writes them (its test compares the two). A browser's first
 * Intl.NumberFormat takes as long as painting a hundred cards: a page opens without.
 */
const patterns: Readonly<Record<string, Pattern>> = {
  en: american,
  'en-US': american,
  'en-GB': british,
  'en-IE': british,
  fr: french,
  'fr-FR': french,
};

/** Whether most amounts are written without Intl in the present locale. */
export const writesPlainly = (): boolean => formatLocale() in patterns;

const amount = /^(\d{1,15})(?:\.(\d\d))?$/;

/** What is to become of the decimals: gone when they are all zero, kept, or rounded away. */
export type Decimals = 'strip' | 'keep' | 'round';

/** Canonical text of an amount as Intl would write it; undefined where Intl is to be asked. */
export function plainMoney(value: string, currency: string, decimals: Decimals): string | undefined {
  const pattern = patterns[formatLocale()];
  const sign = pattern?.signs[currency];
  const match = amount.exec(value);
  if (!pattern || !sign || !match) return undefined;
  const [, digits = '', cents = '00'] = match;
  let whole = digits.replace(/^0+(?=\d)/, '');
  if (decimals === 'round' && cents >= '50') whole = String(Number(whole) + 1);
  const behind = decimals === 'round' || (decimals === 'strip' && cents === '00') ? '' : pattern.decimal + cents;
  return sign[0] + grouped(whole, pattern.group) + behind + sign[1];
}

/** An amount of millions as Intl would write it in few characters; undefined where Intl is to be asked. */
export function plainMillions(value: string, currency: string): string | undefined {
  const pattern = patterns[formatLocale()];
  const sign = pattern?.signs[currency];
  if (!pattern?.million || !sign || !amount.test(value)) return undefined;
  const tenths = Math.round(Number(value) / 100_000);
  if (tenths < 10 || tenths >= 10_000 || Number(value) < 1_000_000) return undefined;
  const figure = String(tenths / 10).replace('.', pattern.decimal);
  return sign[0] + figure + pattern.million + sign[1];
}

const grouped = (digits: string, group: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, group);
