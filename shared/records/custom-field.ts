import * as z from 'zod/mini';
import type { Id } from '../ids.ts';
import { idSchema } from '../ids.ts';
import * as field from './fields.ts';
import type { RowOf } from './record.ts';
import { defineRecord } from './record.ts';

/**
 * Kinds of custom fields, by the names of the Sell API: single line, paragraph, number, checkbox, dropdown, multi-select,
 * date, e-mail, phone, address, URL.
 */
export const customFieldTypes = [
  'string',
  'text',
  'number',
  'bool',
  'list',
  'multi_select_list',
  'date',
  'email',
  'phone',
  'address',
  'url',
] as const;
export type CustomFieldType = (typeof customFieldTypes)[number];

/** Choices that a field may offer at once. */
export const mostChoices = 500;

/**
 * A choice of a dropdown or a multi-select. None is ever removed, since records hold it: one that is archived is kept by
 * the records that have it and offered no more; one that is replaced counts as the other from then on.
 */
const choice = z.strictObject({
  id: idSchema,
  name: field.name(),
  archived: z.boolean(),
  replaced_by: z.nullable(idSchema),
});
export type Choice = z.infer<typeof choice>;

export const newChoice = (id: Id, name: string): Choice => ({ id, name: name.trim(), archived: false, replaced_by: null });

/** A field that a workspace has added to its leads, contacts or deals. Its type is fixed at creation. */
export const customField = defineRecord({
  type: 'custom_field',
  sight: 'everyone',
  writable: {
    resource_type: field.resourceType,
    name: field.name(128),
    type: z.enum(customFieldTypes),
    /** People must fill it in when they make a record, and cannot empty it. */
    required: z.boolean(),
    /** Of contacts: for persons, for organizations, or for both. */
    for_contact: z.boolean(),
    for_company: z.boolean(),
    position: field.position,
    /** Shown nowhere but in settings; records keep what they have in it. */
    archived: z.boolean(),
    choices: z.array(choice).check(z.maxLength(4 * mostChoices)),
  },
  derived: {},
  defaults: { required: false, for_contact: true, for_company: true, position: 0, archived: false, choices: [] },
  initial: {},
  indexes: [],
});
export type CustomField = RowOf<typeof customField>;

export const hasChoices = (type: CustomFieldType): boolean => type === 'list' || type === 'multi_select_list';

/** The choices that can be chosen, in their order. */
export const offeredChoices = (definition: Pick<CustomField, 'choices'>): Choice[] =>
  definition.choices.filter(({ archived, replaced_by }) => !archived && replaced_by === null);

/** The choice that stands for this one by now: itself, or what has replaced it. Undefined for an unknown one. */
export function presentChoice(definition: Pick<CustomField, 'choices'>, id: Id): Choice | undefined {
  let found = definition.choices.find((one) => one.id === id);
  for (let steps = 0; found?.replaced_by != null && steps < definition.choices.length; steps++) {
    const next: Id = found.replaced_by;
    found = definition.choices.find((one) => one.id === next);
  }
  return found;
}

/** Whether a custom field belongs to a record: its type's, and of contacts to persons, organizations or both. */
export function isFieldOf(
  definition: Pick<CustomField, 'resource_type' | 'for_contact' | 'for_company'>,
  type: field.ResourceType,
  isOrganization = false,
): boolean {
  return definition.resource_type === type && (type !== 'contact' || (isOrganization ? definition.for_company : definition.for_contact));
}
