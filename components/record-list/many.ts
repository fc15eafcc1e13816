import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Rejection } from '../../shared/mutators/rejection.ts';
import type { Outcome } from '../store/index.ts';

/** Milliseconds of changes after which the page may paint. */
const slice = 12;

export interface Refusal<T> {
  item: T;
  rejection: Rejection;
}

/** What became of many: those that were changed, those that were refused, and how many were left as they are because it was stopped. */
export interface Ended<T> {
  taken: T[];
  refused: Refusal<T>[];
  left: number;
}

/** Changes many records one after the other. The page stays usable meanwhile, sees how far it is, and can stop it. */
export class Many implements ReactiveController {
  /** How far it is; undefined while nothing is being changed. */
  progress: { done: number; of: number } | undefined;

  readonly #host: ReactiveControllerHost;
  #stopped = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** A page that is left does not stop it: what was begun is finished. */
  hostConnected(): void {
    this.#host.requestUpdate();
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Hands over `size` at a time. Where several are refused together, each is tried by itself: one does not hold back the others. */
  async each<T>(items: readonly T[], act: (items: readonly T[]) => Outcome, size = 1): Promise<Ended<T>> {
    const taken: T[] = [];
    const refused: Refusal<T>[] = [];
    const change = (some: readonly T[]): void => {
      const outcome = act(some);
      const [first] = some;
      if (outcome.ok) taken.push(...some);
      else if (some.length === 1 && first !== undefined) refused.push({ item: first, rejection: outcome.rejection });
      else for (const one of some) change([one]);
    };
    this.#stopped = false;
    let painted = performance.now();
    try {
      for (let at = 0; at < items.length && !this.#stopped; at += size) {
        change(items.slice(at, at + size));
        if (performance.now() - painted < slice) continue;
        this.#say({ done: taken.length + refused.length, of: items.length });
        await new Promise((resolve) => setTimeout(resolve));
        painted = performance.now();
      }
    } finally {
      this.#say(undefined);
    }
    return { taken, refused, left: items.length - taken.length - refused.length };
  }

  #say(progress: Many['progress']): void {
    this.progress = progress;
    this.#host.requestUpdate();
  }
}
