import { v5 } from 'uuid';
import * as z from 'zod/mini';
import type { AskedField, FormValues } from '../../shared/form-fields.ts';
import { addressPartNames, inputOf, trapName, utmOf, writtenText } from '../../shared/form-fields.ts';
import { idSchema } from '../../shared/ids.ts';
import { formValues } from '../../shared/mutators/forms.ts';
import type { FieldProblems } from '../../shared/mutators/index.ts';
import { Rejection } from '../../shared/mutators/index.ts';
import type { Form } from '../../shared/records/index.ts';
import { utmSchema } from '../../shared/records/lead.ts';
import type { Workspace } from '../workspace/index.ts';

/** What the element sends. */
export const submissionSchema = z.strictObject({
  /** Made by the visitor's browser: the same submission sent again makes nothing new. */
  id: idSchema,
  ticket: z.string().check(z.maxLength(128)),
  values: formValues,
  consent: z.boolean(),
  referrer: z.nullable(z.string().check(z.maxLength(2048))),
  utm: z.nullable(utmSchema),
  [trapName]: z.optional(z.string().check(z.maxLength(2048))),
});
export type Submission = z.infer<typeof submissionSchema>;

/** Less time than this between seeing a form and sending it is no person's. */
export const leastMilliseconds = 1500;

/** Makes the lead. Gives what is wrong with the fields, or nothing. */
export async function submit(workspace: Workspace, form: Form, submission: Submission): Promise<FieldProblems | undefined> {
  const { id, values, consent, referrer, utm } = submission;
  try {
    await workspace.mutate({ kind: 'system', name: 'form' }, [
      { name: 'submitForm', args: { form_id: form.id, lead_id: id, values, consent, referrer, utm } },
    ]);
    return undefined;
  } catch (error) {
    if (error instanceof Rejection && error.code === 'invalid' && error.fields) return error.fields;
    throw error;
  }
}

/**
 * A plain form's fields as a submission. Without an id of its own, the same words sent on the same day are the same.
 * @param referrer the address of the page that the form stands on
 */
export function plainSubmission(
  form: Form,
  asked: readonly AskedField[],
  fields: FormValues,
  referrer: string | null,
  day: string,
): Submission {
  const values: Submission['values'] = {};
  for (const field of asked)
    for (const name of inputNames(field)) {
      const value = fields[name];
      if (value !== undefined) values[name] = typeof value === 'string' ? value : [...value];
    }
  const given = idSchema.safeParse(fields['_id']);
  const read = (name: string) => writtenText(fields[name]);
  return {
    id: given.success ? given.data : v5(JSON.stringify([day, values]), form.id),
    ticket: read('_ticket').slice(0, 128),
    values,
    consent: fields['consent'] !== undefined,
    referrer: (read('_referrer') || referrer)?.slice(0, 2048) ?? null,
    utm: utmOf(read),
    [trapName]: read(trapName),
  };
}

/** The names of a field's inputs: an address has one for each part. */
const inputNames = (field: AskedField): string[] =>
  inputOf(field).type === 'address' ? addressPartNames.map((part) => `${field.name}.${part}`) : [field.name];

/** What a page without script hands on with the submission, so that it is not lost when the page comes back with problems. */
export function carriedFields({
  id,
  ticket,
  referrer,
  utm,
}: Pick<Submission, 'id' | 'ticket' | 'referrer' | 'utm'>): Record<string, string> {
  const marks = Object.entries(utm ?? {}).flatMap(([name, value]) => (value ? [[`utm_${name}`, value]] : []));
  return { _id: id, _ticket: ticket, ...(referrer ? { _referrer: referrer } : {}), ...Object.fromEntries(marks) };
}
