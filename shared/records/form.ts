import * as z from 'zod/mini';
import { formFieldNames } from '../form-fields.ts';
import { idSchema } from '../ids.ts';
import * as field from './fields.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

export const formField = z.strictObject({
  name: z.enum(formFieldNames),
  /** What the visitor reads; null takes the field's own name in the visitor's language. */
  label: field.text(),
  required: z.boolean(),
});

/** A lead form for marketing pages. `key` is publishable: it can submit this form and nothing else. */
export const form = defineRecord({
  type: 'form',
  sight: 'everyone',
  writable: {
    name: field.name(),
    key: z.string().check(z.regex(/^[0-9a-z]{16,64}$/, { error: 'must be 16 to 64 letters and digits' })),
    title: field.text(),
    submit_label: field.text(64),
    fields: z.array(formField).check(z.minLength(1), z.maxLength(formFieldNames.length)),
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
