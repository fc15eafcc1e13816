import { css } from 'lit';

/** What is said of a message's text above it, with what can be done about it. */
export const bar = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 10px;
    margin-block-end: 8px;
    font-size: var(--crm-text-12);
    color: var(--crm-text-secondary);
  }
  .bar > span {
    flex: 1 1 200px;
  }
`;
