import { css } from 'lit';

/** A page of settings: a title, sections, rows with their acts at the end. */
export const page = css`
  h2 {
    font-size: var(--crm-text-16);
    font-weight: var(--crm-weight-strong);
    margin-block: var(--crm-space-5) var(--crm-space-2);
  }
  h2:first-child {
    margin-block-start: 0;
  }
  p {
    color: var(--crm-text-secondary);
    margin-block-end: var(--crm-space-3);
  }
  .item {
    display: flex;
    align-items: center;
    gap: var(--crm-space-2);
    min-block-size: var(--crm-row);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .item > .grow {
    flex: 1;
    min-inline-size: 0;
  }
  .acts {
    display: flex;
    gap: var(--crm-space-2);
    flex-wrap: wrap;
    margin-block: var(--crm-space-3);
    align-items: end;
  }
  table {
    inline-size: 100%;
  }
`;
