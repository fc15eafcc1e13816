import { msg, str } from '@lit/localize';
import type { NativeControl } from './field.ts';

/** What is wrong with a native control, in words that say what to write, in the language of the kit. */
export function problemOf(control: NativeControl): string {
  const { validity } = control;
  if (validity.valid) return '';
  if (validity.valueMissing) {
    if (control instanceof HTMLSelectElement) return msg('Choose one.');
    return control.type === 'checkbox' ? msg('Tick this to go on.') : msg('Fill this in.');
  }
  if (!(control instanceof HTMLInputElement)) return control.validationMessage;
  if (validity.typeMismatch && control.type === 'email') return msg('Write an e-mail address such as name@example.com.');
  if (validity.typeMismatch && control.type === 'url') return msg('Write an address such as https://example.com.');
  if (validity.badInput) return control.type === 'number' ? msg('Write a number.') : msg('Write a date that exists.');
  const { min, max, minLength } = control;
  if (validity.rangeUnderflow) return msg(str`Must be ${min} or more.`);
  if (validity.rangeOverflow) return msg(str`Must be ${max} or less.`);
  if (validity.stepMismatch && control.step === '1') return msg('Write a whole number.');
  if (validity.tooShort) return msg(str`Write at least ${minLength} characters.`);
  return control.validationMessage;
}
