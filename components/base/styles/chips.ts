import { css } from 'lit';

/** `.chip`: a filter condition: `.k` its field, `.op` its operator, `.v` its value, then a button that removes it. */
export const chips = css`
  .chip {
    display: inline-flex;
    align-items: center;
    block-size: 26px;
    border: var(--crm-hairline) solid var(--crm-border-strong);
    border-radius: var(--crm-radius);
    font-size: var(--crm-text-12);
    background: var(--crm-surface-raised);
    white-space: nowrap;
    flex: none;
  }
  .chip > * {
    padding-inline: 7px;
    block-size: 100%;
    display: inline-flex;
    align-items: center;
    gap: 5px;
  }
  .chip > * + * {
    border-inline-start: var(--crm-hairline) solid var(--crm-border);
  }
  .chip :is(.k, .op) {
    color: var(--crm-text-muted);
  }
  .chip .v {
    font-weight: var(--crm-weight-medium);
  }
  .chip button {
    color: var(--crm-text-muted);
  }
  .chip button:hover {
    background: var(--crm-surface-hover);
    color: var(--crm-text);
  }
  .chip :focus-visible {
    outline-offset: -2px;
    border-radius: var(--crm-radius);
  }
`;
