import { expect } from 'chai';
import type { Deal } from '../../shared/records/index.ts';
import type { HistoryEntry } from '../../shared/sync/wire.ts';
import { stageTimes } from './stage-times.ts';

const moved = (version: number, at: string, from: string, to: string): HistoryEntry => ({
  version,
  at,
  person_id: null,
  mutator: 'moveDeal',
  kind: 'changed',
  fields: { stage_id: { from, to } },
});
const deal = { added_at: '2026-11-01T09:00:00.000Z', stage_id: 'quote' } as Deal;
const clock = { now: Date.parse('2026-11-20T09:00:00.000Z'), zone: 'Europe/Paris' };

describe('time in each stage', () => {
  it('adds up the stays, in the order of the first of them', () => {
    const entries = [
      moved(9, '2026-11-15T09:00:00.000Z', 'incoming', 'quote'),
      moved(7, '2026-11-10T10:00:00.000Z', 'quote', 'incoming'),
      moved(5, '2026-11-04T09:00:00.000Z', 'incoming', 'quote'),
    ];
    expect(stageTimes(deal, entries, clock)).to.deep.equal([
      { stage: 'incoming', days: 8, present: false },
      { stage: 'quote', days: 11, present: true },
    ]);
  });

  it('counts days as the calendar does, as what stands above it', () => {
    const early = { ...clock, now: Date.parse('2026-11-20T00:30:00.000Z') };
    expect(stageTimes(deal, [], early)).to.deep.equal([{ stage: 'quote', days: 19, present: true }]);
  });

  it('is all in one stage where the deal never moved', () => {
    expect(stageTimes(deal, [], clock)).to.deep.equal([{ stage: 'quote', days: 19, present: true }]);
  });
});
