import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-block;
    max-inline-size: 100%;
  }
  .seg {
    display: inline-flex;
    padding: 2px;
    gap: 1px;
    block-size: var(--crm-control);
    border-radius: var(--crm-radius);
    background: var(--crm-surface-active);
    max-inline-size: 100%;
  }
  :host([wide]) {
    display: block;
  }
  :host([wide]) .seg {
    display: flex;
  }
  :host([wide]) .item {
    flex: 1;
    justify-content: center;
  }
  .item {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding-inline: 9px;
    border-radius: calc(var(--crm-radius) - 2px);
    color: var(--crm-text-secondary);
    font-weight: var(--crm-weight-medium);
    white-space: nowrap;
    min-inline-size: 0;
  }
  .item:hover {
    color: var(--crm-text);
  }
  .item[aria-checked='true'] {
    background: var(--crm-surface-overlay);
    color: var(--crm-text);
    box-shadow: 0 0 0 1px var(--crm-border-strong);
  }
  @media (forced-colors: active) {
    .item[aria-checked='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
