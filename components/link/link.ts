import { fold } from '../base/combobox/options.ts';
import type { ComboboxOption, ComboboxSource } from '../base/combobox/options.ts';
import type { ResourceType, Row } from '../../shared/records/index.ts';
import type { Store } from '../store/index.ts';

/** What a task, an appointment or a note hangs on; both null for nothing. */
export interface Link {
  resource_type: ResourceType | null;
  resource_id: string | null;
}

const types: readonly ResourceType[] = ['deal', 'contact', 'lead'];
const mostFound = 30;

/** Finds leads, contacts and deals by all the words typed. An option's value is `deal:<id>`; `readLink` takes it apart. */
export function linkSource(store: Store, among: readonly ResourceType[] = types): ComboboxSource {
  return (query) => {
    const words = fold(query.trim()).split(/\s+/).filter(Boolean);
    const first = words[0] ?? '';
    const begins: ComboboxOption[] = [];
    const others: ComboboxOption[] = [];
    for (const type of among) {
      for (const row of store.query({ type }).rows) {
        const option = optionOf(type, row as Row<'deal'> | Row<'contact'> | Row<'lead'>);
        const text = fold(`${option.label} ${option.detail ?? ''}`);
        if (!words.every((word) => text.includes(word))) continue;
        (text.startsWith(first) ? begins : others).push(option);
        if (begins.length >= mostFound) return begins;
      }
    }
    return [...begins, ...others].slice(0, mostFound);
  };
}

/** The option of a record that is linked already, or undefined where it is out of sight. */
export function linkOption(store: Store, { resource_type, resource_id }: Link): ComboboxOption | undefined {
  if (resource_type === null || resource_id === null) return undefined;
  const row = store.get(resource_type, resource_id) as Row<'deal'> | Row<'contact'> | Row<'lead'> | undefined;
  return row && optionOf(resource_type, row);
}

/** The value of a chosen option, taken apart. */
export function readLink(value: string): Link {
  const [type, id] = value.split(':');
  const resource_type = types.find((known) => known === type);
  return resource_type && id ? { resource_type, resource_id: id } : { resource_type: null, resource_id: null };
}

function optionOf(type: ResourceType, row: Row<'deal'> | Row<'contact'> | Row<'lead'>): ComboboxOption {
  const value = `${type}:${row.id}`;
  if ('stage_id' in row) return { value, label: row.name, icon: 'columns-3', ...(row.organization_name ?? row.contact_name ? { detail: row.organization_name ?? row.contact_name ?? '' } : {}) };
  if ('is_organization' in row)
    return { value, label: row.name, avatar: row.is_organization ? 'organization' : 'person', ...(row.organization_name ? { detail: row.organization_name } : {}) };
  const person = [row.first_name, row.last_name].filter(Boolean).join(' ');
  const label = person || row.organization_name || '';
  return { value, label, icon: 'user-plus', ...(person && row.organization_name ? { detail: row.organization_name } : {}) };
}
