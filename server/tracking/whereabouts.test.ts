import { expect, it } from 'vitest';
import { Whereabouts } from './whereabouts.ts';

const minute = 60_000;

it('knows where somebody was at work within minutes', () => {
  let now = 0;
  const whereabouts = new Whereabouts({ trustedProxies: 0, now: () => now });
  whereabouts.note('ada', '203.0.113.9');
  whereabouts.note('ada', '2001:db8::1');
  expect(whereabouts.has('ada', '203.0.113.9', now)).toBe(true);
  expect(whereabouts.has('ada', '2001:db8::1', now)).toBe(true);
  expect(whereabouts.has('ada', '203.0.113.8', now)).toBe(false);
  expect(whereabouts.has('ben', '203.0.113.9', now)).toBe(false);
  now = 10 * minute;
  expect(whereabouts.has('ada', '203.0.113.9', now)).toBe(true);
  expect(whereabouts.has('ada', '203.0.113.9', now + 1)).toBe(false);
});

it('makes nothing of addresses that are everybody’s', () => {
  const whereabouts = new Whereabouts({ trustedProxies: 0 });
  for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.1.2.3', '172.17.0.1', '192.168.1.5', 'fd00::1', 'unknown', '']) {
    whereabouts.note('ada', address);
    expect([address, whereabouts.has('ada', address, Date.now())]).toEqual([address, false]);
  }
});

it('believes private addresses where a proxy tells of them, and never its own', () => {
  const whereabouts = new Whereabouts({ trustedProxies: 1 });
  whereabouts.note('ada', '192.168.1.5');
  whereabouts.note('ada', '127.0.0.1');
  expect(whereabouts.has('ada', '192.168.1.5', Date.now())).toBe(true);
  expect(whereabouts.has('ada', '127.0.0.1', Date.now())).toBe(false);
});

it('remembers the last few addresses of each', () => {
  const whereabouts = new Whereabouts({ trustedProxies: 0 });
  for (let index = 1; index <= 20; index++) whereabouts.note('ada', `203.0.113.${index}`);
  const kept = Array.from({ length: 20 }, (_, index) => whereabouts.has('ada', `203.0.113.${index + 1}`, Date.now()));
  expect(kept.filter(Boolean)).toHaveLength(8);
  expect(kept.at(-1)).toBe(true);
});
