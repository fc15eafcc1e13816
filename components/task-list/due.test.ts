import { expect } from 'chai';
import { groupOf, momentOf, understand, untilMidnight } from './due.ts';

const paris = 'Europe/Paris';
/** Tuesday, 10:00 in Paris. */
const now = Date.parse('2026-11-24T09:00:00.000Z');

describe('a line, understood', () => {
  const cases: [text: string, language: string, content: string, due: string | null][] = [
    ['call the lab tomorrow 15:00', 'en', 'call the lab', '2026-11-25T14:00:00.000Z'],
    ['appeler le labo demain 15h', 'fr', 'appeler le labo', '2026-11-25T14:00:00.000Z'],
    ['appeler le labo demain 15h', 'en', 'appeler le labo', '2026-11-25T14:00:00.000Z'],
    ['call the lab tomorrow 15:00', 'fr', 'call the lab', '2026-11-25T14:00:00.000Z'],
    ['send the quote on friday', 'en', 'send the quote', '2026-11-27'],
    ['envoyer le devis vendredi', 'fr', 'envoyer le devis', '2026-11-27'],
    ['tomorrow call Giulia', 'en', 'call Giulia', '2026-11-25'],
    ['ring back in 2 hours', 'en', 'ring back', '2026-11-24T11:00:00.000Z'],
    ['rappeler dans 2 heures', 'fr', 'rappeler', '2026-11-24T11:00:00.000Z'],
    ['renew the certificate on 1 December', 'en', 'renew the certificate', '2026-12-01'],
    ['think about spare lamps', 'en', 'think about spare lamps', null],
    ['tomorrow', 'en', 'tomorrow', null],
  ];
  for (const [text, language, content, due] of cases)
    it(`“${text}” on a page in ${language}`, async () => {
      expect(await understand(text, language, paris, now)).to.include({ content, due });
    });

  it('means the wall clock of the person', async () => {
    const tokyo = await understand('call tomorrow 9:00', 'en', 'Asia/Tokyo', Date.parse('2026-11-24T20:00:00.000Z'));
    expect(tokyo.due, 'it is the 25th in Tokyo already').to.equal('2026-11-26T00:00:00.000Z');
  });

  it('is right on the day on which the clocks change', async () => {
    const later = await understand('call in 1 hour', 'en', paris, Date.parse('2026-10-25T09:00:00.000Z'));
    expect(later.due).to.equal('2026-10-25T10:00:00.000Z');
  });
});

describe('groups', () => {
  const group = (due_date: string | null, zone = paris, completed = false) => groupOf({ due_date, completed }, momentOf(zone, now));

  it('a whole day is late when the next one has begun, a time at once', () => {
    expect(group('2026-11-23')).to.equal('overdue');
    expect(group('2026-11-24')).to.equal('today');
    expect(group('2026-11-24T08:59:59.000Z')).to.equal('overdue');
    expect(group('2026-11-24T09:30:00.000Z')).to.equal('today');
    expect(group('2026-11-25')).to.equal('tomorrow');
    expect(group('2026-11-26')).to.equal('later');
    expect(group(null)).to.equal('someday');
    expect(group('2026-11-23', paris, true)).to.equal('done');
  });

  it('are those of the person’s zone', () => {
    expect(group('2026-11-24T23:30:00.000Z', paris)).to.equal('tomorrow');
    expect(group('2026-11-24T23:30:00.000Z', 'America/New_York')).to.equal('today');
    expect(
      groupOf({ due_date: '2026-11-24', completed: false }, momentOf('Pacific/Auckland', Date.parse('2026-11-24T12:00:00.000Z'))),
    ).to.equal('overdue');
  });

  it('change at the midnight of the zone', () => {
    expect(untilMidnight(paris, now)).to.equal(14 * 3_600_000);
  });
});
