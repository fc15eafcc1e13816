import { expect, test } from 'vitest';
import { isId } from '../../shared/ids.ts';
import { rowId } from './row-id.ts';

const workspace = '0199a3c0-0000-7000-8000-000000000001';
const id = (outer: string, kind = 'lead', source = 'sell') => rowId(workspace, source, kind, outer);

test('a row has the same id whenever it comes, and another one elsewhere', () => {
  expect(id('4711')).toBe(id('4711'));
  const others = [
    id('4711'),
    id('4712'),
    id('4711', 'deal'),
    id('4711', 'lead', 'a file'),
    id('04711'),
    // The same lowest 34 bits.
    id(String(4711 + 2 ** 34)),
    id('line 4711 of a'),
    id('line 4711 of b'),
    id('name 4711'),
    id('4711a'),
    id(''),
    rowId('0199a3c0-0000-7000-8000-000000000002', 'sell', 'lead', '4711'),
  ];
  expect(new Set(others).size).toBe(others.length);
  for (const other of others) expect(isId(other), other).toBe(true);
});

test('rows that are counted stand in that order, however far they go', () => {
  const numbers = [0, 1, 63, 64, 65, 16_383, 16_384, 262_144, 67_108_864, 2_000_000_000, 2_000_000_001, 2 ** 34 - 1];
  const ids = numbers.map((number) => id(String(number)));
  expect(ids).toEqual(ids.toSorted());
  const lines = numbers.map((number) => id(`line ${number} of a file`));
  expect(lines).toEqual(lines.toSorted());
  expect(new Set([...ids, ...lines].map((one) => one.slice(14, 15)))).toEqual(new Set(['8']));
});
