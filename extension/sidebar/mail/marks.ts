import type { Email } from '../../../shared/records/index.ts';
import { dayOf, formatDateTime, formatTime, ownZone } from '../../../components/base/format/dates.ts';
import type { Clock } from '../../../components/base/format/dates.ts';
import { formatNumber } from '../../../components/base/format/numbers.ts';
import { msg, plural, str } from '../../../components/base/localisation/index.ts';
import type { Store } from '../../../components/store/index.ts';
import type { Mark, PageRow } from '../../messages.ts';
import { whyNever } from './logging.ts';

type Fate = Pick<
  Email,
  'opens' | 'last_opened_at' | 'automatic_opens' | 'tracked_recipients' | 'replied_at' | 'tracking_token' | 'sent_at'
>;

const times = (count: number): string => plural(count, { one: msg('Opened once'), other: msg(str`Opened ${formatNumber(count)} times`) });

/** A moment, within a sentence: the time alone where it is of today. */
function moment(instant: string, clock: Clock): string {
  const zone = clock.zone ?? ownZone();
  return dayOf(instant, zone) === dayOf(new Date().toISOString(), zone) ? formatTime(instant, clock) : formatDateTime(instant, clock);
}

/** How a tracked message fares, in as few words as a row has place for and in a whole sentence. */
export function markOf(email: Fate, clock: Clock): Mark {
  const { opens, automatic_opens: automatic, tracked_recipients: recipients, last_opened_at: last, replied_at: replied } = email;
  const people = formatNumber(recipients);
  const answered = replied === null ? '' : msg(str`Answered ${moment(replied, clock)}`);
  if (opens > 0) {
    const when = last === null ? '' : msg(str`last ${moment(last, clock)}`);
    const who = recipients > 1 ? msg(str`by someone of ${people}`) : '';
    const sentence = [[times(opens), who].filter(Boolean).join(' '), when].filter(Boolean).join(' · ');
    const label = recipients > 1 ? msg(str`someone of ${people}`) : formatNumber(opens);
    return { sign: 'opened', label, text: [sentence, answered].filter(Boolean).join('. ') };
  }
  if (answered) return { sign: 'opened', label: msg('answered'), text: msg(str`${answered}: it was read, though no opening was seen`) };
  if (automatic > 0)
    return {
      sign: 'not-counted',
      label: msg('not counted'),
      text: msg('Fetched by a machine only, such as a mailbox’s privacy protection: whether somebody has read it is not known'),
    };
  return { sign: 'sent', label: '', text: msg('Tracked, not opened yet') };
}

/** The same beside the date of an opened message, where there is place for more. */
export function longMarkOf(email: Fate, clock: Clock): Mark {
  const mark = markOf(email, clock);
  if (mark.sign !== 'opened' || email.opens === 0) return { ...mark, label: mark.label || msg('Not opened yet') };
  const last = email.last_opened_at;
  const label = [times(email.opens), ...(last === null ? [] : [msg(str`last ${moment(last, clock)}`)])].join(' · ');
  return { ...mark, label: email.tracked_recipients > 1 ? `${markOf(email, clock).label} · ${label}` : label };
}

/** One's own tracked messages of a conversation, the latest first. */
function trackedIn(store: Store, account: string, threadId: string) {
  return store
    .list('email_copy', 'thread_id', threadId)
    .filter((copy) => copy.account === account && copy.owner_id === store.personId)
    .flatMap((copy) => {
      const email = store.get('email', copy.email_id);
      return email && email.direction === 'outgoing' && email.tracking_token !== null ? [{ email, copy }] : [];
    })
    .sort((a, b) => (a.email.sent_at < b.email.sent_at ? 1 : -1));
}

/** What a row of a list shows: how the row's own message fares, else the last tracked one of its conversation. */
export function rowMark(store: Store, account: string, row: PageRow, clock: Clock): Mark | undefined {
  const tracked = row.threadId === null ? [] : trackedIn(store, account, row.threadId);
  const own = tracked.find(({ copy }) => copy.gmail_message_id !== null && copy.gmail_message_id === row.lastMessageId) ?? tracked[0];
  if (own) return markOf(own.email, clock);
  if (!row.sent) return undefined;
  const never = whyNever(
    store,
    account,
    row.people.map(({ email }) => email),
  );
  // Colleagues are no secret of anybody's: a sign on every row to them would say nothing.
  return never && never.because !== 'colleagues' ? { sign: 'never-logged', label: '', text: msg('Never logged') } : undefined;
}

/** The marks of the messages of an open conversation, by their ids. */
export function messageMarks(store: Store, account: string, threadId: string, clock: Clock): Record<string, Mark> {
  return Object.fromEntries(
    trackedIn(store, account, threadId).flatMap(({ email, copy }) =>
      copy.gmail_message_id === null ? [] : [[copy.gmail_message_id, longMarkOf(email, clock)]],
    ),
  );
}
