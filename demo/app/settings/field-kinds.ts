import type { CustomFieldType, ResourceType } from '../../../shared/records/index.ts';
import { msg } from '../../../components/base/localisation/index.ts';

interface Kind {
  label: string;
  /** What it is for. */
  use: string;
}

/** What a type of field is called, and what it is for. */
export function kindOf(type: CustomFieldType): Kind {
  switch (type) {
    case 'string':
      return { label: msg('Single line'), use: msg('A few words, such as a number of a contract.') };
    case 'text':
      return { label: msg('Paragraph'), use: msg('Text of several lines, such as terms that were agreed.') };
    case 'number':
      return { label: msg('Number'), use: msg('A quantity: compared, and found by from and to.') };
    case 'bool':
      return { label: msg('Checkbox'), use: msg('Yes or no.') };
    case 'list':
      return { label: msg('Dropdown'), use: msg('One choice of a list that you keep.') };
    case 'multi_select_list':
      return { label: msg('Multi-select'), use: msg('Several choices of a list that you keep.') };
    case 'date':
      return { label: msg('Date'), use: msg('A day, such as the end of a warranty.') };
    case 'email':
      return { label: msg('E-mail'), use: msg('One more address to write to.') };
    case 'phone':
      return { label: msg('Phone'), use: msg('One more number to call.') };
    case 'address':
      return { label: msg('Address'), use: msg('A place, such as where goods are delivered.') };
    case 'url':
      return { label: msg('Web address'), use: msg('A link that opens a page.') };
  }
}

export function recordsOf(type: ResourceType): string {
  if (type === 'lead') return msg('Leads');
  return type === 'contact' ? msg('Contacts') : msg('Deals');
}

/** For which contacts a field is: the two marks that it has, in one word of three. */
export type Holders = 'both' | 'persons' | 'organizations';

export const holderOptions = (): { value: Holders; label: string }[] => [
  { value: 'both', label: msg('Persons and organizations') },
  { value: 'persons', label: msg('Persons') },
  { value: 'organizations', label: msg('Organizations') },
];

export const holdersOf = ({ for_contact, for_company }: { for_contact: boolean; for_company: boolean }): Holders =>
  for_contact && for_company ? 'both' : for_contact ? 'persons' : 'organizations';

export const marksOf = (holders: string): { for_contact: boolean; for_company: boolean } => ({
  for_contact: holders !== 'organizations',
  for_company: holders !== 'persons',
});
