import { css } from 'lit';

export const styles = css`
  :host {
    display: grid;
    grid-template-columns: var(--crm-nav-width) minmax(0, 1fr);
    /* What opens beside the screen takes nothing of its height. */
    grid-template-rows: minmax(0, 1fr);
    block-size: 100dvh;
    overflow: hidden;
    background: var(--crm-canvas);
    color: var(--crm-text);
    font-size: var(--crm-text-13);
  }
  .skip {
    position: fixed;
    inset-block-start: 8px;
    inset-inline-start: 8px;
    z-index: var(--crm-layer-panel);
    padding: 8px 12px;
    border-radius: var(--crm-radius);
    background: var(--crm-surface-overlay);
    box-shadow: var(--crm-shadow-dialog);
    color: var(--crm-accent-text);
    font-weight: var(--crm-weight-medium);
  }
  .skip:not(:focus) {
    inline-size: 1px;
    block-size: 1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
  }
  main:focus {
    outline: none;
  }
  .side {
    display: flex;
    flex-direction: column;
    gap: 1px;
    padding: 8px;
    border-inline-end: var(--crm-hairline) solid var(--crm-border);
    min-block-size: 0;
    overflow: auto;
  }
  .space {
    display: flex;
    align-items: center;
    gap: 8px;
    block-size: 32px;
    padding-inline: 8px;
    font-weight: var(--crm-weight-strong);
  }
  .logo {
    inline-size: 18px;
    block-size: 18px;
    flex: none;
    color: var(--crm-text);
  }
  .tools {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 6px;
    margin-block: 6px 10px;
  }
  .find {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    padding-inline: 9px 6px;
    border: 1px solid var(--crm-border-control);
    border-radius: var(--crm-radius);
    background: var(--crm-surface-raised);
    color: var(--crm-text-muted);
    text-align: start;
  }
  .find:hover {
    color: var(--crm-text-secondary);
  }
  .find kbd {
    margin-inline-start: auto;
  }
  .end {
    margin-inline-start: auto;
    color: var(--crm-text-muted);
  }
  .side a {
    display: flex;
    align-items: center;
    gap: 9px;
    min-block-size: 28px;
    padding-inline: 8px;
    border-radius: var(--crm-radius);
    color: var(--crm-text-secondary);
    font-weight: var(--crm-weight-medium);
    flex: none;
    text-decoration: none;
  }
  .side a:hover {
    background: var(--crm-surface-hover);
  }
  .side a[aria-current] {
    background: var(--crm-surface-active);
    color: var(--crm-text);
  }
  .side a[aria-current] .icon {
    color: var(--crm-accent-text);
  }
  .side a .num {
    margin-inline-start: auto;
    font-weight: var(--crm-weight);
    font-size: var(--crm-text-12);
    color: var(--crm-text-muted);
  }
  .side a .num.danger {
    color: var(--crm-danger-text);
    font-weight: var(--crm-weight-medium);
  }
  .foot {
    margin-block-start: auto;
    padding-block-start: 10px;
    display: grid;
    gap: 1px;
  }
  .me {
    display: flex;
    align-items: center;
    gap: 8px;
    inline-size: 100%;
    padding: 4px 8px;
    border-radius: var(--crm-radius);
    text-align: start;
    color: var(--crm-text-secondary);
  }
  .me:hover {
    background: var(--crm-surface-hover);
  }
  main {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
    background: var(--crm-surface);
  }
  main > * {
    flex: 1;
    min-block-size: 0;
  }
  .bar {
    flex: none;
    display: flex;
    align-items: center;
    gap: var(--crm-space-2);
    min-block-size: var(--crm-bar);
    padding-inline: var(--crm-gutter);
    border-block-end: var(--crm-hairline) solid var(--crm-border);
  }
  .bar h1 {
    font-size: var(--crm-text-16);
    font-weight: var(--crm-weight-strong);
    margin-inline-end: auto;
  }
  .back {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-block-size: 30px;
    margin-inline-end: auto;
    color: var(--crm-text-secondary);
    font-weight: var(--crm-weight-medium);
    text-decoration: none;
  }
  .back:hover {
    color: var(--crm-text);
    text-decoration: underline;
  }
  .record {
    overflow: auto;
  }
  .record > crm-record {
    min-block-size: 100%;
  }
  .tabbar,
  .phone {
    display: none;
  }
  @media (min-width: 641px) {
    .bar.own {
      position: absolute;
      clip-path: inset(50%);
    }
  }
  @media (min-width: 641px) and (max-width: 1000px) {
    :host {
      grid-template-columns: 53px minmax(0, 1fr);
    }
    .tools {
      grid-template-columns: auto;
      justify-content: center;
    }
    .find {
      justify-content: center;
      inline-size: 30px;
      block-size: 30px;
      padding: 0;
    }
    .side .words,
    .side a .num,
    crm-sync-status::part(words) {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .side a,
    .space,
    .me,
    crm-sync-status::part(status),
    crm-sync-status::part(button) {
      justify-content: center;
      padding-inline: 0;
    }
    .side crm-menu {
      display: grid;
    }
  }
  @media (max-width: 640px) {
    :host {
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: minmax(0, 1fr) auto;
    }
    .side {
      display: none;
    }
    /* How things are saved gives way to what the screen is called. */
    .bar h1 {
      flex: none;
      font-size: var(--crm-text-20);
    }
    .phone {
      display: inline-flex;
    }
    crm-sync-status.phone {
      min-inline-size: 0;
    }
    /* There is room for its sign; words come when there is something to know, and beside the steps of a record not even then. */
    crm-sync-status.phone::part(calm),
    .back ~ crm-sync-status::part(words) {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .tabbar {
      display: grid;
      grid-template-columns: repeat(5, minmax(0, 1fr));
      align-items: center;
      border-block-start: var(--crm-hairline) solid var(--crm-border);
      background: var(--crm-canvas);
      padding-block-end: env(safe-area-inset-bottom);
    }
    .tab {
      display: grid;
      justify-items: center;
      align-content: center;
      gap: 3px;
      inline-size: 100%;
      block-size: 56px;
      font-size: var(--crm-text-12);
      color: var(--crm-text-muted);
      font-weight: var(--crm-weight-medium);
      text-decoration: none;
    }
    .tab[aria-current] {
      color: var(--crm-accent-text);
    }
    .tabbar crm-menu {
      display: grid;
    }
    .plus {
      justify-self: center;
    }
  }
`;
