import type { Email, Participant, Visibility } from '../../shared/records/index.ts';
import { formatDateTime, formatTime, daysSince, relativeDay } from '../base/format/dates.ts';
import { formatNumber } from '../base/format/numbers.ts';
import type { IconName } from '../base/icons/icons.ts';
import { msg, plural, str } from '../base/localisation/index.ts';

/** Somebody as a message names them. */
export const nameOf = ({ name, email }: Participant): string => name?.trim() || email;

/** What is known of whether a message was read. */
export type Reading =
  /** It is not tracked: nothing is known. */
  | 'untracked'
  | 'unopened'
  /** Machines alone have fetched its picture. */
  | 'uncounted'
  | 'opened'
  | 'replied';

export function readingOf({ tracking_token, opens, automatic_opens, replied_at }: Email): Reading {
  if (tracking_token === null) return 'untracked';
  if (replied_at !== null) return 'replied';
  if (opens > 0) return 'opened';
  return automatic_opens > 0 ? 'uncounted' : 'unopened';
}

export const readingIcon: Record<Exclude<Reading, 'untracked'>, IconName> = {
  unopened: 'check',
  uncounted: 'shield-question-mark',
  opened: 'check-check',
  replied: 'check-check',
};

/** The time of today, the day of others. */
export function when(at: string, clock: { zone?: string } = {}): string {
  return daysSince(at, clock) < 1 ? formatTime(at, clock) : relativeDay(at, clock);
}

/** “Opened 3 times · last 10:42”, “Opened by someone of 4”, “Replied”. Of several recipients nobody knows who it was. */
export function readingWords(email: Email, clock: { zone?: string } = {}): string {
  const { opens, last_opened_at, tracked_recipients } = email;
  const many = tracked_recipients > 1;
  switch (readingOf(email)) {
    case 'untracked':
      return '';
    case 'unopened':
      return msg('Not opened yet');
    case 'uncounted':
      return msg('Not counted');
    case 'replied':
      return msg('Replied');
    case 'opened': {
      const times = formatNumber(opens);
      const opened = many
        ? msg(str`Opened by someone of ${formatNumber(tracked_recipients)}`)
        : plural(opens, { one: msg('Opened once'), other: msg(str`Opened ${times} times`) });
      if (last_opened_at === null) return opened;
      const at = when(last_opened_at, clock);
      return opens > 1 ? msg(str`${opened} · last ${at}`) : `${opened} · ${at}`;
    }
  }
}

export const visibilityWords = (visibility: Visibility): string =>
  ({ private: msg('Only you'), team: msg('You and your managers'), everyone: msg('Everyone who sees the record') })[visibility];

export const visibilityIcon: Record<Visibility, IconName> = { private: 'lock', team: 'user', everyone: 'users' };

export const timeWords = (at: string | null, clock: { zone?: string } = {}): string => (at === null ? '–' : formatDateTime(at, clock));
