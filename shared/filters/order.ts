import type { DayEnd } from '../due-order.ts';
import { dayEnd, dueKey } from '../due-order.ts';
import type { Row } from '../records/index.ts';
import { presentChoice } from '../records/index.ts';
import type { Field } from './fields.ts';
import { fieldsOf, isSortable } from './fields.ts';
import type { ListType, Order } from './filter.ts';
import { reader } from './matcher.ts';
import type { Viewer } from './resolve.ts';
import { FilterProblem } from './resolve.ts';
import type { Sql } from './sql.ts';
import { foldedText, numberAt, textAt } from './sql.ts';
import { compareCodePoints, fold } from './text.ts';

/** One step of an order with nothing left to look up. */
export interface Step {
  path: readonly string[];
  by: 'folded' | 'text' | 'number' | 'rank' | 'due';
  /** Of what is due: where whole days stand among hours. */
  dayEnd?: DayEnd;
  /** Of values that have an order of their own: stages, people, choices. Others come after them, before empty ones. */
  ranks?: ReadonlyMap<string, number>;
  descending: boolean;
}

/** @throws FilterProblem for a field that is not there or has no order */
export function resolveOrder(type: ListType, order: Order, viewer: Viewer): Step[] {
  const fields = fieldsOf(type, viewer.every('custom_field'));
  return order.map(({ field: name, descending = false }) => {
    const field = fields.get(name);
    if (!field || !isSortable(field)) throw new FilterProblem({ field: name, is: 'filled' }, `${type}s cannot be put in order of ${name}.`);
    return { path: field.path, descending, ...manner(field, viewer) };
  });
}

function manner({ kind, options }: Field, viewer: Viewer): Pick<Step, 'by' | 'ranks' | 'dayEnd'> {
  switch (kind) {
    case 'number':
    case 'money':
    case 'bool':
      return { by: 'number' };
    case 'day':
    case 'instant':
      return { by: 'text' };
    case 'due':
      return { by: 'due', dayEnd: dayEnd(viewer.zone, viewer.now) };
    case 'one':
      return ranksOf(options, viewer);
    default:
      return { by: 'folded' };
  }
}

function ranksOf(options: Field['options'], viewer: Viewer): Pick<Step, 'by' | 'ranks'> {
  const inOrder = (ids: readonly string[]) => ({ by: 'rank' as const, ranks: new Map(ids.map((id, rank) => [id, rank])) });
  const named = (rows: readonly { id: string; name: string }[]) =>
    inOrder([...rows].sort((a, b) => compareCodePoints(fold(a.name), fold(b.name)) || compareCodePoints(a.id, b.id)).map(({ id }) => id));
  const placed = (rows: readonly { id: string; position: number }[]) =>
    inOrder([...rows].sort((a, b) => a.position - b.position || compareCodePoints(a.id, b.id)).map(({ id }) => id));
  if (typeof options === 'object') {
    if ('values' in options) return inOrder(options.values);
    const { custom } = options;
    const places = new Map(custom.choices.map(({ id }, at) => [id, at]));
    return { by: 'rank', ranks: new Map(custom.choices.map(({ id }) => [id, places.get(presentChoice(custom, id)?.id ?? id) ?? 0])) };
  }
  switch (options) {
    case 'user':
    case 'source':
    case 'loss_reason':
    case 'deal_unqualified_reason':
    case 'lead_unqualified_reason':
    case 'form':
      return named(viewer.every(options));
    case 'lead_status':
      return placed(viewer.every('lead_status'));
    case 'stage':
    case 'pipeline':
    case 'stage_category': {
      const pipelines = new Map(viewer.every('pipeline').map(({ id, position }) => [id, position]));
      const stages = [...viewer.every('stage')].sort(
        (a, b) =>
          (pipelines.get(a.pipeline_id) ?? 0) - (pipelines.get(b.pipeline_id) ?? 0) ||
          compareCodePoints(a.pipeline_id, b.pipeline_id) ||
          a.position - b.position ||
          compareCodePoints(a.id, b.id),
      );
      return inOrder(stages.map(({ id }) => id));
    }
    default:
      return { by: 'text' };
  }
}

/** The order as a comparison of rows. A list compares its rows a million times: what is the same is not looked at further. */
export function comparison<T extends ListType>(steps: readonly Step[]): (a: Row<T>, b: Row<T>) => number {
  const compare = steps.map((step) => ({ read: reader(step.path), key: keyOf(step), sign: step.descending ? -1 : 1 }));
  return (left, right) => {
    for (const { read, key, sign } of compare) {
      const [mine, other] = [read(left as object as Fields), read(right as object as Fields)];
      if (mine === other) continue;
      const [a, b] = [key(mine, left), key(other, right)];
      if (a === b) continue;
      if (a === undefined) return 1;
      if (b === undefined) return -1;
      return a < b ? -sign : sign;
    }
    return byId(left, right);
  };
}

/** Puts many rows in the order of `comparison`, in less time: those that are alike in what comes first are compared among themselves alone. */
export function sorter<T extends ListType>(steps: readonly Step[]): (rows: readonly Row<T>[]) => Row<T>[] {
  const [first, ...rest] = steps;
  if (!first) return (rows) => rows.toSorted(byId);
  const [read, key] = [reader(first.path), keyOf(first)];
  const next = rest.length > 0 ? comparison<T>(rest) : byId;
  return (rows) => {
    const alike = new Map<string | number | undefined, Row<T>[]>();
    for (const row of rows) {
      const value = key(read(row as object as Fields), row);
      const others = alike.get(value);
      if (others) others.push(row);
      else alike.set(value, [row]);
    }
    const empty = alike.get(undefined) ?? [];
    alike.delete(undefined);
    const keys = ascending([...alike.keys()]);
    if (first.descending) keys.reverse();
    return [...keys.map((value) => alike.get(value) ?? []), empty].flatMap((group) => (group.length > 1 ? group.sort(next) : group));
  };
}

const ascending = (keys: (string | number | undefined)[]): typeof keys =>
  // Texts need no comparison of ours, and are put in order a good deal faster without one.
  typeof keys[0] === 'number' ? keys.sort((a, b) => Number(a) - Number(b)) : keys.sort();

/** In ASCII the language's own order is that of code points. */
const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

type Fields = Record<string, unknown>;

/** What a row's value is put in order by; undefined where it is empty. */
function keyOf({ by, ranks, dayEnd: end }: Step): (value: unknown, row: object) => string | number | undefined {
  const folded = new WeakMap<object, string>();
  return (value, row) => {
    if (value === null || value === undefined || value === '') return undefined;
    if (by === 'number') return Number(value);
    if (by === 'rank') return ranks?.get(String(value)) ?? ranks?.size ?? 0;
    if (end) return dueKey(String(value), end);
    // Days, instants, ids and codes are in ASCII.
    if (by === 'text') return String(value);
    let text = folded.get(row);
    if (text === undefined) folded.set(row, (text = inCodePoints(fold(String(value)))));
    return text || undefined;
  };
}

/** Text that the language's own comparison, by UTF-16 units, puts in the order of code points, as SQLite does. */
const inCodePoints = (text: string): string => text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, '\uffff$&');

/** The order as terms of ORDER BY on the server's `record` rows. */
export function orderSql(steps: readonly Step[]): Sql {
  const terms = steps.map(({ path, by, ranks, dayEnd: end, descending }): Sql => {
    const text = `nullif(${textAt(path)}, '')`;
    const direction = descending ? 'DESC' : 'ASC';
    if (by === 'number') return { sql: `${numberAt(path)} ${direction} NULLS LAST`, args: [] };
    if (end)
      return {
        sql: `CASE WHEN length(${text}) = 10 THEN ${end.next ? `date(${text}, '+1 day')` : text} || ? ELSE ${text} END ${direction} NULLS LAST`,
        args: [end.clock],
      };
    if (by === 'text') return { sql: `${text} ${direction} NULLS LAST`, args: [] };
    if (by === 'folded') return { sql: `nullif(${foldedText(path)}, '') ${direction} NULLS LAST`, args: [] };
    const known = [...(ranks ?? [])];
    const rank = known.length === 0 ? '0' : `CASE ${textAt(path)} ${known.map(() => 'WHEN ? THEN ?').join(' ')} ELSE ${known.length} END`;
    return {
      sql: `CASE WHEN ${text} IS NULL THEN NULL ELSE ${rank} END ${direction} NULLS LAST`,
      args: known.flat(),
    };
  });
  return { sql: [...terms.map(({ sql }) => sql), 'id ASC'].join(', '), args: terms.flatMap(({ args }) => args) };
}
