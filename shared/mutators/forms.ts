import * as z from 'zod/mini';
import { addressPartNames, formFieldNames } from '../form-fields.ts';
import { idSchema } from '../ids.ts';
import { customIdOf, isAdministrator, mostChoices } from '../records/index.ts';
import type { Form } from '../records/index.ts';
import { text } from '../records/fields.ts';
import { utmSchema } from '../records/lead.ts';
import { change, changeArgs, create, idArgs, mutator, newArgs, seen } from './define.ts';
import { writtenValues } from './form-values.ts';
import { newStatus } from './leads.ts';
import { activeUser, requireAdministrator } from './permission.ts';
import { checkReference } from './references.ts';
import { Rejection, notFound, wrong } from './rejection.ts';
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

const part = addressPartNames.join('|');
const customInput = new RegExp(`^custom_fields\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\\.(${part}))?$`);
const isInputName = (name: string): boolean => (formFieldNames as readonly string[]).includes(name) || customInput.test(name);

/** What is written in a form, by the names of its inputs: `email`, `custom_fields.ID`, `custom_fields.ID.city`. */
export const formValues = z.record(
  z.string().check(z.refine(isInputName, { error: 'is not a known field' })),
  z.union([z.string().check(z.maxLength(20_000)), z.array(z.string().check(z.maxLength(255))).check(z.maxLength(mostChoices))]),
);

/**
 * A visitor's submission makes a lead, owned by the form's people in turn. `lead_id` is made by the visitor's browser, so
 * that the same submission sent again makes nothing new.
 */
export const submitForm = mutator(
  z.strictObject({
    form_id: idSchema,
    lead_id: idSchema,
    values: formValues,
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
    const { fields: written, custom_fields } = writtenValues(tx, form, args.values, args.consent);
    const { city = null, country = null, ...fields } = written;
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
        custom_fields,
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
  const before = tx.find('form', id)?.fields ?? [];
  for (const [at, { name }] of (args.fields ?? []).entries()) {
    const custom = customIdOf(name);
    // What has been archived since stays where it is, to be asked again when it is brought back.
    if (custom === undefined || before.some((field) => field.name === name)) continue;
    const definition = tx.find('custom_field', custom);
    if (definition?.resource_type !== 'lead') throw wrong(`fields.${at}.name`, 'is no custom field of leads');
    if (definition.archived) throw wrong(`fields.${at}.name`, 'is archived');
  }
}
