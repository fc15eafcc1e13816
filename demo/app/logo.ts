import { svg } from 'lit';

/** The product's mark: its frame in the colour of the words around it. */
export const logo = svg`<svg class="logo" viewBox="0 0 18 18" aria-hidden="true">
  <rect x=".75" y=".75" width="16.5" height="16.5" rx="4" fill="none" stroke="currentColor" stroke-width="1.5" />
  <path d="M9 4 14 9 9 14 4 9Z" fill="var(--crm-accent)" />
</svg>`;
