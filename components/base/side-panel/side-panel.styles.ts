import { css } from 'lit';

export const styles = css`
  dialog {
    position: fixed;
    inset: 0 0 0 auto;
    inset-block: 0;
    inset-inline: auto 0;
    margin: 0;
    inline-size: min(100%, var(--crm-side-panel-width, 480px));
    max-inline-size: none;
    block-size: 100%;
    max-block-size: none;
    background: var(--crm-surface);
    box-shadow: var(--crm-shadow-dialog);
  }
  dialog:is([open], :popover-open) {
    display: flex;
    animation: slide var(--crm-motion-slow) var(--crm-ease);
  }
  .top {
    border-block-end: var(--crm-hairline) solid var(--crm-border);
    padding-block: 4px;
    padding-inline-start: var(--crm-gutter);
  }
  @keyframes slide {
    from {
      opacity: 0;
      translate: var(--from, 24px) 0;
    }
  }
  dialog:dir(rtl) {
    --from: -24px;
  }
  @media (max-width: 640px) {
    dialog {
      inline-size: 100%;
      padding-block-end: env(safe-area-inset-bottom);
    }
    .top {
      gap: 0;
    }
  }
`;
