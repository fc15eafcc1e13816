import type { Test } from './resolve.ts';

/**
 * A test as a condition on the server's `record` rows: `data` is the row's JSON, `folded` holds the folded form of texts
 * that are not ASCII, `search_text` what the row is found by. Gives the same rows as `matcher`, and never NULL.
 */
export interface Sql {
  sql: string;
  args: (string | number)[];
}

type Path = readonly string[];

export function sqlOf(test: Test): Sql {
  if ('all' in test) return joined(test.all, ' AND ', 'true');
  if ('any' in test) return joined(test.any, ' OR ', 'false');
  if ('not' in test) {
    const { sql, args } = sqlOf(test.not);
    return { sql: `NOT (${sql})`, args };
  }
  switch (test.kind) {
    case 'words':
      return {
        sql: test.words.length === 0 ? 'true' : test.words.map(() => 'instr(search_text, ?) > 0').join(' AND '),
        args: [...test.words],
      };
    case 'text': {
      const value = foldedText(test.path);
      if (test.is === 'is') return { sql: `coalesce(${value} = ?, false)`, args: [test.text] };
      // `instr` of empty text is 1: all that is not empty contains it.
      const place = test.is === 'starts_with' ? '= 1' : '> 0';
      return { sql: `coalesce(instr(${value}, ?) ${place}, false)`, args: [test.text] };
    }
    case 'number': {
      const value = numberAt(test.path);
      const bounds: Sql = { sql: `${value} IS NOT NULL`, args: [] };
      if (test.least !== undefined) append(bounds, ` AND ${value} >= ?`, test.least);
      if (test.most !== undefined) append(bounds, ` AND ${value} <= ?`, test.most);
      return bounds;
    }
    case 'true':
      return { sql: `coalesce(data -> ${jsonPath(test.path)} = 'true', false)`, args: [] };
    case 'day': {
      const value = textAt(test.path);
      const days: Sql = { sql: `coalesce(length(${value}) = 10`, args: [] };
      if (test.days.from !== undefined) append(days, ` AND ${value} >= ?`, test.days.from);
      if (test.days.to !== undefined) append(days, ` AND ${value} <= ?`, test.days.to);
      return { sql: `${days.sql}, false)`, args: days.args };
    }
    case 'instant': {
      const value = textAt(test.path);
      const instants: Sql = { sql: `coalesce(length(${value}) > 10`, args: [] };
      if (test.from !== undefined) append(instants, ` AND ${value} >= ?`, test.from);
      if (test.before !== undefined) append(instants, ` AND ${value} < ?`, test.before);
      return { sql: `${instants.sql}, false)`, args: instants.args };
    }
    case 'one':
      return {
        sql: `coalesce(${textAt(test.path)} IN (SELECT value FROM json_each(?)), false)`,
        args: [JSON.stringify(test.values)],
      };
    case 'many': {
      if (test.groups.length === 0) return { sql: `coalesce(json_type(data, ${jsonPath(test.path)}) = 'array', false)`, args: [] };
      const path = jsonPath(test.path);
      const holds = (group: string) =>
        `EXISTS (SELECT 1 FROM json_each(record.data, ${path}) AS held WHERE held.value IN (SELECT value FROM json_each(${group})))`;
      // No two groups share a value: who holds one of each holds as many as there are groups.
      const [group = '', ...more] = new Set(test.groups.map((one) => JSON.stringify(one)));
      if (more.length === 0) return { sql: holds('?'), args: [group] };
      return {
        sql: `(coalesce(json_array_length(data, ${path}), 0) > ${more.length}
          AND NOT EXISTS (SELECT 1 FROM json_each(?) AS wanted WHERE NOT ${holds('wanted.value')}))`,
        args: [`[${[group, ...more].join(',')}]`],
      };
    }
    case 'empty':
      return { sql: `coalesce(${textAt(test.path)}, '') IN ('', '[]')`, args: [] };
  }
}

function joined(tests: readonly Test[], by: string, none: string): Sql {
  if (tests.length === 0) return { sql: none, args: [] };
  const parts = tests.map(sqlOf);
  return { sql: parts.map(({ sql }) => `(${sql})`).join(by), args: parts.flatMap(({ args }) => args) };
}

function append(to: Sql, sql: string, arg: string | number): void {
  to.sql += sql;
  to.args.push(arg);
}

/** Paths come from the catalogue of fields, never from a request: they may stand in SQL as they are. */
export function jsonPath(path: Path): string {
  for (const step of path) if (!/^[a-z0-9_-]+$/.test(step)) throw new Error(`${path.join('.')} is no path of a field.`);
  return `'$${path.map((step) => `."${step}"`).join('')}'`;
}

export const textAt = (path: Path): string => `(data ->> ${jsonPath(path)})`;
export const foldedText = (path: Path): string => `coalesce(folded ->> ${jsonPath(path)}, lower(data ->> ${jsonPath(path)}))`;
/** Amounts are decimal text: they are read as numbers, as the browser does. */
export const numberAt = (path: Path): string => `CAST(data ->> ${jsonPath(path)} AS REAL)`;
