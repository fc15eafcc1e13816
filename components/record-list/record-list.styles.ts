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
    flex-wrap: wrap;
    gap: 6px var(--crm-space-2);
    align-items: center;
    min-block-size: 40px;
    padding: 5px var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    flex: none;
  }
  .tools crm-input {
    inline-size: 200px;
  }
  .chip .part {
    padding: 0;
    gap: 0;
    color: inherit;
  }
  .chip .part > * {
    display: inline-flex;
    align-items: center;
    block-size: 100%;
    padding-inline: 7px;
  }
  .chip .part > * + * {
    border-inline-start: var(--crm-hairline) solid var(--crm-border);
  }
  .chip .v {
    display: block;
    line-height: 24px;
    max-inline-size: 220px;
    overflow: hidden;
    text-overflow: ellipsis;
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
    grid-template-columns: 20px var(--columns);
    align-items: center;
    column-gap: 12px;
    padding-inline: var(--crm-gutter);
    min-inline-size: var(--least);
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
    min-inline-size: 0;
  }
  .head .end {
    justify-self: end;
  }
  .head button:hover,
  .head [aria-pressed='true'] {
    color: var(--crm-text);
  }
  .space {
    position: relative;
    min-inline-size: var(--least);
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
  .open {
    grid-row: 1;
  }
  .linked {
    grid-row: 1;
    justify-self: start;
    display: flex;
    gap: 7px;
    align-items: center;
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: 24px;
    text-align: start;
    border-radius: var(--crm-radius-small, var(--crm-radius));
  }
  .linked:hover bdi {
    text-decoration: underline;
    color: var(--crm-text);
  }
  .linked:focus-visible {
    outline: var(--crm-focus-ring);
  }
  .open > span {
    display: flex;
    gap: 7px;
    align-items: center;
    min-inline-size: 0;
  }
  .open > .end {
    justify-content: flex-end;
  }
  .done {
    color: var(--crm-text-muted);
    text-decoration: line-through;
  }
  .hot {
    display: inline-flex;
    color: var(--crm-hot-text);
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
  .bulk {
    position: absolute;
    inset-block-end: 16px;
    inset-inline: 0;
    margin-inline: auto;
    inline-size: max-content;
    max-inline-size: calc(100% - 24px);
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--crm-space-1);
    padding: 6px 8px 6px 14px;
    border-radius: var(--crm-radius-large);
    background: var(--crm-surface-overlay);
    box-shadow: var(--crm-shadow-popover);
    z-index: var(--crm-layer-bar);
  }
  .bulk progress {
    inline-size: 160px;
    accent-color: var(--crm-accent);
    margin-inline-end: 6px;
  }
  .bulk > .num {
    font-weight: var(--crm-weight-medium);
    margin-inline-end: 6px;
  }

  .filter {
    display: grid;
    gap: var(--crm-space-3);
    justify-items: start;
  }
  .filter .part {
    inline-size: 100%;
    min-inline-size: 0;
    display: grid;
    gap: var(--crm-space-2);
    justify-items: start;
    padding: 0;
    border: 0;
  }
  .filter legend,
  .tags-asked legend {
    padding: 0 0 6px;
    color: var(--crm-text-muted);
    font-size: var(--crm-text-12);
    font-weight: var(--crm-weight-medium);
  }
  .condition {
    inline-size: 100%;
    display: grid;
    grid-template-columns: minmax(0, 200px) minmax(0, 160px) minmax(0, 1fr) auto;
    gap: var(--crm-space-2);
    align-items: start;
  }
  .condition .value {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    align-items: center;
    min-inline-size: 0;
  }
  .condition .value > :is(crm-input, crm-select, crm-combobox) {
    flex: 1 1 130px;
    min-inline-size: 0;
  }
  .condition .value > .short {
    flex: 0 1 92px;
  }
  .edit {
    display: grid;
    gap: var(--crm-space-4);
    justify-items: start;
  }
  .edit > :is(crm-combobox, crm-select, .value) {
    inline-size: 100%;
  }
  .edit .value {
    display: grid;
    gap: var(--crm-space-1);
  }
  .edit .value > span {
    font-size: var(--crm-text-12);
    font-weight: var(--crm-weight-medium);
    color: var(--crm-text-secondary);
  }
  .edit .value form,
  .edit .pair {
    display: grid;
    gap: var(--crm-space-2);
  }
  .edit .pair {
    grid-template-columns: 1fr 1fr;
  }
  .edit .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-block-start: var(--crm-space-1);
  }
  .refusals {
    display: grid;
    gap: var(--crm-space-3);
  }
  .refusals ul {
    list-style: none;
    margin: 0;
    padding: 0;
    max-block-size: 40vh;
    overflow: auto;
  }
  .refusals li {
    display: grid;
    gap: 2px;
    padding-block: 6px;
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .tags-asked,
  .save {
    display: grid;
    gap: var(--crm-space-3);
  }
  .tags-asked .tags {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .save .asked {
    display: grid;
    gap: 6px;
  }
  .tags-asked .tags:empty {
    display: none;
  }
  .tags-asked fieldset {
    border: 0;
    margin: 0;
    padding: 0;
    display: grid;
    gap: 6px;
  }

  @container (max-width: 640px) {
    .tools {
      column-gap: 0;
    }
    .tools crm-input {
      flex: 1 1 100%;
      inline-size: auto;
    }
    /* With what they are worth it is too long to stand among the buttons. */
    .count:has(bdi) {
      order: 1;
      flex: 1 0 100%;
      font-size: var(--crm-text-12);
    }
    .count:has(bdi) + * {
      margin-inline-start: auto;
    }
    .head {
      display: none;
    }
    .space {
      min-inline-size: 0;
    }
    .row {
      min-inline-size: 0;
      grid-template-columns: auto minmax(0, 1fr) max-content auto;
      column-gap: 0;
      block-size: 60px;
    }
    .open {
      grid-column: 2 / 4;
      column-gap: 12px;
    }
    .row > crm-checkbox {
      margin-inline-end: 12px;
    }
    .row > .linked {
      grid-column: 4;
      justify-content: center;
      inline-size: 44px;
      block-size: 100%;
      margin-inline-end: calc(-1 * var(--crm-gutter));
      color: var(--crm-text-muted);
    }
    .open > .two {
      display: grid;
      gap: 3px;
    }
    .two > span,
    .ends > span {
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
    .condition {
      grid-template-columns: minmax(0, 1fr) auto;
    }
    .condition > :is(.operator, .value) {
      grid-column: 1;
    }
    .condition > crm-button {
      grid-area: 1 / 2;
    }
  }
`;
