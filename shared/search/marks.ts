import { fold } from '../filters/index.ts';
import { forgiven, mistakes, mistakesInBeginning } from './distance.ts';
import { wordsAsked } from './search-index.ts';

/** A piece of a text, and whether it is why the text was found. */
export interface Piece {
  text: string;
  hit: boolean;
}

/**
 * A text cut where the words of a search stand in it: a part that is written so, or a word that is only mistyped. Of a telephone
 * number the digits are compared, whatever stands between them.
 */
export function marks(text: string, query: string): Piece[] {
  const letters = [...text];
  const hits = new Uint8Array(letters.length);
  // One letter may fold to none or to several: the places are those of the letters.
  const folded = letters.map((letter) => fold(letter));
  const words = wordsAsked(query);
  for (const [at, word] of words.entries())
    if (!markPart(folded, word, hits) && !markDigits(folded, word, hits)) markWord(folded, word, at === words.length - 1, hits);
  return pieces(letters, hits);
}

function markPart(folded: readonly string[], word: string, hits: Uint8Array): boolean {
  let best: [from: number, to: number] | undefined;
  for (let from = 0; from < folded.length; from++) {
    const to = matchFrom(folded, from, word);
    if (to === undefined) continue;
    best ??= [from, to];
    // The beginning of a word tells more than its middle.
    if (from === 0 || !/[\p{L}\p{N}]/u.test(folded[from - 1] ?? '')) {
      best = [from, to];
      break;
    }
  }
  if (best) hits.fill(1, ...best);
  return best !== undefined;
}

/** Where a word ends that begins at a place; undefined where another one stands there. */
function matchFrom(folded: readonly string[], from: number, word: string): number | undefined {
  let text = '';
  let to = from;
  while (text.length < word.length && to < folded.length) text += folded[to++];
  return text.startsWith(word) && folded[from] !== '' ? to : undefined;
}

function markDigits(folded: readonly string[], word: string, hits: Uint8Array): boolean {
  if (!/^\d{3,}$/.test(word)) return false;
  const places = folded.flatMap((letter, at) => (/^\d$/.test(letter) ? [at] : []));
  const found = places
    .map((at) => folded[at])
    .join('')
    .indexOf(word);
  const [from, to] = [places[found], places[found + word.length - 1]];
  if (found < 0 || from === undefined || to === undefined) return false;
  hits.fill(1, from, to + 1);
  return true;
}

/** The word that was meant, where it is mistyped. */
function markWord(folded: readonly string[], word: string, unfinished: boolean, hits: Uint8Array): void {
  const most = forgiven(word);
  if (most === 0) return;
  let from = 0;
  while (from < folded.length) {
    if (!/[\p{L}\p{N}]/u.test(folded[from] ?? '')) {
      from++;
      continue;
    }
    let to = from;
    while (to < folded.length && /^[\p{L}\p{N}]*$/u.test(folded[to] ?? '')) to++;
    const own = folded.slice(from, to).join('');
    if ((unfinished ? mistakesInBeginning(word, own, most) : mistakes(word, own, most)) <= most) {
      hits.fill(1, from, to);
      return;
    }
    from = to;
  }
}

function pieces(letters: readonly string[], hits: Uint8Array): Piece[] {
  const found: Piece[] = [];
  for (const [at, letter] of letters.entries()) {
    const hit = hits[at] === 1;
    const last = found.at(-1);
    if (last?.hit === hit) last.text += letter;
    else found.push({ text: letter, hit });
  }
  return found;
}
