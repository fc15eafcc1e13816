import { expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { HitBuffer } from './buffer.ts';
import type { Hit } from './hit.ts';

const hit = (address: string, token: string): Hit => ({
  person: newId(),
  token,
  kind: 'open',
  at: 0,
  address,
  agent: '',
  head: false,
  prefetch: false,
  url: null,
});

it('gives out what it took, in its order, once', () => {
  const buffer = new HitBuffer();
  const hits = Array.from({ length: 100 }, (_, index) => hit(`192.0.2.${index % 7}`, String(index)));
  for (const one of hits) expect(buffer.take(one)).toBe(true);
  expect(buffer.size).toBe(100);
  expect(buffer.drain()).toEqual(hits);
  expect(buffer.drain()).toEqual([]);
  expect(buffer.dropped()).toEqual({});
});

it('leaves room for others when one address asks for very many', () => {
  const buffer = new HitBuffer({ hits: 1000, fromAddress: 50 });
  for (let index = 0; index < 5000; index++) buffer.take(hit('203.0.113.9', String(index)));
  for (let index = 0; index < 100; index++) expect(buffer.take(hit(`192.0.2.${index}`, `honest ${index}`))).toBe(true);
  expect(buffer.size).toBe(150);
  expect(buffer.dropped()).toEqual({ address: 4950 });
  expect(buffer.dropped()).toEqual({});
});

it('leaves room for others when very many ask for one message', () => {
  const buffer = new HitBuffer({ ofToken: 10 });
  for (let index = 0; index < 500; index++) buffer.take(hit(`198.51.${index >> 8}.${index & 255}`, 'one'));
  expect(buffer.take(hit('192.0.2.1', 'another'))).toBe(true);
  expect(buffer.size).toBe(11);
  expect(buffer.dropped()).toEqual({ token: 490 });
});

it('takes no more than it may, and says how many it did not', () => {
  const buffer = new HitBuffer({ hits: 20 });
  for (let index = 0; index < 30; index++) buffer.take(hit(`192.0.2.${index}`, String(index)));
  expect(buffer.size).toBe(20);
  expect(buffer.dropped()).toEqual({ full: 10 });
  buffer.drain();
  expect(buffer.take(hit('192.0.2.1', 'x'))).toBe(true);
});

it('takes back what could not be written, before what has come since', () => {
  const buffer = new HitBuffer({ hits: 3 });
  const [first, second, third, fourth] = ['a', 'b', 'c', 'd'].map((token) => hit('192.0.2.1', token)) as [Hit, Hit, Hit, Hit];
  buffer.take(first);
  buffer.take(second);
  const out = buffer.drain();
  buffer.take(third);
  buffer.take(fourth);
  buffer.putBack(out);
  expect(buffer.drain()).toEqual([first, second, third]);
  expect(buffer.dropped()).toEqual({ full: 1 });
});
