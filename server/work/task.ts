/**
 * What a task's module exports as `run`: what it is given and what it gives travel as JSON. `give` hands over a part of the
 * outcome on the way, and resolves when the server has taken it; where the server refuses it, the task ends there.
 */
export type Run<Given, Result, Part = never> = (given: Given, give: (part: Part) => Promise<void>) => Promise<Result>;

/** Work that is done in a process of its own, named by the module that does it. */
export interface Task<Given, Result, Part = never> {
  readonly module: URL;
  /** Never there: it says what the module's is like. */
  readonly run?: Run<Given, Result, Part>;
}

export const task = <Given, Result, Part = never>(module: URL): Task<Given, Result, Part> => ({ module });

/** What the server says to the process. */
export type Order = { do: string; given: unknown } | { part: 'taken' | 'refused' };

/** What the process answers; `rss` are the bytes of memory that it holds once a task is done. */
export type Answer =
  | { begun: true }
  | { part: unknown }
  | { done: true; result?: unknown; rss: number }
  | { failed: { name: string; message: string; stack: string | undefined; code: string | undefined }; rss: number };
