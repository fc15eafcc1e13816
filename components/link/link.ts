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
      for (const row of rowsOf(store, type)) {
        const option = optionOf(type, row);
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
  const row = store.get(resource_type, resource_id) as Linkable | undefined;
  return row && optionOf(resource_type, row);
}

/** The value of a chosen option, taken apart. */
export function readLink(value: string): Link {
  const [type, id] = value.split(':');
  const resource_type = types.find((known) => known === type);
  return resource_type && id ? { resource_type, resource_id: id } : { resource_type: null, resource_id: null };
}

type Linkable = Row<'deal'> | Row<'contact'> | Row<'lead'>;

/** The records of a type as they are now. A lead that was converted lives on as its contact. */
function rowsOf(store: Store, type: ResourceType): readonly Linkable[] {
  const query = type === 'lead' ? store.query({ type, where: ({ converted_at }) => converted_at === null }) : store.query({ type });
  const release = query.subscribe(() => undefined);
  const { rows } = query;
  release();
  return rows as readonly Linkable[];
}

function optionOf(type: ResourceType, row: Linkable): ComboboxOption {
  const detail = 'stage_id' in row ? (row.organization_name ?? row.contact_name) : row.organization_name;
  const shown =
    type === 'contact' && 'is_organization' in row ? { avatar: row.is_organization ? ('organization' as const) : ('person' as const) } : {};
  const marked = type === 'contact' ? {} : { icon: type === 'deal' ? ('columns-3' as const) : ('user-plus' as const) };
  return { value: `${type}:${row.id}`, label: row.name, ...shown, ...marked, ...(detail && detail !== row.name ? { detail } : {}) };
}
