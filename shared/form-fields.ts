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

interface FormInput {
  type: 'text' | 'email' | 'tel' | 'url' | 'lines';
  /** What browsers fill in (HTML, section 4.10.18.7). */
  autocomplete: string;
  /** In UTF-16 code units, as `maxlength` counts. */
  longest: number;
}

/** How a page asks for each field. */
export const formInputs: Readonly<Record<FormFieldName, FormInput>> = {
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

/** The trap for programs that fill in everything: people do not see it. */
export const trapName = 'homepage_url';

export const utmNames = ['source', 'medium', 'campaign', 'term', 'content'] as const;
export type Utm = Record<(typeof utmNames)[number], string | null>;

/** What a campaign's link says of itself, by a way to read its `utm_…` parameters; null where it says nothing. */
export function utmOf(read: (name: string) => string | null | undefined): Utm | null {
  const utm = Object.fromEntries(utmNames.map((name) => [name, read(`utm_${name}`)?.slice(0, 255) || null])) as Utm;
  return Object.values(utm).some((value) => value !== null) ? utm : null;
}
