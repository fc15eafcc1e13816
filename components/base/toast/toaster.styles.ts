import { css } from 'lit';

export const styles = css`
  :host {
    position: fixed;
    inset: auto;
    /* What a page has at its foot stays in sight. */
    inset-block-end: max(var(--crm-toast-end, max(16px, env(safe-area-inset-bottom))), var(--lift, 0px));
    inset-inline: 16px;
    margin: 0 auto;
    padding: 0;
    border: 0;
    inline-size: auto;
    max-inline-size: 440px;
    background: none;
    overflow: visible;
    pointer-events: none;
  }
  .toasts {
    display: grid;
    gap: 8px;
  }
  .toast {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 40px;
    padding: 6px 6px 6px 14px;
    padding-inline: 14px 6px;
    border-radius: var(--crm-radius-large);
    background: var(--crm-toast);
    color: var(--crm-on-toast);
    box-shadow: var(--crm-shadow-dialog);
    pointer-events: auto;
    animation: rise var(--crm-motion-slow) var(--crm-ease);
  }
  .act,
  .close {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 28px;
    min-inline-size: 28px;
    justify-content: center;
    border-radius: var(--crm-radius);
    font-weight: var(--crm-weight-medium);
    color: inherit;
  }
  .act {
    padding-inline: 8px;
    color: var(--crm-on-toast-accent);
  }
  :is(.act, .close):hover {
    background: color-mix(in srgb, currentColor 14%, transparent);
  }
  :is(.act, .close):focus-visible {
    outline-color: var(--crm-on-toast-accent);
  }
  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 8px;
    }
  }
  @media (pointer: coarse) {
    .act,
    .close {
      min-block-size: 44px;
      min-inline-size: 44px;
    }
  }
`;
