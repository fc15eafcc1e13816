import { css } from 'lit';

/**
 * What a colour is for. Each role is written once with light-dark(), so a theme is nothing but `color-scheme`.
 * Text roles reach 4.5:1 and control edges 3:1 on every surface, in both themes.
 */
export const colours = css`
  /* Surfaces, from the back to the front. A thing is one step in front of what it lies on, never two. */
  --crm-canvas: light-dark(var(--crm-stone-50), var(--crm-stone-975)); /* app frame, navigation, behind everything */
  --crm-surface: light-dark(var(--crm-stone-0), var(--crm-stone-950)); /* the page: lists, records, forms */
  --crm-surface-sunken: light-dark(var(--crm-stone-50), var(--crm-stone-975)); /* board lanes, table heads, wells, code */
  --crm-surface-raised: light-dark(var(--crm-stone-0), var(--crm-stone-925)); /* deal cards, inputs */
  --crm-surface-overlay: light-dark(var(--crm-stone-0), var(--crm-stone-900)); /* menus, dialogs, toasts */
  --crm-surface-hover: light-dark(#1b1a170a, #ffffff0d); /* laid over any surface under the pointer */
  --crm-surface-active: light-dark(#1b1a1714, #ffffff17); /* pressed; current item in navigation */
  --crm-surface-selected: light-dark(var(--crm-petrol-50), #0c2b35); /* chosen row, card or option */
  --crm-scrim: light-dark(#1b1a1738, #0000008c); /* behind a modal dialog */

  /* Text. All but -disabled pass AA (4.5:1) on every surface above. */
  --crm-text: light-dark(var(--crm-stone-900), var(--crm-stone-200)); /* what people came to read */
  --crm-text-secondary: light-dark(var(--crm-stone-700), var(--crm-stone-400)); /* supports the line above it */
  --crm-text-muted: light-dark(#676664, #9b9b97); /* labels, units, times, counts */
  --crm-text-disabled: light-dark(var(--crm-stone-400), #5c5b58); /* disabled controls only (exempt) */

  /* Lines. Hairlines separate; they are not boxes. */
  --crm-border: light-dark(#e7e6e3, #2a2926); /* between rows, panes, around cards */
  --crm-border-strong: light-dark(var(--crm-stone-300), #3b3a37); /* card under the pointer, popover edge */
  --crm-border-control: light-dark(#8b8b87, #74736f); /* inputs, checkboxes: 3:1 against the surface */

  /* The accent: what can be acted on, what is focused, what is chosen. Never decoration, never a status. */
  --crm-accent: light-dark(var(--crm-petrol-700), var(--crm-petrol-400)); /* primary button, checked box, progress */
  --crm-accent-hover: light-dark(var(--crm-petrol-800), var(--crm-petrol-300));
  --crm-on-accent: light-dark(#ffffff, var(--crm-petrol-950)); /* text and icons on the accent */
  --crm-accent-text: light-dark(var(--crm-petrol-700), var(--crm-petrol-300)); /* links, current tab */
  --crm-accent-soft: light-dark(var(--crm-petrol-100), #0f2d37); /* tint: own calendar events, mentions */
  --crm-accent-line: light-dark(var(--crm-petrol-300), #1f6278); /* edge of something selected */

  /* Statuses: -text for words and icons, -soft behind them, -line at their edge, -solid for a filled mark.
     A status is always a word or an icon as well as a colour. */
  --crm-danger-text: light-dark(var(--crm-red-600), var(--crm-red-400)); /* overdue, rejected, invalid, destructive */
  --crm-danger-soft: light-dark(var(--crm-red-50), #2c1513);
  --crm-danger-line: light-dark(var(--crm-red-300), #7c2421);
  --crm-danger-solid: light-dark(var(--crm-red-600), var(--crm-red-400));
  --crm-warning-text: light-dark(var(--crm-amber-700), var(--crm-amber-400)); /* stale, waiting, needs a look */
  --crm-warning-soft: light-dark(var(--crm-amber-50), #2e200b);
  --crm-warning-line: light-dark(var(--crm-amber-300), #6a4710);
  --crm-success-text: light-dark(#0b6f37, var(--crm-green-400)); /* won, done, saved, accepted */
  --crm-success-soft: light-dark(var(--crm-green-50), #12281a);
  --crm-success-line: light-dark(var(--crm-green-300), #225c38);
  --crm-success-solid: light-dark(var(--crm-green-600), var(--crm-green-400));
  --crm-hot-text: light-dark(#b04a02, var(--crm-orange-400)); /* the hot flag, nothing else */

  /* Stages. An active stage takes its colour from its place, never from a colour picker: the first is slate, and colour
     gathers as the deal becomes certain, until it is the accent; won turns green. With n stages, stage i takes
     step round(1 + 7 * (i - 1) / (n - 1)): four stages take 1, 3, 6, 8. Every step passes 4.5:1 as text. */
  --crm-stage-1: light-dark(#666c77, #989faa);
  --crm-stage-2: light-dark(#5d6a7b, #96a3b4);
  --crm-stage-3: light-dark(#53687e, #92a7bd);
  --crm-stage-4: light-dark(#466780, #8dacc5);
  --crm-stage-5: light-dark(#376581, #86b1cd);
  --crm-stage-6: light-dark(#216582, #7eb7d3);
  --crm-stage-7: light-dark(#01637e, #74bdd8);
  --crm-stage-8: light-dark(#066174, #69c3dc);
  --crm-stage-won: var(--crm-success-text);
  --crm-stage-lost: light-dark(#9a4540, #e0918a); /* brick: quieter than danger; a loss is no error */
  --crm-stage-unqualified: light-dark(#6a6966, #9b9b97);
  --crm-mark-empty: light-dark(var(--crm-stone-300), #4a4945); /* the bars of a stage mark not yet reached */

  /* People: initials on grey, never coloured; the one who looks gets the accent. */
  --crm-avatar: light-dark(var(--crm-stone-200), var(--crm-stone-800));
  --crm-on-avatar: light-dark(var(--crm-stone-800), var(--crm-stone-300));
  --crm-avatar-mine: light-dark(var(--crm-petrol-200), var(--crm-petrol-800));
  --crm-on-avatar-mine: light-dark(var(--crm-petrol-900), var(--crm-petrol-100));

  /* A toast is the page turned inside out. */
  --crm-toast: light-dark(var(--crm-stone-900), var(--crm-stone-200));
  --crm-on-toast: light-dark(var(--crm-stone-50), var(--crm-stone-950));
  --crm-on-toast-accent: light-dark(var(--crm-petrol-300), var(--crm-petrol-700));
`;
