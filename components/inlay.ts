/** The whole kit for a script tag: `<script type="module" src="https://…/inlay.js">`. Each element is fetched when a page has it. */
import './provider/provider.ts';

const elements: Record<string, () => Promise<unknown>> = {
  'crm-pipeline-board': () => import('./pipeline-board/pipeline-board.ts'),
  'crm-deal-card': () => import('./deal-card/deal-card.ts'),
  'crm-deal-panel': () => import('./deal-panel/deal-panel.ts'),
  'crm-lead-panel': () => import('./lead-panel/lead-panel.ts'),
  'crm-contact-panel': () => import('./contact-panel/contact-panel.ts'),
  'crm-task-list': () => import('./task-list/task-list.ts'),
  'crm-calendar': () => import('./calendar/calendar.ts'),
  'crm-quick-add': () => import('./quick-add/quick-add.ts'),
  'crm-sync-status': () => import('./sync-status/sync-status.ts'),
};

function load(root: ParentNode): void {
  for (const [tag, get] of Object.entries(elements)) if (!customElements.get(tag) && root.querySelector(tag)) void get();
}

load(document);
new MutationObserver((mutations) => {
  for (const { addedNodes } of mutations)
    for (const node of addedNodes) if (node instanceof HTMLElement) load(node.parentElement ?? document);
}).observe(document, { childList: true, subtree: true });
