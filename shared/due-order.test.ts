import { describe, expect, it } from 'vitest';
import { byDue, dayEnd } from './due-order.ts';

const inOrder = (zone: string, ...dues: (string | null)[]) =>
  dues
    .map((due_date) => ({ due_date }))
    .sort(byDue(dayEnd(zone, '2026-11-26T12:00:00.000Z')))
    .map(({ due_date }) => due_date);

describe('tasks in the order in which they are due', () => {
  it.each([
    ['Europe/Paris', '2026-11-27T22:30:00.000Z', '2026-11-27T23:30:00.000Z'],
    ['UTC', '2026-11-27T23:30:00.000Z', '2026-11-28T00:30:00.000Z'],
    ['America/Los_Angeles', '2026-11-28T07:30:00.000Z', '2026-11-28T08:30:00.000Z'],
    ['Pacific/Auckland', '2026-11-27T10:30:00.000Z', '2026-11-27T11:30:00.000Z'],
  ])('stand whole days between their last hour and the next day, in %s', (zone, before, after) => {
    const order = ['2026-11-26', before, '2026-11-27', after, '2026-11-28', null];
    expect(inOrder(zone, ...order.toReversed())).toEqual(order);
  });
});
