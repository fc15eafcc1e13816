import type { RowKind } from '../../shared/import-kinds.ts';
import { highestBrought } from '../../shared/mutators/index.ts';
import type { RecordType } from '../../shared/records/index.ts';
import type { Preparation } from './custom-columns.ts';
import type { DraftRow, PlannedRow } from './plan.ts';

/** Ids of records of a Zendesk Sell account, which become their numbers: the links that other systems have to them stay true. */

/** Types of records whose numbers are the ids of their kind there. Texts and visits have ids of their own, and are notes here. */
const numbered: Partial<Record<RowKind, RecordType>> = {
  organization: 'contact',
  person: 'contact',
  lead: 'lead',
  deal: 'deal',
  associated_contact: 'associated_contact',
  task: 'task',
  appointment: 'appointment',
  note: 'note',
  call: 'call',
  product: 'product',
  order: 'order',
  line_item: 'line_item',
};

/** The number that an id is; undefined where it is none that can be kept. */
export function numberOfId(cell: string | undefined): number | undefined {
  const number = cell !== undefined && /^[1-9]\d{0,14}$/.test(cell) ? Number(cell) : Number.NaN;
  return number <= highestBrought ? number : undefined;
}

/** The number that a new record brings; none where its id is no number, which its row says. */
export function keepNumber(draft: DraftRow, id: string, cell: string): { number: number } | undefined {
  const type = numbered[draft.planned.kind];
  if (!type) return undefined;
  const number = numberOfId(cell);
  if (number === undefined) {
    draft.planned.renumbered = { id: cell.slice(0, 60), why: 'no_number' };
    return undefined;
  }
  draft.number = { type, id, number };
  return { number };
}

/** Says of a new record that another has the number which it brings. @param numberOf what a record has got in the rehearsal */
export function tellNumber({ planned, number: wanted }: DraftRow, numberOf: (type: RecordType, id: string) => number | undefined): void {
  if (wanted && numberOf(wanted.type, wanted.id) !== wanted.number) planned.renumbered = { id: String(wanted.number), why: 'taken' };
}

/** The highest number that new records bring, by type: what else is made with them is given higher ones. */
export function highestOf(drafts: readonly DraftRow[]): Partial<Record<RecordType, number>> {
  const highest: Partial<Record<RecordType, number>> = {};
  for (const { planned, number: wanted } of drafts)
    if (wanted && planned.action === 'create') highest[wanted.type] = Math.max(highest[wanted.type] ?? 0, wanted.number);
  return highest;
}

/** Ids that are named of all that are not kept: the rows have each. */
const mostNamed = 5;

/** How many records do not keep their ids as numbers, told before the first of them. */
export function renumbered(rows: readonly PlannedRow[]): Preparation[] {
  const ids = rows.flatMap(({ renumbered }) => (renumbered ? [renumbered.id] : []));
  if (ids.length === 0) return [];
  return [{ what: 'renumbered', id: '', name: String(ids.length), choices: ids.slice(0, mostNamed), mutations: [] }];
}
