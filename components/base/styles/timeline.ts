import { css } from 'lit';

/** `.line`: an entry of a timeline: `.pin` (icon), `.body`, `time`; `.quote` for what someone wrote; `data-sought` marks what somebody has looked for. */
export const timeline = css`
  .line {
    position: relative;
    display: grid;
    grid-template-columns: 24px minmax(0, 1fr) auto;
    column-gap: 10px;
    padding-block: 7px;
  }
  .line::before {
    content: '';
    position: absolute;
    inset-inline-start: 11.5px;
    inset-block: 0;
    inline-size: 1px;
    background: var(--crm-border);
  }
  .line:first-child::before {
    inset-block-start: 16px;
  }
  .line:last-child::before {
    inset-block-end: auto;
    block-size: 16px;
  }
  .line > .pin {
    position: relative;
    inline-size: 24px;
    block-size: 22px;
    display: grid;
    place-items: center;
    background: var(--crm-surface);
    color: var(--crm-text-muted);
  }
  .line > .body {
    line-height: 22px;
    min-inline-size: 0;
  }
  .line > time {
    line-height: 22px;
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
    font-variant-numeric: var(--crm-figures);
    white-space: nowrap;
  }
  .line[data-sought] {
    outline: 2px solid var(--crm-accent-line);
    outline-offset: 2px;
    border-radius: var(--crm-radius);
    background: var(--crm-accent-soft);
  }
  .line[data-sought] > .pin {
    background: transparent;
  }
  .line .quote {
    margin-block: 4px 3px;
    padding: 9px 12px;
    border: var(--crm-hairline) solid var(--crm-border);
    border-radius: var(--crm-radius);
    font-size: var(--crm-text-14);
    line-height: var(--crm-leading-loose);
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
`;
