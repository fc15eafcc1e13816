import { describe, expect, it } from 'vitest';
import { dateOrderOf, decimalSignOf, readBoolean, readDate, readInstant, readNumber } from './values.ts';

describe('dates', () => {
  it('settles the order of day and month over the whole column', () => {
    expect(dateOrderOf(['01/02/2026', '3/14/2026'])).toBe('month-first');
    expect(dateOrderOf(['01/02/2026', '14/3/2026'])).toBe('day-first');
    expect(dateOrderOf(['1.2.2026'])).toBe('day-first');
    expect(dateOrderOf(['01/02/2026', '2026-03-14', ''])).toBeUndefined();
  });

  it.each([
    ['2026-11-24', '2026-11-24'],
    ['24/11/2026', '2026-11-24'],
    ['4.1.26', '2026-01-04'],
    ['31/12/1999 23:59', '1999-12-31'],
    ['30/02/2026', undefined],
    ['tomorrow', undefined],
  ])('reads %s day first', (cell, date) => {
    expect(readDate(cell, 'day-first')).toBe(date);
  });

  it.each([
    ['2026-11-24T09:30:00Z', '2026-11-24T09:30:00.000Z'],
    ['2026-11-24 09:30:15 UTC', '2026-11-24T09:30:15.000Z'],
    ['2026-11-24 09:30 +0200', '2026-11-24T07:30:00.000Z'],
    ['2026-11-24 9:30', '2026-11-24T08:30:00.000Z'],
    ['24/11/2026', '2026-11-23T23:00:00.000Z'],
    ['2026-11-24 25:00', undefined],
  ])('reads the instant %s in Paris', (cell, instant) => {
    expect(readInstant(cell, 'day-first', 'Europe/Paris')).toBe(instant);
  });
});

describe('numbers', () => {
  it('settles the decimal sign over the whole column', () => {
    expect(decimalSignOf(['1,234', '5,6'])).toBe(',');
    expect(decimalSignOf(['1.234,50'])).toBe(',');
    expect(decimalSignOf(['1,234.50'])).toBe('.');
    expect(decimalSignOf(['1.234.567'])).toBe(',');
    expect(decimalSignOf(['1,234', '100'])).toBe('.');
  });

  it.each([
    ['$1,234.50', '.', '1234.50'],
    ['1 234,50 €', ',', '1234.50'],
    ['CHF 1’200', '.', '1200'],
    ['(45.00)', '.', '-45.00'],
    ['12k', '.', undefined],
  ] as const)('reads %s', (cell, sign, number) => {
    expect(readNumber(cell, sign)).toBe(number);
  });

  it('reads yes and no in words and figures', () => {
    expect(['1', 'Yes', 'oui', '0', 'no', '', 'maybe'].map(readBoolean)).toEqual([true, true, true, false, false, false, undefined]);
  });
});
