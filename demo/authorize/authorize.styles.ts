import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    align-content: safe center;
    justify-content: center;
    min-block-size: 100dvh;
    box-sizing: border-box;
    padding: var(--crm-space-6);
    background: var(--crm-canvas);
    color: var(--crm-text);
  }
  main {
    display: grid;
    gap: var(--crm-space-5);
    inline-size: min(380px, 100vw - 2 * var(--crm-space-6));
  }
  .marks {
    display: flex;
    align-items: center;
    gap: var(--crm-space-3);
    color: var(--crm-text-muted);
  }
  .logo {
    inline-size: 28px;
    block-size: 28px;
    color: var(--crm-text);
  }
  h1 {
    font-size: var(--crm-text-20);
    font-weight: var(--crm-weight-strong);
    letter-spacing: var(--crm-tracking-title);
    text-wrap: balance;
  }
  h1:focus {
    outline: none;
  }
  h2 {
    margin-block-end: var(--crm-space-2);
    font-size: var(--crm-text-13);
    font-weight: var(--crm-weight-strong);
  }
  p {
    color: var(--crm-text-secondary);
  }
  .box {
    border: var(--crm-hairline) solid var(--crm-border);
    border-radius: var(--crm-radius-large);
    background: var(--crm-surface);
  }
  .box > * {
    padding: var(--crm-space-3) var(--crm-space-4);
  }
  .box > * + * {
    border-block-start: var(--crm-hairline) solid var(--crm-border);
  }
  .account {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--crm-space-2) var(--crm-space-3);
  }
  /* Beside the avatar, and the button below where an address would have to break. */
  .account .who {
    display: grid;
    flex: 1 1 calc(100% - 48px);
    min-inline-size: 0;
  }
  /* Its words begin where the name does. */
  .account crm-button {
    margin-inline-start: 24px;
  }
  .who > * {
    overflow-wrap: anywhere;
  }
  .strong {
    font-weight: var(--crm-weight-medium);
  }
  .muted {
    color: var(--crm-text-muted);
    font-size: var(--crm-text-12);
  }
  ul {
    display: grid;
    gap: var(--crm-space-2);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: flex;
    gap: var(--crm-space-2);
  }
  li svg {
    flex: none;
    margin-block-start: 2px;
    color: var(--crm-success-text);
  }
  .not li svg {
    color: var(--crm-text-muted);
  }
  .acts {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: var(--crm-space-2);
  }
  .id {
    display: block;
    overflow-wrap: anywhere;
  }
  crm-sign-in::part(form) {
    max-inline-size: none;
  }
`;
