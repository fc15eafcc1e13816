import type { HitClass, HitKind } from '../../shared/tracking.ts';

/** What is told to a message: see the mutator `recordOpens`. */
export interface Counted {
  token: string;
  /** Openings that count as a person's. */
  opens: number;
  /** Those of machines. */
  automatic: number;
  clicks: number;
  /** Of the first and the last counted opening among these: ISO 8601. */
  first_at: string | null;
  last_at: string | null;
  /** Hits were judged anew: the numbers may be below zero, and the times are those of all that count by now. */
  anew: boolean;
}

/** Machines' openings are told, as not counted; the sender's own and repetitions are not worth a word. */
const automatic: readonly HitClass[] = ['apple_privacy', 'gmail_prefetch', 'proxy_early', 'scanner'];

const nothing = { opens: 0, automatic: 0, clicks: 0, first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY, anew: false };
type Sum = typeof nothing;

/** Openings and clicks, summed up for each message. */
export class Counts {
  readonly #sums = new Map<string, Sum>();

  get size(): number {
    return this.#sums.size;
  }

  add(token: string, kind: HitKind, at: number, hitClass: HitClass, count = 1): void {
    const person = hitClass === 'person';
    if (kind === 'click') {
      if (person) this.#join(token, { ...nothing, clicks: count });
    } else if (person) this.#join(token, { ...nothing, opens: count, first: at, last: at });
    else if (automatic.includes(hitClass)) this.#join(token, { ...nothing, automatic: count });
  }

  /** A hit that was of one class is of another. */
  turn(token: string, kind: HitKind, from: HitClass, to: HitClass): void {
    for (const [hitClass, count] of [
      [from, -1],
      [to, 1],
    ] as const) {
      if (kind === 'click') this.#join(token, { ...nothing, clicks: hitClass === 'person' ? count : 0 });
      else if (hitClass === 'person') this.#join(token, { ...nothing, opens: count });
      else if (automatic.includes(hitClass)) this.#join(token, { ...nothing, automatic: count });
    }
  }

  /** Which openings of a message are the first and the last of all that count; undefined where none does. */
  setTimes(token: string, times: { first: number; last: number } | undefined): void {
    this.#join(token, { ...nothing, ...times, anew: true });
  }

  /** Adds what came after these. */
  join(others: Counts): void {
    for (const [token, sum] of others.#sums) this.#join(token, sum);
  }

  done(token: string): void {
    this.#sums.delete(token);
  }

  /** What is more than what stands, for each message. */
  beyond(standing: ReadonlyMap<string, Pick<Counted, 'opens' | 'automatic' | 'clicks'>>): Counts {
    const more = new Counts();
    for (const [token, sum] of this.#sums) {
      const known = standing.get(token) ?? nothing;
      const [opens, machines, clicks] = (['opens', 'automatic', 'clicks'] as const).map((name) => Math.max(0, sum[name] - known[name]));
      if (opens || machines || clicks) more.#join(token, { ...sum, opens: opens ?? 0, automatic: machines ?? 0, clicks: clicks ?? 0 });
    }
    return more;
  }

  all(): Counted[] {
    const iso = (at: number) => (Number.isFinite(at) ? new Date(at).toISOString() : null);
    return [...this.#sums].map(([token, { opens, automatic: machines, clicks, first, last, anew }]) => ({
      token,
      opens,
      automatic: machines,
      clicks,
      first_at: iso(first),
      last_at: iso(last),
      anew,
    }));
  }

  #join(token: string, { opens, automatic: machines, clicks, first, last, anew }: Sum): void {
    const sum = this.#sums.get(token);
    if (!sum) {
      this.#sums.set(token, { opens, automatic: machines, clicks, first, last, anew });
      return;
    }
    sum.opens += opens;
    sum.automatic += machines;
    sum.clicks += clicks;
    sum.first = anew ? first : Math.min(sum.first, first);
    sum.last = anew ? last : Math.max(sum.last, last);
    sum.anew ||= anew;
  }
}
