import { css, unsafeCSS } from 'lit';
import { cardHeight } from './card-height.ts';

export const styles = css`
  :host {
    display: block;
    min-inline-size: 0;
  }
  .card {
    display: block;
    inline-size: 100%;
    block-size: ${unsafeCSS(cardHeight(0))}px;
    padding: 9px var(--crm-card-pad, 10px);
    border: var(--crm-hairline) solid var(--crm-border);
    border-radius: var(--crm-deal-card-radius, var(--crm-radius));
    background: var(--crm-deal-card-background, var(--crm-surface-raised));
    text-align: start;
    font-size: var(--crm-text-13);
    line-height: var(--crm-leading);
    color: var(--crm-text);
    cursor: default;
    touch-action: pan-x pan-y;
    user-select: none;
    -webkit-user-select: none;
  }
  .card:hover {
    border-color: var(--crm-border-strong);
  }
  .card:focus-visible {
    outline: var(--crm-focus-ring);
    outline-offset: var(--crm-focus-offset);
  }
  .r {
    display: flex;
    align-items: center;
    gap: 8px;
    block-size: 18px;
    min-inline-size: 0;
  }
  .r + .r {
    margin-block-start: 2px;
  }
  .r.field {
    justify-content: space-between;
    margin-block-start: 0;
    font-size: var(--crm-text-12);
  }
  .r:not(.field) + .field {
    margin-block-start: 4px;
  }
  .field .k {
    color: var(--crm-text-muted);
    /* What it is gives way before what it says. */
    flex: 0 1000 auto;
    min-inline-size: 30%;
  }
  .field .v {
    color: var(--crm-text-secondary);
    font-variant-numeric: var(--crm-figures);
    flex: 0 1 auto;
    text-align: end;
  }
  .name {
    font-weight: var(--crm-weight-medium);
    flex: 1;
  }
  .sub {
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
    flex: 1;
  }
  .due {
    font-size: var(--crm-text-12);
    color: var(--crm-text-secondary);
    display: flex;
    align-items: center;
    gap: 5px;
    flex: 1;
    min-inline-size: 0;
  }
  .due.none {
    color: var(--crm-text-muted);
  }
  .due.danger {
    color: var(--crm-danger-text);
  }
  .due.warning {
    color: var(--crm-warning-text);
  }
  .money {
    font-weight: var(--crm-weight-medium);
    font-variant-numeric: var(--crm-figures);
    white-space: nowrap;
  }
  .hot-flag {
    color: var(--crm-hot-text);
    display: inline-flex;
  }
  .stale {
    background: transparent;
  }
  .waiting {
    border-style: dashed;
    border-color: var(--crm-border-strong);
  }
  .rejected {
    border-color: var(--crm-danger-text);
  }
  .lifted {
    opacity: 0.35;
    border-style: dashed;
  }
  :host([dragged]) .card {
    box-shadow: var(--crm-shadow-drag);
    border-color: transparent;
    background: var(--crm-surface-overlay);
    rotate: 1.2deg;
    cursor: grabbing;
  }
`;
