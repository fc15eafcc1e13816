import { describe, expect, test } from 'vitest';
import { currencyDigits, fromMinor, isCurrency, toMinor } from './money.ts';

describe('currencies', () => {
  test('have the decimals that Intl knows of them', () => {
    for (const currency of Intl.supportedValuesOf('currency')) {
      const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
      expect([currency, currencyDigits(currency)]).toEqual([currency, maximumFractionDigits]);
    }
  });

  test('are read and written with them', () => {
    expect(['EUR', 'JPY', 'KWD'].map((currency) => toMinor('1200', currency))).toEqual([120_000, 1200, 1_200_000]);
    expect(['EUR', 'JPY', 'KWD'].map((currency) => fromMinor(1200, currency))).toEqual(['12.00', '1200', '1.200']);
    expect(toMinor('1.5', 'JPY')).toBeUndefined();
    expect(['EUR', 'XXY', ''].map(isCurrency)).toEqual([true, false, false]);
  });
});
