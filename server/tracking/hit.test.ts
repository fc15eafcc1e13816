import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { isPrefetch, networkOf } from './hit.ts';
import { namedBy, pixel } from './pixel.ts';

describe('the network of an address', () => {
  it.each([
    ['192.0.2.17', '192.0.2.0/24'],
    ['::ffff:192.0.2.17', '192.0.2.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1::/48'],
    ['2001:0DB8:0001::9', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0::/48'],
    ['::1', '0:0:0::/48'],
    ['unknown', 'unknown'],
    ['', 'unknown'],
  ])('%s is %s', (address, network) => expect(networkOf(address)).toBe(network));

  it('never has the last of the address', () => {
    fc.assert(fc.property(fc.ipV4(), (address) => networkOf(address) === address.replace(/\d+$/, '0/24')));
    fc.assert(fc.property(fc.ipV6(), (address) => /::\/48$|\/24$/.test(networkOf(address))));
    fc.assert(fc.property(fc.string(), (address) => networkOf(address).length <= address.length + 20));
  });
});

describe('a request that is for later', () => {
  const withHeaders = (headers: Record<string, string>) => isPrefetch((name) => headers[name]);
  it.each([
    [{ 'sec-purpose': 'prefetch' }, true],
    [{ 'sec-purpose': 'prefetch;prerender' }, true],
    [{ purpose: 'prefetch' }, true],
    [{ purpose: 'preview' }, true],
    [{ 'x-moz': 'prefetch' }, true],
    [{ purpose: 'reading' }, false],
    [{}, false],
  ])('%j: %s', (headers, expected) => expect(withHeaders(headers as Record<string, string>)).toBe(expected));
});

describe('the address of a pixel', () => {
  const person = newId();
  const token = 'ab'.repeat(16);

  it('names its sender and its message', () => {
    expect(namedBy(`/o/${person}/${token}.gif`)).toEqual({ person, token });
    expect(namedBy(`/o/${person}/${token}.gif?`)).toEqual({ person, token });
    expect(namedBy(`/o/${person}/${token}.gif?x=${'y'.repeat(10_000)}`)).toEqual({ person, token });
  });

  it.each([
    '/o/',
    `/o/${person}`,
    `/o/${person}/`,
    `/o/${person}/${token}`,
    `/o/${person}/${token}.png`,
    `/o/${person}/${token}.gifx`,
    `/o/${person}/${token}.gif/`,
    `/o/${person.toUpperCase()}/${token}.gif`,
    `/o/${person}/${token.toUpperCase()}.gif`,
    `/o/${person}/${token.slice(1)}g.gif`,
    `/o/${person}x${token}.gif`,
    `/o//${person}/${token}.gif`,
  ])('of another form names nobody: %s', (url) => expect(namedBy(url)).toBeUndefined());

  it('is a picture of 43 bytes', () => {
    expect(pixel.length).toBe(43);
    expect(pixel.subarray(0, 6).toString()).toBe('GIF89a');
    expect(pixel.at(-1)).toBe(0x3b);
  });
});
