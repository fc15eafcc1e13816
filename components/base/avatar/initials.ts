const words = /[\p{L}\p{N}]+/gu;

/** Up to two initials: first and last word of a name, or the first two letters of a single word. */
export function initials(name: string): string {
  const found = name.match(words) ?? [];
  const first = found[0];
  const last = found.at(-1);
  if (!first || !last) return '?';
  const letters = found.length === 1 ? [...first].slice(0, 2) : [...first].slice(0, 1).concat([...last].slice(0, 1));
  return letters.join('').toLocaleUpperCase();
}
