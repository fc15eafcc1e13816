/** Cases by name: each gives figures in milliseconds, or bytes. */
export type Case = (input: Record<string, string>) => Promise<Record<string, number>>;

declare global {
  interface Window {
    /** What the address asks for; it runs as the page opens. */
    taken: Promise<Record<string, number>>;
  }
}

/** Runs the case that the page's address names, with the rest of the address as its input. */
export function serve(cases: Record<string, Case>): void {
  const { take = '', ...input } = Object.fromEntries(new URLSearchParams(location.search));
  window.taken = cases[take]?.(input) ?? Promise.reject(new Error(`There is no case ${take}.`));
}

/** Holds on to what a case has made, so that nothing of it is collected before it is measured. */
export function hold(...what: unknown[]): void {
  held.push(...what);
}
const held: unknown[] = [];
Object.assign(globalThis, { held });
