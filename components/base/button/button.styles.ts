import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-flex;
    vertical-align: middle;
    flex: none;
    max-inline-size: 100%;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    inline-size: 100%;
    min-inline-size: 0;
    block-size: var(--crm-control);
    padding-inline: var(--crm-button-padding, 10px);
    border: var(--crm-hairline) solid var(--crm-border-strong);
    border-radius: var(--crm-button-radius, var(--crm-radius));
    background: var(--crm-surface-raised);
    color: var(--crm-text);
    font-weight: var(--crm-weight-medium);
    white-space: nowrap;
    user-select: none;
    transition: background var(--crm-motion-fast) var(--crm-ease);
  }
  .button:hover {
    background: linear-gradient(var(--crm-surface-hover), var(--crm-surface-hover)) var(--crm-surface-raised);
  }
  .button:active {
    background: linear-gradient(var(--crm-surface-active), var(--crm-surface-active)) var(--crm-surface-raised);
  }
  .words {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .bare .words {
    display: none;
  }

  :host([variant='primary']) .button {
    background: var(--crm-accent);
    border-color: transparent;
    color: var(--crm-on-accent);
  }
  :host([variant='primary']) .button:is(:hover, :active) {
    background: var(--crm-accent-hover);
  }
  :host([variant='primary']) .button:focus-visible {
    outline-offset: 2px;
  }

  :host([variant^='ghost']) .button {
    border-color: transparent;
    background: transparent;
    color: var(--crm-text-secondary);
  }
  :host([variant^='ghost']) .button:is(:hover, [aria-pressed='true'], [aria-expanded='true']) {
    background: var(--crm-surface-hover);
    color: var(--crm-text);
  }
  :host([variant^='ghost']) .button:active {
    background: var(--crm-surface-active);
  }

  :host([variant='danger']) .button,
  :host([variant='ghost-danger']) .button,
  :host([variant='ghost-danger']) .button:hover {
    color: var(--crm-danger-text);
  }

  :host([flush]) {
    margin-inline-start: calc(-1px - var(--crm-button-padding, 10px));
  }
  :host([flush][size='small']) {
    margin-inline-start: -8px;
  }

  .button.bare {
    inline-size: var(--crm-control);
    padding: 0;
  }
  :host([size='small']) .button {
    block-size: var(--crm-control-small);
    padding-inline: 7px;
    font-size: var(--crm-text-12);
  }
  :host([size='small']) .button.bare {
    inline-size: var(--crm-control-small);
    padding: 0;
  }

  .button:disabled,
  .button[aria-disabled='true'],
  :host([variant]) .button:disabled {
    color: var(--crm-text-disabled);
    background: transparent;
    border-color: var(--crm-border);
  }
  :host([variant^='ghost']) .button:disabled {
    border-color: transparent;
  }

  kbd {
    margin-inline-end: -4px;
    border-color: var(--crm-border-strong);
    background: none;
    color: inherit;
  }
  :host([variant='primary']) kbd {
    border-color: transparent;
    background: light-dark(#ffffff2e, #0000002e);
  }

  @media (pointer: coarse) {
    :host([size='small']) .button {
      font-size: var(--crm-text-13);
      padding-inline: 12px;
    }
    :host([flush][size='small']) {
      margin-inline-start: -13px;
    }
    kbd {
      display: none;
    }
  }
  @media (forced-colors: active) {
    .button {
      border-color: ButtonBorder;
    }
  }
`;
