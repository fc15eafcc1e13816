import { css } from 'lit';

/** `.skeleton`: a bar in place of words, on a very first load only. */
export const skeleton = css`
  .skeleton { border-radius: 3px; background: var(--crm-surface-active); block-size: 10px; }
`;
