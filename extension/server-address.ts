export type AddressProblem = 'empty' | 'malformed' | 'not-https' | 'credentials';

/** `https` is left out by most people, and `http` on their own machine. Over the network nothing goes unencrypted. */
export function serverAddress(typed: string): { server: string } | { problem: AddressProblem } {
  const text = typed.trim();
  if (text === '') return { problem: 'empty' };
  const local = /^(localhost|127\.0\.0\.1)(:\d+)?(\/|$)/.test(text);
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `${local ? 'http' : 'https'}://${text}`;
  if (!URL.canParse(address)) return { problem: 'malformed' };
  const url = new URL(address);
  if (url.username || url.password) return { problem: 'credentials' };
  if (url.protocol === 'https:' && isHost(url.hostname)) return { server: url.origin };
  if (url.protocol === 'http:') return isLoopback(url.hostname) ? { server: url.origin } : { problem: 'not-https' };
  return { problem: 'malformed' };
}

// “https://inlay” may be a machine of one's own network.
const isHost = (hostname: string): boolean => /^[\p{L}\d]([\p{L}\d.-]*[\p{L}\d])?$/u.test(hostname) || hostname.startsWith('[');

const isLoopback = (hostname: string): boolean => hostname === 'localhost' || hostname === '127.0.0.1';

/** What the browser is asked for: it grants hosts, whatever their port. */
export function permissionFor(server: string): string {
  const { protocol, hostname } = new URL(server);
  return `${protocol}//${hostname}/*`;
}
