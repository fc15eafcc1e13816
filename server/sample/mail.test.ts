import { expect, test } from 'vitest';
import { dayIn } from '../../shared/dates.ts';
import { newId } from '../../shared/ids.ts';
import { mailOf } from './mail.ts';

const deal = newId();

test.each(['2026-11-26T00:10:00.000Z', '2026-11-26T22:00:00.000Z'])(
  'nobody in the sample has opened a message later than now: %s',
  (now) => {
    const zone = 'Europe/Paris';
    const { openings } = mailOf({
      whoIs: (key) => key,
      correspondent: () => ({
        on: { resource_type: 'deal', resource_id: deal },
        owner: 'camille',
        them: { email: 'them@customer.example', name: null },
        since: 30,
      }),
      zone,
      today: dayIn(zone, now),
      now,
    });
    expect(openings.length).toBeGreaterThan(20);
    expect(openings.filter(({ at }) => at > Date.parse(now))).toEqual([]);
  },
);
