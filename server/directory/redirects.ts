import { createHash } from 'node:crypto';

/** An extension's id: what Chrome and Edge derive from its key, or what its manifest names for Firefox (an address or a GUID). */
export const extensionId = /^(?:[a-p]{32}|[\w.-]{0,64}@[\w.-]{1,64}|\{[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}\})$/;

/** Addresses that only their extension receives, each of its browser (`identity.getRedirectURL`). */
const hosts = [/^[a-p]{32}\.chromiumapp\.org$/, /^[0-9a-f]{40}\.extensions\.allizom\.org$/];

/**
 * Whether a code may go to this address: of the redirect host of an extension, and of one that is listed where any are. With
 * nothing in it that could lead elsewhere: it is written as a browser would write it.
 * @param extensionIds empty: any extension
 */
export function isExtensionRedirect(address: string, extensionIds: readonly string[]): boolean {
  if (address.length > 512 || !URL.canParse(address)) return false;
  const { href, protocol, hostname, port, username, password, search, hash } = new URL(address);
  if (href !== address || protocol !== 'https:' || [port, username, password, search, hash].some((part) => part !== '')) return false;
  if (!hosts.some((host) => host.test(hostname))) return false;
  return extensionIds.length === 0 || extensionIds.some((id) => redirectHost(id) === hostname);
}

/** Firefox hides the id behind its SHA-1 (toolkit/components/extensions/child/ext-identity.js). */
function redirectHost(id: string): string {
  if (/^[a-p]{32}$/.test(id)) return `${id}.chromiumapp.org`;
  return `${createHash('sha1').update(id).digest('hex')}.extensions.allizom.org`;
}
