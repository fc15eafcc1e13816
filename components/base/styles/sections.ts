import { css } from 'lit';

/** `.section` of a panel, with a `header`; a hairline below. */
export const sections = css`
  .section {
    padding: 14px var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .section > header {
    display: flex;
    align-items: center;
    gap: var(--crm-space-2);
    margin-block-end: 6px;
    min-block-size: 24px;
  }
`;
