import { address } from './addresses.ts';
import type { Fact, Told } from './observe.ts';
import { askEvent, factEvent, observe } from './observe.ts';

/**
 * Runs in Gmail's own world, before its scripts: what happens there cannot be seen from the extension's. Facts are ids alone, kept
 * until the extension's script is there, which asks for them.
 */
const limit = 2000;
const kept: Told[] = [];
let last = 0;

const say = (told: Told) => document.dispatchEvent(new CustomEvent(factEvent, { detail: JSON.stringify(told) }));

const tell = (fact: Fact) => {
  try {
    const told = { ...fact, number: ++last };
    if (fact.type !== 'page') kept.push(told);
    if (kept.length > limit) kept.splice(0, kept.length - limit);
    say(told);
  } catch {
    // Nobody listens, or the document is gone.
  }
};

/** The page's own variables, from which only what has the form of an address leaves. */
function ofPage(): Fact {
  const page = window as unknown as { GLOBALS?: unknown; gbar?: { _CONFIG?: unknown } };
  const within = (value: unknown, ...path: number[]): unknown =>
    path.reduce<unknown>((inner, key) => (Array.isArray(inner) ? (inner as unknown[])[key] : undefined), value);
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const config = page.gbar?._CONFIG;
  const language = text(within(config, 0, 0, 4));
  return {
    type: 'page',
    globals: address(text(within(page.GLOBALS, 10))),
    bar: address(text(within(config, 0, 10, 5))),
    language: language && /^[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/.test(language) ? language : undefined,
  };
}

document.addEventListener(askEvent, (event) => {
  try {
    // Once, to the script that has just come: an extension that was updated asks anew.
    if ((event as CustomEvent<unknown>).detail === 'all') kept.forEach(say);
    tell(ofPage());
  } catch {
    // See above.
  }
});

observe(window, tell, (work) => setTimeout(work, 0));
