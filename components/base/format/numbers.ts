import { formatLocale } from '../localisation/language.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** Intl.NumberFormat in the locale of the kit; constructing one is slow, so each is made once. */
export function numberFormat(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  const locale = formatLocale();
  const key = `${locale} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.NumberFormat(locale, options)));
  return format;
}

/**
 * Has the browser read its locale data, which takes it longer than painting a lane of cards: to be called while a page waits for its
 * records anyway.
 */
export function readNumberFormats(): void {
  numberFormat();
}

/** What stands before the decimals in the locale of the kit. */
export const decimalSign = (): string =>
  numberFormat()
    .formatToParts(1.5)
    .find(({ type }) => type === 'decimal')?.value ?? '.';

/** 1234.5 as "1,234.5". */
export const formatNumber = (value: number): string => numberFormat().format(value);

/** A likelihood or share in percent points, 0 to 100: 40 as "40%". */
export const formatPercent = (points: number): string => numberFormat({ style: 'percent', maximumFractionDigits: 0 }).format(points / 100);
