import * as z from 'zod/mini';
import type { AskedField } from '../form-fields.ts';
import { formFieldNames } from '../form-fields.ts';
import type { Id } from '../ids.ts';
import { idSchema } from '../ids.ts';
import type { CustomField, CustomFieldType } from './custom-field.ts';
import { hasChoices, offeredChoices } from './custom-field.ts';
import * as field from './fields.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

/** Fields that a form can ask for at once. */
const mostFields = 100;

const customName = z
  .string()
  .check(z.regex(/^custom_fields\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { error: 'must be a field of leads, or custom_fields.ID' }));

export const formField = z.strictObject({
  /** A field of a lead, or one of its custom fields: `custom_fields.ID`. */
  name: z.union([z.enum(formFieldNames), customName]),
  /** What the visitor reads; null takes the field's own name, in the visitor's language where it is none of the workspace's own. */
  label: field.text(),
  required: z.boolean(),
});
export type FormField = z.infer<typeof formField>;

/** A lead form for marketing pages. `key` is publishable: it can submit this form and nothing else. */
export const form = defineRecord({
  type: 'form',
  sight: 'everyone',
  writable: {
    name: field.name(),
    key: z.string().check(z.regex(/^[0-9a-z]{16,64}$/, { error: 'must be 16 to 64 letters and digits' })),
    title: field.text(),
    submit_label: field.text(64),
    fields: z.array(formField).check(z.minLength(1), z.maxLength(mostFields)),
    consent_text: field.text(2000),
    thanks_message: field.text(2000),
    /** Where the visitor goes afterwards, instead of the message. */
    thanks_url: z.nullable(z.string().check(z.maxLength(2048), z.regex(/^https?:\/\/\S+$/, { error: 'must be an http or https address' }))),
    /** Who gets the leads, in turn. */
    owner_ids: z.array(idSchema).check(z.minLength(1), z.maxLength(200)),
    source_id: field.reference,
    tags: field.tags,
    /** Web origins (`https://example.com`) whose pages may show it; empty is any. */
    allowed_origins: z
      .array(z.string().check(z.regex(/^https?:\/\/[^/\s]+$/, { error: 'must be an origin such as https://example.com' })))
      .check(z.maxLength(100)),
    disabled: z.boolean(),
  },
  derived: { submission_count: z.int() },
  defaults: {
    title: null,
    submit_label: null,
    consent_text: null,
    thanks_message: null,
    thanks_url: null,
    source_id: null,
    tags: [],
    allowed_origins: [],
    disabled: false,
  },
  initial: { submission_count: 0 },
  indexes: [],
});
export type Form = RowOf<typeof form>;

const customPrefix = 'custom_fields.';

/** The name of a custom field in a form, and the id of the custom field that a name in a form is of. */
export const formNameOf = ({ id }: { id: Id }): string => customPrefix + id;
export const customIdOf = (name: string): Id | undefined => (name.startsWith(customPrefix) ? name.slice(customPrefix.length) : undefined);

const customInputs: Record<CustomFieldType, Pick<AskedField, 'type' | 'longest'>> = {
  string: { type: 'text' },
  text: { type: 'lines', longest: 20_000 },
  number: { type: 'number' },
  bool: { type: 'box' },
  list: { type: 'list' },
  multi_select_list: { type: 'boxes' },
  date: { type: 'date' },
  email: { type: 'email', longest: 254 },
  phone: { type: 'tel', longest: 64 },
  address: { type: 'address' },
  url: { type: 'url', longest: 2048 },
};

/** A custom field as a form asks for it. */
export const askedCustomField = (definition: CustomField, { name, label, required }: FormField): AskedField => ({
  name,
  label: label ?? definition.name,
  required,
  ...customInputs[definition.type],
  ...(hasChoices(definition.type) ? { choices: offeredChoices(definition).map(({ id, name: choice }) => ({ id, name: choice })) } : {}),
});

/** What a form asks by now: its custom fields that are archived, or are none of leads any more, are left out. */
export function askedFields({ fields }: Pick<Form, 'fields'>, customFields: readonly CustomField[]): AskedField[] {
  return fields.flatMap((asked): AskedField[] => {
    const id = customIdOf(asked.name);
    if (id === undefined) return [asked];
    const definition = customFields.find((one) => one.id === id);
    return definition?.resource_type === 'lead' && !definition.archived ? [askedCustomField(definition, asked)] : [];
  });
}
