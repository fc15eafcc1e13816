import { keepsItsDigits, webAddressPattern } from './custom-rules.ts';
import { isCalendarDate } from './days.ts';
import { emailPattern } from './email.ts';

/** Without any library: what a lead form loads on a marketing page is counted. */

/** The fields of a lead that a visitor can fill in. */
export const formFieldNames = [
  'first_name',
  'last_name',
  'organization_name',
  'title',
  'email',
  'phone',
  'mobile',
  'website',
  'industry',
  'description',
  'city',
  'country',
] as const;
export type FormFieldName = (typeof formFieldNames)[number];

/** How a page asks: by an input of this type, a box of several lines, a box to tick, a list, boxes to tick, parts of an address. */
export type FormInputType = 'text' | 'email' | 'tel' | 'url' | 'lines' | 'number' | 'date' | 'box' | 'list' | 'boxes' | 'address';

interface FormInput {
  type: FormInputType;
  /** What browsers fill in (HTML, section 4.10.18.7). */
  autocomplete: string;
  /** In UTF-16 code units, as `maxlength` counts. */
  longest: number;
}

/** How a page asks for each field of a lead. */
const formInputs: Readonly<Record<FormFieldName, FormInput>> = {
  first_name: { type: 'text', autocomplete: 'given-name', longest: 255 },
  last_name: { type: 'text', autocomplete: 'family-name', longest: 255 },
  organization_name: { type: 'text', autocomplete: 'organization', longest: 255 },
  title: { type: 'text', autocomplete: 'organization-title', longest: 255 },
  email: { type: 'email', autocomplete: 'email', longest: 254 },
  phone: { type: 'tel', autocomplete: 'tel', longest: 64 },
  mobile: { type: 'tel', autocomplete: 'tel', longest: 64 },
  website: { type: 'url', autocomplete: 'url', longest: 255 },
  industry: { type: 'text', autocomplete: 'off', longest: 255 },
  description: { type: 'lines', autocomplete: 'off', longest: 20_000 },
  city: { type: 'text', autocomplete: 'address-level2', longest: 255 },
  country: { type: 'text', autocomplete: 'country-name', longest: 255 },
};

/** A field as a form asks for it by now. */
export interface AskedField {
  /** One of `formFieldNames`, or `custom_fields.ID`. */
  name: string;
  /** What the visitor reads; null takes the field's own name in the visitor's language. */
  label: string | null;
  required: boolean;
  /** Of custom fields; how a field of a lead is asked for follows from its name. */
  type?: FormInputType;
  longest?: number;
  choices?: { id: string; name: string }[];
}

/** How a page asks for a field; for one that only a newer server knows, as for a line of text. */
export const inputOf = ({ name, type = 'text', longest = 255 }: Pick<AskedField, 'name' | 'type' | 'longest'>): FormInput =>
  (formInputs as Record<string, FormInput | undefined>)[name] ?? { type, autocomplete: 'off', longest };

/** The parts of an address, as they are asked for: each is `NAME.PART` among what is written. */
export const addressParts = {
  line1: 'address-line1',
  postal_code: 'postal-code',
  city: 'address-level2',
  state: 'address-level1',
  country: 'country-name',
};
export type AddressPart = keyof typeof addressParts;
export const addressPartNames = Object.keys(addressParts) as AddressPart[];
export const longestPart = (part: AddressPart): number => (part === 'postal_code' ? 32 : 255);

/** What is written in a form, by the names of its inputs: several where several boxes of one name are ticked. */
export type FormValues = Readonly<Record<string, string | readonly string[] | undefined>>;

export const writtenText = (value: FormValues[string]): string => (typeof value === 'object' ? value.at(-1) : value)?.trim() ?? '';
export const writtenList = (value: FormValues[string]): string[] => [value ?? []].flat().filter((one) => one !== '');

/** What is wrong with what is written in a field. The server goes by the same rules, and knows the choices too. */
export function problemOf(field: AskedField, values: FormValues): 'missing' | 'incorrect_value' | 'too_long' | undefined {
  const { name, required } = field;
  const { type, longest } = inputOf(field);
  if (isUnwritten(field, values)) return required ? 'missing' : undefined;
  if (type === 'address')
    return addressPartNames.some((part) => writtenText(values[`${name}.${part}`]).length > longestPart(part)) ? 'too_long' : undefined;
  if (type === 'box' || type === 'boxes' || type === 'list') return undefined;
  const text = writtenText(values[name]);
  if (text.length > longest) return 'too_long';
  const right =
    type === 'email'
      ? emailPattern.test(text)
      : type === 'number'
        ? Number.isFinite(Number(text)) && keepsItsDigits(Number(text))
        : type === 'date'
          ? isCalendarDate(text)
          : // What a lead has for a website is kept as it is written.
            type !== 'url' || name === 'website' || webAddressPattern.test(text);
  return right ? undefined : 'incorrect_value';
}

/** Whether nothing is written in a field. */
export function isUnwritten(field: AskedField, values: FormValues): boolean {
  const { name } = field;
  const { type } = inputOf(field);
  if (type === 'address') return addressPartNames.every((part) => writtenText(values[`${name}.${part}`]) === '');
  if (type === 'boxes') return writtenList(values[name]).length === 0;
  return writtenText(values[name]) === '' || (type === 'box' && values[name] === 'false');
}

/** The trap for programs that fill in everything: people do not see it. */
export const trapName = 'homepage_url';

export const utmNames = ['source', 'medium', 'campaign', 'term', 'content'] as const;
export type Utm = Record<(typeof utmNames)[number], string | null>;

/** What a campaign's link says of itself, by a way to read its `utm_…` parameters; null where it says nothing. */
export function utmOf(read: (name: string) => string | null | undefined): Utm | null {
  const utm = Object.fromEntries(utmNames.map((name) => [name, read(`utm_${name}`)?.slice(0, 255) || null])) as Utm;
  return Object.values(utm).some((value) => value !== null) ? utm : null;
}
