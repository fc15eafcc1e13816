import type { InStatement } from '@libsql/client';
import type { Filter, ListType, Order, Viewer } from '../../shared/filters/index.ts';
import { listed, orderSql, resolve, resolveOrder, sqlOf } from '../../shared/filters/index.ts';
import type { Id } from '../../shared/ids.ts';
import { fromMinor } from '../../shared/money.ts';
import type { Sight } from '../../shared/sight.ts';
import type { Reader } from '../database/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { databaseName, seenBy } from '../workspace/index.ts';

export interface ListQuery {
  type: ListType;
  filter: Filter;
  order: Order;
  offset: number;
  limit: number;
}

export interface ListPage {
  /** How many there are in all. */
  count: number;
  /** Of deals: the sum of all their values in each currency, as exact decimal text. */
  sums: Record<string, string>;
  /** The rows of the page, as the JSON text that they are stored as. */
  rows: string[];
}

const minor = "CAST(replace(data ->> '$.value', '.', '') AS INTEGER)";
const part = 1_000_000_000;

/** How the workspace looks to a person who opens a list at a moment. */
export function viewerOf(workspace: Workspace, person: Id, now: string): Viewer {
  const users = workspace.every('user');
  return {
    now,
    zone: workspace.user(person)?.timezone ?? 'UTC',
    me: person,
    reports: users.filter((user) => user.reports_to === person).map(({ id }) => id),
    every: (type) => workspace.every(type),
  };
}

/** A page of a list, within a sight. @throws FilterProblem */
export async function queryList(
  reader: Reader,
  workspace: Workspace,
  { sight, viewer, query }: { sight: Sight; viewer: Viewer; query: ListQuery },
): Promise<ListPage> {
  const { type, offset, limit } = query;
  const test = sqlOf(resolve(type, listed(type, query.filter), viewer));
  const order = orderSql(resolveOrder(type, query.order, viewer));
  const seen = seenBy(sight);
  const where = `FROM record WHERE type = ? AND removed_version IS NULL AND ${seen.sql} AND (${test.sql})`;
  const args = [type, ...seen.args, ...test.args];
  const statements: InStatement[] = [
    { sql: `SELECT data ${where} ORDER BY ${order.sql} LIMIT ? OFFSET ?`, args: [...args, ...order.args, limit, offset] },
    type === 'deal'
      ? {
          // Values have all the decimals of their currency: without the point they are its minor units, which add up exactly.
          // The largest of them fill a number by themselves: thousands of millions and the rest are added apart.
          sql: `SELECT count(*) AS count, data ->> '$.currency' AS currency, sum(${minor} / ${part}) AS parts, sum(${minor} % ${part}) AS rest
                ${where} GROUP BY currency`,
          args,
        }
      : { sql: `SELECT count(*) AS count ${where}`, args },
  ];
  const [rows = [], totals = []] = await reader.read({ name: databaseName(workspace.id), client: workspace.client }, statements);
  return {
    count: totals.reduce((sum, { count }) => sum + Number(count), 0),
    sums: Object.fromEntries(
      totals
        .filter(({ currency }) => typeof currency === 'string')
        .map(({ currency, parts, rest }) => [
          String(currency),
          fromMinor(BigInt(Number(parts)) * BigInt(part) + BigInt(Number(rest)), String(currency)),
        ]),
    ),
    rows: rows.map(({ data }) => String(data)),
  };
}
