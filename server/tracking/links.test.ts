import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { Links, trackable } from './links.ts';

const links = new Links({ key: Buffer.alloc(32, 7), publicUrl: 'https://crm.example.com' });
const token = '0f'.repeat(16);

function parts(address: string) {
  const url = new URL(address);
  const [, c, person = '', of = '', name = ''] = url.pathname.split('/');
  return { c, person, of, name, u: url.searchParams.get('u') ?? undefined };
}

const address = fc
  .tuple(
    fc.constantFrom('http', 'https', 'HTTPS'),
    fc.constantFrom('example.com', 'xn--bcher-kva.example', 'bücher.example:8080'),
    fc.string(),
  )
  .map(([scheme, host, rest]) => `${scheme}://${host}/${rest.toWellFormed()}`);

describe('a tracked link', () => {
  it('leads where it was made for', () => {
    fc.assert(
      fc.property(address, fc.nat({ max: 200 }), (given, place) => {
        const url = trackable(given) ?? '';
        const person = newId();
        const { c, person: by, of, name, u } = parts(links.write({ person, token, place, url }));
        expect(c).toBe('c');
        expect(links.read(by, of, name, u)).toEqual({ person, token, place, url });
      }),
      { numRuns: 200 },
    );
  });

  it('leads nowhere with anything about it changed', () => {
    const person = newId();
    const { name, u } = parts(links.write({ person, token, place: 3, url: 'https://example.com/offer' }));
    const signature = name.slice(2);
    expect(links.read(person, token, name, u)).toBeDefined();
    expect(links.read(newId(), token, name, u)).toBeUndefined();
    expect(links.read(person, '1f'.repeat(16), name, u)).toBeUndefined();
    expect(links.read(person, token, `4-${signature}`, u)).toBeUndefined();
    expect(links.read(person, token, `03-${signature}`, u)).toBeUndefined();
    for (const other of [
      'https://example.com/offers',
      'https://example.com',
      'http://example.com/offer',
      'https://evil.example/',
      '',
      undefined,
    ])
      expect(links.read(person, token, name, other)).toBeUndefined();
    for (let at = 0; at < signature.length; at++) {
      const changed = signature.slice(0, at) + (signature[at] === 'A' ? 'B' : 'A') + signature.slice(at + 1);
      expect(links.read(person, token, `3-${changed}`, u)).toBeUndefined();
    }
    const others = new Links({ key: Buffer.alloc(32, 8), publicUrl: 'https://crm.example.com' });
    expect(others.read(person, token, name, u)).toBeUndefined();
  });

  it('is not made up by chance', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.string(),
        fc.string(),
        (person, of, name, u) => links.read(person, of, name, u) === undefined,
      ),
    );
  });
});

describe('an address that can be tracked', () => {
  it.each(['https://example.com', 'http://example.com/a?b=c#d', 'HTTPS://Example.com/é', 'https://user@example.com/'])('%s', (url) =>
    expect(trackable(url)).toMatch(/^https?:\/\//),
  );
  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' data:text/html,x',
    'mailto:a@example.com',
    'ftp://example.com',
    '//example.com',
    '/path',
    'example.com',
    '',
    'https://',
    `https://example.com/${'a'.repeat(2000)}`,
    `https://example.com/${'é'.repeat(1900)}`,
  ])('is none of %s', (url) => expect(trackable(url)).toBeUndefined());
});
