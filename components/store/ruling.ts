import type { applyMutation } from './rules.ts';

/** Milliseconds after the first rows after which the rules are fetched though others are still coming. */
const longestFilling = 5000;

/** Fetches the rules by which changes show at once, once nothing that is waited for stands in their way, or when a change asks. */
export class Ruling {
  readonly #rule: (apply: typeof applyMutation) => void;
  #coming: Promise<void> | undefined;
  #here = false;

  /** @param rule takes the rules on */
  constructor(rule: (apply: typeof applyMutation) => void) {
    this.#rule = rule;
  }

  get here(): boolean {
    return this.#here;
  }

  /** @throws where they could not be fetched: the next change asks again */
  fetch(): Promise<void> {
    if (this.#coming) return this.#coming;
    const coming = import('./rules.ts').then(({ applyMutation: apply }) => {
      this.#rule(apply);
      this.#here = true;
    });
    coming.catch(() => (this.#coming = undefined));
    return (this.#coming = coming);
  }

  /** The same where they can be done without: records are shown, changes are kept and sent, and show once the server has answered. */
  async tryFetch(): Promise<void> {
    await this.fetch().catch((error: unknown) => console.warn('Inlay could not fetch what it needs to make changes.', error));
  }

  /** When what is shown first is on the screen, and the rest has come or takes its time. */
  async fetchSoon(painted: Promise<void>, whole: Promise<void>, unwanted: () => boolean): Promise<void> {
    await painted;
    await Promise.race([whole, new Promise((resolve) => setTimeout(resolve, longestFilling))]);
    if (!unwanted()) await this.tryFetch();
  }
}
