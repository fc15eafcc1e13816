import { css } from 'lit';

export const styles = css`
  dl {
    display: grid;
    grid-template-columns: 112px minmax(0, 1fr);
    row-gap: 1px;
  }
  dt {
    color: var(--crm-text-muted);
    padding-block: 5px;
  }
  dd {
    min-inline-size: 0;
  }
  .value {
    display: block;
    inline-size: 100%;
    min-block-size: 28px;
    padding: 4px 6px;
    border-radius: var(--crm-radius-small);
    text-align: start;
    overflow-wrap: anywhere;
  }
  .value bdi {
    white-space: pre-line;
  }
  .value crm-tag {
    display: inline-block;
    margin-inline-end: 4px;
    max-inline-size: 100%;
  }
  button.value:hover {
    background: var(--crm-surface-hover);
  }
  .none {
    color: var(--crm-text-muted);
  }
  .editor,
  .editor form {
    display: grid;
    gap: var(--crm-space-2);
    padding-block: 1px;
  }
  .editor .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .editor .acts {
    margin: 0;
  }
  @media (pointer: coarse) {
    .value {
      min-block-size: 44px;
      padding-block: 12px;
    }
    dt {
      padding-block: 13px;
    }
  }
`;
