import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Id } from '../../shared/ids.ts';

/** What a tracked link stands for. */
export interface Link {
  person: Id;
  token: string;
  /** Its place among the links of the message. */
  place: number;
  /** Where it leads. */
  url: string;
}

/** UTF-16 code units of an address that is tracked: longer ones break in some mail programs. */
export const longestUrl = 2000;

/**
 * The address as browsers write it, where it is one that a tracked link may lead to: http or https alone.
 * @returns undefined for any other
 */
export function trackable(address: string): string | undefined {
  if (address.length > longestUrl || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return (url.protocol === 'http:' || url.protocol === 'https:') && url.href.length <= longestUrl * 2 ? url.href : undefined;
}

/**
 * Tracked links lead where they were made for and nowhere else: each is signed over its sender, message, place and address,
 * so that nobody can make one of this server's links lead to a page of their own.
 */
export class Links {
  readonly #key: Uint8Array;
  readonly #publicUrl: string;

  constructor(options: { key: Uint8Array; publicUrl: string }) {
    this.#key = options.key;
    this.#publicUrl = options.publicUrl;
  }

  /** The address that stands for the link in the message. */
  write(link: Link): string {
    const { person, token, place, url } = link;
    return `${this.#publicUrl}/c/${person}/${token}/${place}-${this.#sign(link)}?u=${encodeURIComponent(url)}`;
  }

  /** Whether this server has made the link. @param name its last segment: `{place}-{signature}` */
  read(person: string, token: string, name: string, url: string | undefined): Link | undefined {
    const parts = /^(0|[1-9]\d{0,3})-([\w-]{32})$/.exec(name);
    if (!parts || url === undefined || trackable(url) !== url) return undefined;
    const link = { person, token, place: Number(parts[1]), url };
    return timingSafeEqual(Buffer.from(parts[2] ?? ''), Buffer.from(this.#sign(link))) ? link : undefined;
  }

  // Every part has a form of its own, and none a line break: no two links are signed alike.
  #sign({ person, token, place, url }: Link): string {
    return createHmac('sha256', this.#key).update(`${person}\n${token}\n${place}\n${url}`).digest('base64url').slice(0, 32);
  }
}
