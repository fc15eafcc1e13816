import { describe, expect, it } from 'vitest';
import type { Compared } from './index.ts';
import { DuplicateIndex, candidateOf, phoneKey, samePhone } from './index.ts';

const empty: Compared = {
  first_name: null,
  last_name: null,
  name: '',
  organization_name: null,
  email: null,
  phone: null,
  mobile: null,
  website: null,
};

function index(rows: Record<string, Partial<Compared>>, type: 'lead' | 'contact' = 'contact'): DuplicateIndex {
  const made = new DuplicateIndex();
  for (const [id, row] of Object.entries(rows)) made.put(candidateOf(type, { id, ...empty, ...row }, 'FR'));
  return made;
}

function groupsOf(made: DuplicateIndex, apart: (a: string, b: string) => boolean = () => false): string[] {
  const steps = made.groups(apart);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value.map(({ ids, reasons }) => `${ids.join('+')}: ${reasons.join()}`);
  }
}

const person = (first_name: string, last_name: string, organization_name: string | null = null, more: Partial<Compared> = {}) => ({
  first_name,
  last_name,
  organization_name,
  ...more,
});
const organization = (name: string, more: Partial<Compared> = {}) => ({ is_organization: true, name, ...more });

describe('telephone numbers', () => {
  const same = (a: string, b: string, country?: 'FR' | 'GB') => {
    const [one, other] = [phoneKey(a, country), phoneKey(b, country)];
    return one !== undefined && other !== undefined && samePhone(one, other);
  };

  it('are the same however they are written', () => {
    expect(phoneKey('01 42 68 53 00', 'FR')?.international).toBe('+33142685300');
    expect(same('01.42.68.53.00', '+33 (0)1 42 68 53 00', 'FR')).toBe(true);
    expect(same('0033142685300', '+33 1 42 68 53 00')).toBe(true);
    expect(same('020 7946 0018', '+44 20 7946 0018', 'GB')).toBe(true);
  });

  it('of an unknown country are those of any, and those of two countries are two', () => {
    expect(same('01 42 68 53 00', '+33 1 42 68 53 00')).toBe(true);
    expect(same('+33 1 42 68 53 00', '+32 1 42 68 53 00')).toBe(false);
    expect(phoneKey('4711', 'FR')).toBeUndefined();
  });
});

describe('duplicates', () => {
  it('are found by e-mail address, whatever their names', () => {
    const made = index({
      a: person('Hélène', 'Marchand', null, { email: 'h.marchand@chevreul.example' }),
      b: person('H.', 'Marchand-Roux', null, { email: 'H.Marchand@chevreul.example ' }),
      c: person('Hélène', 'Roux', null, { email: 'h.roux@chevreul.example' }),
    });
    expect(groupsOf(made)).toEqual(['a+b: email']);
  });

  it('are found by number, but not all who share a switchboard', () => {
    const phone = '+33 1 42 68 53 00';
    const made = index({
      a: person('Hélène', 'Marchand', null, { phone }),
      b: person('Helene', 'Marchant', null, { mobile: '01 42 68 53 00' }),
      c: person('Paul', 'Roux', null, { phone }),
    });
    expect(groupsOf(made)).toEqual(['a+b: phone']);
  });

  it('are found by name and company, either mistyped, in any order and without accents', () => {
    const made = index({
      a: person('Hélène', 'Marchand', 'Laboratoires Chevreul SAS'),
      b: person('Helene', 'Marchnad', 'Laboratoires Chevreul'),
      c: person('Marchand', 'Hélène', 'Laboratoire Chevreul'),
      d: person('Hélène', 'Marchand', 'Novakem'),
      e: person('Paul', 'Marchand', 'Laboratoires Chevreul'),
      f: person('Dan', "O'Neil", 'Kestrel Foods Ltd.'),
      g: person('Dan', 'O Neil', 'Kestrel Foods'),
      h: person('J.', 'Lindqvist', 'Turbin AB'),
      i: person('Jonas', 'Lindqvist', 'Turbin'),
    });
    expect(groupsOf(made).sort()).toEqual(['a+b+c: name', 'f+g: name', 'h+i: name']);
  });

  it('of the very same name are found where one has no company', () => {
    const made = index({ a: person('Ewa', 'Nowak'), b: person('Ewa', 'Nowak', 'Sołtysik'), c: person('', 'Nowak') });
    expect(groupsOf(made)).toEqual(['a+b: name']);
  });

  it('among organizations are found by name without legal form, by site and by address', () => {
    const made = index({
      a: organization('Acme Instruments GmbH'),
      b: organization('ACME Instruments'),
      c: organization('Acme Instrumnets Ltd'),
      d: organization('Bergström Biotech AB', { website: 'https://www.bergstrom.example/en' }),
      e: organization('Bergström', { website: 'bergstrom.example' }),
      f: organization('Acme Foods'),
      g: person('Acme', 'Instruments'),
    });
    expect(groupsOf(made).sort()).toEqual(['a+b+c: name', 'd+e: website']);
  });

  it('are never those that somebody has said to be two', () => {
    const rows = { a: person('Ewa', 'Nowak', 'Acme'), b: person('Ewa', 'Nowak', 'Acme'), c: person('Ewa', 'Nowak', 'Acme') };
    expect(groupsOf(index(rows), () => true)).toEqual([]);
    expect(groupsOf(index(rows), (a, b) => a === 'c' || b === 'c')).toEqual(['a+b: name']);
  });

  it('follow what changes and goes', () => {
    const made = index({ a: person('Ewa', 'Nowak', 'Acme'), b: person('Ewa', 'Nowak', 'Acme') });
    made.put(candidateOf('contact', { id: 'b', ...empty, ...person('Ewa', 'Kowalska', 'Acme') }, undefined));
    expect(groupsOf(made)).toEqual([]);
    made.put(candidateOf('contact', { id: 'c', ...empty, ...person('Ewa', 'Kowalska', 'Acme') }, undefined));
    expect(groupsOf(made)).toEqual(['b+c: name']);
    made.remove('c');
    expect([groupsOf(made), made.size]).toEqual([[], 2]);
  });

  it('of what is being written are told, the surest first', () => {
    const made = index({ a: person('Ewa', 'Nowak', 'Acme'), b: person('Eva', 'Nowak', 'Other', { email: 'ewa@acme.example' }) });
    const draft = candidateOf('contact', { id: '', ...empty, ...person('Ewa', 'Nowak', 'Acme', { email: 'ewa@acme.example' }) }, undefined);
    expect(made.alike(draft).map(({ id, reasons }) => `${id}: ${reasons.join()}`)).toEqual(['b: email', 'a: name']);
  });

  it('are looked for among those alone that may be some: the comparisons grow as the records do', () => {
    const steps = (count: number): number => {
      const rows: Record<string, Partial<Compared>> = {};
      for (let at = 0; at < count; at++)
        rows[String(at).padStart(6, '0')] = person(`First${at % 97}`, `Last${at % 1009}`, `Company ${at % 503}`, {
          phone: '+33 1 42 68 53 00',
        });
      const groups = index(rows).groups(() => false);
      let taken = 1;
      while (!groups.next().done) taken++;
      return taken;
    };
    // Four times as many would be sixteen times the work, were each compared with each.
    expect(steps(2400)).toBeLessThan(steps(600) * 8);
  });
});
