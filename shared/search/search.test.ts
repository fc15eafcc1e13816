import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold } from '../filters/index.ts';
import { SearchIndex, forgiven, marks, mistakes } from './index.ts';

const index = new SearchIndex();
const people: Record<string, string> = {
  helene: 'Hélène Marchand\nLaboratoires Chevreul\nhelene.marchand@chevreul.example\n+33 1 23 45 67 89',
  marc: 'Marc Hand\nAcme',
  dan: "Dan O'Neil\nKestrel Foods\ndan@kestrelfoods.example\n(0)20 7946 0018",
  ostrowski: 'Ewa Ostrowska\nWójcik Diagnostyka',
  kestrel: 'Kestrel Foods\nhello@kestrel.example',
};
for (const [key, text] of Object.entries(people)) index.put(key, fold(text));
const found = (text: string, limit = 5) => index.find(text, limit).map(({ key }) => key);

describe('search', () => {
  it('finds by beginnings and parts of words, whatever their case and accents', () => {
    expect(found('hel')[0]).toBe('helene');
    expect(found('HÉLÈNE marchand')).toEqual(['helene']);
    expect(found('labor')).toEqual(['helene']);
    expect(found('strows')).toEqual(['ostrowski']);
    expect(found('neil')).toEqual(['dan']);
  });

  it('forgives typing mistakes', () => {
    for (const text of ['helnee', 'heelne', 'marchnad', 'lavoratoires', 'chevruel', 'ostrwoska'])
      expect(found(text).length, text).toBeGreaterThan(0);
    expect(found('kesterl foods')).toEqual(expect.arrayContaining(['kestrel', 'dan']));
    expect(found('zzz')).toEqual([]);
  });

  it('puts what is called so before what has it elsewhere', () => {
    expect(found('kestrel foods')[0]).toBe('kestrel');
  });

  it('finds by e-mail and by telephone number, however it is written', () => {
    expect(found('dan@kestrelfoods.example')[0]).toBe('dan');
    expect(found('chevreul.example')[0]).toBe('helene');
    for (const text of ['0123456789', '+33 1 23 45', '01 23 45 67', '020 7946']) expect(found(text).length, text).toBe(1);
  });

  it('needs all the words', () => {
    expect(found('marc acme')).toEqual(['marc']);
    expect(found('marc chevreul')).toEqual(['helene']);
    expect(found('ewa acme')).toEqual([]);
  });

  it('follows what changes and goes', () => {
    const own = new SearchIndex();
    own.put('a', 'first name');
    own.put('a', 'other name');
    expect(own.find('first', 5)).toEqual([]);
    expect(own.find('other', 5)).toHaveLength(1);
    own.remove('a');
    expect(own.find('other', 5)).toEqual([]);
    expect(own.size).toBe(0);
  });

  it('finds everything after thousands of changes', () => {
    const own = new SearchIndex();
    for (let round = 0; round < 4; round++) for (let n = 0; n < 1500; n++) own.put(`k${n}`, `name${n} round${round}`);
    expect(own.size).toBe(1500);
    expect(own.find('round3 name1499', 1)).toMatchObject([{ key: 'k1499' }]);
    expect(own.find('round2', 1).map(({ key }) => key)).not.toContain('k0 round2');
  });
});

describe('mistakes', () => {
  /** The definition, without a bound and without any shortcut. */
  const slow = (a: string, b: string): number => {
    const rows = Array.from({ length: a.length + 1 }, (_, i) =>
      Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
    );
    const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
    for (let i = 1; i <= a.length; i++)
      for (let j = 1; j <= b.length; j++) {
        let cost = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, at(i - 2, j - 2) + 1);
        const row = rows[i];
        if (row) row[j] = cost;
      }
    return at(a.length, b.length);
  };
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });

  it('are counted as they are defined, up to the bound', () => {
    fc.assert(
      fc.property(word, word, fc.nat(3), (a, b, most) => {
        expect(mistakes(a, b, most)).toBe(Math.min(slow(a, b), most + 1));
      }),
      { numRuns: 2000 },
    );
  });

  it('are not forgiven in short words', () => {
    expect(['abc', 'abcd', 'abcdefgh'].map(forgiven)).toEqual([0, 1, 2]);
  });
});

describe('marks', () => {
  const hits = (text: string, query: string) =>
    marks(text, query)
      .map(({ text: piece, hit }) => (hit ? `[${piece}]` : piece))
      .join('');

  it('stand where the words of the search do, whatever their case, accents and order', () => {
    expect(hits('Calibration, Bergström Biotech', 'bergstrom cal')).toBe('[Cal]ibration, [Bergström] Biotech');
    expect(hits('Straße', 'strasse')).toBe('Straße');
    expect(hits('Carmen Marchand', 'mar')).toBe('Carmen [Mar]chand');
  });

  it('stand under the word that was meant', () => {
    expect(hits('Hélène Marchand', 'marchnad')).toBe('Hélène [Marchand]');
    expect(hits('Hélène Marchand', 'zzzz')).toBe('Hélène Marchand');
  });

  it('stand under the digits of a number, however it is written', () => {
    expect(hits('+33 1 42 68 53 00', '01 42 68')).toBe('+33 [1 42 68] 53 00');
  });

  it('lose no letter of any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string(),
        (text, query) =>
          marks(text, query)
            .map((piece) => piece.text)
            .join('') === text,
      ),
    );
  });
});

it('a search in steps gives the same as at once', () => {
  const many = new SearchIndex();
  for (let at = 0; at < 3000; at++) many.put(`k${at}`, fold(`Person ${at} Marchand${at % 7}\nCompany ${at % 50}`));
  const steps = many.steps('marchnad3', { limit: 20 });
  let paused = 0;
  let result = steps.next();
  for (; !result.done; result = steps.next()) paused++;
  expect(paused).toBeGreaterThan(3);
  expect(result.value).toEqual(many.find('marchnad3', 20));
});
