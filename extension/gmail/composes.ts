import type { ComposeReading } from './compose.ts';
import { OpenCompose } from './compose.ts';
import type { Finder } from './finder.ts';
import { fieldValue } from './finder.ts';
import { syncMessageId } from './ids.ts';
import { ours } from './reading.ts';
import { isVisible } from './visible.ts';

/** How long a compose can be gone before it is closed: becoming full-screen, it is taken out and made anew. */
const grace = 400;

/** The composes that are open, each known by the same key as long as it is. */
export class Composes {
  readonly #open = new Map<string, OpenCompose>();
  readonly #gone = new Map<string, number>();
  readonly #reading: ComposeReading;
  #last = 0;
  /** In which somebody wrote or clicked last: menus stand outside of their compose. */
  active: OpenCompose | undefined;

  constructor(reading: ComposeReading) {
    this.#reading = reading;
  }

  /** Looks at the page again. Closes what is gone for longer than a moment; gives whether one waits to be closed. */
  scan(now: number): { composes: OpenCompose[]; waiting: boolean } {
    const roots = findComposes(this.#reading.finder);
    const found: OpenCompose[] = [];
    for (const root of roots) {
      const draftId = draftOf(root);
      const compose = this.#known(root, draftId) ?? this.#begin(root);
      compose.root = root;
      this.#gone.delete(compose.key);
      found.push(compose);
    }
    for (const compose of this.#open.values()) {
      if (found.includes(compose)) continue;
      const since = this.#gone.get(compose.key) ?? now;
      this.#gone.set(compose.key, since);
      if (now - since < grace) continue;
      this.#open.delete(compose.key);
      this.#gone.delete(compose.key);
      this.#drafts.delete(compose.key);
      if (this.active === compose) this.active = undefined;
      for (const listener of compose.closed) this.#reading.finder.guard('listener', undefined, listener);
    }
    for (const compose of found) {
      const draftId = draftOf(compose.root);
      if (draftId) this.#drafts.set(compose.key, draftId);
    }
    return { composes: found, waiting: this.#gone.size > 0 };
  }

  readonly #drafts = new Map<string, string>();

  /** Whose element holds a node. */
  around(node: Node): OpenCompose | undefined {
    return [...this.#open.values()].find((compose) => compose.root.contains(node) || compose.element.contains(node));
  }

  /** To which something belongs that stands outside of all of them. */
  current(): OpenCompose | undefined {
    if (this.active?.root.isConnected) return this.active;
    return this.#open.size === 1 ? [...this.#open.values()][0] : undefined;
  }

  *all(): Iterable<OpenCompose> {
    yield* this.#open.values();
  }

  /** By its element; or by its draft, when it has been made anew elsewhere. */
  #known(root: HTMLElement, draftId: string | undefined): OpenCompose | undefined {
    for (const compose of this.#open.values()) if (compose.root === root) return compose;
    for (const compose of this.#open.values()) {
      const same = draftId !== undefined && this.#drafts.get(compose.key) === draftId;
      const within = compose.root.isConnected && (compose.root.contains(root) || root.contains(compose.root));
      if (same || within) return compose;
    }
    return undefined;
  }

  #begin(root: HTMLElement): OpenCompose {
    const compose = new OpenCompose(`compose-${++this.#last}`, root, this.#reading);
    this.#open.set(compose.key, compose);
    return compose;
  }
}

const draftOf = (root: Element): string | undefined => {
  const field = root.querySelector('input[name=draft]');
  return field ? syncMessageId(fieldValue(field)) : undefined;
};

/** What holds a body and the fields of a draft: in a view that is seen, or minimised. */
export function findComposes(finder: Finder): HTMLElement[] {
  const { document } = finder;
  const roots = new Set<HTMLElement>();
  const take = (body: HTMLElement) => {
    const root = finder.around('compose', body, (around) => around.querySelector(fields) !== null || around.matches('[role=dialog]'));
    if (root && isShown(root)) roots.add(root);
  };
  const rich = finder.any('compose body', document, { keep: isOwn });
  for (const body of rich) if (!rich.some((other) => other !== body && other.contains(body))) take(body);
  // Without formatting, where no body with formatting stands in the same window.
  for (const field of finder.any('plain body', document, {
    keep: (one) => isOwn(one) && !one.closest('[name=to], [name=cc], [name=bcc]'),
  })) {
    const window = field.closest('[role=dialog], .M9') ?? field.parentElement;
    if (
      ![...roots].some((root) => root.contains(field) || window?.contains(root)) &&
      finder.around('compose', field)?.querySelector(fields)
    )
      take(field);
  }
  const all = [...roots];
  return all.filter((root) => !all.some((other) => other !== root && root.contains(other)));
}

/** What makes a region a compose: somewhere to write to, or what it is about. */
const fields = 'input[name=draft], input[name=composeid], input[name=subjectbox], [name=to]';

const isOwn = (element: HTMLElement) => !element.closest(`[${ours}]`);

/** A minimised one is hidden within a dialog that is seen. */
const isShown = (root: HTMLElement) =>
  isVisible(root) || [...ancestors(root)].some((around) => around.matches('[role=dialog]') && isVisible(around));

function* ancestors(element: Element): Iterable<Element> {
  for (let at = element.parentElement; at; at = at.parentElement) yield at;
}
