/** For tests of settings: what people do with their controls. */
export type Control = HTMLElement & { value: string };

/** What an element has drawn. */
export const root = (element: Element): ShadowRoot => {
  if (!element.shadowRoot) throw new Error('It has no shadow root.');
  return element.shadowRoot;
};

export function write(field: Control, value: string): void {
  field.value = value;
  field.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
}

/** Presses the button or the item of a menu with these words. */
export function press(root: ParentNode, words: string): void {
  const found = [...root.querySelectorAll<HTMLElement>('crm-button, crm-menu-item')].find(
    (one) => one.textContent?.trim() === words || one.getAttribute('label') === words,
  );
  if (!found) throw new Error(`There is no “${words}”`);
  found.click();
}
