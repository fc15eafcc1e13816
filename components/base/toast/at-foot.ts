import type { ReactiveController, ReactiveControllerHost } from 'lit';

const bars = new Set<Element>();
const listeners = new Set<() => void>();

/** Bars at the foot of what the page shows now. */
export const barsAtFoot = (): ReadonlySet<Element> => bars;

/** Calls back whenever a bar comes, goes or may have another place; gives what ends that. */
export function whenBarsMove(moved: () => void): () => void {
  listeners.add(moved);
  return () => listeners.delete(moved);
}

const tell = (): void => {
  for (const moved of listeners) moved();
};

/** Keeps toasts off a bar that its host shows at its foot at times. */
export class AtFoot implements ReactiveController {
  readonly #find: () => Element | null;
  #bar: Element | null = null;
  readonly #sizes = new ResizeObserver(tell);

  /** @param find the bar, where it is shown */
  constructor(host: ReactiveControllerHost, find: () => Element | null) {
    this.#find = find;
    host.addController(this);
  }

  hostUpdated(): void {
    this.#take(this.#find());
  }

  hostDisconnected(): void {
    this.#take(null);
  }

  #take(bar: Element | null): void {
    if (bar === this.#bar) return;
    if (this.#bar) bars.delete(this.#bar);
    this.#sizes.disconnect();
    this.#bar = bar;
    if (bar) {
      bars.add(bar);
      // It tells of the size that it has at first, too.
      this.#sizes.observe(bar);
    } else tell();
  }
}
