import type { ListType } from '../../shared/filters/index.ts';
import { canonicalMoney } from '../../shared/money.ts';
import type { Row } from '../../shared/records/index.ts';
import type { PanelType } from '../record/fields.ts';
import { changeOf, update, valueIn } from '../record/fields.ts';
import type { Outcome, Store } from '../store/index.ts';
import type { ListedRow } from './columns.ts';
import type { Editable, Way } from './edit-fields.ts';

/** One field, and what many records are to have in it. */
export interface Edit {
  editable: Editable;
  way: Way;
  /** As the mutators take it: `{ source_id }`, `{ custom_fields: { ID: value } }`, `{ stage_id, loss_reason_id }`. */
  given: Readonly<Record<string, unknown>>;
}

type Values = Record<string, unknown>;

/** The change that gives a record what is asked for; undefined where it has that already, or has no such field. */
export function changeFor({ editable, way, given }: Edit, row: ListedRow): Values | undefined {
  const { field, isOf } = editable;
  if (isOf && !isOf(row)) return undefined;
  const change = way === 'set' ? given : way === 'empty' ? emptied(editable) : changeOf(field, combined(editable, way, given, row));
  const now = heldIn(editable, row);
  const has = Object.entries(change).every(([name, value]) => same(value, now[name])) || moneyIsSame(change, row);
  return has ? undefined : change;
}

/** What a record has in the field, as the change that would give it back. */
export function heldIn({ field, touches }: Editable, row: ListedRow): Values {
  const held = row as unknown as Values;
  if (field.custom) return changeOf(field, (held['custom_fields'] as Values)[field.custom.id] ?? null);
  return Object.fromEntries(touches.filter((name) => name in held).map((name) => [name, held[name] ?? null]));
}

/** Whether a record has something in the field that the edit replaces. */
export function isReplaced({ editable, way }: Edit, row: ListedRow): boolean {
  if (way !== 'set' && way !== 'empty') return false;
  const [value] = Object.values(heldIn(editable, row));
  const held = editable.field.custom ? Object.values(value as Values)[0] : value;
  return held !== null && held !== undefined && held !== '' && !(Array.isArray(held) && held.length === 0);
}

/** Writes a change of one record by the mutator that takes it. */
export function write(store: Store, type: ListType, id: string, change: Values): Outcome {
  if (type !== 'task') {
    const { stage_id } = change;
    return typeof stage_id === 'string' ? store.mutate.moveDeal({ id, ...change, stage_id }) : update(store, type, id, change);
  }
  if ('completed' in change) return change['completed'] === true ? store.mutate.completeTask({ id }) : store.mutate.reopenTask({ id });
  return store.mutate.updateTask({ id, ...change });
}

function emptied({ field, touches }: Editable): Values {
  if (field.custom) return changeOf(field, null);
  return Object.fromEntries(touches.map((name) => [name, field.kind === 'tags' ? [] : null]));
}

/** Of several values: those that are there, with more or with fewer. */
function combined({ field }: Editable, way: Way, given: Readonly<Values>, row: ListedRow): string[] {
  const [asked] = field.custom ? Object.values((given['custom_fields'] ?? {}) as Values) : [given[field.name]];
  const values = Array.isArray(asked) ? asked.map(String) : [];
  const held = valueIn(row as Row<PanelType>, field);
  const there = Array.isArray(held) ? held.map(String) : [];
  const is = (one: string) => (other: string) => one.toLowerCase() === other.toLowerCase();
  return way === 'add' ? [...there, ...values.filter((one) => !there.some(is(one)))] : there.filter((one) => !values.some(is(one)));
}

/** Values as text in which the order of names, and what is empty, makes no difference. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '' : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return value === undefined || value === null ? '' : JSON.stringify(value);
  const parts = Object.entries(value).filter(([, part]) => plain(part) !== '');
  return parts.length === 0 ? '' : JSON.stringify(parts.map(([name, part]) => [name, plain(part)]).sort());
}

const same = (a: unknown, b: unknown): boolean => plain(a) === plain(b);

/** `1000` and `1000.00` are one amount. */
function moneyIsSame(change: Readonly<Values>, row: ListedRow): boolean {
  const { value, currency } = change;
  return (
    typeof value === 'string' &&
    typeof currency === 'string' &&
    'currency' in row &&
    row.currency === currency &&
    canonicalMoney(value, currency) === row.value
  );
}
