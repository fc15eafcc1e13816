import { expect, test } from 'vitest';
import { RecentMap } from './recent-map.ts';

const filled = (limit: number, to: number) => {
  const map = new RecentMap<number, string>(limit);
  for (let key = 0; key < to; key++) map.set(key, `v${key}`);
  return map;
};

test('keeps at least half of its limit, of what was put last', () => {
  const map = filled(10, 1003);
  const kept = Array.from({ length: 1003 }, (_, key) => key).filter((key) => map.has(key));
  expect(kept).toEqual(kept.map((_, at) => 1003 - kept.length + at));
  expect(kept.length).toBeGreaterThanOrEqual(5);
  expect(kept.length).toBeLessThanOrEqual(10);
});

test('gives what was put last under a key, and nothing of what was deleted', () => {
  const map = filled(10, 7);
  map.set(1, 'anew');
  expect([map.get(1), map.get(6), map.get(7)]).toEqual(['anew', 'v6', undefined]);
  map.delete(1);
  map.delete(6);
  expect([map.get(1), map.has(1), map.has(6), map.has(0)]).toEqual([undefined, false, false, true]);
  map.clear();
  expect(map.has(0)).toBe(false);
});
