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
  .followed {
    display: flex;
    align-items: start;
  }
  .followed > .value {
    flex: 1;
    min-inline-size: 0;
    inline-size: auto;
  }
  .go {
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    border-radius: var(--crm-radius-small);
    color: var(--crm-text-muted);
  }
  .go:hover {
    background: var(--crm-surface-hover);
    color: var(--crm-text);
  }
  .box {
    display: flex;
    align-items: center;
  }
  .why {
    display: block;
    padding: 0 6px 4px;
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
  }
  .required {
    color: var(--crm-danger-text);
  }
  dt {
    overflow-wrap: anywhere;
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
    .go {
      inline-size: 44px;
      block-size: 44px;
    }
    dt {
      padding-block: 13px;
    }
  }
`;
