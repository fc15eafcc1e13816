/** What is told of a request for the pixel, or for a link, of a tracked message. */

/** `person` alone is counted as somebody reading; the others are shown with their reason, and not counted. */
export const hitClasses = ['person', 'own', 'apple_privacy', 'gmail_prefetch', 'proxy_early', 'scanner', 'duplicate'] as const;
export type HitClass = (typeof hitClasses)[number];

/** Why a request is of its class: the rules of server/tracking/rules.ts, in their order. */
export const hitReasons = [
  'before_sending',
  'head_request',
  'prefetch_header',
  'gmail_prefetch_agent',
  'apple_mail_privacy',
  'security_product',
  'no_agent',
  'bot_agent',
  'sender_address',
  'proxy_within_seconds',
  'click_within_seconds',
  'repeated',
  'image_proxy',
  'clicked',
  'loaded',
] as const;
export type HitReason = (typeof hitReasons)[number];

export type HitKind = 'open' | 'click';

/** One request, as `GET /tracking/emails/:id/opens` gives it. */
export interface TrackedHit {
  id: number;
  kind: HitKind;
  /** When it came: ISO 8601, UTC. */
  at: string;
  class: HitClass;
  reason: HitReason;
  /** What asked, by the name that it goes by, such as `Gmail` or `Outlook`; null where it cannot be told. */
  client: string | null;
  /** Of a click: the address that was asked for. */
  url: string | null;
}
