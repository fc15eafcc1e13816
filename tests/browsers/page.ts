/**
 * A page of one engine, in the words of Playwright's own: what the commands of the element tests and the main flow ask of it.
 * Chromium's pages are Playwright's; those of the others are made here to the same shape.
 */
export interface EnginePage {
  goto(url: string): Promise<unknown>;
  reload(): Promise<unknown>;
  url(): string | Promise<string>;
  /** Runs a function that stands alone in the page, and gives what it gives. */
  evaluate<Given, Result>(what: (given: Given) => Result, given: Given): Promise<Awaited<Result>>;
  setViewportSize(size: { width: number; height: number }): Promise<void>;
  keyboard: Keyboard;
  mouse: Mouse;
  close(): Promise<void>;
}

export interface Keyboard {
  /** Keys are those of Playwright: `Enter`, `Space`, `a`, and several at once as in `Control+A`. */
  press(keys: string): Promise<void>;
  down(key: string): Promise<void>;
  up(key: string): Promise<void>;
  type(text: string): Promise<void>;
}

export type Button = 'left' | 'middle' | 'right';

/** Places are in CSS pixels, from the upper left of the viewport. */
export interface Mouse {
  move(x: number, y: number, options?: { steps?: number }): Promise<void>;
  down(options?: { button?: Button }): Promise<void>;
  up(options?: { button?: Button }): Promise<void>;
  click(x: number, y: number, options?: { button?: Button }): Promise<void>;
}

/** A browser that gives pages which share nothing: each has its own storage, cookies and focus. */
export interface Engine {
  readonly name: string;
  newPage(): Promise<EnginePage>;
  close(): Promise<void>;
}
