import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-flex;
    max-inline-size: 100%;
    vertical-align: middle;
  }
  .tag {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-inline-size: 0;
    block-size: 20px;
    padding-inline: 6px;
    border: var(--crm-hairline) solid var(--crm-border);
    border-radius: var(--crm-radius-small);
    font-size: var(--crm-text-12);
    color: var(--crm-text-secondary);
    background: var(--crm-surface-raised);
    white-space: nowrap;
  }
  :host([tone='danger']) .tag {
    color: var(--crm-danger-text);
    background: var(--crm-danger-soft);
    border-color: transparent;
  }
  :host([tone='warning']) .tag {
    color: var(--crm-warning-text);
    background: var(--crm-warning-soft);
    border-color: transparent;
  }
  :host([tone='success']) .tag {
    color: var(--crm-success-text);
    background: var(--crm-success-soft);
    border-color: transparent;
  }
  .remove {
    position: relative;
    display: inline-grid;
    place-items: center;
    inline-size: 16px;
    block-size: 16px;
    margin-inline-end: -4px;
    border-radius: 3px;
    color: var(--crm-text-muted);
  }
  .remove::before {
    content: '';
    position: absolute;
    inset: -4px;
  }
  .remove:hover {
    background: var(--crm-surface-hover);
    color: var(--crm-text);
  }
  .remove .icon {
    inline-size: 12px;
    block-size: 12px;
  }
  @media (pointer: coarse) {
    .tag {
      block-size: 28px;
    }
    .remove::before {
      inset: -14px;
    }
  }
`;
