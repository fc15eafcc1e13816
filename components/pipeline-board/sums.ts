import { fromMinor } from '../../shared/money.ts';
import { formatMoneyCompact, formatMoney, formatSum } from '../base/format/money.ts';

/** Sums as a head of a lane has room for: the workspace's own currency first, how many others there are behind it. */
export function shortSum(sums: ReadonlyMap<string, number>, own: string): string {
  const present = [...sums].filter(([, minor]) => minor !== 0);
  if (present.length === 0) return formatMoney(fromMinor(0, own), own);
  const [currency, minor] = present.find(([code]) => code === own) ?? present[0] ?? [own, 0];
  const value = fromMinor(minor, currency);
  const text = Math.abs(Number(value)) >= 10_000_000 ? formatMoneyCompact(value, currency) : formatMoney(whole(value), currency);
  return present.length > 1 ? `${text} +${present.length - 1}` : text;
}

/** Every currency's sum, in words for a tooltip and for assistive technology. */
export const longSum = (sums: ReadonlyMap<string, number>): string => formatSum(new Map([...sums].filter(([, minor]) => minor !== 0)));

/** Sums times a percentage, rounded to minor units. */
export function weighted(sums: ReadonlyMap<string, number>, percent: number): Map<string, number> {
  return new Map([...sums].map(([currency, minor]) => [currency, Math.round((minor * percent) / 100)]));
}

export function addSums(all: Iterable<ReadonlyMap<string, number>>): Map<string, number> {
  const total = new Map<string, number>();
  for (const sums of all) for (const [currency, minor] of sums) total.set(currency, (total.get(currency) ?? 0) + minor);
  return total;
}

/** In a head, cents are noise. */
const whole = (value: string): string => value.replace(/\.\d+$/, '');
