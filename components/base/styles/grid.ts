import { css } from 'lit';

/** `.grid`: a table of records with a sticky head. */
export const grid = css`
  .grid { table-layout: fixed; }
  .grid th {
    position: sticky;
    inset-block-start: 0;
    z-index: var(--crm-layer-sticky);
    block-size: 32px;
    padding-inline: var(--crm-space-2);
    font-size: var(--crm-text-12);
    font-weight: var(--crm-weight-medium);
    color: var(--crm-text-muted);
    background: var(--crm-surface);
    box-shadow: inset 0 -1px var(--crm-border);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .grid td {
    block-size: var(--crm-row);
    padding: 0 var(--crm-space-2);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .grid :is(th, td):first-child { padding-inline-start: var(--crm-gutter); }
  .grid :is(th, td):last-child { padding-inline-end: var(--crm-gutter); }
  .grid :is(th, td) > * { vertical-align: middle; }
  .grid .end { text-align: end; }
  .grid th button { display: inline-flex; align-items: center; gap: var(--crm-space-1); font-weight: var(--crm-weight-medium); }
  .grid th[aria-sort] { color: var(--crm-text); }
  .grid tbody tr:hover td { background: var(--crm-surface-hover); }
  .grid tr[aria-selected='true'] td { background: var(--crm-surface-selected); }
`;
