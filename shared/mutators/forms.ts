import * as z from 'zod/mini';
import { emailPattern } from '../email.ts';
import { formFieldNames, formInputs } from '../form-fields.ts';
import type { FormFieldName } from '../form-fields.ts';
import { idSchema } from '../ids.ts';
import { isAdministrator } from '../records/index.ts';
import type { Form } from '../records/index.ts';
import { text } from '../records/fields.ts';
import { utmSchema } from '../records/lead.ts';
import { change, changeArgs, create, idArgs, mutator, newArgs, seen } from './define.ts';
import { newStatus } from './leads.ts';
import { activeUser, requireAdministrator } from './permission.ts';
import { checkReference } from './references.ts';
import type { FieldProblems } from './rejection.ts';
import { Rejection, notFound } from './rejection.ts';
import { ensureTags } from './tags.ts';
import type { Tx } from './tx.ts';

export const createForm = mutator(newArgs('form'), (tx, args) => {
  requireAdministrator(tx);
  checkForm(tx, args.id, args);
  create(tx, 'form', { ...args, tags: ensureTags(tx, 'lead', args.tags) });
});

export const updateForm = mutator(changeArgs('form'), (tx, args) => {
  requireAdministrator(tx);
  seen(tx, 'form', args.id);
  checkForm(tx, args.id, args);
  change(tx, 'form', { ...args, tags: ensureTags(tx, 'lead', args.tags) });
});

export const deleteForm = mutator(idArgs, (tx, { id }) => {
  requireAdministrator(tx);
  seen(tx, 'form', id);
  tx.remove('form', id);
});

/**
 * A visitor's submission makes a lead, owned by the form's people in turn. `lead_id` is made by the visitor's browser, so
 * that the same submission sent again makes nothing new.
 */
export const submitForm = mutator(
  z.strictObject({
    form_id: idSchema,
    lead_id: idSchema,
    values: z.partialRecord(z.enum(formFieldNames), z.string().check(z.maxLength(20_000))),
    consent: z.boolean(),
    referrer: text(2048),
    utm: z.nullable(utmSchema),
  }),
  (tx, args) => {
    const form = tx.find('form', args.form_id);
    if (tx.person || !form || form.disabled) throw notFound('form');
    const known = tx.find('lead', args.lead_id);
    if (known) {
      if (known.form_id === form.id) return;
      throw new Rejection('conflict', 'This submission id is taken.');
    }
    const values = checkedValues(form, args.values, args.consent);
    const { city = null, country = null, ...fields } = values;
    const address = city || country ? { line1: null, city, postal_code: null, state: null, country } : null;
    create(
      tx,
      'lead',
      {
        id: args.lead_id,
        owner_id: nextOwner(tx, form),
        status_id: newStatus(tx),
        source_id: form.source_id,
        tags: form.tags,
        address,
        ...fields,
        // A lead needs a last name or an organization; a form may ask for neither.
        last_name: fields.last_name ?? (fields.organization_name ? null : (fields.first_name ?? fields.email ?? fields.phone ?? '?')),
      },
      {
        form_id: form.id,
        referrer: args.referrer,
        utm: args.utm,
        consent_text: args.consent ? form.consent_text : null,
        consent_at: args.consent && form.consent_text ? tx.now : null,
        last_activity_at: tx.now,
      },
    );
    tx.put('form', { ...form, submission_count: form.submission_count + 1 });
  },
);

// What is pasted may bring them; nobody has typed them, and no record keeps them.
// eslint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** The values of the form's own fields, trimmed, blank ones as none. */
function checkedValues(
  form: Form,
  given: Partial<Record<FormFieldName, string>>,
  consent: boolean,
): Partial<Record<FormFieldName, string | null>> {
  const problems: FieldProblems = {};
  const values: Partial<Record<FormFieldName, string | null>> = {};
  for (const { name, required } of form.fields) {
    const value = given[name]?.replace(controls, '').trim() ?? '';
    values[name] = value === '' ? null : value;
    if (required && value === '') problems[name] = { code: 'missing', message: 'is missing' };
    else if (name === 'email' && value !== '' && !emailPattern.test(value))
      problems[name] = { code: 'incorrect_value', message: 'must be an e-mail address' };
    else if (value.length > formInputs[name].longest)
      problems[name] = { code: 'too_long', message: `must be at most ${formInputs[name].longest} characters` };
  }
  if (form.consent_text && !consent) problems['consent'] = { code: 'missing', message: 'is missing' };
  if (Object.values(values).every((value) => value === null) && Object.keys(problems).length === 0)
    problems[form.fields[0]?.name ?? 'values'] = { code: 'missing', message: 'is missing' };
  if (Object.keys(problems).length > 0) throw new Rejection('invalid', 'The form is not filled in rightly.', problems);
  return values;
}

/** Whose turn it is, among those still active; an administrator where none of them is. */
function nextOwner(tx: Tx, form: Form): string {
  const users = tx.every('user').filter((user) => user.status === 'active');
  const turn = form.owner_ids.filter((id) => users.some((user) => user.id === id));
  const owner = turn[form.submission_count % Math.max(turn.length, 1)] ?? users.find(isAdministrator)?.id;
  if (owner === undefined) throw new Rejection('conflict', 'Nobody is there to take the lead.');
  return owner;
}

function checkForm(tx: Tx, id: string, args: Partial<Form>): void {
  for (const owner of args.owner_ids ?? []) activeUser(tx, 'owner_ids', owner);
  checkReference(tx, 'source_id', 'source', args.source_id);
  if (args.key !== undefined && tx.every('form').some((form) => form.id !== id && form.key === args.key))
    throw new Rejection('invalid', 'The key is taken.', { key: { code: 'already_exists', message: 'is taken' } });
  const names = args.fields?.map((field) => field.name) ?? [];
  if (new Set(names).size !== names.length)
    throw new Rejection('invalid', 'A field stands twice in the form.', {
      fields: { code: 'incorrect_value', message: 'must name each field once' },
    });
}
