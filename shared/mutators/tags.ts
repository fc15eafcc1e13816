import * as z from 'zod/mini';
import type { Filter } from '../filters/filter.ts';
import { idSchema } from '../ids.ts';
import { mostTags, name } from '../records/fields.ts';
import type { New, ResourceType, Tag } from '../records/index.ts';
import { create, idArgs, mutator, newArgs, seen } from './define.ts';
import { requireAdministrator } from './permission.ts';
import { wrong } from './rejection.ts';
import type { Tx } from './tx.ts';

export const createTag = mutator(newArgs('tag'), (tx, args) => {
  requireAdministrator(tx);
  const tag = { ...args, name: args.name.trim() };
  requireNewName(tx, tag);
  create(tx, 'tag', tag);
});

/** Renames a tag wherever it stands: on records, in forms, and in the filters of saved lists. */
export const updateTag = mutator(z.strictObject({ id: idSchema, name: name(64) }), (tx, args) => {
  requireAdministrator(tx);
  const tag = seen(tx, 'tag', args.id);
  const wanted = args.name.trim();
  requireNewName(tx, { ...tag, name: wanted });
  if (wanted === tag.name) return;
  tx.put('tag', { ...tag, name: wanted });
  everywhere(tx, tag, wanted);
});

/** Every record of one tag gets another one of the same kind of record instead; the first goes away. */
export const replaceTag = mutator(z.strictObject({ id: idSchema, replaced_by: idSchema }), (tx, { id, replaced_by }) => {
  requireAdministrator(tx);
  const tag = seen(tx, 'tag', id);
  const by = others(tx, tag).find((other) => other.id === replaced_by);
  if (!by) throw wrong('replaced_by', `must be another tag of ${tag.resource_type}s`);
  tx.remove('tag', id);
  everywhere(tx, tag, by.name);
});

/** Takes a tag off every record. Filters that ask for it find nothing more by it. */
export const deleteTag = mutator(idArgs, (tx, { id }) => {
  requireAdministrator(tx);
  const tag = seen(tx, 'tag', id);
  tx.remove('tag', id);
  everywhere(tx, tag, undefined);
});

const others = (tx: Tx, { id, resource_type }: New<'tag'>): Tag[] =>
  tx.every('tag').filter((other) => other.id !== id && other.resource_type === resource_type);

function requireNewName(tx: Tx, tag: New<'tag'>): void {
  if (others(tx, tag).some(({ name }) => name.toLowerCase() === tag.name.toLowerCase()))
    throw wrong('name', 'is the name of another tag already', 'already_exists');
}

/** Writes `to` where the tag stands; undefined takes it off. */
function everywhere(tx: Tx, tag: Tag, to: string | undefined): void {
  const exchanged = (tags: readonly string[]): string[] => {
    const at = tags.indexOf(tag.name);
    if (to === undefined || tags.includes(to)) return tags.filter((one) => one !== tag.name);
    return tags.with(at, to);
  };
  const type = tag.resource_type;
  for (const row of tx.tagged(type, tag.name)) tx.put(type, { ...row, tags: exchanged(row.tags) });
  if (type === 'lead')
    for (const form of tx.every('form')) if (form.tags.includes(tag.name)) tx.put('form', { ...form, tags: exchanged(form.tags) });
  if (to === undefined) return;
  for (const { id } of tx.every('user'))
    for (const list of tx.list('smart_list', 'owner_id', id))
      if (list.list_type === type) tx.put('smart_list', { ...list, filter: renamed(list.filter, tag.name, to) });
}

/** The filter with another name for a tag. */
function renamed(filter: Filter, from: string, to: string): Filter {
  if ('all' in filter) return { all: filter.all.map((one) => renamed(one, from, to)) };
  if ('any' in filter) return { any: filter.any.map((one) => renamed(one, from, to)) };
  if ('not' in filter) return { not: renamed(filter.not, from, to) };
  const { field, value } = filter;
  if (field !== 'tags' || !Array.isArray(value) || !value.includes(from)) return filter;
  return { ...filter, value: [...new Set(value.map((one: unknown) => (one === from ? to : one)))] };
}

/** Tags as the workspace spells them, each once; unknown ones join its list. */
export function ensureTags(tx: Tx, type: ResourceType, tags: readonly string[] | undefined): string[] | undefined {
  if (!tags) return undefined;
  if (tags.length === 0) return [];
  const known = new Map(
    tx
      .every('tag')
      .filter((tag) => tag.resource_type === type)
      .map((tag) => [tag.name.toLowerCase(), tag.name]),
  );
  const spelled = tags.map((given) => {
    const name = given.trim();
    const key = name.toLowerCase();
    const there = known.get(key);
    if (there !== undefined) return there;
    create(tx, 'tag', { id: tx.newId(), name, resource_type: type });
    known.set(key, name);
    return name;
  });
  // Those of several records may be one, spelled otherwise.
  const each = [...new Set(spelled)];
  if (each.length > mostTags) throw wrong('tags', `must be at most ${mostTags} entries`);
  return each;
}
