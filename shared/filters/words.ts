import type { Row } from '../records/index.ts';
import type { ListType } from './filter.ts';
import { fold, isAscii } from './text.ts';

/** The fields in which people look for a record by words. */
const searched: Record<ListType, readonly string[]> = {
  lead: ['name', 'organization_name', 'email', 'phone', 'mobile', 'title', 'tags'],
  contact: ['name', 'organization_name', 'email', 'phone', 'mobile', 'title', 'tags'],
  deal: ['name', 'contact_name', 'organization_name', 'tags'],
  task: ['content', 'resource_name'],
};

export const isListed = (type: string): type is ListType => Object.hasOwn(searched, type);

const known = new WeakMap<object, string>();

/** What a record is found by, folded, a line for each value. Words have no line breaks, so none is found across two. */
export const searchText = (type: ListType, row: Row): string => known.get(row) ?? made(type, row);

/** Keeps what a record is found by for as long as the record: keeping costs more than making it once, so that it is done ahead. */
export function keepSearchText(type: ListType, row: Row): void {
  if (!known.has(row)) known.set(row, made(type, row));
}

function made(type: ListType, row: Row): string {
  const fields = row as unknown as Record<string, unknown>;
  let found = '';
  for (const name of searched[type]) {
    const value = fields[name];
    if (typeof value === 'string') found = joined(found, value);
    else if (Array.isArray(value)) for (const one of value) found = joined(found, String(one));
  }
  return fold(found);
}

const joined = (text: string, value: string): string => (value === '' ? text : text === '' ? value : `${text}\n${value}`);

/** The words of what somebody looks for, folded. */
export const wordsOf = (text: string): string[] => fold(text).split(/\s+/).filter(Boolean);

/**
 * The texts of a record, of any depth, whose folded form SQLite cannot make itself, as an object of the same shape;
 * undefined where there are none.
 */
export function foldedTexts(value: unknown): unknown {
  if (typeof value === 'string') return isAscii(value) ? undefined : fold(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, foldedTexts(inner)] as const)
    .filter(([, inner]) => inner !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
