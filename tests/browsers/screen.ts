import type { EnginePage } from './page.ts';

/** What is seen of an element: its words, what a field holds, and where it is. */
export interface Seen {
  text: string;
  value: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Selectors, each within what the one before finds, through shadow roots; with words that it has in it where they tell it from others. */
export type Path = (string | [selector: string, words: string])[];

export interface Sought {
  path: Path;
  /** Only what has a place on the page. */
  shown?: boolean;
  focus?: boolean;
}

/** Runs in the page, so it stands alone. */
function look({ path, shown, focus }: Sought): Seen[] {
  const inside = (root: ParentNode, selector: string): Element[] => [
    ...root.querySelectorAll(selector),
    ...[root, ...root.querySelectorAll('*')].flatMap((node) =>
      node instanceof Element && node.shadowRoot ? inside(node.shadowRoot, selector) : [],
    ),
  ];
  let found: ParentNode[] = [document];
  for (const step of path) {
    const [selector, words] = typeof step === 'string' ? [step, ''] : step;
    found = found.flatMap((root) => inside(root, selector)).filter(({ textContent }) => textContent?.includes(words));
  }
  const seen = (found as Element[]).filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return !shown || (width > 0 && height > 0);
  });
  const [first] = seen;
  if (focus && first instanceof HTMLElement) first.focus();
  return seen.map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const value = 'value' in element ? String(element.value) : '';
    return { text: (element.textContent ?? '').replace(/\s+/g, ' ').trim(), value, x, y, width, height };
  });
}

const patience = 20_000;

/** What a person sees on a page and does with mouse and keys, in any engine. */
export class Screen {
  readonly page: EnginePage;

  constructor(page: EnginePage) {
    this.page = page;
  }

  all(...path: Path): Promise<Seen[]> {
    return this.page.evaluate(look, { path });
  }

  async texts(...path: Path): Promise<string[]> {
    return (await this.all(...path)).map(({ text }) => text);
  }

  /** Waits until something of the kind shows, and gives the first. */
  sees(...path: Path): Promise<Seen> {
    return this.#wait({ path, shown: true });
  }

  focuses(...path: Path): Promise<Seen> {
    return this.#wait({ path, shown: true, focus: true });
  }

  async clicks(...path: Path): Promise<void> {
    const { x, y, width, height } = await this.#still(path);
    await this.page.mouse.click(Math.round(x + width / 2), Math.round(y + height / 2));
  }

  /** Clicks into a field and types. */
  async fills(words: string, ...path: Path): Promise<void> {
    await this.clicks(...path);
    await this.page.keyboard.type(words);
    await this.until(async () => (await this.sees(...path)).value === words, `${path.join(' ')} holds “${words}”`);
  }

  async presses(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  async until(condition: () => Promise<boolean>, what: string): Promise<void> {
    const end = Date.now() + patience;
    while (!(await condition())) {
      if (Date.now() > end) throw new Error(`It never came about: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  }

  /** A page that has just opened moves what it shows: a click on where something was would miss it. */
  async #still(path: Path): Promise<Seen> {
    let before = await this.sees(...path);
    const what = `${path.join(' ')} stands still`;
    await this.until(async () => {
      const now = await this.sees(...path);
      const same = now.x === before.x && now.y === before.y && now.width === before.width && now.height === before.height;
      before = now;
      return same;
    }, what);
    return before;
  }

  async #wait(sought: Sought): Promise<Seen> {
    let first: Seen | undefined;
    const what = `${sought.path.join(' ')} shows`;
    await this.until(async () => ([first] = await this.page.evaluate(look, sought)) && first !== undefined, what);
    if (!first) throw new Error(what);
    return first;
  }
}
