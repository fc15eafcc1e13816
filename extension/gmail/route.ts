import { decodeToken, legacyId, legacyOfSync, looksLikeToken, syncThreadId } from './ids.ts';

/** What the address bar says. It changes before the view does, and the view can change without it: never the only witness. */
export interface Route {
  /** `inbox`, `sent`, `label`, `search`…; empty in a window of its own. */
  list: string;
  /** The name of the label, or what is sought. */
  query: string | undefined;
  /** Mail at all: settings, chat and calls are not. */
  mail: boolean;
  /** A window of its own, with one thread or one compose and no list. */
  alone: boolean;
  thread: RoutedThread | undefined;
}

export interface RoutedThread {
  /** Only where it can be told of the address alone. */
  legacyId: string | undefined;
  permId: string | undefined;
  /** The address names a message, or can: with conversation view off. */
  messageId: string | undefined;
}

const withArgument = new Set(['label', 'category', 'search', 'advanced-search', 'section_query', 'create-filter', 'scheduledlabel']);
const noMail = new Set(['settings', 'chat', 'rooms', 'room', 'calls', 'meet', 'contacts', 'space', 'spaces', 'tasks', 'calendar']);

export function readRoute(location: { hash: string; search: string }): Route {
  const query = new URLSearchParams(location.search);
  const [path = ''] = location.hash.replace(/^#/, '').split('?');
  const parts = path.split('/').filter((part) => part !== '');
  const list = (parts[0] ?? '').toLowerCase();
  const alone = query.get('view') === 'btop' || query.has('th');
  const fixed = withArgument.has(list) ? 2 : 1;
  const last = parts.length > fixed ? parts.at(-1) : undefined;
  return {
    list: list || (alone ? '' : 'inbox'),
    query: fixed === 2 && parts[1] !== undefined ? words(parts[1]) : undefined,
    mail: !noMail.has(list),
    alone,
    thread: (last === undefined ? undefined : named(last)) ?? (alone ? ofWindow(query.get('th')) : undefined),
  };
}

function named(part: string): RoutedThread | undefined {
  if (/^[0-9a-f]{16}$/i.test(part)) return { legacyId: legacyId(part), permId: undefined, messageId: undefined };
  if (!looksLikeToken(part)) return undefined;
  const decoded = decodeToken(part);
  return { legacyId: legacyOfSync(decoded?.threadId), permId: decoded?.threadId, messageId: decoded?.messageId };
}

function ofWindow(th: string | null): RoutedThread | undefined {
  if (th === null) return undefined;
  const permId = syncThreadId(th);
  return { legacyId: legacyId(th) ?? legacyOfSync(permId), permId, messageId: undefined };
}

function words(part: string): string {
  const spaced = part.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
