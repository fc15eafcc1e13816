import { expect } from 'chai';
import { nudged } from './nudge.ts';

const zone = 'Europe/Paris';
const at = (start: string, end: string) => ({ start, end, resizable: true });
const right = { days: 1, quarters: 0, endOnly: false };
const down = { days: 0, quarters: 1, endOnly: false };

describe('a step of the keyboard', () => {
  it('moves by a quarter of an hour, or by a day', () => {
    const appointment = at('2026-11-24T09:00:00.000Z', '2026-11-24T10:00:00.000Z');
    expect(nudged(appointment, down, zone)).to.deep.equal({
      allDay: false,
      start: new Date('2026-11-24T09:15:00.000Z'),
      end: new Date('2026-11-24T10:15:00.000Z'),
    });
    expect(nudged(appointment, right, zone)).to.deep.equal({
      allDay: false,
      start: new Date('2026-11-25T09:00:00.000Z'),
      end: new Date('2026-11-25T10:00:00.000Z'),
    });
  });

  it('keeps the wall clock over the night on which the clocks change', () => {
    const saturday = at('2026-10-24T08:00:00.000Z', '2026-10-24T09:00:00.000Z');
    expect(nudged(saturday, right, zone)?.start).to.deep.equal(new Date('2026-10-25T09:00:00.000Z'));
  });

  it('moves the end alone, and never before the start', () => {
    const short = at('2026-11-24T09:00:00.000Z', '2026-11-24T09:15:00.000Z');
    expect(nudged(short, { ...down, endOnly: true }, zone)?.end).to.deep.equal(new Date('2026-11-24T09:30:00.000Z'));
    expect(nudged(short, { days: 0, quarters: -1, endOnly: true }, zone)).to.equal(undefined);
    expect(nudged({ ...short, resizable: false }, { ...down, endOnly: true }, zone)).to.equal(undefined);
  });

  it('moves and lengthens whole days', () => {
    const fair = at('2026-11-24', '2026-11-25');
    expect(nudged(fair, right, zone)).to.deep.equal({
      allDay: true,
      start: new Date('2026-11-24T23:00:00.000Z'),
      end: new Date('2026-11-26T23:00:00.000Z'),
    });
    expect(nudged(fair, { ...right, endOnly: true }, zone)).to.deep.equal({
      allDay: true,
      start: new Date('2026-11-23T23:00:00.000Z'),
      end: new Date('2026-11-26T23:00:00.000Z'),
    });
    expect(nudged(fair, down, zone)).to.equal(undefined);
    expect(nudged(at('2026-11-24', '2026-11-24'), { days: -1, quarters: 0, endOnly: true }, zone)).to.equal(undefined);
  });
});
