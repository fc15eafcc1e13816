import { msg } from '../../../components/base/localisation/index.ts';
import type { Store } from '../../../components/store/index.ts';
import type { Person, PersonType } from './columns.ts';

export interface Asked {
  find: string;
  /** A person's id; empty for everyone's. */
  owner: string;
  /** A lead's status, or a kind of contact; empty for all. */
  kind: string;
}

const plain = (value: string): string => value.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether a lead or contact fits. Every word must be somewhere in what names or reaches it. */
export function matcher({ find, owner, kind }: Asked): (row: Person) => boolean {
  const words = plain(find).split(/\s+/).filter(Boolean);
  return (row) => {
    if ('converted_at' in row && row.converted_at !== null) return false;
    if (owner && row.owner_id !== owner) return false;
    if (kind && !fits(row, kind)) return false;
    if (words.length === 0) return true;
    const all = plain([row.name, row.organization_name, row.email, row.phone, row.mobile, ...row.tags].filter(Boolean).join(' '));
    return words.every((word) => all.includes(word));
  };
}

function fits(row: Person, kind: string): boolean {
  if ('status_id' in row) return row.status_id === kind;
  if (kind === 'people') return !row.is_organization;
  if (kind === 'organizations') return row.is_organization;
  return kind === 'prospects' ? row.prospect_status === 'current' : row.customer_status === 'current';
}

/** What `kind` may be. */
export function kindsOf(type: PersonType, store: Store): { value: string; label: string }[] {
  if (type === 'lead')
    return store
      .every('lead_status')
      .sort((a, b) => a.position - b.position)
      .map(({ id, name }) => ({ value: id, label: name }));
  return [
    { value: 'people', label: msg('People') },
    { value: 'organizations', label: msg('Organizations') },
    { value: 'prospects', label: msg('Prospects') },
    { value: 'customers', label: msg('Customers') },
  ];
}
