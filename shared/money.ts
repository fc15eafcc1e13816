/**
 * Exact money. An amount travels and is stored as decimal text with as many decimals as its currency has ("48200.00",
 * JPY "6240000"); it is added and compared as an integer of minor units, never as a float.
 */

// As Unicode's CLDR 48 has them. Engines disagree when Intl is asked (of HUF, some say 0 and some 2), and the first answer takes
// a browser longer than painting a lane of cards.
const withoutDecimals = new Set(
  'AFN ALL BIF CLP COP DJF GNF HUF IDR IQD IRR ISK JPY KMF KPW KRW LAK LBP MGA MMK PKR PYG RWF SLL SOS SYP UGX VND VUV XAF XOF XPF YER'.split(
    ' ',
  ),
);
const withThree = new Set(['BHD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

/** Decimals of an ISO 4217 currency: EUR 2, JPY 0, KWD 3. The same in every browser and on the server. */
export function currencyDigits(currency: string): number {
  if (withoutDecimals.has(currency)) return 0;
  return withThree.has(currency) ? 3 : 2;
}

let known: Set<string> | undefined;

export function isCurrency(value: string): boolean {
  known ??= new Set(Intl.supportedValuesOf('currency'));
  return known.has(value);
}

/** Minor units that a double holds exactly; amounts beyond are refused. */
const limit = Number.MAX_SAFE_INTEGER;

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/;

/**
 * Reads decimal text ("1000", "45.9", "1.5E+3") as minor units of a currency. Gives undefined for text that is no
 * number, has more decimals than the currency (other than zeros), or does not fit.
 */
export function toMinor(text: string, currency: string): number | undefined {
  const match = pattern.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const shift = currencyDigits(currency) + Number(exponent) - fraction.length;
  let digits = whole + fraction;
  if (shift >= 0) digits += '0'.repeat(Math.min(shift, 40));
  else {
    const cut = digits.length + shift;
    if (/[^0]/.test(digits.slice(Math.max(cut, 0)))) return undefined;
    digits = cut > 0 ? digits.slice(0, cut) : '0';
  }
  const minor = Number(digits === '' ? '0' : digits);
  if (!Number.isSafeInteger(minor) || minor > limit) return undefined;
  return sign === '-' && minor !== 0 ? -minor : minor;
}

/** Minor units as canonical decimal text. */
export function fromMinor(minor: number | bigint, currency: string): string {
  const digits = currencyDigits(currency);
  const text = String(minor < 0 ? -minor : minor).padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  if (digits === 0) return sign + text;
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** A fraction of an amount in minor units, halves rounded away from zero; undefined for what does not fit. */
export function ofMinor(minor: bigint, numerator: number, denominator: number): number | undefined {
  const product = minor * BigInt(numerator) * 2n + (minor < 0n ? -1n : 1n) * BigInt(denominator);
  const rounded = Number(product / (2n * BigInt(denominator)));
  return Number.isSafeInteger(rounded) ? rounded : undefined;
}

/** Decimal text in canonical form for the currency, or undefined when it cannot be read exactly. */
export function canonicalMoney(text: string, currency: string): string | undefined {
  const minor = toMinor(text, currency);
  return minor === undefined ? undefined : fromMinor(minor, currency);
}

/**
 * Sums of several currencies as one amount, by what a unit of each is worth in `to` (decimal text). `missing` names the
 * currencies without a rate: their sums are not in the amount.
 */
export function converted(
  sums: ReadonlyMap<string, number>,
  to: string,
  rates: Readonly<Record<string, string>>,
): { minor: number; missing: string[] } {
  let minor = 0;
  const missing: string[] = [];
  for (const [currency, sum] of sums) {
    const worth = currency === to ? sum : atRate(sum, currency, to, rates[currency]);
    if (worth === undefined) missing.push(currency);
    else minor += worth;
  }
  return { minor, missing };
}

function atRate(minor: number, from: string, to: string, rate: string | undefined): number | undefined {
  const [whole = '', fraction = ''] = rate?.split('.') ?? [];
  if (whole === '') return undefined;
  const shift = currencyDigits(to) - currencyDigits(from) - fraction.length;
  const scaled = BigInt(minor) * BigInt(whole + fraction);
  return shift >= 0 ? ofMinor(scaled * 10n ** BigInt(shift), 1, 1) : ofMinor(scaled, 1, 10 ** -shift);
}

/** Sums per currency, in minor units: amounts of different currencies are never added. */
export function sumByCurrency(amounts: Iterable<{ value: string; currency: string }>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { value, currency } of amounts) {
    const minor = toMinor(value, currency);
    if (minor === undefined) throw new RangeError(`${value} is no amount of ${currency}`);
    sums.set(currency, (sums.get(currency) ?? 0) + minor);
  }
  return sums;
}
