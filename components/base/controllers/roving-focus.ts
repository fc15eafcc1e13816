import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface RovingFocusOptions {
  /** The items in their order, as they are now; hidden and disabled ones left out. */
  items: () => HTMLElement[];
  /** Which arrow keys move: along the line (mirrored from right to left), down the block, or both. */
  direction?: 'inline' | 'block' | 'both';
  /** Whether the end joins the beginning. */
  loop?: boolean;
  /** The item that takes Tab at first; the first one when left out. */
  current?: () => HTMLElement | undefined;
  /** Called when the keyboard has moved to an item. */
  moved?: (item: HTMLElement) => void;
}

/**
 * One Tab stop for a group: arrow keys, Home and End move inside it. The host forwards `keydown` to `handleKey`, or the
 * controller listens on the host when it is an element.
 */
export class RovingFocus implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: RovingFocusOptions;
  #last?: HTMLElement;

  constructor(host: ReactiveControllerHost & HTMLElement, options: RovingFocusOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.addEventListener('keydown', this.handleKey);
    this.#host.addEventListener('focusin', this.#handleFocus);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('keydown', this.handleKey);
    this.#host.removeEventListener('focusin', this.#handleFocus);
  }

  hostUpdated(): void {
    this.refresh();
  }

  /** Gives the Tab stop to the current item again, after items have come or gone. */
  refresh(): void {
    const items = this.#options.items();
    const chosen = this.#options.current?.();
    const stop = chosen ?? (this.#last && items.includes(this.#last) ? this.#last : items[0]);
    for (const item of items) item.tabIndex = item === stop ? 0 : -1;
  }

  /** Moves the focus for an arrow key, Home or End; true when it did. */
  readonly handleKey = (event: KeyboardEvent): boolean => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return false;
    const items = this.#options.items();
    const path = event.composedPath();
    const from = items.findIndex((item) => path.includes(item));
    if (from < 0) return false;
    const to = this.#target(event.key, from, items.length);
    const item = to === undefined ? undefined : items[to];
    if (!item) return false;
    event.preventDefault();
    this.#last = item;
    for (const one of items) one.tabIndex = one === item ? 0 : -1;
    item.focus();
    this.#options.moved?.(item);
    return true;
  };

  #target(key: string, from: number, count: number): number | undefined {
    if (key === 'Home') return 0;
    if (key === 'End') return count - 1;
    const { direction = 'both', loop = false } = this.#options;
    const ahead = this.#host.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight';
    const back = ahead === 'ArrowLeft' ? 'ArrowRight' : 'ArrowLeft';
    let step = 0;
    if (direction !== 'block') step = key === ahead ? 1 : key === back ? -1 : 0;
    if (direction !== 'inline' && step === 0) step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return undefined;
    const to = from + step;
    return loop ? (to + count) % count : Math.min(Math.max(to, 0), count - 1);
  }

  #handleFocus = (event: FocusEvent): void => {
    const path = event.composedPath();
    const item = this.#options.items().find((one) => path.includes(one));
    if (item) this.#last = item;
  };
}
