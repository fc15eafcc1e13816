/** For tests in the browser: controls of a panel's parts, by what people see. */
import { settled } from '../base/testing/page.ts';

export type Control = HTMLElement & { value: string; error: string };

/** A part of a panel, by its tag. */
export function part(panel: Element, tag: string): HTMLElement & { shadowRoot: ShadowRoot } {
  const found = panel.shadowRoot?.querySelector<HTMLElement>(tag);
  if (!found?.shadowRoot) throw new Error(`The panel has no <${tag}>`);
  return found as HTMLElement & { shadowRoot: ShadowRoot };
}

/** Opens the editor of a field and gives its first control. */
export async function edit(panel: Element, field: string): Promise<Control> {
  const { shadowRoot } = part(panel, 'crm-record-fields');
  const value = shadowRoot.querySelector<HTMLElement>(`button[data-field="${field}"]`);
  if (!value) throw new Error(`There is no field ${field}`);
  value.click();
  await settled(panel.shadowRoot ?? panel);
  const control = shadowRoot.querySelector<Control>('.editor :is(crm-input, crm-select, crm-combobox, crm-several, crm-textarea)');
  if (!control) throw new Error(`The field ${field} has no editor`);
  return control;
}

/** Gives a control a value as a person does: written, then left. */
export function write(control: Control, value: string): void {
  control.value = value;
  control.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
}

/** The words of a field's value. */
export const said = (panel: Element, field: string): string =>
  part(panel, 'crm-record-fields').shadowRoot.querySelector(`[data-field="${field}"]`)?.textContent.trim() ?? '';

/** Presses the button of a part that has this label or these words. */
export function press(root: ParentNode, words: string): void {
  const found = [...root.querySelectorAll<HTMLElement>('crm-button, button')].find(
    (button) =>
      (button as { label?: string }).label === words || button.getAttribute('aria-label') === words || button.textContent.trim() === words,
  );
  if (!found) throw new Error(`There is no button “${words}”`);
  found.click();
}
