/** Letters by which words are kept together. */
const bucketLetters = 3;

/** Different words, and the places where each stands. */
export class Vocabulary {
  readonly #places = new Map<string, number[]>();
  /** Words by their first letters, so that those with a beginning are found without a look at the others. */
  readonly #buckets = new Map<string, string[]>();

  add(word: string, place: number): void {
    const places = this.#places.get(word);
    if (places) {
      places.push(place);
      return;
    }
    this.#places.set(word, [place]);
    const first = word.slice(0, bucketLetters);
    const bucket = this.#buckets.get(first);
    if (bucket) bucket.push(word);
    else this.#buckets.set(first, [word]);
  }

  places(word: string): readonly number[] {
    return this.#places.get(word) ?? [];
  }

  /** The words that begin so. */
  *beginning(letters: string): Generator<string> {
    if (letters.length < bucketLetters) {
      for (const [first, bucket] of this.#buckets) if (first.startsWith(letters)) yield* bucket;
    } else for (const word of this.#buckets.get(letters.slice(0, bucketLetters)) ?? []) if (word.startsWith(letters)) yield word;
  }

  words(): IterableIterator<string> {
    return this.#places.keys();
  }

  clear(): void {
    this.#places.clear();
    this.#buckets.clear();
  }
}
