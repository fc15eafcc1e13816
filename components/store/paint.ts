/** Milliseconds after which rows count as shown though nobody has asked for them: a page without elements. */
const longest = 1000;

/**
 * Knows when rows have been asked for, and so are about to be shown. What a page shows first neither waits for the rest of the
 * store's work nor shares the network with it.
 */
export class FirstPaint {
  readonly #asked = Promise.withResolvers<void>();

  /** Somebody has asked for rows. */
  asked(): void {
    this.#asked.resolve();
  }

  /** Resolves when what there is to show is on the screen. */
  async over(): Promise<void> {
    await Promise.race([this.#asked.promise.then(painted), later(longest)]);
  }
}

async function painted(): Promise<void> {
  if (typeof requestAnimationFrame !== 'function') return;
  // The second frame begins when the first one, which renders, has been painted.
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  await later(0);
}

const later = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
