import { canonicalMoney, fromMinor, toMinor } from '../../../shared/money.ts';
import { decimalSign, numberFormat } from './numbers.ts';
import { plainMillions, plainMoney } from './plain-money.ts';

/** Intl formats decimal text exactly, without a float between; TypeScript types such text as numeric literals. */
type Exact = Intl.StringNumericLiteral;

function format(value: string, currency: string, options: Intl.NumberFormatOptions): string {
  return numberFormat({ style: 'currency', currency, ...options }).format(value as Exact);
}

/** An amount of decimal text for cards and rows, without decimals when they are all zero: "€38,400", "€41,375.80". */
export function formatMoney(value: string, currency: string): string {
  return plainMoney(value, currency, 'strip') ?? format(value, currency, { trailingZeroDisplay: 'stripIfInteger' });
}

/** An amount with all decimals of its currency, for fields and records: "€38,400.00". */
export function formatMoneyFull(value: string, currency: string): string {
  return plainMoney(value, currency, 'keep') ?? format(value, currency, {});
}

/** An amount without decimals, rounded: "€38,400". */
export function formatMoneyWhole(value: string, currency: string): string {
  return plainMoney(value, currency, 'round') ?? format(value, currency, { minimumFractionDigits: 0, maximumFractionDigits: 0 });
}

/** An amount in few characters, for heads and charts: "€1.2M" (as the locale writes it). */
export function formatMoneyCompact(value: string, currency: string): string {
  // Engines do not agree how few decimals there are where only the most is said.
  return (
    plainMillions(value, currency) ?? format(value, currency, { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 })
  );
}

/**
 * Reads an amount as people type it in the locale of the kit ("312,500.00", "1 234,56", "1.234", "€ 20") as canonical decimal
 * text of the currency; undefined when it is no amount. A last separator with other than three digits behind it is the decimal one,
 * whatever the locale.
 */
export function parseMoney(text: string, currency: string): string | undefined {
  const bare = text.replace(/[\s\u00a0\u202f'’]|\p{Sc}|\p{L}/gu, '').replaceAll('−', '-');
  if (bare === '') return undefined;
  const decimal = decimalSign();
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
  if (last < 0) return canonicalMoney(bare, currency);
  const mark = bare[last];
  const once = bare.indexOf(mark ?? '') === last;
  const behind = bare.length - last - 1;
  const decides = once && (mark === decimal || behind !== 3 || bare.search(/[.,]/) < last);
  const [first = '', ...groups] = (decides ? bare.slice(0, last) : bare).split(/[.,]/);
  // Thousands by three, lakhs by two; anything else is no grouping.
  if (groups.some(({ length }) => length !== 2 && length !== 3)) return undefined;
  const whole = first + groups.join('');
  return canonicalMoney(decides ? `${whole}.${bare.slice(last + 1)}` : whole, currency);
}

/** An amount as a field shows it while nobody types: grouped, all decimals, without the sign of the currency. */
export function formatAmount(value: string, currency: string): string {
  const minor = toMinor(value, currency);
  if (minor === undefined) return value;
  const text = fromMinor(minor, currency);
  const digits = text.split('.')[1]?.length ?? 0;
  return numberFormat({ minimumFractionDigits: digits, maximumFractionDigits: digits }).format(text as Exact);
}
