import { createClient } from '@libsql/client';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import type { CustomField, CustomFieldType, Row } from '../records/index.ts';
import { customFieldTypes, newChoice } from '../records/index.ts';
import { MemoryWorkspace } from '../testing/memory-workspace.ts';
import type { Condition, Filter, ListType, Operator, Order, Period, Viewer } from './index.ts';
import {
  FilterProblem,
  comparison,
  daysOf,
  fieldsOf,
  filterSchema,
  foldedTexts,
  isSortable,
  listTypes,
  matcher,
  operatorsOf,
  orderSql,
  resolve,
  resolveOrder,
  searchText,
  sorter,
  sqlOf,
} from './index.ts';

/** A workspace with a custom field of every type on every list, and what people look at it with. */
const workspace = new MemoryWorkspace();
const me = workspace.administrator;
const reports = [workspace.person('Zoé', 'user', me), workspace.person('ana', 'user', me)];
for (const resource_type of ['lead', 'contact', 'deal'] as const)
  for (const type of customFieldTypes) {
    const choices = type.includes('list') ? ['Rouge', 'Été', 'bleu'].map((name) => newChoice(newId(), name)) : [];
    const id = newId();
    workspace.do(me, 'createCustomField', { id, resource_type, type, name: type, choices });
    const [first, second] = choices;
    if (first && second) workspace.do(me, 'replaceChoice', { id, choice_id: first.id, replaced_by: second.id });
  }
const viewer: Viewer = {
  now: '2026-11-25T22:30:00.000Z',
  zone: 'Europe/Paris',
  me,
  reports,
  every: (type) => workspace.every(type),
};

const words = [
  'Émile',
  'emile',
  'ÉMILE',
  'Zoë',
  'zoe',
  'Ångström',
  'a b',
  'a',
  '',
  'ß',
  'Ωmega',
  '100%',
  "o'neil",
  '"q"',
  '\\x',
  '日本',
  '𝒜',
  '｡',
  'İ',
];
const text = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 6, unit: 'grapheme' }));
const day = fc.constantFrom('2025-12-31', '2026-11-01', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-30', '2026-12-01', '2027-01-01');
const instant = fc.constantFrom(
  '2026-11-24T22:59:59.999Z',
  '2026-11-24T23:00:00.000Z',
  '2026-11-25T22:59:59.999Z',
  '2026-11-25T23:00:00.000Z',
  '2026-03-29T00:30:00.000Z',
  '2026-01-01T00:00:00.000Z',
);
const figure = fc.constantFrom(0, 1, -1, 0.1, 12.5, 1000, 48_200, 1e6, 0.30000000000000004);
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 3 });
const place = fc.record({ line1: orNull(text), city: orNull(text), postal_code: orNull(text), state: orNull(text), country: orNull(text) });

function valueOf(type: ListType, name: string, kind: string, custom?: CustomField): fc.Arbitrary<unknown> {
  const set = custom ? undefined : settled(type, name);
  if (set) return set;
  const ids = (custom?.choices ?? []).map(({ id }) => id);
  switch (kind) {
    case 'number':
      return orNull(figure);
    case 'money':
      return fc.constantFrom('0.00', '45.90', '48200.00', '1000', '0.125', '-3.00', '90071992547409.91');
    case 'bool':
      return custom ? orNull(fc.constant(true)) : fc.boolean();
    case 'day':
      return orNull(day);
    case 'instant':
      return orNull(instant);
    case 'due':
      return orNull(fc.oneof(day, instant));
    case 'one':
      return orNull(fc.constantFrom(...(ids.length > 0 ? ids : [me, ...reports])));
    case 'many':
      return ids.length > 0 ? orNull(fc.subarray(ids, { minLength: 1 })) : fc.subarray(['red', 'Été', 'x"y']);
    default:
      return orNull(text);
  }
}

function settled(type: ListType, name: string): fc.Arbitrary<unknown> | undefined {
  if (name === 'stage_id') return fc.constantFrom(...workspace.all('stage').map(({ id }) => id));
  if (name === 'status_id') return fc.constantFrom(...workspace.all('lead_status').map(({ id }) => id));
  if (name === 'currency') return fc.constantFrom('EUR', 'JPY', 'KWD');
  if (name === 'customer_status' || name === 'prospect_status') return fc.constantFrom('none', 'current', 'past');
  if (name === 'resource_type' && type === 'task') return orNull(fc.constantFrom('lead', 'deal'));
  return undefined;
}

function rowOf(type: ListType): fc.Arbitrary<Row> {
  const shape: Record<string, fc.Arbitrary<unknown>> = {};
  const custom: Record<string, fc.Arbitrary<unknown>> = {};
  for (const field of fieldsOf(type, workspace.all('custom_field')).values()) {
    if (field.custom)
      custom[field.custom.id] = field.custom.type === 'address' ? orNull(place) : valueOf(type, field.name, field.kind, field.custom);
    else if (field.path.length > 1) shape[field.path[0] ?? ''] = orNull(place);
    else if (field.path.length === 1 && field.path[0] === field.name) shape[field.name] = valueOf(type, field.name, field.kind);
  }
  const set = fc.record(custom).map((values) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null)));
  return fc.record({ id: fc.uuid({ version: 7 }), ...shape, custom_fields: set }) as unknown as fc.Arbitrary<Row>;
}

const period: fc.Arbitrary<Period> = fc.oneof(
  fc.record({ from: day, to: day }, { requiredKeys: [] }),
  fc.record({
    this: fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
    offset: fc.integer({ min: -2, max: 2 }),
  }) as fc.Arbitrary<Period>,
  ...(['last', 'next', 'before_last', 'after_next'] as const).map(
    (key) => fc.record({ [key]: fc.nat(40), unit: fc.constantFrom('day', 'week', 'month') }) as unknown as fc.Arbitrary<Period>,
  ),
);

function operand(is: Operator, kind: string, type: ListType, name: string, custom?: CustomField): fc.Arbitrary<unknown> {
  if (is === 'empty' || is === 'filled') return fc.constant(undefined);
  switch (kind) {
    case 'words':
    case 'text':
      return text;
    case 'number':
    case 'money':
      return is === 'between' ? fc.tuple(orNull(figure), orNull(figure)) : fc.oneof(figure, fc.constant(90071992547409.91));
    case 'bool':
      return fc.boolean();
    case 'day':
    case 'instant':
    case 'due':
      return period;
    case 'many':
      return fc.subarray(custom ? custom.choices.map(({ id }) => id) : ['red', 'Été', 'x"y', 'none'], { minLength: 1 });
    default: {
      const pool = custom
        ? custom.choices.map(({ id }) => id)
        : name === 'pipeline_id'
          ? workspace.all('pipeline').map(({ id }) => id)
          : name === 'stage_category'
            ? ['open', 'won', 'lost', 'incoming']
            : name === 'stage_id'
              ? workspace.all('stage').map(({ id }) => id)
              : ['me', 'my_reports', me, ...reports, 'none', 'current', 'EUR', 'lead'];
      return fc.subarray(pool, { minLength: 1 });
    }
  }
}

function conditionOn(type: ListType): fc.Arbitrary<Condition> {
  return fc
    .constantFrom(...fieldsOf(type, workspace.all('custom_field')).values())
    .chain(({ name, kind, custom }) =>
      fc
        .constantFrom(...operatorsOf[kind])
        .chain((is) =>
          operand(is, kind, type, name, custom).map((value) => ({ field: name, is, ...(value === undefined ? {} : { value }) })),
        ),
    );
}

function filterOn(type: ListType): fc.Arbitrary<Filter> {
  const condition = conditionOn(type);
  const list = fc.array(condition, { maxLength: 3 });
  return fc.oneof(
    { weight: 3, arbitrary: condition },
    list.map((all) => ({ all })),
    list.map((any) => ({ any })),
    fc.tuple(list, condition).map(([any, not]) => ({ all: [{ any }, { not }] })),
  );
}

const orderOn = (type: ListType): fc.Arbitrary<Order> =>
  fc.array(
    fc.record({
      field: fc.constantFrom(...[...fieldsOf(type, workspace.all('custom_field')).values()].filter(isSortable).map(({ name }) => name)),
      descending: fc.boolean(),
    }),
    { maxLength: 2 },
  );

const client = createClient({ url: ':memory:' });
afterAll(() => client.close());
await client.execute('CREATE TABLE record (id TEXT PRIMARY KEY, data TEXT, search_text TEXT, folded TEXT)');

async function stored(type: ListType, rows: readonly Row[]): Promise<void> {
  await client.batch(
    [
      'DELETE FROM record',
      ...rows.map((row) => {
        const folded = foldedTexts(row);
        return {
          sql: 'INSERT INTO record VALUES (?, ?, ?, ?)',
          args: [row.id, JSON.stringify(row), searchText(type, row), folded === undefined ? null : JSON.stringify(folded)],
        };
      }),
    ],
    'write',
  );
}

describe('a filter gives the same rows in the same order from memory and from SQL', () => {
  it.each(listTypes)(
    'of %ss',
    async (type) => {
      await fc.assert(
        fc.asyncProperty(
          fc.uniqueArray(rowOf(type), { selector: ({ id }) => id, maxLength: 25 }),
          fc.array(fc.tuple(filterOn(type), orderOn(type)), { minLength: 8, maxLength: 8 }),
          async (rows, asked) => {
            await stored(type, rows);
            for (const [filter, order] of asked) {
              const test = resolve(type, filter, viewer);
              const steps = resolveOrder(type, order, viewer);
              const fits = matcher(type, test);
              const fromMemory = rows
                .filter((row) => fits(row as Row<ListType>))
                .sort(comparison(steps) as (a: Row, b: Row) => number)
                .map(({ id }) => id);
              const fitting = rows.filter((row) => fits(row as Row<ListType>)) as Row<ListType>[];
              expect(sorter(steps)(fitting).map(({ id }) => id)).toEqual(fromMemory);
              const { sql, args } = sqlOf(test);
              const by = orderSql(steps);
              const found = await client.execute({
                sql: `SELECT id, (${sql}) IS NULL AS unknown FROM record WHERE ${sql} ORDER BY ${by.sql}`,
                args: [...args, ...args, ...by.args],
              });
              expect(
                found.rows.map((row) => row['id']),
                JSON.stringify({ filter, order }),
              ).toEqual(fromMemory);
            }
          },
        ),
        { numRuns: 120 },
      );
    },
    120_000,
  );
});

const leads = (filter: Filter, rows: Partial<Row<'lead'>>[]) => {
  const fits = matcher('lead', resolve('lead', filter, viewer));
  return rows.filter((row) => fits({ tags: [], custom_fields: {}, ...row } as unknown as Row<'lead'>));
};

describe('conditions', () => {
  it('compare text without case and accents', () => {
    const named = [{ name: 'Émile Zola' }, { name: 'EMILE' }, { name: 'Emil' }];
    expect(leads({ field: 'name', is: 'contains', value: 'emile' }, named)).toHaveLength(2);
    expect(leads({ field: 'name', is: 'is', value: 'émile zola' }, named)).toHaveLength(1);
  });

  it('hold for what is empty where they are negations', () => {
    const rows = [{ title: null }, { title: 'CEO' }];
    expect(leads({ field: 'title', is: 'is_not', value: 'ceo' }, rows)).toEqual([rows[0]]);
    expect(leads({ field: 'title', is: 'contains', value: '' }, rows)).toEqual([rows[1]]);
  });

  it('know the person who looks, and their reports', () => {
    const rows = [me, ...reports].map((owner_id) => ({ owner_id }));
    expect(leads({ field: 'owner_id', is: 'any_of', value: ['me'] }, rows)).toEqual([rows[0]]);
    expect(leads({ field: 'owner_id', is: 'any_of', value: ['my_reports'] }, rows)).toEqual(rows.slice(1));
  });

  it('count days in the zone of the person who looks', () => {
    const rows = ['2026-11-24T22:59:59.999Z', '2026-11-24T23:00:00.000Z', '2026-11-25T23:00:00.000Z'].map((created_at) => ({ created_at }));
    expect(leads({ field: 'created_at', is: 'in', value: { this: 'day' } }, rows)).toEqual([rows[1]]);
  });

  it('know which tasks are late, by their time or by their day', () => {
    const due = ['2026-11-24', '2026-11-25', '2026-11-25T22:29:59.999Z', '2026-11-25T22:30:00.000Z', null];
    const tasks = [...due.map((due_date) => ({ due_date, completed: false })), { due_date: '2026-11-24', completed: true }];
    const asked = (value: boolean) => {
      const fits = matcher('task', resolve('task', { field: 'overdue', is: 'is', value }, viewer));
      return tasks.filter((task) => fits(task as Row<'task'>)).map((task) => tasks.indexOf(task));
    };
    expect(asked(true)).toEqual([0, 2]);
    expect(asked(false)).toEqual([1, 3, 4, 5]);
    expect(() => resolveOrder('task', [{ field: 'overdue' }], viewer)).toThrow(FilterProblem);
  });

  const problems: [string, Condition][] = [
    ['of a field that is not there', { field: 'shoe_size', is: 'is', value: 43 }],
    ['of a field of another list', { field: 'stage_id', is: 'any_of', value: ['x'] }],
    ['with an operator of another kind', { field: 'name', is: 'at_least', value: 1 }],
    ['with a value of another kind', { field: 'created_at', is: 'in', value: 'yesterday' }],
    ['without the value that it needs', { field: 'owner_id', is: 'any_of', value: [] }],
  ];
  it.each(problems)('%s are named', (_what, condition) => {
    expect(() => resolve('lead', { all: [{ not: condition }] }, viewer)).toThrow(FilterProblem);
  });

  it('are bounded in number and depth', () => {
    const one: Filter = { field: 'name', is: 'filled' };
    let deep: Filter = one;
    for (let depth = 0; depth < 8; depth++) deep = { not: deep };
    expect(filterSchema.safeParse(deep).success).toBe(false);
    expect(
      filterSchema.safeParse({ all: [{ any: Array.from({ length: 60 }, () => one) }, { any: Array.from({ length: 60 }, () => one) }] })
        .success,
    ).toBe(false);
    expect(filterSchema.safeParse({ all: [{ not: { any: [one] } }] }).success).toBe(true);
  });
});

describe('periods', () => {
  const expected: [Period, { from?: string; to?: string }][] = [
    [{ this: 'week' }, { from: '2026-11-23', to: '2026-11-29' }],
    [
      { this: 'month', offset: -1 },
      { from: '2026-10-01', to: '2026-10-31' },
    ],
    [
      { this: 'quarter', offset: 1 },
      { from: '2027-01-01', to: '2027-03-31' },
    ],
    [{ this: 'year' }, { from: '2026-01-01', to: '2026-12-31' }],
    [
      { last: 0, unit: 'day' },
      { from: '2026-11-25', to: '2026-11-25' },
    ],
    [
      { last: 30, unit: 'day' },
      { from: '2026-10-26', to: '2026-11-25' },
    ],
    [
      { next: 3, unit: 'month' },
      { from: '2026-11-25', to: '2027-02-25' },
    ],
    [{ before_last: 2, unit: 'week' }, { to: '2026-11-10' }],
    [{ after_next: 1, unit: 'day' }, { from: '2026-11-27' }],
    [{ from: '2026-01-01' }, { from: '2026-01-01' }],
  ];
  it.each(expected)('%j', (given, days) => {
    expect(daysOf(given, '2026-11-25')).toEqual(days);
  });

  it('of months end on the last day where there is no such day', () => {
    expect(daysOf({ next: 3, unit: 'month' }, '2026-11-30')).toEqual({ from: '2026-11-30', to: '2027-02-28' });
  });
});

it('types of custom fields all have a kind', () => {
  const kinds = new Set<CustomFieldType>(
    [...fieldsOf('lead', workspace.all('custom_field')).values()].flatMap(({ custom }) => custom?.type ?? []),
  );
  expect([...kinds].sort()).toEqual([...customFieldTypes].sort());
});
