import * as z from 'zod/mini';
import { instantSchema } from '../dates.ts';
import { patternFor } from '../mail-patterns.ts';
import type { Email } from '../records/index.ts';
import { records } from '../records/index.ts';
import { idArgs, mutator, seen } from './define.ts';
import { addMessage, clocksDiffer, messageShape, requirePerson } from './emails.ts';
import { forbidden, notFound, wrong } from './rejection.ts';

const token = z.string().check(z.regex(/^[0-9a-f]{32}$/, { error: 'must be 32 hexadecimal digits' }));

/** `sent_at`: by the sender's own clock, for what the server hears of later. */
const trackArgs = z.strictObject({ ...messageShape, token, sent_at: z.optional(records.email.writable.sent_at) });

/**
 * A message that is being sent with a picture to tell when it is opened. It is its sender's alone, unless it is linked: then it is
 * for whom its sender's own default says.
 */
export const trackEmail = mutator(trackArgs, (tx, { token: tracking, sent_at = tx.now, ...args }) => {
  const person = requirePerson(tx);
  const [settings] = tx.every('workspace_settings');
  if (!settings?.tracking) throw forbidden('Tracking is switched off in this workspace.');
  const recipients = new Set([...(args.to ?? []), ...(args.cc ?? []), ...(args.bcc ?? [])].map(({ email }) => email.toLowerCase()));
  if (recipients.size === 0) throw wrong('to', 'is missing', 'missing');
  const excluded = patternFor(settings.tracking_excluded, [...recipients]);
  if (excluded !== undefined) throw forbidden(`This workspace does not track messages to ${excluded}.`);
  const [known] = tx.list('email', 'tracking_token', tracking);
  if (known && known.creator_id !== person.id) throw wrong('token', 'is that of another message', 'already_exists');
  const email = addMessage(tx, {
    ...args,
    sent_at: Date.parse(tx.now) - Date.parse(sent_at) > clocksDiffer ? sent_at : tx.now,
    direction: 'outgoing',
    tracking_token: tracking,
  });
  if (email.tracking_token !== null && email.tracking_token !== tracking)
    throw wrong('copy', 'is that of a message that is tracked already');
  const now = tx.find('email', email.id) ?? email;
  tx.put('email', { ...now, tracking_token: tracking, tracked_recipients: recipients.size });
});

/** Nothing more is told of this message, and what was told is forgotten. */
export const untrackEmail = mutator(idArgs, (tx, { id }) => {
  const email = seen(tx, 'email', id);
  if (email.creator_id !== requirePerson(tx).id) throw forbidden('Only its sender may stop the tracking of an e-mail.');
  const { tracked_recipients, opens, first_opened_at, last_opened_at, automatic_opens, clicks, replied_at } = records.email.initial;
  tx.put('email', {
    ...email,
    tracking_token: null,
    tracked_recipients,
    opens,
    first_opened_at,
    last_opened_at,
    automatic_opens,
    clicks,
    replied_at,
  });
});

const count = z.int().check(z.gte(-1_000_000), z.lte(1_000_000));

/**
 * Openings and clicks since the last time that they were told, by the product's own count. Times are those of the first and the last
 * counted opening among them. `anew`: some that were told before are no such, or others are; then the numbers may be below zero, and the
 * times are those of all that count by now. @throws Rejection not_found where no message has this token
 */
export const recordOpens = mutator(
  z.strictObject({
    token,
    opens: count,
    automatic: count,
    clicks: count,
    first_at: z.nullable(instantSchema),
    last_at: z.nullable(instantSchema),
    anew: z.optional(z.boolean()),
  }),
  (tx, { token: tracking, opens, automatic, clicks, first_at, last_at, anew = false }) => {
    if (tx.actor.kind === 'person') throw forbidden('Openings are counted by the product.');
    const [email] = tx.list('email', 'tracking_token', tracking);
    if (!email) throw notFound('tracked message');
    const sum = (told: number, more: number) => Math.max(0, told + more);
    tx.putDerived('email', {
      ...email,
      opens: sum(email.opens, opens),
      automatic_opens: sum(email.automatic_opens, automatic),
      clicks: sum(email.clicks, clicks),
      ...timesOf(email, { opens, first: first_at ?? last_at, last: last_at ?? first_at, anew }),
    });
  },
);

function timesOf(
  email: Email,
  { opens, first, last, anew }: { opens: number; first: string | null; last: string | null; anew: boolean },
): Pick<Email, 'first_opened_at' | 'last_opened_at'> {
  const { first_opened_at: earliest, last_opened_at: latest } = email;
  if (email.opens + opens <= 0) return { first_opened_at: null, last_opened_at: null };
  if (anew) return { first_opened_at: first ?? earliest, last_opened_at: last ?? latest };
  if (opens <= 0) return { first_opened_at: earliest, last_opened_at: latest };
  return {
    first_opened_at: first !== null && !(earliest !== null && earliest < first) ? first : earliest,
    last_opened_at: last !== null && !(latest !== null && latest > last) ? last : latest,
  };
}
