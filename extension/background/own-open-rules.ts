import type { DeclarativeNetRequest } from 'webextension-polyfill';
import type { SignIn } from './kept.ts';

type Rule = DeclarativeNetRequest.Rule;

/**
 * Whoever looks at mail of their own in Gmail must not count as its reader: their browser does not load their pixels, neither from
 * our server nor through Google's proxy, whose addresses carry the original one behind a hash.
 */
export function rulesFor(signIns: readonly Pick<SignIn, 'server' | 'person'>[]): Rule[] {
  const own = new Set(signIns.map(({ server, person }) => `${server}/o/${person.id}/`));
  const filters = [...own].flatMap((address) => [`|${address}`, `googleusercontent.com/*#${address}`]);
  return filters.map((urlFilter, at) => ({
    id: at + 1,
    priority: 1,
    action: { type: 'block' },
    condition: { urlFilter, isUrlFilterCaseSensitive: false, initiatorDomains: ['mail.google.com'], resourceTypes: [...resources] },
  }));
}

const resources = ['image', 'xmlhttprequest', 'media', 'object', 'ping', 'sub_frame', 'other'] as const;
