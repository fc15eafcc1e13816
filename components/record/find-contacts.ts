import type { Contact } from '../../shared/records/index.ts';
import type { ComboboxOption } from '../base/combobox/options.ts';
import { fold } from '../base/combobox/options.ts';
import type { Store } from '../store/index.ts';

const mostFound = 20;

/** Words to search, made once for each state of a contact. */
const searched = new WeakMap<Contact, string>();

function wordsOf(row: Contact): string {
  let text = searched.get(row);
  if (text === undefined) searched.set(row, (text = ` ${fold(`${row.name} ${row.organization_name ?? ''}`)}`));
  return text;
}

/** Contacts in whose name or organization's name every word of a query is found, accents or not; beginnings of words first. */
export function findContacts(store: Store, query: string, organizationsOnly = false): ComboboxOption[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const begins: Contact[] = [];
  const others: Contact[] = [];
  for (const row of store.all('contact')) {
    if (organizationsOnly && !row.is_organization) continue;
    const text = wordsOf(row);
    if (words.every((word) => text.includes(` ${word}`))) begins.push(row);
    else if (others.length < mostFound && words.every((word) => text.includes(word))) others.push(row);
    if (begins.length === mostFound) break;
  }
  return [...begins, ...others].slice(0, mostFound).map((row) => {
    const detail = row.organization_name ?? row.email;
    return { value: row.id, label: row.name, ...(detail ? { detail } : {}), avatar: row.is_organization ? 'organization' : 'person' };
  });
}
