import { css } from 'lit';

export const styles = css`
  :host {
    display: contents;
  }
  dialog {
    inset: 0;
    inline-size: calc(100% - 32px);
    max-inline-size: 640px;
    max-block-size: min(520px, calc(100dvh - 12vh - 16px));
    margin: 12vh auto auto;
    padding: 0;
    border: 0;
    flex-direction: column;
    overflow: hidden;
    color: var(--crm-text);
    background: var(--crm-surface-overlay);
    border-radius: var(--crm-radius-large);
    box-shadow: var(--crm-shadow-dialog);
    font-size: var(--crm-text-13);
  }
  dialog[open] {
    display: flex;
    animation: rise var(--crm-motion) var(--crm-ease);
  }
  dialog::backdrop {
    background: var(--crm-scrim);
  }
  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 6px;
    }
  }
  .line {
    display: flex;
    align-items: center;
    gap: 10px;
    flex: none;
    padding-inline: 16px;
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .line > .icon {
    color: var(--crm-text-muted);
  }
  .step {
    flex: none;
    max-inline-size: 50%;
    padding: 2px 8px;
    border-radius: var(--crm-radius-small);
    background: var(--crm-surface-active);
    color: var(--crm-text-secondary);
  }
  input {
    flex: 1;
    min-inline-size: 0;
    block-size: 48px;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--crm-text-16);
    font-weight: var(--crm-weight);
  }
  input:focus-visible {
    outline: none;
  }
  input::placeholder {
    color: var(--crm-text-muted);
    opacity: 1;
  }
  input::-webkit-search-cancel-button {
    display: none;
  }
  /* The one place that can have the focus: the line under it says so. */
  .line:focus-within {
    border-block-end-color: var(--crm-focus, var(--crm-accent));
  }
  .close {
    display: none;
  }
  .list {
    flex: 1 1 auto;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 6px;
  }
  .group {
    padding: 8px 10px 4px;
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
  }
  .opt {
    min-block-size: 34px;
    cursor: pointer;
    scroll-margin-block: 30px 6px;
  }
  .opt > :is(.icon, crm-avatar):first-child {
    flex: none;
    inline-size: 20px;
    color: var(--crm-text-muted);
  }
  .opt .words {
    flex: 1;
    min-inline-size: 0;
  }
  .opt .detail {
    color: var(--crm-text-muted);
  }
  .opt .end {
    display: flex;
    align-items: center;
    gap: 10px;
    flex: none;
    color: var(--crm-text-secondary);
  }
  .opt .end .danger {
    color: var(--crm-danger-text);
  }
  .keys {
    display: inline-flex;
    gap: 4px;
  }
  .none {
    display: grid;
    gap: 4px;
    padding: 24px 16px 28px;
    text-align: center;
    color: var(--crm-text-secondary);
  }
  .none strong {
    color: var(--crm-text);
    font-weight: var(--crm-weight-strong);
  }
  .foot {
    display: flex;
    align-items: center;
    gap: 14px;
    flex: none;
    padding: 9px 16px;
    border-block-start: var(--crm-hairline) solid var(--crm-border);
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
  }
  .foot .grow {
    flex: 1;
  }
  @media (max-width: 640px) {
    dialog {
      inline-size: 100%;
      max-inline-size: none;
      block-size: 100dvh;
      max-block-size: none;
      margin: 0;
      border-radius: 0;
    }
    .line {
      padding-inline: 16px 6px;
      padding-block-start: env(safe-area-inset-top);
    }
    .line kbd,
    .foot .how,
    .keys,
    .opt .wide {
      display: none;
    }
    .close {
      display: inline-flex;
    }
    .foot {
      padding-block-end: calc(9px + env(safe-area-inset-bottom));
    }
  }
  @media (prefers-reduced-motion: reduce) {
    dialog[open] {
      animation: none;
    }
  }
`;
