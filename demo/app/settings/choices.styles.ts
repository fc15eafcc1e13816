import { css } from 'lit';

export const styles = css`
  .stack {
    display: grid;
    gap: var(--crm-space-3);
  }
  .line {
    grid-template-columns: 28px minmax(0, 1fr) auto auto;
    column-gap: 6px;
    background: var(--crm-surface-overlay);
  }
  .line.put-away {
    grid-template-columns: minmax(0, 1fr) auto;
  }
  .replacing {
    grid-column: 1 / -1;
    display: grid;
    gap: var(--crm-space-2);
    padding: var(--crm-space-3);
    margin-block-end: var(--crm-space-2);
    border-radius: var(--crm-radius);
    background: var(--crm-danger-soft);
  }
  .replacing p {
    margin: 0;
    color: var(--crm-text);
  }
  .ends {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--crm-space-2);
  }
  form {
    display: flex;
    align-items: start;
    gap: var(--crm-space-2);
  }
  form crm-input {
    flex: 1;
    min-inline-size: 0;
  }
  h3 {
    font-weight: var(--crm-weight-strong);
  }
  @media (max-width: 640px) {
    form {
      flex-wrap: wrap;
    }
    form crm-input {
      flex-basis: 100%;
    }
    .line {
      grid-template-columns: 44px minmax(0, 1fr) auto auto;
    }
  }
`;
