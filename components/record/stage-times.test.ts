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
const now = Date.parse('2026-11-20T09:00:00.000Z');

describe('time in each stage', () => {
  it('adds up the stays, in the order of the first of them', () => {
    const entries = [
      moved(9, '2026-11-15T09:00:00.000Z', 'incoming', 'quote'),
      moved(7, '2026-11-10T10:00:00.000Z', 'quote', 'incoming'),
      moved(5, '2026-11-04T09:00:00.000Z', 'incoming', 'quote'),
    ];
    expect(stageTimes(deal, entries, now)).to.deep.equal([
      { stage: 'incoming', days: 7, present: false },
      { stage: 'quote', days: 11, present: true },
    ]);
  });

  it('is all in one stage where the deal never moved', () => {
    expect(stageTimes(deal, [], now)).to.deep.equal([{ stage: 'quote', days: 19, present: true }]);
  });
});
