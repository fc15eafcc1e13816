import type { Mark } from '../messages.ts';
import { colours, darken, element, icon, shadow } from './draw.ts';

const signs = { sent: 'check', opened: 'check-check', 'not-counted': 'shield-question-mark', 'never-logged': 'eye-off' } as const;

const styles = `${colours}
:host { display: inline-flex; vertical-align: middle; margin-inline-end: 6px; max-inline-size: 100%; }
.mark { display: inline-flex; align-items: center; gap: 4px; color: var(--muted); font-weight: 400; font-variant-numeric: tabular-nums; white-space: nowrap; }
.mark.opened { color: var(--accent-text); }
`;

/** The element of a mark: it says the whole sentence to whoever cannot see it, and on hover. */
export function markElement(document: Document, mark: Mark, dark: boolean): HTMLElement {
  const host = element(document, 'span', { title: mark.text });
  const root = shadow(host, styles);
  const line = element(document, 'span', { class: `mark ${mark.sign}` });
  line.append(icon(document, signs[mark.sign]));
  if (mark.label !== '') line.append(element(document, 'span', { 'aria-hidden': 'true' }, mark.label));
  root.append(line, element(document, 'span', { class: 'sr' }, mark.text));
  darken(host, dark);
  return host;
}

interface Place {
  key: string;
  mark: (element: HTMLElement | undefined) => boolean;
}

/** Keeps the marks of some places as they should be: what has not changed is not made anew. */
export class Marks {
  readonly #document: Document;
  readonly #made = new Map<string, { words: string; element: HTMLElement }>();

  constructor(document: Document) {
    this.#document = document;
  }

  show(places: readonly Place[], marks: Readonly<Record<string, Mark>>, dark: boolean): void {
    const present = new Set<string>();
    for (const { key, mark } of places) {
      const wanted = marks[key];
      const made = this.#made.get(key);
      if (!wanted) {
        if (made) mark(undefined);
        this.#made.delete(key);
        continue;
      }
      present.add(key);
      const words = JSON.stringify(wanted);
      const standing = made?.words === words ? made.element : markElement(this.#document, wanted, dark);
      darken(standing, dark);
      this.#made.set(key, { words, element: standing });
      mark(standing);
    }
    // What is not on the page any more is made again when it comes back.
    for (const [key, { element: gone }] of this.#made)
      if (!present.has(key)) {
        gone.remove();
        this.#made.delete(key);
      }
  }

  clear(): void {
    for (const { element: standing } of this.#made.values()) standing.remove();
    this.#made.clear();
  }
}
