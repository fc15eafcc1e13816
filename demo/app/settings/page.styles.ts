import { css } from 'lit';

/** A page of settings: a title, sections, a line of controls on top, rows with their acts at the end, fields that look like text until one writes in them. */
export const page = css`
  :host {
    display: block;
  }
  h2 {
    font-size: var(--crm-text-16);
    font-weight: var(--crm-weight-strong);
    letter-spacing: var(--crm-tracking-title);
    margin-block: var(--crm-space-8) var(--crm-space-2);
  }
  h2:first-child,
  h2.first {
    margin-block-start: 0;
  }
  p {
    color: var(--crm-text-secondary);
    margin-block-end: var(--crm-space-3);
    max-inline-size: 60ch;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--crm-space-2);
    margin-block-end: var(--crm-space-3);
  }
  .fields {
    display: grid;
    gap: var(--crm-space-4);
    max-inline-size: 420px;
  }
  .item {
    display: flex;
    align-items: center;
    gap: var(--crm-space-2);
    min-block-size: var(--crm-row);
    padding-block: 3px;
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .item > .grow {
    flex: 1;
    min-inline-size: 0;
  }
  .acts {
    display: flex;
    gap: var(--crm-space-2);
    flex-wrap: wrap;
    margin-block: var(--crm-space-3);
    align-items: end;
  }
  .head {
    color: var(--crm-text-muted);
    font-size: var(--crm-text-12);
    font-weight: var(--crm-weight-medium);
  }
  .quiet::part(input) {
    border-color: transparent;
    background: transparent;
    font-weight: var(--crm-weight-medium);
  }
  .quiet::part(input):hover {
    border-color: var(--crm-border-control);
  }
  .quiet::part(input):focus {
    background: var(--crm-surface-raised);
  }
  @media (pointer: coarse) {
    .quiet::part(input) {
      border-color: var(--crm-border);
    }
  }
`;
