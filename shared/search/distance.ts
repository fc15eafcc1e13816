const longest = 64;
const rows = [0, 1, 2].map(() => new Uint8Array(longest + 1)) as [Uint8Array, Uint8Array, Uint8Array];

/**
 * How many typing mistakes lie between two words: letters left out, added, exchanged or swapped with their neighbour
 * (optimal string alignment). Gives `most + 1` for more than `most`; words are compared up to their 64th letter.
 */
export function mistakes(a: string, b: string, most: number): number {
  const [n, m] = [Math.min(a.length, longest), Math.min(b.length, longest)];
  if (Math.abs(n - m) > most) return most + 1;
  let [before, last, row] = rows;
  for (let j = 0; j <= m; j++) last[j] = j;
  let least = 0;
  for (let i = 1; i <= n; i++) {
    row[0] = i;
    let lowest = i;
    for (let j = 1; j <= m; j++) {
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row[j] = cost;
      if (cost < lowest) lowest = cost;
    }
    // A row follows from the two before it: when both are beyond the most, all that comes is.
    if (lowest > most && least > most) return most + 1;
    least = lowest;
    [before, last, row] = [last, row, before];
  }
  return Math.min(last[m] ?? most + 1, most + 1);
}

/** The same, of `word` and the best beginning of `longer`: somebody is still typing. */
export function mistakesInBeginning(word: string, longer: string, most: number): number {
  let least = most + 1;
  for (let length = Math.max(1, word.length - most); length <= Math.min(longer.length, word.length + most) && least > 0; length++)
    least = Math.min(least, mistakes(word, longer.slice(0, length), Math.min(most, least)));
  return least;
}

/** Mistakes that are forgiven in a word: none in short ones, where every other word would do. */
export const forgiven = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);
