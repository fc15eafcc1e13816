import { formWords } from '../../../../shared/form-words.ts';
import type { Form, Writable } from '../../../../shared/records/index.ts';
import { language } from '../../../../components/base/localisation/index.ts';

/** A form as it is written, before it is saved. */
export type Draft = Writable<'form'>;

/** Publishable, and long enough that nobody guesses it. */
export function newFormKey(): string {
  const letters = '0123456789abcdefghijklmnopqrstuvwxyz';
  // 252 is 7 × 36: a byte above it would make some letters likelier than others.
  const bytes = [...crypto.getRandomValues(new Uint8Array(64))].filter((byte) => byte < 252);
  return Array.from(bytes.slice(0, 20), (byte) => letters[byte % 36]).join('');
}

/** What most pages ask; its leads go to whoever makes it. */
export const newDraft = (owner: string): Draft => ({
  name: '',
  key: newFormKey(),
  title: null,
  submit_label: null,
  fields: [
    { name: 'first_name', label: null, required: false },
    { name: 'last_name', label: null, required: true },
    { name: 'email', label: null, required: true },
    { name: 'organization_name', label: null, required: false },
    { name: 'description', label: null, required: false },
  ],
  consent_text: null,
  thanks_message: null,
  thanks_url: null,
  owner_ids: [owner],
  source_id: null,
  tags: [],
  allowed_origins: [],
  disabled: false,
});

export function draftOf(form: Form): Draft {
  const { name, key, title, submit_label, fields, consent_text, thanks_message, thanks_url, ...more } = form;
  const { owner_ids, source_id, tags, allowed_origins, disabled } = more;
  const words = { name, key, title, submit_label, fields, consent_text, thanks_message, thanks_url };
  return { ...words, owner_ids, source_id, tags, allowed_origins, disabled };
}

const tidyText = (text: string | null): string | null => text?.trim() || null;

/** Without white space around what was typed, and what is blank as none. */
export const tidied = (draft: Draft): Draft => ({
  ...draft,
  name: draft.name.trim(),
  title: tidyText(draft.title),
  submit_label: tidyText(draft.submit_label),
  consent_text: tidyText(draft.consent_text),
  thanks_message: tidyText(draft.thanks_message),
  thanks_url: tidyText(draft.thanks_url),
  fields: draft.fields.map((field) => ({ ...field, label: tidyText(field.label) })),
});

/** What has been changed: the rest is left to whoever else changes the form meanwhile. */
export function changesOf(before: Draft, after: Draft): Partial<Draft> {
  const changed = Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Draft]));
  return Object.fromEntries(changed);
}

/** What a field of a lead is called on a page in the language of the app. */
export const visitorsName = (name: string): string => (formWords[language()] as Partial<Record<string, string>>)[name] ?? name;
