import { css } from 'lit';

export const styles = css`
  .input {
    appearance: none;
    padding-inline-end: 28px;
    text-overflow: ellipsis;
  }
  .control > .icon {
    position: absolute;
    inset-inline-end: 8px;
    color: var(--crm-text-muted);
    pointer-events: none;
  }
  option {
    background: var(--crm-surface-overlay);
    color: var(--crm-text);
  }
`;
