/// <reference types="mocha" />
import { expect } from 'chai';
import { Slots } from './slots.ts';

const still = { moving: false, held: undefined };
const moving = { moving: true, held: undefined };

describe('the cards of a lane', () => {
  it('stand in reading order at first', () => {
    expect(new Slots().assign(['a', 'b', 'c'], still)).to.deep.equal([
      { slot: 0, at: 0 },
      { slot: 1, at: 1 },
      { slot: 2, at: 2 },
    ]);
  });

  it('are given the deals that come into sight, and stay where they are in the page while the lane is scrolled', () => {
    const slots = new Slots();
    slots.assign(['a', 'b', 'c'], still);
    expect(slots.assign(['b', 'c', 'd'], moving)).to.deep.equal([
      { slot: 0, at: 2 },
      { slot: 1, at: 0 },
      { slot: 2, at: 1 },
    ]);
  });

  it('stand in reading order again when it rests, each with the deal it had', () => {
    const slots = new Slots();
    slots.assign(['a', 'b', 'c'], still);
    slots.assign(['b', 'c', 'd'], moving);
    expect(slots.assign(['b', 'c', 'd'], still)).to.deep.equal([
      { slot: 1, at: 0 },
      { slot: 2, at: 1 },
      { slot: 0, at: 2 },
    ]);
  });

  it('are as many as there is to show, however far the lane is scrolled', () => {
    const slots = new Slots();
    const seen = new Set<number>();
    for (let from = 0; from < 1000; from += 3)
      for (const { slot } of slots.assign(
        Array.from({ length: 12 }, (_, at) => `deal ${from + at}`),
        moving,
      ))
        seen.add(slot);
    expect(seen.size).to.equal(12);
  });

  it('do not show another deal under the focus: that one is not opened by mistake', () => {
    const slots = new Slots();
    slots.assign(['a', 'b'], still);
    const after = slots.assign(['b', 'c'], { moving: false, held: 'a' });
    expect(after.map(({ slot }) => slot)).to.deep.equal([1, 2]);
  });
});
