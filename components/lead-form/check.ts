import type { FormValues } from '../../shared/form-fields.ts';
import { isUnwritten, problemOf } from '../../shared/form-fields.ts';
import type { Definition } from './definition.ts';

/**
 * What is wrong with the values, by field and as codes; `consent` where the box is not ticked.
 * @param unread whether what stands in a field cannot be read at all
 */
export function codesOf(
  { fields, consent_text }: Definition,
  values: FormValues,
  consent: boolean,
  unread: (name: string) => boolean,
): Record<string, string> {
  const codes: Record<string, string> = {};
  for (const field of fields) {
    const code = unread(field.name) ? 'incorrect_value' : problemOf(field, values);
    if (code) codes[field.name] = code;
  }
  const [first] = fields;
  if (first && Object.keys(codes).length === 0 && fields.every((field) => isUnwritten(field, values))) codes[first.name] = 'missing';
  if (consent_text && !consent) codes['consent'] = 'missing';
  return codes;
}
