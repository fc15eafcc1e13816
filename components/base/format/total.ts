import { converted, fromMinor } from '../../../shared/money.ts';
import type { WorkspaceSettings } from '../../../shared/records/index.ts';
import { msg, str } from '../localisation/index.ts';
import { formatMoney, formatMoneyCompact, formatMoneyWhole } from './money.ts';

/** What a workspace counts in: its own currency, and what a unit of each other one is worth in it. */
export type Rates = Pick<WorkspaceSettings, 'currency' | 'rates'>;

/** Until the settings are there. */
const unknown: Rates = { currency: 'EUR', rates: {} };

/** Sums of several currencies as one amount. */
export interface Total {
  /** "€318,640"; "≈ €318,640" where others are converted in it. */
  amount: string;
  /** The amount with what it leaves out: "≈ €318,640 + SEK". */
  text: string;
  /** What it is made of, a line for each currency, exactly: for a tooltip. */
  detail: string;
  /** The currencies that it leaves out, since the workspace gives no rate for them. */
  apart: readonly string[];
}

/**
 * Sums per currency, in minor units, in the workspace's own currency by its own rates. Where there is a rate for none of them, the
 * greatest stands for itself and the others are named behind it.
 */
export function totalOf(sums: ReadonlyMap<string, number>, { currency: own, rates }: Rates = unknown): Total {
  const present = [...sums]
    .filter(([, minor]) => minor !== 0)
    .toSorted((a, b) => Number(b[0] === own) - Number(a[0] === own) || b[1] - a[1]);
  const worth = converted(new Map(present), own, rates);
  const counted = present.filter(([currency]) => !worth.missing.includes(currency));
  const left = present.filter(([currency]) => worth.missing.includes(currency));
  const alone = counted.length === 0 ? left.shift() : undefined;
  const figure = alone ? short(alone[1], alone[0]) : short(worth.minor, own);
  const amount = counted.some(([currency]) => currency !== own) ? `≈ ${figure}` : figure;
  const apart = left.map(([currency]) => currency);
  return {
    amount,
    text: apart.length > 0 ? `${amount} + ${apartWords(apart)}` : amount,
    detail: present.map((sum) => line(sum, own, rates)).join('\n'),
    apart,
  };
}

/** Codes of currencies, as far as there is room for them. */
const apartWords = (apart: readonly string[]): string => (apart.length > 2 ? `${apart[0] ?? ''}, …` : apart.join(', '));

/** What a total leaves out, in words; undefined where it has all. */
export function apartNote({ apart }: Total): string | undefined {
  if (apart.length === 0) return undefined;
  return apart.length > 3 ? msg(str`no rate for ${apart.length} currencies`) : msg(str`no rate for ${apart.join(', ')}`);
}

function line([currency, minor]: [string, number], own: string, rates: Rates['rates']): string {
  const amount = formatMoney(fromMinor(minor, currency), currency);
  if (currency === own) return amount;
  const worth = converted(new Map([[currency, minor]]), own, rates);
  if (worth.missing.length > 0) return msg(str`${amount}: no rate, not converted`);
  return `${amount} ≈ ${formatMoney(fromMinor(worth.minor, own), own)}`;
}

/** In a total cents are noise, unless there is hardly anything else. */
function short(minor: number, currency: string): string {
  const value = fromMinor(minor, currency);
  const size = Math.abs(Number(value));
  if (size >= 10_000_000) return formatMoneyCompact(value, currency);
  return size >= 100 ? formatMoneyWhole(value, currency) : formatMoney(value, currency);
}
