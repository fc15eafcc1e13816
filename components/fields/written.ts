import type { Written } from './custom-control.ts';

/** A control with a name, as forms in dialogs have them. */
export type Control = HTMLElement & {
  value: string;
  checked?: boolean;
  error: string;
  updateComplete?: Promise<unknown>;
  reportValidity?: () => boolean;
};

const controlsIn = (form: ParentNode): Control[] => [...form.querySelectorAll<Control>('[name]')];

/** What stands in the controls of a form, by their names. */
export const writtenIn = (form: ParentNode): Written =>
  Object.fromEntries(controlsIn(form).map((control) => [control.getAttribute('name') ?? '', written(control)]));

const written = ({ checked, value }: Control): string => (checked === undefined ? value.trim() : checked ? 'on' : '');

/** Whether every control has what it asks for; those that have not say so, and the first of them gets the focus. */
export async function isSound(form: ParentNode): Promise<boolean> {
  const controls = controlsIn(form);
  // What was refused before may be right by now.
  await Promise.all(controls.map(({ updateComplete }) => updateComplete));
  const [first] = controls.filter((control) => control.reportValidity?.() === false);
  first?.focus();
  return first === undefined;
}
