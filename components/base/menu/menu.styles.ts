import { css } from 'lit';

export const styles = css`
  :host {
    display: inline-block;
  }
  .anchor {
    display: inline-flex;
    max-inline-size: 100%;
  }
  .menu {
    min-inline-size: 180px;
    max-inline-size: min(360px, calc(100vw - 16px));
    max-block-size: min(480px, 70vh);
    overflow: auto;
    overscroll-behavior: contain;
  }
  .menu:popover-open {
    animation: appear var(--crm-motion) var(--crm-ease);
  }
  ::slotted(hr) {
    block-size: 1px;
    margin: 4px -4px;
    border: 0;
    background: var(--crm-border);
  }
  @keyframes appear {
    from {
      opacity: 0;
    }
  }
`;
