import { expect } from 'chai';
import type { Deal } from '../../shared/records/index.ts';
import type { BoardFilter } from './filter.ts';
import { boardOrders, comparisonOf, filterText, isEmpty, matcher, readFilter } from './filter.ts';
import { Sample } from './testing/sample.ts';

const sample = new Sample();
const dealOf = (name: string, options: Parameters<Sample['deal']>[1] = {}): Deal => sample.workspace.at('deal', sample.deal(name, options));
const ovens = dealOf('Fours à vide', {
  organization: 'Coopérative laitière',
  value: '48200',
  hot: true,
  closes: '2027-03-01',
  tags: ['Lab'],
});
const lamps = dealOf('Lamps', { value: '500.50', owner: sample.jonas });
const found = (filter: BoardFilter) => [ovens, lamps].filter(matcher(filter) ?? (() => true));

describe('the filter of a board', () => {
  it('lets everything through when it has no conditions', () => {
    for (const filter of [{}, { text: '' }, { hot: false, owner: '' }]) {
      expect(isEmpty(filter)).to.equal(true);
      expect(found(filter)).to.deep.equal([ovens, lamps]);
    }
  });

  it('takes conditions together', () => {
    expect(found({ hot: true })).to.deep.equal([ovens]);
    expect(found({ owner: sample.jonas })).to.deep.equal([lamps]);
    expect(found({ tag: 'Lab' })).to.deep.equal([ovens]);
    expect(found({ tag: 'Lab', owner: sample.jonas })).to.deep.equal([]);
  });

  it('finds all words in name, contact, organization and tags, whatever their accents', () => {
    expect(found({ text: 'fours a VIDE' })).to.deep.equal([ovens]);
    expect(found({ text: 'laitiere lab' })).to.deep.equal([ovens]);
    expect(found({ text: 'fours lamps' })).to.deep.equal([]);
  });

  it('bounds value and close date on both sides, the bounds included', () => {
    expect(found({ least: '500.50' })).to.deep.equal([ovens, lamps]);
    expect(found({ least: '500.51' })).to.deep.equal([ovens]);
    expect(found({ most: '500.50' })).to.deep.equal([lamps]);
    expect(found({ closesBefore: '2027-03-01' })).to.deep.equal([ovens]);
    expect(found({ closesBefore: '2027-02-28' })).to.deep.equal([]);
    expect(found({ closesAfter: '2027-03-01' })).to.deep.equal([ovens]);
    expect(found({ closesAfter: '2027-03-02' })).to.deep.equal([]);
  });

  it('comes back the same from its text, and leaves out what it does not know', () => {
    const filter: BoardFilter = {
      owner: 'a',
      tag: 'R&D = new',
      hot: true,
      least: '1',
      most: '2',
      closesAfter: '2027-01-01',
      closesBefore: '2027-02-01',
      text: 'été',
    };
    expect(readFilter(filterText(filter))).to.deep.equal(filter);
    expect(readFilter('hot=0&colour=red&owner=')).to.deep.equal({});
    expect(readFilter(null)).to.deep.equal({});
  });

  it('has orders that agree with themselves', () => {
    for (const name of boardOrders) {
      const order = comparisonOf(name, undefined);
      expect(order(ovens, ovens), name).to.equal(0);
      expect(Math.sign(order(ovens, lamps)) + Math.sign(order(lamps, ovens)), name).to.equal(0);
    }
    expect(comparisonOf('close', undefined)(ovens, lamps), 'a deal without a date comes last').to.be.below(0);
    expect(comparisonOf('value', undefined)(ovens, lamps), 'the most first').to.be.below(0);
  });

  it('puts values of several currencies in order by their rates, those without a rate last', () => {
    const yen = { ...ovens, value: '90000', currency: 'JPY' };
    const pounds = { ...ovens, value: '999999', currency: 'GBP' };
    const first = comparisonOf('value', { currency: 'EUR', rates: { JPY: '0.006' } });
    expect([pounds, lamps, yen, ovens].sort(first)).to.deep.equal([ovens, yen, lamps, pounds]);
  });
});
