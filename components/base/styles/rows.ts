import { css } from 'lit';

/** `.row`: one record of a list, 36 px, parted by a hairline; `aria-selected` tints it. `.group`: a sticky head of rows. */
export const rows = css`
  .row {
    display: flex;
    align-items: center;
    gap: var(--crm-space-2);
    min-block-size: var(--crm-row);
    padding-inline: var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    min-inline-size: 0;
  }
  .row:hover {
    background: var(--crm-surface-hover);
  }
  .row[aria-selected='true'] {
    background: var(--crm-surface-selected);
  }
  .row:focus-visible {
    outline-offset: -2px;
  }
  .group {
    display: flex;
    align-items: center;
    gap: var(--crm-space-2);
    block-size: 34px;
    padding-inline: var(--crm-gutter);
    font-weight: var(--crm-weight-strong);
    background: var(--crm-surface-sunken);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    position: sticky;
    inset-block-start: 0;
    z-index: var(--crm-layer-sticky);
  }
  .group .num {
    font-weight: var(--crm-weight);
    color: var(--crm-text-muted);
  }
  .group.danger .num {
    color: inherit;
  }
`;
