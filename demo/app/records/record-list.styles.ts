import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    position: relative;
    container-type: inline-size;
  }
  .tools {
    --crm-control: 28px;
    display: flex;
    gap: var(--crm-space-2);
    align-items: center;
    min-block-size: 40px;
    padding-inline: var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    flex: none;
  }
  .tools crm-input {
    inline-size: 220px;
  }
  .tools crm-select {
    inline-size: 150px;
  }
  .count {
    margin-inline-start: auto;
    color: var(--crm-text-muted);
    white-space: nowrap;
  }
  .rows {
    flex: 1;
    overflow: auto;
    min-block-size: 0;
    position: relative;
  }
  .head,
  .row {
    display: grid;
    grid-template-columns: 20px var(--columns) 24px 104px;
    align-items: center;
    column-gap: 12px;
    padding-inline: var(--crm-gutter);
    min-inline-size: 620px;
  }
  .head {
    position: sticky;
    inset-block-start: 0;
    z-index: var(--crm-layer-sticky);
    block-size: 32px;
    background: var(--crm-surface);
    box-shadow: inset 0 -1px var(--crm-border);
    color: var(--crm-text-muted);
    font-size: var(--crm-text-12);
    font-weight: var(--crm-weight-medium);
  }
  .head button {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    color: inherit;
    font-weight: inherit;
    min-block-size: 24px;
  }
  .head button:hover,
  .head [aria-pressed='true'] {
    color: var(--crm-text);
  }
  .space {
    position: relative;
  }
  .row {
    position: absolute;
    inset-inline: 0;
    block-size: 36px;
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    color: var(--crm-text);
  }
  .row:hover {
    background: var(--crm-surface-hover);
  }
  .row.picked {
    background: var(--crm-surface-selected);
  }
  .open {
    grid-column: 2 / -1;
    display: grid;
    grid-template-columns: subgrid;
    align-items: center;
    block-size: 100%;
    text-align: start;
  }
  .open:focus-visible {
    outline: var(--crm-focus-ring);
    outline-offset: -2px;
  }
  .open > span {
    display: flex;
    gap: 7px;
    align-items: center;
    min-inline-size: 0;
  }
  .kind {
    display: inline-flex;
    color: var(--crm-text-muted);
  }
  .status {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
  }
  .status .icon {
    color: var(--crm-text-muted);
  }
  .status.working .icon {
    color: var(--crm-accent-text);
  }
  .status.unqualified {
    color: var(--crm-text-muted);
  }
  .head .when,
  .open > .when {
    justify-content: flex-end;
    justify-self: end;
    color: var(--crm-text-secondary);
    white-space: nowrap;
  }
  .head .when {
    color: inherit;
  }
  .bulk {
    position: absolute;
    inset-block-end: 16px;
    inset-inline: 0;
    margin-inline: auto;
    inline-size: max-content;
    max-inline-size: calc(100% - 24px);
    display: flex;
    align-items: center;
    gap: var(--crm-space-1);
    padding: 6px 8px 6px 14px;
    border-radius: var(--crm-radius-large);
    background: var(--crm-surface-overlay);
    box-shadow: var(--crm-shadow-popover);
    z-index: var(--crm-layer-bar);
  }
  .bulk > .num {
    font-weight: var(--crm-weight-medium);
    margin-inline-end: 6px;
  }
  @container (max-width: 640px) {
    .tools {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      padding-block: 6px;
    }
    .tools crm-input {
      grid-column: 1 / -1;
    }
    .tools crm-input,
    .tools crm-select {
      inline-size: auto;
    }
    .count,
    .head {
      display: none;
    }
    .row {
      min-inline-size: 0;
      grid-template-columns: minmax(0, 1fr) max-content;
      block-size: 60px;
    }
    .open {
      grid-column: 1 / -1;
    }
    .open > .two {
      display: grid;
      gap: 3px;
    }
    .row .two > span {
      display: flex;
      gap: 6px;
      align-items: center;
      min-inline-size: 0;
    }
    .open > .ends {
      display: grid;
      gap: 3px;
      justify-items: end;
    }
    .ends .when {
      color: var(--crm-text-secondary);
    }
  }
`;
