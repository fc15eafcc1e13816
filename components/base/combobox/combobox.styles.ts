import { css } from 'lit';

export const styles = css`
  .control > .mine {
    position: absolute;
    inset-inline-start: 8px;
    display: inline-flex;
    color: var(--crm-text-muted);
    pointer-events: none;
  }
  .mine + .input {
    padding-inline-start: 34px;
  }
  .input {
    padding-inline-end: 30px;
    text-overflow: ellipsis;
  }
  .control > .chevron {
    position: absolute;
    inset-inline-end: 8px;
    display: inline-flex;
    color: var(--crm-text-muted);
    pointer-events: none;
  }
  .control > .clear {
    position: absolute;
    inset-inline-end: 3px;
    inline-size: 24px;
    block-size: 24px;
    display: inline-grid;
    place-items: center;
    border-radius: var(--crm-radius-small);
    color: var(--crm-text-muted);
  }
  .clear:hover {
    background: var(--crm-surface-hover);
    color: var(--crm-text);
  }
  .menu {
    max-inline-size: min(480px, calc(100vw - 16px));
    max-block-size: min(320px, 50vh);
    overflow: auto;
    overscroll-behavior: contain;
  }
  .opt .detail {
    margin-inline-start: auto;
    padding-inline-start: var(--crm-space-3);
    color: var(--crm-text-muted);
  }
  .opt.active .detail {
    color: var(--crm-text-secondary);
  }
  .opt > .icon {
    color: var(--crm-text-muted);
  }
  .none {
    padding: 7px 10px;
    color: var(--crm-text-muted);
  }
`;
