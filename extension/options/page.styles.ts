import { css } from 'lit';

/** A section of a page of the extension. */
export const section = css`
  :host {
    display: block;
  }
  h2 {
    font-size: var(--crm-text-16);
    font-weight: var(--crm-weight-strong);
    letter-spacing: var(--crm-tracking-title);
    margin-block-end: var(--crm-space-1);
  }
  p,
  li {
    font-size: var(--crm-text-14);
    line-height: var(--crm-leading-loose);
    color: var(--crm-text-secondary);
    max-inline-size: 62ch;
  }
  p {
    margin-block-end: var(--crm-space-3);
  }
  a {
    color: var(--crm-accent-text);
  }
  .item {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--crm-space-1) var(--crm-space-3);
    padding-block: var(--crm-space-2);
  }
  .item + .item {
    border-block-start: var(--crm-hairline) solid var(--crm-border);
  }
  .grow {
    flex: 1;
    min-inline-size: 180px;
  }
  .strong {
    font-weight: var(--crm-weight-medium);
  }
  .muted {
    color: var(--crm-text-muted);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--crm-space-2);
  }
  .line > crm-input {
    flex: 1;
    min-inline-size: 220px;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    gap: var(--crm-space-2);
    margin-block-start: var(--crm-space-3);
  }
  .unnoted {
    display: grid;
    gap: var(--crm-space-2);
    margin-block-start: var(--crm-space-2);
    padding: 0;
    list-style: none;
  }
  .unnoted li {
    font-size: var(--crm-text-13);
  }
  crm-notice {
    margin-block: var(--crm-space-3);
  }
`;
