import type { ListType } from '../filters/index.ts';
import { fold, isListed, listTypes, searchText } from '../filters/index.ts';
import type { Email, Row } from '../records/index.ts';

/** What a search across everything finds: the records of lists, what is written and filed on them and mailed about them, and what is sold. */
export const searchedTypes = [...listTypes, 'appointment', 'note', 'document', 'product', 'email'] as const;
export type SearchedType = (typeof searchedTypes)[number];

export const isSearched = (type: string): type is SearchedType => searchedTypes.some((known) => known === type);

/** The fields by which those are found that no list shows, what they are called first. */
export const foundByFields: Record<Exclude<SearchedType, ListType>, readonly string[]> = {
  appointment: ['name', 'resource_name', 'location'],
  note: ['content', 'resource_name', 'tags'],
  document: ['name', 'resource_name'],
  product: ['name', 'sku'],
  email: ['subject'],
};

/** People of a message that it is found by. */
const mostPeople = 20;

/** Of a long note its beginning: each word that it is found by costs memory. */
const mostOfANote = 4000;

/** What a record is found by, folded, a line for each value. */
export function foundBy(type: SearchedType, row: Row): string {
  if (isListed(type)) return searchText(type, row);
  const fields = row as unknown as Record<string, unknown>;
  const own = foundByFields[type].flatMap((name) => fields[name] ?? []);
  const values = [...own, ...(type === 'email' ? peopleOf(row as Email) : [])].filter((value) => value !== '');
  return fold(values.map((value) => String(value).slice(0, mostOfANote)).join('\n'));
}

/** Who wrote it to whom, by names and addresses; those of a list of hundreds would be found by everything. */
const peopleOf = ({ from, to, cc }: Email): string[] =>
  [from, ...to, ...cc].slice(0, mostPeople).flatMap(({ name, email }) => [name ?? '', email]);
