import type { Address, Row } from '../../shared/records/index.ts';
import { presentChoice } from '../../shared/records/index.ts';
import { formatDate } from '../base/format/dates.ts';
import { formatMoneyFull } from '../base/format/money.ts';
import { numberFormat } from '../base/format/numbers.ts';
import { msg } from '../base/localisation/index.ts';
import type { Store } from '../store/index.ts';
import type { Field, PanelType } from './fields.ts';
import { valueIn } from './fields.ts';

/** A field's value as people read it; empty text where there is none. */
export const shown = (store: Store, row: Row<PanelType>, field: Field): string => shownValue(store, row, field, valueIn(row, field));

/** What a record has, or had, in a field, as people read it. */
export function shownValue(store: Store, row: Row<PanelType>, field: Field, value: unknown): string {
  if (field.name === 'parent_organization_id')
    return value ? (store.get('contact', String(value))?.name ?? msg('something out of your sight')) : '';
  // What the record carries of a contact is there even when the contact itself is out of sight.
  if (field.kind === 'contact')
    return 'contact_name' in row
      ? [row.contact_name, row.organization_name].filter((name, at, all) => name && all.indexOf(name) === at).join(' · ')
      : (row.organization_name ?? '');
  if (value === null || value === undefined) return '';
  if (field.kind === 'money' && 'currency' in row) return formatMoneyFull(String(value), row.currency);
  if (field.kind === 'date') return formatDate(String(value));
  if (field.kind === 'tags') return (value as string[]).join(', ');
  if (field.kind === 'several') return (value as string[]).map((one) => choiceWord(field, one)).join(', ');
  if (field.kind === 'checkbox') return value === true ? msg('yes') : msg('no');
  if (field.kind === 'number') return numberFormat({ maximumFractionDigits: 15 }).format(Number(value));
  if (field.kind === 'percent') return numberFormat({ style: 'percent' }).format(Number(value) / 100);
  if (field.kind === 'choice' && field.custom) return choiceWord(field, String(value));
  if (field.kind === 'choice')
    return field.options?.find((option) => option.value === value)?.label ?? store.get('user', String(value))?.name ?? '';
  if (field.kind === 'address') {
    const address = value as NonNullable<Address>;
    return [address.line1, [address.postal_code, address.city].filter(Boolean).join(' '), address.state, address.country]
      .filter(Boolean)
      .join('\n');
  }
  return String(value);
}

/** The name of a choice; of one that was replaced, that of what stands for it by now. */
const choiceWord = ({ custom }: Field, id: string): string =>
  (custom ? presentChoice(custom, id)?.name : undefined) ?? msg('something unknown');
