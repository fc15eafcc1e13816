import type { FieldProblems } from '../../shared/mutators/index.ts';

/** What became of a submission, for the log: by names of fields and codes alone, never by what a visitor has written. */
export type Outcome = 'taken' | 'repeated' | 'refused' | 'trapped' | 'too_soon' | 'unknown_ticket' | 'elsewhere';

/** `last_name:missing email:incorrect_value` */
export const problemNames = (problems: FieldProblems): string =>
  Object.entries(problems)
    .map(([name, { code }]) => `${name}:${code}`)
    .join(' ');

/** Submissions that this process remembers. One that is sent again after more than these is logged as a new one. */
const most = 10_000;

/** Tells those that come again from new ones: the records take them as one either way. */
export class RecentSubmissions {
  readonly #ids = new Set<string>();

  /** @returns whether it was taken before */
  take(id: string): boolean {
    const known = this.#ids.delete(id);
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > most && oldest !== undefined) this.#ids.delete(oldest);
    return known;
  }
}
