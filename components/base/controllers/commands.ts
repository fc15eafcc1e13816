import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { IconName } from '../icons/icons.ts';

/** Where a command stands in lists: on this page, about the record that is open, to another screen, a new record, the settings, oneself. */
export type CommandGroup = 'page' | 'record' | 'go' | 'add' | 'settings' | 'you';

interface Named {
  /** What it does, in words of the present language. */
  label: () => string;
  /**
   * One key (`c`, `/`, `?`, `Escape`), keys one after the other (`g d`), or a key with the platform's command key (`Mod+k`: ⌘ on
   * Apple's, Ctrl elsewhere). Letters are those written, not places on the keyboard.
   */
  keys?: string;
  /**
   * `page` (the default) works everywhere but in fields; `element` only while the focus is inside the host. Of two for the same keys the
   * element's wins, then the one that came last.
   */
  scope?: 'page' | 'element';
  /** `page` where it says nothing. */
  group?: CommandGroup;
  icon?: IconName;
  /** Further words by which it is found. */
  words?: () => string;
  /** Left out of palettes: it is what opens them, say. */
  hidden?: boolean;
}

/** Something that can be done at once. */
export interface Act extends Named {
  run: () => void;
  choices?: undefined;
}

/** Something that asks for one more choice: which stage, which person. A palette on the page shows them. */
export interface Choice extends Named {
  run?: undefined;
  choices: () => readonly Act[];
}

export type Command = Act | Choice;

interface Entry {
  host: HTMLElement;
  commands: () => readonly Command[];
}

/** How long the second key of a pair may take, in milliseconds. */
const patience = 1200;

const entries: Entry[] = [];
const choosers: ((choice: Choice) => void)[] = [];
let pending = '';
let since = 0;

/** What can be done on the page now, for whoever lists it: palettes, the list of shortcuts. */
export const commandList = (): readonly Command[] => entries.flatMap(({ commands }) => commands());

/** Takes the choices whose keys are pressed; gives the function that ends it. The one that came last has them. */
export function takeChoices(chooser: (choice: Choice) => void): () => void {
  choosers.push(chooser);
  return () => void choosers.splice(choosers.indexOf(chooser), 1);
}

const kept = 'inlay/single-keys';

/**
 * Whether keys without Ctrl or ⌘ work everywhere on the page. They can be switched off (WCAG 2.1.4): who speaks to the computer, or
 * whose hands shake, sets them off without meaning to. Kept in this browser.
 */
export function singleKeys(): boolean {
  try {
    return localStorage.getItem(kept) !== 'off';
  } catch {
    // No storage in this window: as it comes.
    return true;
  }
}

export function setSingleKeys(on: boolean): void {
  try {
    if (on) localStorage.removeItem(kept);
    else localStorage.setItem(kept, 'off');
  } catch {
    // As above.
  }
}

/** Keys as people read them, one by one: "Mod+k" as "⌘K" or "Ctrl K", "g d" as "G" and "D". */
export function keyCaps(keys: string): readonly string[] {
  const apple = /Mac|iP(hone|ad)/.test(navigator.platform);
  return keys.split(' ').map((key) => {
    const [first = '', second] = key.split('+');
    if (first === 'Mod' && second) return apple ? `⌘${second.toUpperCase()}` : `Ctrl ${second.toUpperCase()}`;
    return first.length === 1 ? first.toUpperCase() : first;
  });
}

export const keysLabel = (keys: string): string => keyCaps(keys).join(' ');

const typing =
  'input:not([type=checkbox],[type=radio],[type=button],[type=submit],[type=range]), textarea, select, [role="textbox"], [role="combobox"]';

const takesWords = (target: EventTarget | undefined): boolean =>
  target instanceof Element && (target.matches(typing) || (target instanceof HTMLElement && target.isContentEditable));

function pressed(event: KeyboardEvent): string {
  const mod = event.metaKey || event.ctrlKey ? 'Mod+' : '';
  return mod + (event.key.length === 1 && mod ? event.key.toLowerCase() : event.key);
}

const hasModifier = (keys: string): boolean => keys.startsWith('Mod+');

function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.repeat) return;
  if (event.key === 'Shift' || event.key === 'Control' || event.key === 'Meta') return;
  const path = event.composedPath();
  const key = pressed(event);
  if (takesWords(path[0]) && !hasModifier(key)) return;

  const fitting = within(path);
  const pair = pending && event.timeStamp - since < patience ? `${pending} ${key}` : '';
  pending = '';
  const command = (pair && fitting.get(pair)) || fitting.get(key);
  if (command) {
    event.preventDefault();
    if (command.run) command.run();
    else choosers.at(-1)?.(command);
  } else if ([...fitting.keys()].some((keys) => keys.startsWith(`${key} `))) {
    pending = key;
    since = event.timeStamp;
  }
}

/** The commands that keys mean where they were pressed, by keys. */
function within(path: readonly EventTarget[]): ReadonlyMap<string, Command> {
  // A modal dialog keeps the keys of the page behind it from working, and of whatever it is a part of.
  const modal = path.findIndex((target) => target instanceof HTMLDialogElement && target.matches(':modal'));
  const single = singleKeys();
  const page = new Map<string, Command>();
  const element = new Map<string, Command>();
  for (const { host, commands } of entries) {
    const at = path.indexOf(host);
    const inside = at >= 0;
    if (modal >= 0 && (!inside || at > modal)) continue;
    for (const command of commands()) {
      const { keys, scope } = command;
      if (keys === undefined) continue;
      if (scope === 'element') {
        if (inside) element.set(keys, command);
      } else if (single || hasModifier(keys)) page.set(keys, command);
    }
  }
  return new Map([...page, ...element]);
}

/**
 * What can be done while the host is on the page: by keys, and by whatever lists commands. One listener serves the keys of all. Where
 * they depend on what the host shows they are given as a function, which is asked each time.
 */
export class Commands implements ReactiveController {
  readonly #entry: Entry;

  constructor(host: ReactiveControllerHost & HTMLElement, commands: readonly Command[] | (() => readonly Command[])) {
    this.#entry = { host, commands: typeof commands === 'function' ? commands : () => commands };
    host.addController(this);
  }

  hostConnected(): void {
    if (entries.length === 0) window.addEventListener('keydown', handleKey);
    entries.push(this.#entry);
  }

  hostDisconnected(): void {
    entries.splice(entries.indexOf(this.#entry), 1);
    if (entries.length === 0) window.removeEventListener('keydown', handleKey);
  }
}
