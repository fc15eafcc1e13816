import { css } from 'lit';

/** The frame of every field: label above, control, hint or error below. */
export const styles = css`
  .field {
    display: grid;
    gap: 5px;
    align-content: start;
  }
  .name {
    font-size: var(--crm-text-12);
    color: var(--crm-text-secondary);
    font-weight: var(--crm-weight-medium);
    display: flex;
    gap: 4px;
  }
  .control {
    position: relative;
    display: flex;
    align-items: center;
    gap: 6px;
    inline-size: 100%;
    min-inline-size: 0;
  }
  .input {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--crm-control);
    padding: 4px 9px;
    border: var(--crm-hairline) solid var(--crm-border-control);
    border-radius: var(--crm-field-radius, var(--crm-radius));
    background: var(--crm-surface-raised);
    color: var(--crm-text);
    font-size: var(--crm-text-13);
    transition: border-color var(--crm-motion-fast) var(--crm-ease);
  }
  .input::placeholder {
    color: var(--crm-text-muted);
    opacity: 1;
  }
  .input:focus-visible {
    outline-offset: -1px;
    border-color: transparent;
  }
  .input[aria-invalid='true'] {
    border-color: var(--crm-danger-text);
    box-shadow: 0 0 0 1px var(--crm-danger-text);
  }
  .input:disabled {
    color: var(--crm-text-disabled);
    border-color: var(--crm-border);
    background: transparent;
  }
  .input:read-only:not(select) {
    background: var(--crm-surface-sunken);
    border-color: var(--crm-border);
  }
  .hint {
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
  }
  .error {
    font-size: var(--crm-text-12);
    color: var(--crm-danger-text);
    display: flex;
    gap: 5px;
    align-items: flex-start;
  }
  .error .icon {
    margin-block-start: 1px;
  }
  @media (pointer: coarse) {
    .input {
      font-size: var(--crm-text-16);
    }
  }
  @media (max-width: 640px) {
    .input {
      font-size: var(--crm-text-16);
      min-block-size: 44px;
    }
  }
`;
