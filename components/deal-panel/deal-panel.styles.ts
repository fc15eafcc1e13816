import { css } from 'lit';

export const styles = css`
  .top {
    display: grid;
    gap: var(--crm-space-2);
    padding: 10px var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .ends {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--crm-space-2);
  }
  .steps {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    min-inline-size: 0;
  }
  .steps button {
    flex: 1 0 auto;
    padding: 4px 8px;
    min-block-size: 28px;
    max-inline-size: 100%;
    border-block-end: 2px solid var(--crm-border);
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .steps button:hover {
    background: var(--crm-surface-hover);
    color: var(--crm-text);
  }
  .steps button[aria-pressed='true'] {
    border-color: var(--crm-accent);
    color: var(--crm-text);
    font-weight: var(--crm-weight-strong);
  }
  .steps button[aria-pressed='true'].won {
    border-color: var(--crm-success-text);
  }
  .steps button[aria-pressed='true'].lost {
    border-color: var(--crm-danger-text);
  }
  .is-hot {
    color: var(--crm-hot-text);
  }
  @media (pointer: coarse) {
    .steps button {
      min-block-size: 44px;
    }
  }
`;
