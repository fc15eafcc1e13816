import { fold } from '../filters/index.ts';
import { forgiven, mistakes } from '../search/distance.ts';

/** What says how a company is set up, and not what it is called. */
const forms = new Set(
  'ab ag aps as asa bv co company corp corporation cv ev gbr gmbh group groupe holding inc incorporated kg kgaa limited llc llp ltd ltda mbh nv oe og ohg oy oyj plc pty sa sas sarl se sl spa srl sro the und und'.split(
    ' ',
  ),
);

const letters: Record<string, string> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', þ: 'th' };

/** The words of a name without case, accents and signs. */
export const nameWords = (name: string | null): string[] =>
  fold(name ?? '')
    .replace(/[ßøłđæœþ]/g, (letter) => letters[letter] ?? letter)
    .replace(/\b(\p{L})\.(?=\p{L}\b)/gu, '$1')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** The words of a company's name without its legal form; all of them where nothing else would be left. */
export function companyWords(name: string | null): string[] {
  const words = nameWords(name);
  const own = words.filter((word) => !forms.has(word));
  return own.length > 0 ? own : words;
}

/** A word by its consonants: what most typing mistakes leave as it is. */
export function skeleton(word: string): string {
  const [first = ''] = word;
  return (
    first +
    word
      .slice(1)
      .replace(/[aeiouyh]/g, '')
      .replace(/(.)\1+/g, '$1')
  );
}

/** Whether two words are one, mistyped: the longer they are, the more. */
export const alikeWords = (a: string, b: string): boolean =>
  a === b || mistakes(a, b, forgiven(a.length < b.length ? a : b)) <= forgiven(a.length < b.length ? a : b);

/** Whether all words of the shorter name stand in the other one, each once, mistyped or as a first letter. */
export function alikeNames(a: readonly string[], b: readonly string[]): boolean {
  const [few, many] = a.length <= b.length ? [a, [...b]] : [b, [...a]];
  // A second first name may be left out, and no more.
  if (few.length === 0 || many.length - few.length > 1 || (few.length === 1 && many.length > 1)) return false;
  let whole = 0;
  for (const word of few) {
    let at = many.findIndex((other) => alikeWords(word, other));
    if (at >= 0) whole++;
    else at = many.findIndex((other) => (word.length === 1 || other.length === 1) && word[0] === other[0]);
    if (at < 0) return false;
    many.splice(at, 1);
  }
  return whole > 0;
}

/** Whether two companies are one by their names: word for word, mistyped, or written apart. */
export function alikeCompanies(a: readonly string[], b: readonly string[]): boolean {
  if (a.length === 0 || b.length === 0) return false;
  const [one, other] = [a.join(''), b.join('')];
  if (one === other) return true;
  return a.length === b.length && a.every((word, at) => alikeWords(word, b[at] ?? '')) && one.length > 3;
}

/** Whether two names share a word. */
export const shareWord = (a: readonly string[], b: readonly string[]): boolean =>
  a.some((word) => word.length > 1 && b.some((other) => alikeWords(word, other)));
