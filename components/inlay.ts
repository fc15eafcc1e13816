/** The whole kit for a script tag: `<script type="module" src="https://…/inlay.js">`. Each element is fetched when a page has it. */

const elements: Record<string, () => Promise<unknown>> = {
  'crm-provider': () => import('./provider/provider.ts'),
  'crm-pipeline-board': () => import('./pipeline-board/pipeline-board.ts'),
  'crm-deal-card': () => import('./deal-card/deal-card.ts'),
  'crm-deal-panel': () => import('./deal-panel/deal-panel.ts'),
  'crm-lead-panel': () => import('./lead-panel/lead-panel.ts'),
  'crm-contact-panel': () => import('./contact-panel/contact-panel.ts'),
  'crm-record-list': () => import('./record-list/record-list.ts'),
  'crm-record': () => import('./record-page/record-page.ts'),
  'crm-task-list': () => import('./task-list/task-list.ts'),
  'crm-calendar': () => import('./calendar/calendar.ts'),
  'crm-quick-add': () => import('./quick-add/quick-add.ts'),
  'crm-command-palette': () => import('./command-palette/command-palette.ts'),
  'crm-sync-status': () => import('./sync-status/sync-status.ts'),
  'crm-lead-form': () => import('./lead-form/standalone.ts'),
};

/** Tags that no page had so far. */
const unseen = new Set(Object.keys(elements));

/**
 * Fetches the elements below `root`. Documents are watched; call it yourself for elements inside shadow roots of your own:
 * `import { load } from 'https://…/inlay.js'`.
 */
export function load(root: ParentNode): void {
  if (unseen.size === 0) return;
  const selector = [...unseen].join();
  const found = [...root.querySelectorAll(selector), ...(root instanceof Element && root.matches(selector) ? [root] : [])];
  for (const tag of new Set(found.map(({ localName }) => localName))) {
    unseen.delete(tag);
    if (!customElements.get(tag)) elements[tag]?.().catch((error: unknown) => (unseen.add(tag), console.error(error)));
  }
}

load(document);
new MutationObserver((mutations) => {
  for (const { addedNodes } of mutations) for (const node of addedNodes) if (node instanceof Element) load(node);
}).observe(document, { childList: true, subtree: true });
