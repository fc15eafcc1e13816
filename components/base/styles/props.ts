import { css } from 'lit';

/** `dl.props`: names and values of a record, side by side. */
export const props = css`
  .props { display: grid; grid-template-columns: 104px minmax(0, 1fr); row-gap: 1px; }
  .props dt { color: var(--crm-text-muted); padding-block: 5px; }
  .props dd { padding: 5px 6px; border-radius: var(--crm-radius-small); min-inline-size: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .props dd:hover { background: var(--crm-surface-hover); }
`;
