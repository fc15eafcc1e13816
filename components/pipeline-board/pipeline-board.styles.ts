import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 320px;
    block-size: 100%;
    background: var(--crm-surface);
    color: var(--crm-text);
    font-size: var(--crm-text-13);
    container-type: inline-size;
    /* What is hidden from sight stays within what scrolls, or it makes the page as wide as all lanes. */
    position: relative;
    overflow: clip;
  }
  .tools,
  .board {
    position: relative;
  }
  .tools {
    display: flex;
    align-items: center;
    gap: var(--crm-space-2);
    min-block-size: 40px;
    padding-inline: var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    flex: none;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .tools > * {
    flex: none;
  }
  .find {
    display: flex;
    align-items: center;
    gap: 5px;
    inline-size: 150px;
    block-size: 26px;
    padding-inline: 7px;
    border: var(--crm-hairline) solid var(--crm-border-control);
    border-radius: var(--crm-field-radius, var(--crm-radius));
    background: var(--crm-surface-raised);
    color: var(--crm-text-muted);
  }
  .find:focus-within {
    outline: var(--crm-focus-ring);
    outline-offset: -1px;
    border-color: transparent;
  }
  .find input {
    flex: 1;
    min-inline-size: 0;
    border: 0;
    padding: 0;
    background: none;
    outline: none;
    font-size: var(--crm-text-12);
    color: var(--crm-text);
  }
  .find input::placeholder {
    color: var(--crm-text-muted);
    opacity: 1;
  }
  .find input::-webkit-search-cancel-button {
    display: none;
  }
  .words {
    padding: var(--crm-space-4);
    background: var(--crm-surface-sunken);
    flex: none;
  }
  .conditions {
    display: grid;
    gap: var(--crm-space-3);
  }
  .range {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: var(--crm-space-3);
  }
  .hint {
    margin-block-end: var(--crm-space-2);
  }
  .everyone {
    margin-block-start: var(--crm-space-3);
    padding-block-start: var(--crm-space-3);
    border-block-start: var(--crm-hairline) solid var(--crm-border);
  }
  .total {
    margin-inline-start: auto;
    color: var(--crm-text-secondary);
    white-space: nowrap;
    font-variant-numeric: var(--crm-figures);
    /* It gives way before what can be pressed leaves the bar. */
    flex: 0 1 auto;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .board {
    display: grid;
    grid-template-columns: repeat(var(--lanes, 4), minmax(216px, 1fr)) 172px;
    overflow-x: auto;
    flex: 1;
    min-block-size: 0;
    background: var(--crm-surface-sunken);
  }
  .lane {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
    border-inline-end: var(--crm-hairline) solid var(--crm-border);
  }
  .lane.over,
  .tray.over {
    background: var(--crm-surface-selected);
  }
  .lane-head {
    padding: 10px 12px 0;
    background: var(--crm-surface);
    flex: none;
  }
  .lane-head .row {
    display: flex;
    align-items: baseline;
    gap: 6px;
  }
  h2 {
    font-size: var(--crm-text-13);
    font-weight: var(--crm-weight-strong);
  }
  .sum {
    margin-inline-start: auto;
    font-weight: var(--crm-weight-strong);
    font-variant-numeric: var(--crm-figures);
    white-space: nowrap;
  }
  .lane-head .row + .row {
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
    margin-block-start: 1px;
    font-variant-numeric: var(--crm-figures);
  }
  .lane-head .row + .row > :last-child {
    margin-inline-start: auto;
  }
  .likely {
    block-size: 2px;
    margin: 9px -12px 0;
    background: var(--crm-border);
    position: relative;
  }
  .likely i {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    background: var(--stage);
  }
  .trays {
    display: flex;
    flex-direction: column;
    background: var(--crm-surface);
    min-block-size: 0;
  }
  .tray {
    padding: 10px 12px 12px;
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    flex: 1;
    display: flex;
    flex-direction: column;
    gap: 1px;
    min-block-size: 0;
    overflow: hidden;
  }
  .tray:first-child {
    flex: 1.5;
  }
  .tray h2 {
    color: var(--stage);
    display: flex;
    gap: 6px;
    align-items: center;
  }
  .tray .sum {
    margin-block-start: 2px;
    margin-inline-start: 0;
  }
  .tray .last {
    margin-block-start: 10px;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1px;
    font-size: var(--crm-text-12);
    color: var(--crm-text-secondary);
  }
  .tray .last button {
    display: flex;
    justify-content: space-between;
    gap: 8px;
    inline-size: 100%;
    min-block-size: 24px;
    align-items: center;
    color: inherit;
    text-align: start;
    border-radius: var(--crm-radius-small);
  }
  .tray .last button:hover {
    color: var(--crm-text);
  }
  .tray .last .money {
    font-variant-numeric: var(--crm-figures);
    white-space: nowrap;
  }
  .note {
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
  }
  .blank {
    flex: 1;
    display: grid;
    place-content: center;
  }
  .ghosts {
    display: grid;
    gap: 6px;
    padding: 8px;
  }
  .ghosts i {
    block-size: 78px;
    border-radius: var(--crm-radius);
    background: var(--crm-surface-active);
    opacity: 0.6;
  }
  .steps {
    display: none;
  }
  @container (max-width: 900px) {
    .weighted {
      display: none;
    }
  }
  @container (max-width: 640px) {
    .board {
      display: flex;
      scroll-snap-type: x mandatory;
    }
    .lane,
    .trays {
      flex: 0 0 calc(100% - 36px);
      scroll-snap-align: start;
    }
    .total {
      display: none;
    }
    .find input {
      font-size: 16px;
    }
    .find {
      block-size: 34px;
      flex: 1 1 80px;
      min-inline-size: 80px;
    }
    .tools {
      gap: 2px;
      padding-inline: 6px 2px;
    }
    .tools .order {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    .steps {
      display: flex;
      overflow-x: auto;
      scrollbar-width: none;
      border-block-end: var(--crm-hairline) solid var(--crm-border);
      padding-inline: 10px;
      flex: none;
    }
    .steps button {
      block-size: 44px;
      padding-inline: 8px;
      display: inline-flex;
      gap: 6px;
      align-items: center;
      color: var(--crm-text-muted);
      white-space: nowrap;
      font-weight: var(--crm-weight-medium);
    }
    .steps [aria-current] {
      color: var(--crm-text);
      box-shadow: inset 0 -2px var(--crm-accent);
    }
  }
`;
