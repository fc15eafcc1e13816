import { css } from 'lit';

/** What a size, a weight, a shadow or a time is for. */
export const measures = css`
  /* What one rem is worth here. A page that sets the root font size to 62.5% gives 1.6rem. */
  --crm-rem: 1rem;

  /* Type. */
  --crm-font: Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
  --crm-font-mono: ui-monospace, 'SF Mono', 'Cascadia Mono', 'Noto Sans Mono', Menlo, monospace;
  --crm-text-12: calc(var(--crm-rem) * 0.75); /* labels, times, counts, column heads: the smallest size there is */
  --crm-text-13: calc(var(--crm-rem) * 0.8125); /* the working size: rows, cards, buttons, menus */
  --crm-text-14: calc(var(--crm-rem) * 0.875); /* reading: notes, e-mail, form fields, dialog text */
  --crm-text-16: var(--crm-rem); /* screen and dialog titles; inputs on touch (no zoom on iOS) */
  --crm-text-20: calc(var(--crm-rem) * 1.25); /* the name of the record on its page; a figure that is the point of a panel */
  --crm-text-24: calc(var(--crm-rem) * 1.5); /* one per screen at most: title of a form or an empty workspace */
  --crm-leading-tight: 1.25; /* titles */
  --crm-leading: 1.4; /* rows, cards */
  --crm-leading-loose: 1.55; /* notes, e-mail */
  --crm-weight: 400;
  --crm-weight-medium: 500; /* names, buttons, current item */
  --crm-weight-strong: 600; /* titles, totals */
  --crm-tracking-title: -0.012em;
  --crm-figures: tabular-nums; /* font-variant-numeric for money, counts, dates, times: right-aligned in columns */

  /* Space and shape. */
  --crm-space-1: calc(var(--crm-rem) * 0.25); /* icon to its word */
  --crm-space-2: calc(var(--crm-rem) * 0.5); /* inside controls, between cards */
  --crm-space-3: calc(var(--crm-rem) * 0.75); /* inside cards and rows */
  --crm-space-4: var(--crm-rem); /* page gutter, between groups */
  --crm-space-5: calc(var(--crm-rem) * 1.25);
  --crm-space-6: calc(var(--crm-rem) * 1.5); /* between sections */
  --crm-space-8: calc(var(--crm-rem) * 2);
  --crm-space-12: calc(var(--crm-rem) * 3); /* above and below an empty state */

  --crm-radius: 6px; /* the one to override; the others follow */
  --crm-radius-small: calc(var(--crm-radius) * 0.667); /* checkboxes, tags, keys */
  --crm-radius-large: calc(var(--crm-radius) * 1.667); /* dialogs, popovers */
  --crm-radius-round: 999px; /* avatars, switches */
  --crm-hairline: 1px;

  /* Density: data-crm-density="compact" or "comfortable" below; touch overrides both. */
  --crm-row: 36px; /* table and list rows */
  --crm-control: 30px; /* buttons, inputs, selects */
  --crm-control-small: 24px; /* inside rows and toolbars; never smaller (WCAG 2.5.8) */
  --crm-bar: 44px; /* toolbars and headers */
  --crm-card-pad: 10px;
  --crm-icon: 16px;
  --crm-icon-small: 14px;

  /* Layout */
  --crm-nav-width: 208px;
  --crm-pane-width: 320px; /* properties of a record, notification panel */
  --crm-sidebar-width: 300px; /* Gmail */
  --crm-gutter: var(--crm-space-4);

  /* Shadows, only for things that float. A card at rest has a hairline and none of these. */
  --crm-shadow-card: 0 1px 2px light-dark(#1b1a170d, #00000040);
  --crm-shadow-popover:
    0 0 0 1px light-dark(#1b1a1712, #ffffff14), 0 4px 10px light-dark(#1b1a1714, #00000059), 0 12px 28px light-dark(#1b1a171a, #00000066);
  --crm-shadow-drag: 0 0 0 1px light-dark(#1b1a171a, #ffffff1f), 0 8px 20px light-dark(#1b1a1726, #00000080);
  --crm-shadow-dialog: 0 0 0 1px light-dark(#1b1a1712, #ffffff14), 0 16px 48px light-dark(#1b1a1733, #00000099);

  /* Focus: one ring for everything that takes the keyboard, shown by :focus-visible. Offset -2px inside scrollers. */
  --crm-focus-colour: light-dark(var(--crm-petrol-600), var(--crm-petrol-300));
  --crm-focus-ring: 2px solid var(--crm-focus-colour);
  --crm-focus-offset: 1px;

  /* Layers. Dialogs and menus use the top layer (<dialog>, popover) and need none. */
  --crm-layer-sticky: 10; /* table heads, board column heads */
  --crm-layer-bar: 20; /* bulk bar, phone tab bar */
  --crm-layer-drag: 30; /* the card in the hand */
  --crm-layer-panel: 40; /* panels without top layer */
  --crm-layer-toast: 50;

  /* Motion: a change of state eases out; nothing loops, nothing bounces, nothing waits for it. */
  --crm-motion-fast: 80ms; /* hover, press */
  --crm-motion: 140ms; /* menus, cards making room */
  --crm-motion-slow: 180ms; /* dialogs, panels, a dropped card settling */
  --crm-ease: cubic-bezier(0.2, 0.7, 0.2, 1);
`;
