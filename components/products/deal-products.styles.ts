import { css } from 'lit';

export const styles = css`
  p + crm-button {
    margin-block-start: var(--crm-space-2);
  }
  .adding {
    margin-block-end: var(--crm-space-2);
  }
  .product {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto auto;
    gap: 2px var(--crm-space-2);
    align-items: center;
    padding-block: 6px;
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .terms {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: 76px minmax(0, 1fr) 92px;
    gap: var(--crm-space-2);
    align-items: start;
  }
  .terms > .muted {
    padding-block: 6px;
  }
  .foot {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 92px;
    gap: var(--crm-space-2);
    align-items: center;
    padding-block-start: var(--crm-space-2);
  }
  .foot .num {
    text-align: end;
  }
  .total {
    font-weight: var(--crm-weight-strong);
  }
  .whole {
    grid-column: 1 / -1;
  }
`;
