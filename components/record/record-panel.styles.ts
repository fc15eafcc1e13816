import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    font-size: var(--crm-text-13);
    color: var(--crm-text);
  }
  .steps {
    display: flex;
    gap: 2px;
    padding: 10px var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    overflow-x: auto;
    scrollbar-width: none;
  }
  .steps button {
    flex: 1;
    min-inline-size: 0;
    padding: 4px 8px;
    font-size: var(--crm-text-12);
    border-block-end: 2px solid var(--crm-border);
    color: var(--crm-text-muted);
    min-block-size: 28px;
    white-space: nowrap;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .steps button[aria-pressed='true'] {
    color: var(--crm-text);
    font-weight: var(--crm-weight-strong);
    border-color: var(--crm-accent);
  }
  .steps button:hover {
    background: var(--crm-surface-hover);
  }
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
    white-space: pre-line;
  }
  .value:hover {
    background: var(--crm-surface-hover);
  }
  .none {
    color: var(--crm-text-muted);
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--crm-space-2);
  }
  .section > header h3 {
    font-weight: var(--crm-weight-strong);
  }
  .task {
    display: flex;
    align-items: center;
    gap: var(--crm-space-2);
    min-block-size: 30px;
  }
  .task .what {
    flex: 1;
  }
  .late {
    color: var(--crm-danger-text);
  }
  form.line-form {
    display: flex;
    gap: var(--crm-space-2);
    align-items: start;
    margin-block-end: var(--crm-space-2);
  }
  form.line-form > :first-child {
    flex: 1;
  }
  .edit {
    display: flex;
    gap: var(--crm-space-1);
    align-items: start;
  }
  .edit > :first-child {
    flex: 1;
    min-inline-size: 0;
  }
`;
