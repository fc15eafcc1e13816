import { css } from 'lit';

/** What dialogs and side panels share: a head, a body that scrolls, a foot. */
export const frame = css`
  :host {
    display: contents;
  }
  dialog {
    flex-direction: column;
    padding: 0;
    border: 0;
    color: var(--crm-text);
    background: var(--crm-surface-overlay);
    overflow: hidden;
  }
  dialog:focus-visible {
    outline: none;
  }
  dialog:modal::backdrop {
    background: var(--crm-scrim);
  }
  .top {
    display: flex;
    align-items: center;
    gap: var(--crm-space-2);
    min-block-size: var(--crm-bar);
    padding-block: 6px;
    padding-inline: 20px 10px;
    flex: none;
  }
  .top .title {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  .body {
    /* From its content's height: a share of none is nothing in WebKit, where a dialog is as high as what is in it. */
    flex: 1 1 auto;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }
  .foot {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: var(--crm-space-2);
    padding: 10px 20px;
    border-block-start: var(--crm-hairline) solid var(--crm-border);
    flex: none;
  }
  .foot.vacant {
    display: none;
  }
`;

export const styles = css`
  dialog {
    inset: 0;
    inline-size: calc(100% - 32px);
    max-inline-size: var(--crm-dialog-width, 600px);
    max-block-size: calc(100dvh - 12vh - 16px);
    margin: 12vh auto auto;
    border-radius: var(--crm-dialog-radius, var(--crm-radius-large));
    box-shadow: var(--crm-shadow-dialog);
  }
  dialog[open] {
    display: flex;
    animation: rise var(--crm-motion-slow) var(--crm-ease);
  }
  :host([size='small']) dialog {
    max-inline-size: var(--crm-dialog-width, 440px);
  }
  :host([size='large']) dialog {
    max-inline-size: var(--crm-dialog-width, 880px);
  }
  .top {
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .body {
    padding: var(--crm-dialog-padding, 16px 20px 20px);
  }
  @keyframes rise {
    from {
      opacity: 0;
      translate: 0 6px;
    }
  }
  @media (max-width: 640px) {
    dialog,
    :host([size]) dialog {
      inline-size: 100%;
      max-inline-size: none;
      margin: auto 0 0;
      max-block-size: calc(100dvh - 24px);
      border-end-start-radius: 0;
      border-end-end-radius: 0;
      padding-block-end: env(safe-area-inset-bottom);
    }
  }
`;
