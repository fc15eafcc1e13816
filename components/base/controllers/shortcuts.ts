import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface Shortcut {
  /**
   * One key (`c`, `/`, `?`, `Escape`), keys one after the other (`g d`), or a key with the platform's command key (`Mod+k`: ⌘ on
   * Apple's, Ctrl elsewhere). Letters are those written, not places on the keyboard.
   */
  keys: string;
  /** What it does, for the list of shortcuts; in words of the present language. */
  label: () => string;
  run: (event: KeyboardEvent) => void;
  /**
   * `page` (the default) works everywhere but in fields; `element` only while the focus is inside the host. Of two for the same keys the
   * element's wins, then the one that came last.
   */
  scope?: 'page' | 'element';
}

interface Entry extends Shortcut {
  host: HTMLElement;
}

/** How long the second key of a pair may take, in milliseconds. */
const patience = 1200;

const entries: Entry[] = [];
let pending = '';
let since = 0;

/** The shortcuts that work now, for a page that lists them. */
export const shortcutList = (): readonly Shortcut[] => entries;

/** Keys as people read them: "Mod+k" as "⌘K" or "Ctrl K", "g d" as "G D". */
export function keysLabel(keys: string): string {
  const apple = /Mac|iP(hone|ad)/.test(navigator.platform);
  return keys
    .split(' ')
    .map((key) => {
      const [first = '', second] = key.split('+');
      if (first === 'Mod' && second) return apple ? `⌘${second.toUpperCase()}` : `Ctrl ${second.toUpperCase()}`;
      return first.length === 1 ? first.toUpperCase() : first;
    })
    .join(' ');
}

const typing =
  'input:not([type=checkbox],[type=radio],[type=button],[type=submit],[type=range]), textarea, select, [contenteditable=""], [contenteditable="true"], [role="textbox"], [role="combobox"]';

function pressed(event: KeyboardEvent): string {
  const mod = event.metaKey || event.ctrlKey ? 'Mod+' : '';
  return mod + (event.key.length === 1 && mod ? event.key.toLowerCase() : event.key);
}

function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.repeat) return;
  if (event.key === 'Shift' || event.key === 'Control' || event.key === 'Meta') return;
  const path = event.composedPath();
  const key = pressed(event);
  const [target] = path;
  const inField = target instanceof Element && target.matches(typing);
  if (inField && !key.startsWith('Mod+')) return;

  const pair = pending && event.timeStamp - since < patience ? `${pending} ${key}` : '';
  pending = '';
  const entry = (pair && find(pair, path)) || find(key, path);
  if (entry) {
    event.preventDefault();
    entry.run(event);
  } else if (entries.some(({ keys }) => keys.startsWith(`${key} `))) {
    pending = key;
    since = event.timeStamp;
  }
}

function find(keys: string, path: EventTarget[]): Entry | undefined {
  // A modal dialog keeps the keys of the page behind it from working.
  const modal = path.some((target) => target instanceof HTMLDialogElement && target.matches(':modal'));
  const fitting = entries.filter((entry) => entry.keys === keys);
  const inside = fitting.filter((entry) => path.includes(entry.host));
  return inside.findLast(({ scope }) => scope === 'element') ?? (modal ? inside : fitting).findLast(({ scope }) => scope !== 'element');
}

/** Keyboard shortcuts that work while their host is on the page. One listener serves all of them. */
export class Shortcuts implements ReactiveController {
  readonly #entries: Entry[];

  constructor(host: ReactiveControllerHost & HTMLElement, shortcuts: readonly Shortcut[]) {
    this.#entries = shortcuts.map((shortcut) => ({ ...shortcut, host }));
    host.addController(this);
  }

  hostConnected(): void {
    if (entries.length === 0) window.addEventListener('keydown', handleKey);
    entries.push(...this.#entries);
  }

  hostDisconnected(): void {
    for (const entry of this.#entries) entries.splice(entries.indexOf(entry), 1);
    if (entries.length === 0) window.removeEventListener('keydown', handleKey);
  }
}
