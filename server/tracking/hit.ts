import type { Id } from '../../shared/ids.ts';
import type { HitKind } from '../../shared/tracking.ts';

/** A request for a pixel or a link, as it came. */
export interface Hit {
  /** The sender, by the address that was asked for: whether there is such a person shows later. */
  person: Id;
  token: string;
  kind: HitKind;
  /** Milliseconds since 1970. */
  at: number;
  /** The whole address of who asked: in memory only, until it is written. */
  address: string;
  agent: string;
  head: boolean;
  prefetch: boolean;
  /** Of a click: the address that was asked for. */
  url: string | null;
}

/** What a tracked message is known by: made by the sender's browser. */
export const tokenPattern = /^[0-9a-f]{32}$/;

/** Characters of a User-Agent header that are looked at. */
export const agentLength = 400;

/** The headers by which browsers say that they fetch for later; `x-moz` by older ones. */
export const isPrefetch = (header: (name: 'purpose' | 'sec-purpose' | 'x-moz') => string | undefined): boolean =>
  startsWithPrefetch(header('sec-purpose')) || startsWithPrefetch(header('purpose')) || startsWithPrefetch(header('x-moz'));

const startsWithPrefetch = (value: string | undefined) => value !== undefined && /^pre(?:fetch|view)/i.test(value);

/**
 * The network that an address is of, which is all that is kept of it: 256 addresses of IPv4 (`192.0.2.0/24`), a site of IPv6
 * (`2001:db8:1::/48`).
 */
export function networkOf(address: string): string {
  const four = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address);
  if (four) return `${four[1]}.0/24`;
  if (!address.includes(':')) return 'unknown';
  const [before = '', after] = address.split('%')[0]?.toLowerCase().split('::') ?? [];
  const groups = before === '' ? [] : before.split(':');
  const missing = after === undefined ? 0 : 8 - groups.length - (after === '' ? 0 : after.split(':').length);
  const first = [...groups, ...Array.from({ length: Math.max(0, missing) }, () => '0'), ...(after ?? '').split(':')].slice(0, 3);
  return `${first.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/48`;
}
