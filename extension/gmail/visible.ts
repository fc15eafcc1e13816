/**
 * Whether an element is part of what is seen: Gmail keeps views that were open before, hidden by `display: none` somewhere above.
 * Scrolled away counts as visible.
 */
export function isVisible(element: Element): boolean {
  if (!element.isConnected) return false;
  if (typeof element.checkVisibility === 'function') return element.checkVisibility({ visibilityProperty: true });
  const window = element.ownerDocument.defaultView;
  for (let at: Element | null = element; at; at = at.parentElement) {
    const style = window?.getComputedStyle(at);
    if (style?.display === 'none' || (at === element && style?.visibility === 'hidden')) return false;
  }
  return true;
}

/** The nearest element that holds all of them. */
export function commonAncestor(elements: readonly HTMLElement[]): HTMLElement | undefined {
  const [first, ...others] = elements;
  let at = first ?? null;
  while (at && !others.every((other) => at!.contains(other))) at = at.parentElement;
  return at ?? undefined;
}

/** Whether `b` comes after `a` in the document. */
export const follows = (a: Node, b: Node): boolean => (a.compareDocumentPosition(b) & 4) !== 0;

/** An element of the page's own window or of another one's: `instanceof` would know only its own. */
export const isElement = (node: unknown): node is HTMLElement => typeof node === 'object' && node !== null && (node as Node).nodeType === 1;
