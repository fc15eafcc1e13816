import { css } from 'lit';

/**
 * Small print in a line that wraps. `.marks`: what is to be known of a message or a note. `.bar`: what is said of a text above it,
 * with what can be done about it.
 */
export const marks = css`
  .marks,
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    font-size: var(--crm-text-12);
    color: var(--crm-text-secondary);
  }
  .bar {
    margin-block-end: 8px;
  }
  .bar > span {
    flex: 1 1 200px;
  }
`;
