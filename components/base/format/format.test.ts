import { expect } from 'chai';
import { setLanguage, setTimeFormat } from '../localisation/index.ts';
import { daysSince, dueLabel, formatDate, formatDateTime, formatTime, quietFor, relativeDay, weekday } from './dates.ts';
import { formatAmount, formatMoney, formatMoneyCompact, formatMoneyFull, parseMoney } from './money.ts';
import { apartNote, totalOf } from './total.ts';
import { formatPercent } from './numbers.ts';

/** Spaces that do not break, written as plain ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const clock = { now: Date.parse('2026-11-24T13:00:00.000Z'), zone: 'Europe/Paris' };

beforeEach(() => setLanguage('en-GB'));
afterEach(() => setTimeFormat(undefined));

describe('money', () => {
  it('leaves out decimals only when all are zero', () => {
    expect(formatMoney('38400.00', 'EUR')).to.equal('€38,400');
    expect(formatMoney('41375.80', 'EUR')).to.equal('€41,375.80');
    expect(formatMoneyFull('38400.00', 'EUR')).to.equal('€38,400.00');
    expect(formatMoney('6240000', 'JPY')).to.equal('JP¥6,240,000');
  });

  it('is exact beyond what a float holds', () => {
    expect(formatMoney('90071992547409.93', 'EUR')).to.equal('€90,071,992,547,409.93');
  });

  it('is short where there is no room', () => {
    // Engines write the million as their locale data does: m of late, M before.
    expect(formatMoneyCompact('1234567.00', 'EUR')).to.match(/^€1\.2m$/i);
  });

  describe('of several currencies', () => {
    const rates = { currency: 'EUR', rates: { USD: '0.5', SEK: '0.09' } };

    it('is one total in the workspace’s currency, marked where something was converted', () => {
      expect(totalOf(new Map([['EUR', 31_864_050]]), rates)).to.deep.equal({
        amount: '€318,641',
        text: '€318,641',
        detail: '€318,640.50',
        apart: [],
      });
      const { text, detail, apart } = totalOf(
        new Map([
          ['USD', 200_000],
          ['EUR', 31_864_000],
        ]),
        rates,
      );
      expect(text).to.equal('≈ €319,640');
      expect(detail).to.equal('€318,640\nUS$2,000 ≈ €1,000');
      expect(apart).to.deep.equal([]);
      expect(totalOf(new Map([['SEK', 10_000]]), rates).text, 'one other currency alone').to.equal('≈ €9');
    });

    it('names what it has no rate for, and says so of each', () => {
      const some = totalOf(
        new Map([
          ['EUR', 100_000],
          ['GBP', 5_000],
        ]),
        rates,
      );
      expect(some).to.deep.equal({ amount: '€1,000', text: '€1,000 + GBP', detail: '€1,000\n£50: no rate, not converted', apart: ['GBP'] });
      const many = new Map([
        ['EUR', 100_000],
        ['SEK', 100_000],
        ['GBP', 1],
        ['JPY', 1],
        ['CHF', 1],
      ]);
      expect(totalOf(many, rates).text).to.equal('≈ €1,090 + GBP, …');
      expect(apartNote(totalOf(many, rates))).to.equal('no rate for GBP, JPY, CHF');
      many.set('NOK', 1);
      expect(apartNote(totalOf(many, rates))).to.equal('no rate for 4 currencies');
      expect(apartNote(some) ?? '').to.equal('no rate for GBP');
      expect(apartNote(totalOf(new Map(), rates))).to.equal(undefined);
    });

    it('shows the greatest by itself where there is a rate for none', () => {
      const none = new Map([
        ['GBP', 5_000],
        ['CHF', 700_000],
      ]);
      expect(plain(totalOf(none, rates).text)).to.equal('CHF 7,000 + GBP');
      expect(totalOf(none, rates).apart).to.deep.equal(['GBP']);
      expect(totalOf(new Map([['GBP', 5_000]]), rates).text).to.equal('£50');
      expect(totalOf(new Map([['GBP', 0]]), rates).text).to.equal('€0');
    });

    it('is short from ten millions on, and leaves no sum without a figure', () => {
      expect(totalOf(new Map([['EUR', 1_234_567_800]]), rates).text).to.match(/^€12\.3m$/i);
      expect(totalOf(new Map([['EUR', 40]]), rates).text).to.equal('€0.40');
    });
  });

  it('follows the language', async () => {
    await setLanguage('fr-FR');
    expect(plain(formatMoney('38400.00', 'EUR'))).to.equal('38 400 €');
    expect(plain(formatAmount('1234.5', 'EUR'))).to.equal('1 234,50');
    expect(plain(formatPercent(40))).to.equal('40 %');
  });

  describe('as people type it', () => {
    const read: [typed: string, currency: string, amount: string | undefined][] = [
      ['312,500.00', 'EUR', '312500.00'],
      ['312500', 'EUR', '312500.00'],
      ['1.234,56', 'EUR', '1234.56'],
      ['1 234,56 €', 'EUR', '1234.56'],
      ["CHF 1'234.50", 'CHF', '1234.50'],
      ['1,234', 'EUR', '1234.00'],
      ['1,234,567', 'EUR', '1234567.00'],
      ['12,5', 'EUR', '12.50'],
      ['-5', 'EUR', '-5.00'],
      ['6,240,000', 'JPY', '6240000'],
      ['1.005', 'EUR', undefined],
      ['1.2.3,4,5', 'EUR', undefined],
      ['soon', 'EUR', undefined],
      ['', 'EUR', undefined],
    ];
    for (const [typed, currency, amount] of read) {
      it(`reads “${typed}” as ${amount ?? 'nothing'}`, () => {
        expect(parseMoney(typed, currency)).to.equal(amount);
      });
    }

    it('reads a point before three digits as the language does', async () => {
      await setLanguage('fr-FR');
      expect(parseMoney('1,234', 'KWD')).to.equal('1.234');
      expect(parseMoney('1.234', 'EUR')).to.equal('1234.00');
    });
  });
});

describe('dates', () => {
  it('names the weekday this year, and the year otherwise', () => {
    expect(formatDate('2026-11-27', clock)).to.equal('Fri 27 Nov');
    expect(formatDate('2027-01-30', clock)).to.equal('30 Jan 2027');
  });

  it('does not move a day, whatever the zone', () => {
    for (const zone of ['Pacific/Auckland', 'America/Los_Angeles']) {
      expect(formatDate('2026-11-27', { ...clock, zone })).to.equal('Fri 27 Nov');
    }
  });

  it('shows an instant on the wall of the zone', () => {
    expect(formatTime('2026-11-24T13:30:00.000Z', clock)).to.equal('14:30');
    expect(formatDateTime('2026-11-27T23:30:00.000Z', clock)).to.equal('Sat 28 Nov 00:30');
  });

  it('counts hours as it is told, and else as the locale does', async () => {
    const [noon, night] = ['2026-11-24T11:05:00.000Z', '2026-11-23T23:05:00.000Z'];
    const times = () => [noon, night].map((instant) => plain(formatTime(instant, clock)).toLowerCase());
    expect(times()).to.deep.equal(['12:05', '00:05']);
    setTimeFormat('12H');
    expect(times()).to.deep.equal(['12:05 pm', '12:05 am']);
    expect(plain(relativeDay('2026-11-24T13:30:00.000Z', clock)).toLowerCase()).to.equal('today 2:30 pm');
    await setLanguage('en-US');
    expect(times()).to.deep.equal(['12:05 pm', '12:05 am']);
    setTimeFormat('24H');
    expect(times()).to.deep.equal(['12:05', '00:05']);
    setTimeFormat(undefined);
    expect(times()).to.deep.equal(['12:05 pm', '12:05 am']);
  });

  it('says near days in words', () => {
    expect(relativeDay('2026-11-24T13:30:00.000Z', clock)).to.equal('Today 14:30');
    expect(relativeDay('2026-11-25', clock)).to.equal('Tomorrow');
    expect(relativeDay('2026-11-23', clock)).to.equal('Yesterday');
  });

  it('tells how late something is', () => {
    expect(dueLabel('2026-11-24', clock)).to.deep.equal({ text: 'Today', overdue: false, today: true });
    expect(dueLabel('2026-11-19', clock)).to.deep.equal({ text: '5 d overdue', overdue: true, today: false });
    expect(dueLabel('2026-11-24T10:30:00.000Z', clock)).to.deep.equal({ text: '2 h overdue', overdue: true, today: true });
    expect(dueLabel('2026-11-24T12:59:30.000Z', clock).text).to.equal('1 min overdue');
    expect(dueLabel('2026-11-27', clock).text).to.equal('Fri 27 Nov');
  });

  it('counts quiet days by the calendar', () => {
    expect(daysSince('2026-11-01T22:59:00.000Z', clock)).to.equal(23);
    expect(quietFor('2026-11-01T22:59:00.000Z', clock)).to.equal('Quiet for 23 d');
  });

  it('speaks French', async () => {
    await setLanguage('fr-FR');
    expect(dueLabel('2026-11-24T13:30:00.000Z', clock).text).to.equal('Aujourd’hui 14:30');
    expect(dueLabel('2026-11-19', clock).text).to.equal('5 j de retard');
    expect(formatDate('2026-11-27', clock)).to.equal('ven. 27 nov.');
    expect(weekday(1, 'long')).to.equal('lundi');
  });
});
