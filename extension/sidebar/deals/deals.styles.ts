import { css } from 'lit';

export const styles = css`
  .deals {
    display: grid;
    gap: 6px;
  }
  .deal {
    display: grid;
    gap: 3px;
    padding: 7px 9px;
    border: var(--crm-hairline) solid var(--crm-border);
    border-radius: var(--crm-radius);
  }
  .deal.linked {
    border-color: var(--crm-accent-line);
  }
  .line {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
  }
  .name {
    flex: 1;
    min-inline-size: 0;
    font-weight: var(--crm-weight-medium);
    text-align: start;
  }
  .name:hover {
    text-decoration: underline;
  }
  button.stage {
    margin-inline-start: -4px;
    padding: 2px 4px;
    border-radius: var(--crm-radius-small);
    font-size: var(--crm-text-12);
    color: var(--crm-text-secondary);
    min-inline-size: 0;
    max-inline-size: 150px;
  }
  button.stage:hover {
    background: var(--crm-surface-hover);
  }
  button.stage > .chevron {
    display: inline-flex;
    color: var(--crm-text-muted);
  }
  .value {
    margin-inline-start: auto;
  }
  .here {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    font-size: var(--crm-text-12);
    color: var(--crm-accent-text);
  }
  button.here:hover {
    text-decoration: underline;
  }
  .waits {
    color: var(--crm-warning-text);
    font-size: var(--crm-text-12);
  }
  .refused {
    color: var(--crm-danger-text);
    font-size: var(--crm-text-12);
  }
  .more {
    margin-block: -3px;
    margin-inline-end: -5px;
  }
  @media (pointer: coarse) {
    button.stage,
    .name {
      min-block-size: 44px;
    }
  }
`;
