import { address } from './addresses.ts';
import type { Finder } from './finder.ts';
import type { Network } from './network.ts';
import type { Account } from './types.ts';

/**
 * Whose mailbox it is. A subject in the title can hold any address, and a menu of accounts those of others: what two ways say is
 * certain, one alone is taken when none contradicts it.
 */
export function readAccount(document: Document, pathname: string, finder: Finder, network: Network): Account | undefined {
  const found = new Map<string, string[]>();
  const say = (way: string, email: string | undefined) => {
    finder.note(`account by ${way}`, email ? way : null, email ? 1 : 0);
    if (email) found.set(email, [...(found.get(email) ?? []), way]);
  };
  say('page variables', network.globals);
  say('bar', network.bar);
  const link = finder.first('signed-in link', document);
  say('sign-out link', link && lastAddress(link.getAttribute('aria-label') ?? link.getAttribute('title') ?? ''));
  say('title', ofTitle(document.title));
  say('loading text', lastAddress(finder.first('loading text', document)?.textContent ?? ''));

  const agreed = [...found].filter(([, ways]) => ways.length > 1);
  const chosen = agreed.length === 1 ? agreed[0] : found.size === 1 ? [...found][0] : undefined;
  finder.note('account', chosen ? chosen[1].join(' and ') : null, found.size);
  if (!chosen) return undefined;
  return {
    address: chosen[0],
    index: Number(pathname.match(/\/mail\/u\/(\d{1,3})(?:\/|$)/)?.[1] ?? 0),
    delegated: /\/mail\/(?:u\/\d+\/)?d\/[^/]+/.test(pathname),
    certain: chosen[1].length > 1,
  };
}

/** "Google Account: Name (address)", where the name can hold an address too. */
function lastAddress(text: string): string | undefined {
  const all = text.match(/[^\s@<>"(),:;]+@[^\s@<>"(),:;]+/g) ?? [];
  // Words around it end in stops: "Loading address…".
  return address(all.at(-1)?.replace(/[.…!?'’]+$/, ''));
}

/** "Inbox (3) - address - Gmail", the last part being the organization's name for it. */
function ofTitle(title: string): string | undefined {
  const parts = title.split(/\s[-–—]\s/);
  return parts.length >= 2 ? address(parts.at(-2)) : undefined;
}
