import type { LitElement, ReactiveController } from 'lit';

/** Pixels up to which a table is shown as blocks, as the styles have it. */
const most = 640;

/** Whether an element has no room for the columns of a table: beside navigations that may be on a wide screen as well. */
export class Narrow implements ReactiveController {
  readonly #host: LitElement;
  readonly #observer = new ResizeObserver(([entry]) => entry && this.#take(entry.contentRect.width));
  matches = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
  }

  #take(width: number): void {
    const narrow = width <= most;
    if (narrow === this.matches) return;
    this.matches = narrow;
    this.#host.requestUpdate();
  }
}
