import { css } from 'lit';

/** `.link`: in the accent; underlined inside a sentence, since there colour alone does not say that it is a link. */
export const links = css`
  .link { color: var(--crm-accent-text); border-radius: 2px; }
  .link:hover { text-decoration: underline; text-underline-offset: 2px; }
  p .link, .sentence .link { text-decoration: underline 1px; text-underline-offset: 3px; text-decoration-color: color-mix(in srgb, currentColor 45%, transparent); }
`;
