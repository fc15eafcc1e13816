import { css } from 'lit';

export const styles = css`
  .note {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 9px;
    padding: 9px 12px;
    border-radius: var(--crm-radius);
    background: var(--crm-surface-sunken);
  }
  /* Words that have no room beside the acts stand above them. */
  .grow {
    flex: 1 1 180px;
  }
  .note > .icon {
    margin-block-start: 1px;
    color: var(--crm-text-muted);
  }
  :host([tone='danger']) .note {
    background: var(--crm-danger-soft);
  }
  :host([tone='danger']) .note > .icon {
    color: var(--crm-danger-text);
  }
  :host([tone='warning']) .note {
    background: var(--crm-warning-soft);
  }
  :host([tone='warning']) .note > .icon {
    color: var(--crm-warning-text);
  }
  :host([tone='success']) .note {
    background: var(--crm-success-soft);
  }
  :host([tone='success']) .note > .icon {
    color: var(--crm-success-text);
  }
  .words {
    color: var(--crm-text-secondary);
    overflow-wrap: anywhere;
  }
  ::slotted([slot='actions']) {
    align-self: center;
  }
`;
