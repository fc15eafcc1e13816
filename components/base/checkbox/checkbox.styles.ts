import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-block;
  }
  .line {
    display: flex;
    gap: 8px;
    align-items: center;
    min-block-size: 24px;
  }
  .check {
    appearance: none;
    inline-size: 16px;
    block-size: 16px;
    flex: none;
    margin: 0;
    border: var(--crm-hairline) solid var(--crm-border-control);
    border-radius: var(--crm-radius-small);
    background: var(--crm-surface-raised);
    display: inline-grid;
    place-items: center;
    position: relative;
    transition: background var(--crm-motion-fast) var(--crm-ease);
  }
  .check::before {
    content: '';
    position: absolute;
    inset: -5px;
  }
  .check:is(:checked, :indeterminate) {
    print-color-adjust: exact;
    background: var(--crm-accent);
    border-color: var(--crm-accent);
  }
  .check:checked:not(:indeterminate)::after {
    content: '';
    inline-size: 9px;
    block-size: 5px;
    border: solid var(--crm-on-accent);
    border-width: 0 0 1.75px 1.75px;
    transform: translateY(-1px) rotate(-45deg);
  }
  .check:indeterminate::after {
    content: '';
    inline-size: 8px;
    block-size: 1.75px;
    background: var(--crm-on-accent);
  }
  .check[aria-invalid='true'] {
    border-color: var(--crm-danger-text);
  }
  .check:disabled {
    border-color: var(--crm-border-strong);
    background: var(--crm-surface-sunken);
  }
  .check:disabled:checked::after {
    border-color: var(--crm-text-disabled);
  }
  :host([round]) .check {
    border-radius: var(--crm-radius-round);
  }
  .line:has(:disabled) {
    color: var(--crm-text-disabled);
  }
  @media (pointer: coarse) {
    .line {
      min-block-size: 44px;
    }
    .check {
      inline-size: 22px;
      block-size: 22px;
    }
    .check::before {
      inset: -11px;
    }
  }
  @media (forced-colors: active) {
    .check {
      appearance: auto;
    }
    .check::after {
      display: none !important;
    }
  }
`;
