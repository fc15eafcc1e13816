import { formatDate, formatDateTime, ownZone, type Clock } from '../../../../components/base/format/dates.ts';
import { formatMoneyFull } from '../../../../components/base/format/money.ts';
import { formatPercent, numberFormat } from '../../../../components/base/format/numbers.ts';
import { msg } from '../../../../components/base/localisation/index.ts';
import { dayIn, instantOf, isWholeDay } from '../../../../shared/dates.ts';
import type { ImportKind } from '../../../../shared/import-kinds.ts';
import type { ImportState, Offer, PlannedRow, TableChoice } from './wire.ts';
import { offeredName } from './words.ts';

/** What the columns of a file bring to each of its rows, as the dry run shows it. */

/** A mapped column. */
export interface Held {
  /** Which of the mapped columns it is. */
  place: number;
  /** What the field is called. */
  label: string;
  /** What its cells are read as; of custom fields their own type. */
  type: string;
}

/** The columns of each table, without what a row is called by: that stands before them. */
export function heldOf(tables: readonly TableChoice[], contents: ImportState['contents'], offer: Offer): Held[][] {
  return tables.map(({ kind, mapping }, at) => {
    if (kind === null) return [];
    const headers = (contents.tables[at]?.headers ?? []).filter((header) => Object.hasOwn(mapping, header));
    return headers.flatMap((header, place): Held[] => {
      const field = mapping[header] ?? '';
      if (names[kind]?.includes(field)) return [];
      const offered = offer.kinds[kind].fields.find((one) => one.field === field);
      if (offered) return [{ place, label: offeredName(kind, offered), type: offered.custom?.type ?? offered.type }];
      return [{ place, label: header, type: field.replace('new_field.', '') }];
    });
  });
}

const persons = ['first_name', 'last_name', 'name'];
const names: Partial<Record<ImportKind, readonly string[]>> = {
  person: persons,
  lead: persons,
  contact: persons,
  organization: ['name'],
  deal: ['name'],
  product: ['name'],
  appointment: ['name'],
  task: ['content'],
  note: ['content'],
  text: ['content'],
  email: ['subject'],
};

/** What a column brings to a row, in the reader's language; what cannot be read as it stands in the file. */
export function heldText({ values = [] }: PlannedRow, { place, type }: Held, clock: Clock): string {
  const text = values[place] ?? '';
  switch (type) {
    case 'money': {
      const [, amount, currency] = /^(-?\d+(?:\.\d+)?) ([A-Z]{3})$/.exec(text) ?? [];
      return amount && currency ? formatMoneyFull(amount, currency) : text;
    }
    case 'date':
    case 'due':
    case 'instant':
      if (!/^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(text)) return text;
      return isWholeDay(text) || isMidnight(text, clock) ? formatDate(text, clock) : formatDateTime(text, clock);
    case 'bool':
    case 'boolean':
      return text === 'true' ? msg('yes') : text === 'false' ? msg('no') : text;
    case 'number':
      return /^-?\d+(\.\d+)?$/.test(text) ? numberFormat({ maximumFractionDigits: 15 }).format(Number(text)) : text;
    case 'deal_status':
      return statuses()[text] ?? text;
    case 'percent':
      return /^\d+$/.test(text) ? formatPercent(Number(text)) : text;
    default:
      return text;
  }
}

const statuses = (): Record<string, string> => ({
  open: msg('Under way'),
  won: msg('Won'),
  lost: msg('Lost'),
  unqualified: msg('Unqualified'),
});

/** A day in a column of moments is read as its first one. */
function isMidnight(instant: string, { zone = ownZone() }: Clock): boolean {
  return instantOf(zone, dayIn(zone, instant)) === instant;
}
