import { css } from 'lit';
import { colours } from './colours.ts';
import { measures } from './measures.ts';
import { primitives } from './primitives.ts';

/**
 * The stylesheet of design tokens for a document.
 *
 * It never sets `color-scheme` on the root: the page decides, and a page that says nothing stays light. `data-crm-theme`
 * on any element fixes the theme below it; "system" follows the reader's setting. Everything has zero specificity and sits
 * in the layer `crm.tokens`, so that one plain rule of the page overrides a token. Override on `:root`, because roles that
 * follow from others are computed there.
 */
export const tokens = css`
  @layer crm.tokens {
    :where(:root) {
      ${primitives}
      ${colours}
      ${measures}
    }

    :where([data-crm-theme='light']) {
      color-scheme: light;
    }
    :where([data-crm-theme='dark']) {
      color-scheme: dark;
    }
    :where([data-crm-theme='system']) {
      color-scheme: light dark;
    }

    :where([data-crm-density='compact']) {
      --crm-row: 30px;
      --crm-control: 26px;
      --crm-bar: 40px;
      --crm-card-pad: 8px;
    }
    :where([data-crm-density='comfortable']) {
      --crm-row: 42px;
      --crm-control: 34px;
      --crm-bar: 50px;
      --crm-card-pad: 12px;
    }

    /* Touch: targets of 44 px, whatever the density. */
    @media (pointer: coarse) {
      :where(:root, [data-crm-density]) {
        --crm-row: 48px;
        --crm-control: 44px;
        --crm-control-small: 44px;
        --crm-bar: 52px;
        --crm-card-pad: 12px;
      }
    }

    @media (prefers-reduced-motion: reduce) {
      :where(:root) {
        --crm-motion-fast: 0ms;
        --crm-motion: 0ms;
        --crm-motion-slow: 0ms;
      }
    }

    @media (prefers-contrast: more) {
      :where(:root) {
        --crm-border: light-dark(var(--crm-stone-500), var(--crm-stone-600));
        --crm-border-strong: light-dark(var(--crm-stone-700), var(--crm-stone-400));
        --crm-border-control: light-dark(var(--crm-stone-900), var(--crm-stone-200));
        --crm-text-muted: var(--crm-text-secondary);
      }
    }
  }
`;
