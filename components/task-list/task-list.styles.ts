import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    background: var(--crm-surface);
    font-size: var(--crm-text-13);
    container-type: inline-size;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: var(--crm-space-2);
    padding: 8px var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .bar crm-task-line {
    flex: 1;
    min-inline-size: 0;
  }
  .bar crm-select {
    inline-size: 150px;
  }
  .list {
    flex: 1;
    overflow: auto;
    min-block-size: 0;
  }
  .task {
    position: relative;
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto minmax(0, 260px) 150px 20px;
    align-items: center;
    gap: 12px;
    min-block-size: var(--crm-row);
    padding-inline: var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .task:hover {
    background: var(--crm-surface-hover);
  }
  .task:focus-visible {
    outline: var(--crm-focus-ring);
    outline-offset: -2px;
  }
  .act {
    display: flex;
    opacity: 0;
  }
  .task:hover .act,
  .task:focus-visible .act,
  .act:focus-within {
    opacity: 1;
  }
  @media (hover: none) {
    .act {
      opacity: 1;
    }
  }
  .on {
    color: var(--crm-text-secondary);
  }
  .when {
    text-align: end;
    font-variant-numeric: var(--crm-figures);
    white-space: nowrap;
  }
  .late {
    color: var(--crm-danger-text);
  }
  .done .what {
    color: var(--crm-text-muted);
    text-decoration: line-through;
  }
  .waiting .what::after {
    content: ' ·';
    color: var(--crm-warning-text);
  }
  @container (max-width: 640px) {
    .bar {
      flex-wrap: wrap;
    }
    .bar crm-task-line {
      flex: 1 0 100%;
    }
    .bar crm-select {
      flex: 1;
      inline-size: auto;
    }
    .task {
      grid-template-columns: auto minmax(0, 1fr) auto;
      row-gap: 0;
      padding-block: 8px;
    }
    .task > :first-child {
      grid-row: 1 / 3;
    }
    .task .on {
      grid-column: 2;
      grid-row: 2;
      font-size: var(--crm-text-12);
    }
    .task .when {
      grid-column: 3;
      grid-row: 1;
    }
    .task .who {
      grid-column: 3;
      grid-row: 2;
      justify-self: end;
    }
    .task .act:not(:focus-within) {
      display: none;
    }
  }
`;
