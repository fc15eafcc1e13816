/// <reference types="mocha" />
import { expect } from 'chai';
import fc from 'fast-check';
import { address, addresses } from './addresses.ts';
import { instantOf } from './dates.ts';

describe('addresses in Gmail’s fields', () => {
  it('are read in lower case, without what stands around them', () => {
    expect(address(' Ana.Silva@Northwind.Example ')).to.equal('ana.silva@northwind.example');
    expect(address('\u200eana@northwind.example\u200f')).to.equal('ana@northwind.example');
    for (const text of ['Ana', 'ana@', '@b', 'a b@c.example', '<ana@b.example>', undefined, null])
      expect(address(text)).to.equal(undefined);
  });

  it('have names, also in quotes with commas in them', () => {
    expect(addresses('"Silva, Ana \\"the boss\\"" <ANA@n.example>, bob@n.example; Eve <eve@c.example>')).to.deep.equal([
      { email: 'ana@n.example', name: 'Silva, Ana "the boss"' },
      { email: 'bob@n.example', name: '' },
      { email: 'eve@c.example', name: 'Eve' },
    ]);
    expect(addresses('half writ')).to.deep.equal([]);
    expect(addresses('')).to.deep.equal([]);
  });

  it('never break what reads them', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => addresses(text).every(({ email }) => email.includes('@'))));
  });
});

describe('dates that Gmail writes', () => {
  const languages = [
    'en-US',
    'en-GB',
    'fr-FR',
    'de-DE',
    'es-ES',
    'it-IT',
    'pt-BR',
    'nl-NL',
    'sv-SE',
    'pl-PL',
    'ru-RU',
    'tr-TR',
    'he-IL',
    'ar-EG',
    'fi-FI',
    'cs-CZ',
  ];

  it('are read in each language, or not at all, but never wrongly', () => {
    let read = 0;
    fc.assert(
      fc.property(
        fc.date({ min: new Date(2010, 0, 1), max: new Date(2039, 11, 31), noInvalidDate: true }),
        fc.constantFrom(...languages),
        fc.constantFrom('full' as const, 'long' as const, 'medium' as const, 'short' as const),
        (date, language, dateStyle) => {
          const minute = new Date(date.getFullYear(), date.getMonth(), date.getDate(), date.getHours(), date.getMinutes());
          const found = instantOf(minute.toLocaleString(language, { dateStyle, timeStyle: 'short' }), language);
          if (!found) return;
          read++;
          expect(found.toISOString()).to.equal(minute.toISOString());
        },
      ),
      { numRuns: 500 },
    );
    expect(read).to.be.greaterThan(150);
  });

  it('are read whatever spaces and marks of direction are in them', () => {
    expect(instantOf('Wed, Mar 4, 2026, 9:15\u202fPM', 'en')).to.deep.equal(new Date(2026, 2, 4, 21, 15));
    expect(instantOf('mer. 4 mars 2026 09:15', 'fr')).to.deep.equal(new Date(2026, 2, 4, 9, 15));
    expect(instantOf('mar, 3 mar 2026, 12:00', 'it')).to.deep.equal(new Date(2026, 2, 3, 12, 0));
  });

  it('that can be two days are none', () => {
    for (const text of ['4/5/2026 10:00', '04.05.26, 10:00', '10:00', 'Mar 4', '', 'yesterday'])
      expect(instantOf(text, 'en')).to.equal(undefined);
  });
});
