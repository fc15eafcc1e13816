/** For tests in the browser: elements and words in whatever shadow root they are. */
import { until } from '../../../components/base/testing/page.ts';

/** All elements below that match. */
export function deep<T extends Element = HTMLElement>(root: Element | ShadowRoot, selector: string): T[] {
  const inner = root instanceof Element && root.shadowRoot ? deep<T>(root.shadowRoot, selector) : [];
  const own = [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches(selector) ? [element as T] : []),
    ...(element.shadowRoot ? deep<T>(element.shadowRoot, selector) : []),
  ]);
  return [...inner, ...own];
}

/** The first element that matches, once it is there. */
export async function found<T extends Element = HTMLElement>(root: Element, selector: string): Promise<T> {
  let element: T | undefined;
  await until(() => (element = deep<T>(root, selector)[0]) !== undefined, selector);
  if (!element) throw new Error(`There is no ${selector}`);
  return element;
}

/** The words that somebody sees, in the order in which they stand. */
export function words(root: Element | ShadowRoot): string {
  const texts: string[] = [];
  const walk = (node: Node): void => {
    if (node instanceof Text) texts.push(node.data);
    else if (node instanceof HTMLSlotElement) node.assignedNodes({ flatten: true }).forEach(walk);
    else if (node instanceof HTMLElement && node.shadowRoot) walk(node.shadowRoot);
    else if (!(node instanceof HTMLStyleElement)) node.childNodes.forEach(walk);
  };
  walk(root instanceof Element && root.shadowRoot ? root.shadowRoot : root);
  return texts.join(' ').replace(/\s+/g, ' ').trim();
}

/** Waits until these words stand in an element. */
export const says = (root: Element, text: string): Promise<void> =>
  until(() => words(root).includes(text), `“${text}” in “${words(root).slice(0, 300)}”`);

/** A button or an item of a menu with this label or these words. */
export function pressable(root: Element, label: string): HTMLElement {
  const button = deep(root, 'crm-button, button, crm-menu-item').find(
    (one) =>
      (one as { label?: string }).label === label ||
      one.getAttribute('aria-label') === label ||
      words(one) === label ||
      one.textContent?.trim() === label,
  );
  if (!button) throw new Error(`There is no button “${label}”`);
  return button;
}
