import { ours } from './reading.ts';

/** Attributes by which Gmail says what a node is of; it paints some of them after the node. */
const telling = [
  'data-legacy-thread-id',
  'data-thread-perm-id',
  'data-thread-id',
  'data-message-id',
  'data-legacy-message-id',
  'data-legacy-last-message-id',
  'data-legacy-last-non-draft-message-id',
  'data-standalone-draft-id',
  'data-hovercard-id',
  'email',
  'value',
  'role',
  'style',
  'hidden',
  'lang',
  'dir',
];

/** How long changes are gathered: typing and hovering change the page at each moment. */
const pause = 80;
const longest = 400;

/** Tells of changes to the page, gathered; what is ours does not count. `atOnce` hears before the page is painted. */
export function watch(document: Document, window: Window, changed: () => void, atOnce: () => void): { soon(): void; close(): void } {
  let timer: number | undefined;
  let since: number | undefined;
  const fire = () => {
    timer = undefined;
    since = undefined;
    changed();
  };
  const soon = () => {
    const now = window.performance.now();
    since ??= now;
    if (timer !== undefined) window.clearTimeout(timer);
    timer = window.setTimeout(fire, Math.max(0, Math.min(pause, since + longest - now)));
  };
  const Observer = (window as Window & typeof globalThis).MutationObserver;
  const observer = new Observer((records) => {
    if (!records.some(counts)) return;
    // Rows are filled anew within their table.
    if (
      records.some(
        ({ target }) => target.nodeType === 1 && ((target as Element).closest('table') ?? (target as Element).querySelector('table')),
      )
    )
      atOnce();
    soon();
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: telling });
  // Its class and style change with the theme and the mode of the window.
  const theme = new Observer(soon);
  for (const element of [document.documentElement, document.body])
    if (element) theme.observe(element, { attributes: true, attributeFilter: ['class', 'style', 'dir', 'lang'] });
  const seen = () => document.visibilityState === 'visible' && soon();
  // A message that is opened or folded, a compose that becomes full-screen: some of it only changes classes.
  for (const type of ['hashchange', 'popstate', 'resize'] as const) window.addEventListener(type, soon);
  document.addEventListener('click', soon, true);
  document.addEventListener('visibilitychange', seen);
  document.addEventListener('input', soon, true);
  return {
    soon,
    close() {
      observer.disconnect();
      theme.disconnect();
      window.clearTimeout(timer);
      for (const type of ['hashchange', 'popstate', 'resize'] as const) window.removeEventListener(type, soon);
      document.removeEventListener('click', soon, true);
      document.removeEventListener('visibilitychange', seen);
      document.removeEventListener('input', soon, true);
    },
  };
}

function counts({ type, target, addedNodes, removedNodes }: MutationRecord): boolean {
  if (isOurs(target)) return false;
  return type === 'attributes' || [...addedNodes, ...removedNodes].some((node) => !isOurs(node));
}

const isOurs = (node: Node) => node.nodeType === 1 && (node as Element).closest(`[${ours}]`) !== null;
