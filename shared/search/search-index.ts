import { wordsOf } from '../filters/index.ts';
import { forgiven, mistakes, mistakesInBeginning } from './distance.ts';
import { Vocabulary } from './vocabulary.ts';

/** A thing that can be found: `text` is folded, a line for each value, what it is called first. */
interface Entry {
  key: string;
  text: string;
}

export interface Found {
  key: string;
  /** From 0 to 1, the higher the better. */
  score: number;
}

export interface SearchOptions {
  limit: number;
  enough?: number;
  within?: (key: string) => boolean;
}

const exact = 1;
const beginning = 0.9;
const inside = 0.6;
/** Of a word with one mistake; each further one takes as much again. */
const mistaken = 0.5;
const aMistake = 0.15;

/** Entries that one search looks at: among more of them, further words tell better than further looking. */
const mostLookedAt = 400;
/** The same where mistakes are forgiven, which takes longer to tell. */
const mostForgiven = 200;

/** How much is looked at before somebody else may have the thread: a millisecond or less on a slow machine. */
const entriesAStep = 16;
const wordsAStep = 400;

/**
 * Finds records by words, also by parts of them and with typing mistakes. All words must be found; what is called so counts
 * for more than what has it in another field. A change costs what changed; a search looks at few entries, however many there
 * are, and at all different words only where beginnings of words do not tell enough.
 */
export class SearchIndex {
  readonly #entries: (Entry | undefined)[] = [];
  readonly #places = new Map<string, number>();
  readonly #words = new Vocabulary();
  /** E-mail addresses and telephone numbers: nearly every one is another, and nobody mistypes and means them. */
  readonly #codes = new Vocabulary();
  #gone = 0;

  get size(): number {
    return this.#places.size;
  }

  put(key: string, text: string): void {
    const known = this.#places.get(key);
    if (known !== undefined && this.#entries[known]?.text === text) return;
    this.remove(key);
    const place = this.#entries.length;
    this.#entries.push({ key, text });
    this.#places.set(key, place);
    const { words, codes } = tokensOf(text);
    for (const word of new Set(words)) this.#words.add(word, place);
    for (const code of new Set(codes)) this.#codes.add(code, place);
  }

  remove(key: string): void {
    const place = this.#places.get(key);
    if (place === undefined) return;
    this.#places.delete(key);
    this.#entries[place] = undefined;
    if (++this.#gone > 1000 && this.#gone > this.size) this.#rewrite();
  }

  /** The best `limit` of what fits, the best first. `within` leaves out others. */
  find(text: string, limit: number, within?: (key: string) => boolean): Found[] {
    const steps = this.steps(text, { limit, ...(within ? { within } : {}) });
    for (;;) {
      const { done, value } = steps.next();
      if (done) return value;
    }
  }

  /**
   * The same, a step at a time: whoever searches beside other work may pause between two. Parts of words and mistyped ones are
   * looked for where there are fewer than `enough` without them.
   */
  *steps(text: string, { limit, enough = limit, within = () => true }: SearchOptions): Generator<void, Found[]> {
    const words = wordsAsked(text);
    if (words.length === 0) return [];
    const found = new Map<Entry, { score: number; place: number }>();
    const look = function* (this: SearchIndex, places: Iterable<number>, forgiving: boolean): Generator<void> {
      let looked = 0;
      for (const place of places) {
        const entry = this.#entries[place];
        if (!entry || found.has(entry) || !within(entry.key)) continue;
        const score = scoreOf(entry, words, forgiving);
        if (score > 0) found.set(entry, { score, place });
        if (++looked % entriesAStep === 0) yield;
      }
    }.bind(this);
    yield* look(this.#beginningWithRarest(words), false);
    const [longest = ''] = [...words].sort((a, b) => b.length - a.length);
    const containing = found.size < enough && longest.length > 2 ? yield* this.#containing(longest) : new Set<number>();
    yield* look(containing, false);
    if (found.size < enough && forgiven(longest) > 0) {
      // The longest may be written rightly, and stand in an address: then another word is mistyped.
      yield* look(containing, true);
      yield* look(yield* this.#like(longest, longest === words.at(-1)), true);
    }
    return [...found]
      .sort(([, a], [, b]) => b.score - a.score || b.place - a.place)
      .slice(0, limit)
      .map(([{ key }, { score }]) => ({ key, score }));
  }

  /** Where the word stands of which there are fewest. */
  #beginningWithRarest(words: readonly string[]): ReadonlySet<number> {
    let rarest: Set<number> | undefined;
    for (const word of words) {
      const places = new Set<number>();
      for (const vocabulary of [this.#words, this.#codes]) {
        for (const place of vocabulary.places(word)) places.add(place);
        for (const other of vocabulary.beginning(word)) {
          if (places.size >= mostLookedAt) break;
          for (const place of vocabulary.places(other)) places.add(place);
        }
      }
      if (!rarest || places.size < rarest.size) rarest = places;
    }
    return rarest ?? new Set();
  }

  *#containing(part: string): Generator<void, ReadonlySet<number>> {
    const places = new Set<number>();
    let looked = 0;
    for (const vocabulary of [this.#words, this.#codes])
      for (const word of vocabulary.words()) {
        if (++looked % wordsAStep === 0) yield;
        if (places.size >= mostLookedAt) return places;
        if (word.includes(part)) for (const place of vocabulary.places(word)) places.add(place);
      }
    return places;
  }

  *#like(word: string, unfinished: boolean): Generator<void, ReadonlySet<number>> {
    const places = new Set<number>();
    const most = forgiven(word);
    let looked = 0;
    for (const known of this.#words.words()) {
      if (++looked % wordsAStep === 0) yield;
      if (places.size >= mostForgiven) break;
      const count = unfinished ? mistakesInBeginning(word, known, most) : mistakes(word, known, most);
      if (count <= most) for (const place of this.#words.places(known)) places.add(place);
    }
    return places;
  }

  #rewrite(): void {
    const entries = this.#entries.filter((entry) => entry !== undefined);
    this.#entries.length = 0;
    this.#places.clear();
    this.#words.clear();
    this.#codes.clear();
    this.#gone = 0;
    for (const { key, text } of entries) this.put(key, text);
  }
}

/** How well an entry fits all of the words; 0 where it does not. The last word may be still unfinished. */
function scoreOf({ text }: Pick<Entry, 'text'>, words: readonly string[], forgiving: boolean): number {
  const { words: own, codes } = tokensOf(text);
  let sum = 0;
  for (const [at, word] of words.entries()) {
    const most = forgiving ? forgiven(word) : 0;
    const unfinished = at === words.length - 1;
    let best = 0;
    for (const token of own) best = Math.max(best, alike(word, token, most, unfinished));
    for (const token of codes) best = Math.max(best, alike(word, token, 0, unfinished));
    if (best === 0) return 0;
    sum += best / words.length;
  }
  const [called = ''] = text.split('\n', 1);
  const whole = words.join(' ');
  const bonus = called === whole ? 0.25 : called.startsWith(whole) ? 0.2 : words.every((word) => called.includes(word)) ? 0.1 : 0;
  return sum * 0.75 + bonus;
}

function alike(word: string, token: string, most: number, unfinished: boolean): number {
  if (token === word) return exact;
  if (token.startsWith(word)) return beginning;
  if (word.length > 2 && token.includes(word)) return inside;
  if (most === 0) return 0;
  const count = unfinished ? mistakesInBeginning(word, token, most) : mistakes(word, token, most);
  return count > most ? 0 : mistaken - (count - 1) * aMistake;
}

/** How well a text fits what is asked for, from 0 to 1; 0 where it does not. @param text as `foundBy` gives it */
export const fitOf = (text: string, words: readonly string[], forgiving: boolean): number => scoreOf({ text }, words, forgiving);

/** The words under which a text is found, whole and in parts; e-mail addresses with their domain, telephone numbers as digits. */
export function tokensOf(text: string): { words: string[]; codes: string[] } {
  const words: string[] = [];
  const codes: string[] = [];
  for (const line of text.split('\n')) {
    const digits = digitsOf(line);
    if (digits !== undefined) {
      codes.push(digits);
      continue;
    }
    for (const word of line.split(/\s+/)) {
      const at = word.lastIndexOf('@');
      if (at > 0) codes.push(word, word.slice(at + 1));
      else if (word !== '') {
        words.push(word);
        if (/[^\p{L}\p{N}]/u.test(word)) words.push(...word.split(/[^\p{L}\p{N}]+/u).filter((part) => part !== '' && part !== word));
      }
    }
  }
  return { words, codes };
}

/** The words of what somebody looks for; a telephone number is one, without what separates its digits. */
export function wordsAsked(text: string): string[] {
  const digits = digitsOf(text);
  return digits === undefined ? wordsOf(text) : [digits];
}

/** A telephone number without what separates it and without its leading zeros, which differ from country to country. */
function digitsOf(line: string): string | undefined {
  if (!/^[+(\d][\d\s().\-/]{3,}$/.test(line.trim())) return undefined;
  return line.replace(/\D/g, '').replace(/^0+/, '');
}
