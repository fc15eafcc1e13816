import { isId } from '../../shared/ids.ts';
import type { Participant } from '../../shared/records/index.ts';
import type { Column } from './cell-values.ts';
import type { Known } from './known.ts';
import { Attendees, Linked, NewOrganization } from './linked.ts';

/** What was read of cells, as text for people. */

/** Characters of a value that are shown: enough to know it again. */
const longest = 120;

/** What the ids in cells' values stand for. */
export function namesIn({ users, pipelines, stages, lists, products }: Known): ReadonlyMap<string, string> {
  return new Map([...users, ...pipelines, ...stages, ...Object.values(lists).flat(), ...products].map(({ id, name }) => [id, name]));
}

/**
 * Dates, figures, yes and no stay as records keep them, to be written in the reader's language; an amount has its currency
 * after it, and ids are names. @param cell stands for a record without a name
 */
export function textOf(
  value: unknown,
  { type, custom }: Pick<Column, 'type' | 'custom'>,
  { cell, currency, nameOf }: { cell: string; currency: string; nameOf: (id: string) => string | undefined },
): string {
  const name = (id: string): string => (isId(id) ? (nameOf(id) ?? cell) : id);
  if (value === undefined || value === null) return '';
  if (value instanceof Linked) return cut(name(value.id));
  if (value instanceof NewOrganization) return cut(value.name);
  if (value instanceof Attendees) return cut([...value.ids.map(name), ...value.guests.map(({ email }) => email)].join(', '));
  if (custom) {
    const { choices } = custom.definition;
    const said = (one: unknown): string => choices.find(({ id }) => id === one)?.name ?? String(one);
    if (Array.isArray(value)) return cut(value.map(said).join(', '));
    return cut(typeof value === 'object' ? Object.values(value).filter(Boolean).join(', ') : said(value));
  }
  if (type === 'participants') return cut((value as Participant[]).map(({ email }) => email).join(', '));
  if (type === 'money') return `${String(value)} ${currency}`;
  if (Array.isArray(value)) return cut(value.join(', '));
  return typeof value === 'string' ? cut(name(value)) : String(value);
}

export const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
