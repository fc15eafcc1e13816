import { expect, it } from 'vitest';
import { Homes } from './homes.ts';

it('asks once for everyone whom it does not know, and again for nobody after a while', async () => {
  const asked: string[][] = [];
  const directory = new Map([['ada', 'acme']]);
  let now = 0;
  const homes = new Homes(
    async (people) => {
      asked.push([...people]);
      return new Map(people.flatMap((person) => (directory.has(person) ? [[person, directory.get(person) ?? ''] as const] : [])));
    },
    () => now,
  );
  expect([...(await homes.of(new Set(['ada', 'nobody'])))]).toEqual([['ada', 'acme']]);
  expect([...(await homes.of(new Set(['ada', 'nobody'])))]).toEqual([['ada', 'acme']]);
  expect(asked).toEqual([['ada', 'nobody']]);
  directory.set('nobody', 'globex');
  now = 60_000;
  expect((await homes.of(new Set(['nobody']))).get('nobody')).toBe('globex');
  expect(asked).toEqual([['ada', 'nobody'], ['nobody']]);
});

it('finds whoever there is among any number of names that are made up', async () => {
  const homes = new Homes(async (people) => new Map(people.filter((one) => one === 'ada').map((one) => [one, 'acme'])));
  for (let round = 0; round < 30; round++) {
    const made = Array.from({ length: 2000 }, (_, index) => `${round}-${index}`);
    expect([...(await homes.of(new Set([...made, 'ada'])))]).toEqual([['ada', 'acme']]);
  }
});

it('forgets nobody who is asked about, however many there are', async () => {
  const homes = new Homes(async (people) => new Map(people.map((one) => [one, 'acme'])));
  await homes.of(new Set(['ada']));
  const crowd = Array.from({ length: 50_000 }, (_, index) => `person-${index}`);
  expect((await homes.of(new Set(['ada', ...crowd]))).size).toBe(50_001);
});
