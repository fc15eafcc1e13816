import type { Field } from '../../shared/filters/index.ts';
import { isEmpty, reader } from '../../shared/filters/index.ts';
import type { Row, SetupType } from '../../shared/records/index.ts';
import { presentChoice } from '../../shared/records/index.ts';
import type { Cell } from './spreadsheet.ts';

/** What a list's cells hold: names where records keep ids, figures and days as such. */

/** What is looked up while a list is written. */
export interface Around {
  setUp: ReadonlyMap<SetupType, ReadonlyMap<string, Row>>;
  /** Contacts and the next open tasks of the rows at hand, as far as whoever exports sees them. */
  contacts: ReadonlyMap<string, string>;
  nextTasks: ReadonlyMap<string, string>;
  zone: string;
}

export function cellOf(field: Field | 'next_task', row: Record<string, unknown>, around: Around): Cell {
  if (field === 'next_task') return dated(around.nextTasks.get(String(row['id'])), around.zone);
  const value = reader(field.path)(row);
  if (isEmpty(value)) return undefined;
  switch (field.kind) {
    case 'money':
    case 'number':
      return Number.isFinite(Number(value)) ? { kind: 'number', number: Number(value) } : textCell(String(value));
    case 'bool':
      return { kind: 'bool', on: value === true };
    case 'day':
    case 'instant':
    case 'due':
      return dated(String(value), around.zone);
    case 'many':
      return textCell((value as string[]).map((one) => nameOf(field, one, row, around)).join(', '));
    case 'one':
      return textCell(nameOf(field, String(value), row, around));
    default:
      return textCell(String(value));
  }
}

const textCell = (text: string): Cell => (text === '' ? undefined : { kind: 'text', text });

function dated(value: string | undefined, zone: string): Cell {
  if (value === undefined) return undefined;
  return value.length === 10 ? { kind: 'day', day: value } : { kind: 'time', time: wallClock(zone, value) };
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** A moment as the clocks of a zone show it; Swedish writes it as ISO 8601 does. */
function wallClock(zone: string, instant: string): string {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    clocks.set(zone, clock);
  }
  return clock.format(new Date(instant));
}

const inSetUp: Partial<Record<string, SetupType>> = {
  user: 'user',
  stage: 'stage',
  source: 'source',
  loss_reason: 'loss_reason',
  deal_unqualified_reason: 'deal_unqualified_reason',
  lead_unqualified_reason: 'lead_unqualified_reason',
  lead_status: 'lead_status',
  form: 'form',
};

function nameOf({ name, options, custom }: Field, value: string, row: Record<string, unknown>, around: Around): string {
  const find = (type: SetupType, id: string) =>
    around.setUp.get(type)?.get(id) as { name?: string; pipeline_id?: string; category?: string } | undefined;
  if (custom) return presentChoice(custom, value)?.name ?? '';
  if (name === 'pipeline_id') return find('pipeline', find('stage', value)?.pipeline_id ?? '')?.name ?? '';
  if (name === 'stage_category') return find('stage', value)?.category ?? '';
  const type: SetupType | undefined = typeof options === 'string' ? inSetUp[options] : undefined;
  if (type) return find(type, value)?.name ?? '';
  if (options === 'contact') return around.contacts.get(value) ?? carried(name, row);
  return options === 'record' ? carried(name, row) : value;
}

/** What a record carries of another one is there even when that is out of sight. */
function carried(name: string, row: Record<string, unknown>): string {
  const text = row[name === 'contact_id' && 'is_organization' in row ? 'organization_name' : name.replace(/_id$/, '_name')];
  return typeof text === 'string' ? text : '';
}

/** The fields whose values name contacts. */
export const namesContacts = (field: Field | 'next_task'): field is Field => field !== 'next_task' && field.options === 'contact';
