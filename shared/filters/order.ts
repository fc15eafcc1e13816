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

/** The order as a comparison of rows. */
export function comparison<T extends ListType>(steps: readonly Step[]): (a: Row<T>, b: Row<T>) => number {
  const compare = steps.map((step) => ({ key: keyOf(step), sign: step.descending ? -1 : 1 }));
  return (left, right) => {
    for (const { key, sign } of compare) {
      const [a, b] = [key(left), key(right)];
      if (a === undefined && b === undefined) continue;
      if (a === undefined) return 1;
      if (b === undefined) return -1;
      if (a !== b) return a < b ? -sign : sign;
    }
    return compareCodePoints(left.id, right.id);
  };
}

function keyOf({ path, by, ranks, dayEnd: end }: Step): (row: object) => string | number | undefined {
  const read = reader(path);
  const folded = new WeakMap<object, string>();
  return (row) => {
    const value = read(row as Record<string, unknown>);
    if (value === null || value === undefined || value === '') return undefined;
    if (by === 'number') return Number(value);
    if (by === 'rank') return ranks?.get(String(value)) ?? ranks?.size ?? 0;
    if (end) return dueKey(String(value), end);
    // Days, instants, ids and codes: in ASCII one order is the other, and a list compares its rows a million times.
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
