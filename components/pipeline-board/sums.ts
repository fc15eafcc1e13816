/** Sums times a percentage, rounded to minor units. */
export function weighted(sums: ReadonlyMap<string, number>, percent: number): Map<string, number> {
  return new Map([...sums].map(([currency, minor]) => [currency, Math.round((minor * percent) / 100)]));
}

export function addSums(all: Iterable<ReadonlyMap<string, number>>): Map<string, number> {
  const total = new Map<string, number>();
  for (const sums of all) for (const [currency, minor] of sums) total.set(currency, (total.get(currency) ?? 0) + minor);
  return total;
}
