import type { HitClass, HitKind, HitReason } from '../../shared/tracking.ts';
import type { Client } from './clients.ts';

/** What a request tells of itself. */
export interface Facts {
  kind: HitKind;
  /** Milliseconds since 1970. */
  at: number;
  /** The User-Agent header. */
  agent: string;
  client: Client;
  /** Asked for the head alone. */
  head: boolean;
  /** Says that it fetches for later. */
  prefetch: boolean;
  /** Comes from an address from which the sender was at work within minutes. */
  own: boolean;
}

/** What is kept of a request, and can be looked at again. */
export type Kept = Pick<Facts, 'kind' | 'at'> & { client: Pick<Client, 'kind'> };

/** What is known of its message. */
export interface Circumstances {
  /** When it was sent, in milliseconds since 1970; undefined while that is not known. */
  sentAt: number | undefined;
  /** It was told of before it was sent, for a later time: nobody had it until then. */
  scheduled: boolean;
  /** When the same client last asked for the same, where that counted or was a repetition. */
  lastAt: number | undefined;
}

export type Rule = {
  reason: HitReason;
  class: HitClass;
  /** Where it is said that it is so. */
  source: string;
} & (
  | { fleeting?: never; holds: (kept: Kept, circumstances: Circumstances) => boolean }
  /** Looks at what is not kept of a request: afterwards there is its word alone. */
  | { fleeting: true; holds: (facts: Facts) => boolean }
);

/** Seconds before it is known to be sent in which the sender's own compose window may show it: it has no pixel before that. */
export const sendingSeconds = 60;
/** Seconds after sending within which an image proxy asks before anybody could have opened the message. */
export const proxySeconds = 10;
/** Seconds after sending within which nobody has received, read and clicked. */
export const clickSeconds = 5;
/** Seconds within which the same client asking again is one reading. */
export const repeatSeconds = 30;

const within = (from: number | undefined, to: number | undefined, seconds: number): boolean =>
  from !== undefined && to !== undefined && to >= from && to - from < seconds * 1000;

/**
 * The rules, the first that holds decides. What none of the early ones claims is a person: an open that is not one is worse
 * than one that is missed, so a rule needs a sign of its own, never a mere suspicion.
 */
export const rules: readonly Rule[] = [
  {
    reason: 'before_sending',
    class: 'own',
    source:
      'Nobody else has the message yet: the compose window shows it, or Scheduled. What comes much earlier belongs to one that was told of late.',
    holds: ({ at }, { sentAt, scheduled }) => at !== sentAt && within(at, sentAt, scheduled ? Number.POSITIVE_INFINITY : sendingSeconds),
  },
  {
    reason: 'head_request',
    fleeting: true,
    class: 'scanner',
    source: 'https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2: a HEAD brings no image, so none is shown',
    holds: ({ head }) => head,
  },
  {
    reason: 'prefetch_header',
    fleeting: true,
    class: 'scanner',
    source: 'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Purpose: requested in anticipation of a later use',
    holds: ({ prefetch }) => prefetch,
  },
  {
    reason: 'gmail_prefetch_agent',
    fleeting: true,
    class: 'gmail_prefetch',
    source: 'https://www.sparkpost.com/blog/gmail-prefetching-images/: always this header, before the message is shown',
    holds: ({ agent }) => agent.endsWith('Chrome/42.0.2311.135 Safari/537.36 Edge/12.246 Mozilla/5.0'),
  },
  {
    reason: 'apple_mail_privacy',
    fleeting: true,
    class: 'apple_privacy',
    source:
      'https://support.apple.com/guide/mail/use-mail-privacy-protection-mlhl03be2866/mac, https://help.socketlabs.com/docs/identifying-apple-mpp-opens-in-notification-api-events: loaded by proxies whether or not the message is opened, with this header and nothing else in it',
    holds: ({ agent }) => agent === 'Mozilla/5.0',
  },
  {
    reason: 'security_product',
    fleeting: true,
    class: 'scanner',
    source:
      'https://learn.microsoft.com/defender-office-365/safe-links-about, https://check.live-direct-marketing.online/blog/bot-clicks-security-scanners-detect: they open and follow what arrives, by these names',
    holds: ({ client }) => client.security,
  },
  {
    reason: 'no_agent',
    fleeting: true,
    class: 'scanner',
    source:
      'https://check.live-direct-marketing.online/blog/bot-clicks-security-scanners-detect: browsers and mail programs name themselves',
    holds: ({ agent }) => agent.trim() === '',
  },
  {
    reason: 'bot_agent',
    fleeting: true,
    class: 'scanner',
    source: 'https://github.com/omrilotan/isbot: programs by their names, mail programs left out',
    holds: ({ client }) => client.bot,
  },
  {
    reason: 'sender_address',
    fleeting: true,
    class: 'own',
    source: 'The sender was at work from this very address within minutes: they look at what they have sent.',
    holds: ({ own }) => own,
  },
  {
    reason: 'proxy_within_seconds',
    class: 'proxy_early',
    source: 'https://www.sparkpost.com/blog/gmail-prefetching-images/: images are also fetched while the message arrives',
    holds: ({ kind, client, at }, { sentAt }) => kind === 'open' && client.kind === 'proxy' && within(sentAt, at, proxySeconds),
  },
  {
    reason: 'click_within_seconds',
    class: 'scanner',
    source: 'https://check.live-direct-marketing.online/blog/bot-clicks-security-scanners-detect: people are not that fast',
    holds: ({ kind, at }, { sentAt }) => kind === 'click' && within(sentAt, at, clickSeconds),
  },
  {
    reason: 'repeated',
    class: 'duplicate',
    source: 'A mail program asks again when it draws again: within seconds that is one reading.',
    holds: ({ at }, { lastAt }) => within(lastAt, at, repeatSeconds),
  },
  {
    reason: 'image_proxy',
    class: 'person',
    source:
      'https://www.wordtothewise.com/2014/03/gmail-image-caching-update: everyone at Gmail reads through it, and no-store makes it ask at each opening',
    holds: ({ kind, client }) => kind === 'open' && client.kind === 'proxy',
  },
  { reason: 'clicked', class: 'person', source: 'What is left of clicks.', holds: ({ kind }) => kind === 'click' },
  { reason: 'loaded', class: 'person', source: 'What is left of opens.', holds: () => true },
];

export interface Verdict {
  class: HitClass;
  reason: HitReason;
}

/** What a request is taken for, and why. */
export const classify = (facts: Facts, circumstances: Circumstances): Verdict =>
  decide((rule) => (rule.fleeting ? rule.holds(facts) : rule.holds(facts, circumstances)));

/** The first reason that a request has by what is not kept of it; null where it has none. */
export const fleetingReason = (facts: Facts): HitReason | null => rules.find((rule) => rule.fleeting && rule.holds(facts))?.reason ?? null;

export const isFleeting = (reason: HitReason): boolean => rules.some((rule) => rule.fleeting && rule.reason === reason);

/** What a request is taken for under other circumstances. @param fleeting its `fleetingReason` */
export const classifyAgain = (kept: Kept, fleeting: HitReason | null, circumstances: Circumstances): Verdict =>
  decide((rule) => (rule.fleeting ? rule.reason === fleeting : rule.holds(kept, circumstances)));

function decide(holds: (rule: Rule) => boolean): Verdict {
  const rule = rules.find(holds);
  if (!rule) throw new Error('The last rule holds for everything.');
  return { class: rule.class, reason: rule.reason };
}
