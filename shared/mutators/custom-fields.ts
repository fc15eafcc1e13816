import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import type { Choice, CustomField } from '../records/index.ts';
import { hasChoices, mostChoices, newChoice, offeredChoices, presentChoice, resourceTypes } from '../records/index.ts';
import { name, resourceType } from '../records/fields.ts';
import { change, changeArgs, create, mutator, newArgs, seen } from './define.ts';
import { requireAdministrator } from './permission.ts';
import { Rejection, wrong } from './rejection.ts';
import type { Tx } from './tx.ts';

/** A new custom field, at the end of its kind. Names are unique among the fields of a type, archived ones included. */
export const createCustomField = mutator(newArgs('custom_field'), (tx, args) => {
  requireAdministrator(tx);
  requireNewName(tx, args.resource_type, args.name, args.id);
  const choices = args.choices ?? [];
  if (choices.length > 0 && !hasChoices(args.type)) throw wrong('choices', 'are for dropdowns and multi-selects');
  checkChoices(choices);
  const position = args.position ?? Math.max(-1, ...siblings(tx, args.resource_type).map((field) => field.position)) + 1;
  const row = create(tx, 'custom_field', { ...args, name: args.name.trim(), position, choices: choices.map(trimmed) });
  checkHolders(row);
});

/** Changes how a field is named and asked for. Its type stays; its choices have mutators of their own. */
export const updateCustomField = mutator(changeArgs('custom_field', 'type', 'resource_type', 'choices'), (tx, args) => {
  requireAdministrator(tx);
  const before = seen(tx, 'custom_field', args.id);
  if (args.name !== undefined) requireNewName(tx, before.resource_type, args.name, args.id);
  checkHolders(change(tx, 'custom_field', { ...args, ...(args.name === undefined ? {} : { name: args.name.trim() }) }));
});

/** Puts the fields of a type in this order; those left out come after, as they were. */
export const reorderCustomFields = mutator(
  z.strictObject({ resource_type: resourceType, ids: z.array(idSchema).check(z.maxLength(1000)) }),
  (tx, { resource_type, ids }) => {
    requireAdministrator(tx);
    const known = siblings(tx, resource_type);
    for (const id of ids)
      if (!known.some((field) => field.id === id)) throw wrong('ids', `name a field that is none of a ${resource_type}`);
    const order = [...new Set([...ids, ...known.map(({ id }) => id)])];
    for (const [position, id] of order.entries()) change(tx, 'custom_field', { id, position });
  },
);

/** Adds choices at the end. A name that is there already is taken up again where it was archived, and else left. */
export const addChoices = mutator(
  z.strictObject({ id: idSchema, choices: z.array(z.strictObject({ id: idSchema, name: name() })).check(z.maxLength(mostChoices)) }),
  (tx, { id, choices: added }) => {
    requireAdministrator(tx);
    const field = choiceField(tx, id);
    const choices = [...field.choices];
    for (const { id: choiceId, name: given } of added) {
      const at = choices.findIndex((one) => one.replaced_by === null && same(one.name, given));
      const known = choices[at];
      if (known) choices[at] = { ...known, archived: false };
      else choices.push(newChoice(choiceId, given));
    }
    setChoices(tx, field, choices);
  },
);

/** Renames a choice for all records that have it, or archives it: they keep it, and nobody is offered it any more. */
export const updateChoice = mutator(
  z.strictObject({ id: idSchema, choice_id: idSchema, name: z.optional(name()), archived: z.optional(z.boolean()) }),
  (tx, { id, choice_id, name: given, archived }) => {
    requireAdministrator(tx);
    const field = choiceField(tx, id);
    requireChoice(field, 'choice_id', choice_id);
    setChoices(
      tx,
      field,
      field.choices.map((one) =>
        one.id === choice_id ? { ...one, name: given?.trim() ?? one.name, archived: archived ?? one.archived } : one,
      ),
    );
  },
);

/** Makes all records that have a choice have another one instead. It cannot be undone. */
export const replaceChoice = mutator(
  z.strictObject({ id: idSchema, choice_id: idSchema, replaced_by: idSchema }),
  (tx, { id, choice_id, replaced_by }) => {
    requireAdministrator(tx);
    const field = choiceField(tx, id);
    requireChoice(field, 'choice_id', choice_id);
    requireChoice(field, 'replaced_by', replaced_by);
    if (presentChoice(field, replaced_by)?.id === choice_id) throw wrong('replaced_by', 'must be another choice');
    setChoices(
      tx,
      field,
      field.choices.map((one) => (one.id === choice_id ? { ...one, replaced_by } : one)),
    );
  },
);

/** Offers the choices in this order; those left out come after, as they were. */
export const reorderChoices = mutator(
  z.strictObject({ id: idSchema, choice_ids: z.array(idSchema).check(z.maxLength(4 * mostChoices)) }),
  (tx, { id, choice_ids }) => {
    requireAdministrator(tx);
    const field = choiceField(tx, id);
    for (const choice of choice_ids) requireChoice(field, 'choice_ids', choice);
    const order = [...new Set([...choice_ids, ...field.choices.map((one) => one.id)])];
    setChoices(
      tx,
      field,
      [...field.choices].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id)),
    );
  },
);

function setChoices(tx: Tx, field: CustomField, choices: Choice[]): void {
  checkChoices(choices);
  change(tx, 'custom_field', { id: field.id, choices });
}

function checkChoices(choices: readonly Choice[]): void {
  const offered = offeredChoices({ choices: [...choices] });
  if (offered.length > mostChoices) throw wrong('choices', `must be at most ${mostChoices} entries`);
  const names = new Set(offered.map((one) => one.name.trim().toLowerCase()));
  if (names.size < offered.length) throw wrong('choices', 'must not name one twice', 'already_exists');
  if (new Set(choices.map(({ id }) => id)).size < choices.length)
    throw wrong('choices', 'must each have an id of its own', 'already_exists');
  for (const { replaced_by } of choices)
    if (replaced_by !== null && !choices.some(({ id }) => id === replaced_by)) throw wrong('choices', 'must be replaced by one another');
}

const trimmed = (choice: Choice): Choice => ({ ...choice, name: choice.name.trim() });
const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

function choiceField(tx: Tx, id: string): CustomField {
  const field = seen(tx, 'custom_field', id);
  if (!hasChoices(field.type)) throw new Rejection('conflict', `${field.name} is no dropdown and no multi-select.`);
  return field;
}

function requireChoice(field: CustomField, path: string, id: string): void {
  const found = field.choices.find((one) => one.id === id);
  if (!found || found.replaced_by !== null) throw wrong(path, 'is no choice of this field');
}

function checkHolders(row: CustomField): void {
  if (row.resource_type === 'contact' && !row.for_contact && !row.for_company)
    throw wrong('for_contact', 'or for_company must be set: the field would be nowhere');
}

function siblings(tx: Tx, type: (typeof resourceTypes)[number]): CustomField[] {
  return tx
    .every('custom_field')
    .filter((field) => field.resource_type === type)
    .sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

function requireNewName(tx: Tx, type: (typeof resourceTypes)[number], given: string, id: string): void {
  if (siblings(tx, type).some((field) => field.id !== id && same(field.name, given)))
    throw wrong('name', `is the name of another field of ${type}s already`, 'already_exists');
}
