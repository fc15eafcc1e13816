import type { IncomingMessage, ServerResponse } from 'node:http';
import { isId } from '../../shared/ids.ts';
import { clientAddress } from '../http/index.ts';
import type { Hit } from './hit.ts';
import { agentLength, isPrefetch, tokenPattern } from './hit.ts';

/** Where pixels are: `/o/{person}/{token}.gif`. */
export const pixelPath = '/o/';

/** A transparent GIF of one pixel, the smallest that every mail program shows (GIF89a with a graphic control extension). */
export const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64');

/** The same answer to everyone: it must not show which messages or people there are, and nobody on the way may keep it. */
export const pixelHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'image/gif',
  'Content-Length': String(pixel.length),
  // Gmail's proxy asks again at each opening where it is told not to keep: see docs/open-tracking.md.
  'Cache-Control': 'no-store, no-cache, max-age=0',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

const headerList = Object.entries(pixelHeaders).flat();
// As text it goes out in one piece with the head.
const body = pixel.toString('latin1');

/** What the address of a pixel names, by its form alone; undefined for any other. */
export function namedBy(url: string): { person: string; token: string } | undefined {
  const person = url.slice(pixelPath.length, 39);
  const token = url.slice(40, 72);
  if (url.charCodeAt(39) !== 47 || !url.startsWith('.gif', 72) || (url.length > 76 && url[76] !== '?')) return undefined;
  return isId(person) && tokenPattern.test(token) ? { person: whole(person, url), token: whole(token, url) } : undefined;
}

/**
 * Answers requests for pixels on Node's own request, before anything else looks at it: whoever opens a message does not
 * wait, and a mailing that is opened by thousands at once does not slow the others down. Gives whether it was one.
 * @param proxies how many reverse proxies in front are ours
 */
export function pixelAnswers(options: { proxies: number; take: (hit: Hit) => void }) {
  const { proxies, take } = options;
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    const { url = '', method } = request;
    if (!url.startsWith(pixelPath) || (method !== 'GET' && method !== 'HEAD')) return false;
    const named = namedBy(url);
    if (named) {
      const headers = wantedHeaders(request.rawHeaders);
      take({
        ...named,
        kind: 'open',
        at: Date.now(),
        address: clientAddress(headers.forwardedFor, proxies) ?? request.socket.remoteAddress ?? 'unknown',
        agent: shortened(headers.agent),
        head: method === 'HEAD',
        prefetch: headers.prefetch,
        url: null,
      });
    }
    response.writeHead(200, headerList);
    response.end(body, 'latin1');
    return true;
  };
}

/** The few headers that are looked at, without sorting all of them into an object, which takes as long as the rest of the answer. */
function wantedHeaders(raw: readonly string[]): { agent: string; forwardedFor: string | undefined; prefetch: boolean } {
  let agent = '';
  let forwardedFor: string | undefined;
  let prefetch = false;
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at] ?? '';
    const value = raw[at + 1] ?? '';
    if (name.length === 10 && name.toLowerCase() === 'user-agent') agent ||= value;
    // Each proxy adds to the list, or adds a line of its own (RFC 9110, section 5.3).
    else if (name.length === 15 && name.toLowerCase() === 'x-forwarded-for')
      forwardedFor = forwardedFor === undefined ? value : `${forwardedFor},${value}`;
    else if (purposeLengths.has(name.length)) prefetch ||= isPrefetch((purpose) => (name.toLowerCase() === purpose ? value : undefined));
  }
  return { agent, forwardedFor, prefetch };
}

// Of `purpose`, `sec-purpose` and `x-moz`.
const purposeLengths: ReadonlySet<number> = new Set([7, 11, 5]);

/** No more of a User-Agent header than is looked at. */
export const shortened = (agent: string): string => (agent.length > agentLength ? whole(agent.slice(0, agentLength), agent) : agent);

// A part of a text keeps all of it in memory: thousands of long ones would wait with their parts.
const whole = (part: string, text: string): string => (text.length > 2 * agentLength ? Buffer.from(part).toString() : part);
